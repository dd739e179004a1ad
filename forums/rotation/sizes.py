"""How many sit at each table: as even as the seats allow."""

from collections.abc import Sequence


def sizes_within(people: int, seats: Sequence[int | None], slack: int = 0) -> list[tuple[int, int]] | None:
    """Give each table its (fewest, most): the sizes differ by one at most, save where ``seats`` end sooner, or by *slack* to either side.

    ``None`` where the seats do not suffice. Exactly *people* fit between the sums of the two.
    """
    caps = [people if most is None else min(most, people) for most in seats]
    if sum(caps) < people:
        return None
    level = 0
    while sum(min(cap, level + 1) for cap in caps) < people:
        level += 1
    return [(max(0, min(cap, level - slack)), min(cap, level + 1 + slack)) for cap in caps]


def spread(people: int, *, bins: int) -> int:
    """Count the pairs that fall together when *people* are spread over *bins* as evenly as possible."""
    if bins == 0:
        return people * (people - 1) // 2
    each, more = divmod(people, bins)
    return bins * each * (each - 1) // 2 + more * each
