"""What a plan is worth: repeated meetings, wishes, mixing, and how many get another route."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forums.rotation.instance import NOWHERE, Instance


@dataclass(frozen=True, slots=True)
class Worth:
    """All to be small; ``kin`` counts pairs of one sector, and pairs of one organisation, at one table; ``mixing`` weighs them."""

    moves: int
    repeats: int
    unmet: int
    kin: int
    mixing: int


def worth_of(instance: Instance, plan: Sequence[Sequence[int]]) -> Worth:
    """Count what *plan*, by round and person, is worth. The rounds that were held count as well, save for ``moves``."""
    seated = [_groups(one) for one in plan]
    kin = [
        (sum(_pairs_of_a_kind(kind[p] for p in group) for groups in seated for group in groups), weight)
        for kind, weight in instance.kinds
    ]
    return Worth(
        moves=moves_in(instance, plan),
        repeats=sum(times * (times - 1) // 2 for times in meetings(seated).values()),
        unmet=sum(
            instance.wishes_possible(p) - len(instance.wishes[p] & {one[p] for one in plan})
            for p in range(instance.people)
            if instance.wishes_possible(p)
        ),
        kin=sum(pairs for pairs, _ in kin),
        mixing=sum(pairs * weight for pairs, weight in kin),
    )


def total(instance: Instance, worth: Worth) -> int:
    """Weigh everything but the moves."""
    repeats, preferences, _ = instance.weights
    return repeats * worth.repeats + preferences * worth.unmet + worth.mixing


def moves_in(instance: Instance, plan: Sequence[Sequence[int]]) -> int:
    """Count the people who are there, had a route before and get another one."""
    return len(moved_in(instance, plan))


def moved_in(instance: Instance, plan: Sequence[Sequence[int]]) -> list[int]:
    """List the people who are there, had a route before and get another one."""
    planned = instance.planned or ()
    return [
        p
        for p in range(instance.people)
        if instance.present[p]
        and any(one[p] not in {NOWHERE, now[p]} for now, one in zip(plan[len(instance.held) :], planned, strict=False))
    ]


def meetings(seated: Iterable[Iterable[Sequence[int]]]) -> Counter[tuple[int, int]]:
    """Count how often every pair sits together."""
    met: Counter[tuple[int, int]] = Counter()
    for groups in seated:
        for group in groups:
            met.update((a, b) for place, a in enumerate(group) for b in group[place + 1 :])
    return met


def _groups(one: Sequence[int]) -> list[list[int]]:
    """Group people by table, ascending, so that a pair is always named in the same order."""
    groups: dict[int, list[int]] = defaultdict(list)
    for person, table in enumerate(one):
        if table != NOWHERE:
            groups[table].append(person)
    return list(groups.values())


def _pairs_of_a_kind(kinds: Iterable[str | None]) -> int:
    counts = Counter(kind for kind in kinds if kind is not None)
    return sum(count * (count - 1) // 2 for count in counts.values())
