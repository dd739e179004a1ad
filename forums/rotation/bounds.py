"""What no plan can undercut: proven lower bounds on every part of the objective.

Two rounds: who sat together in one of them are spread over the tables of the other; evenly is best. A host never leaves,
and with ``topic_once`` nobody returns, so the guests of a table have only the others to go to.
"""

from collections import Counter
from collections.abc import Sequence

from forums.rotation.counts import Worth, worth_of
from forums.rotation.instance import NOWHERE, Instance
from forums.rotation.sizes import spread


def bounds_of(instance: Instance) -> Worth:
    """Bound everything from below; each is proven by itself, so their weighted sum is as well."""
    kin, mixing = kin_bounds(instance)
    return Worth(
        moves=moves_bound(instance),
        repeats=repeats_bound(instance),
        unmet=unmet_bound(instance),
        kin=kin,
        mixing=mixing,
    )


def repeats_bound(instance: Instance) -> int:
    """Bound the repeated meetings: two rounds at a time."""
    hosts = Counter(t for t, here in zip(instance.host, instance.present, strict=True) if here and t != NOWHERE)
    to_come = len(instance.to_come)
    bound = to_come * (to_come - 1) // 2 * _two_to_come(instance, hosts)
    bound += to_come * sum(_after(instance, one, hosts) for one in instance.held)
    return bound + worth_of(instance, instance.held).repeats


def _two_to_come(instance: Instance, hosts: Counter[int]) -> int:
    """Bound two rounds that are both open: the sizes may still fall where they cost least."""
    least = [max(fewest, hosts[t]) for t, (fewest, _) in enumerate(instance.spans)]
    cost = sum(_apart_again(instance, size - hosts[t], hosts[t]) for t, size in enumerate(least))
    more = sum(instance.present) - sum(least)
    marginal = [
        _apart_again(instance, size + 1 - hosts[t], hosts[t]) - _apart_again(instance, size - hosts[t], hosts[t])
        for t, (_, most) in enumerate(instance.spans)
        for size in range(least[t], most)
    ]
    return cost + sum(sorted(marginal)[: max(more, 0)])


def _after(instance: Instance, held: Sequence[int], hosts: Counter[int]) -> int:
    """Bound what a round to come repeats of one that was held, among those who are still there."""
    staying = Counter(t for p, t in enumerate(held) if t != NOWHERE and instance.present[p] and instance.host[p] == t)
    guests = Counter(
        t for p, t in enumerate(held) if t != NOWHERE and instance.present[p] and instance.host[p] == NOWHERE
    )
    return sum(_apart_again(instance, guests[t], min(staying[t], hosts[t])) for t in range(instance.tables))


def _apart_again(instance: Instance, guests: int, hosts: int) -> int:
    """Count the fewest pairs of one table that meet in another round, where *hosts* of them stay."""
    among_hosts = hosts * (hosts - 1) // 2
    if instance.topic_once:
        return among_hosts + spread(guests, bins=instance.tables - 1)
    return among_hosts + min(
        spread(guests - back, bins=instance.tables - 1) + back * (back - 1) // 2 + back * hosts
        for back in range(guests + 1)
        if instance.tables > 1 or back == guests
    )


def unmet_bound(instance: Instance) -> int:
    """Bound the wishes that stay unmet: people as sources, tables as sinks of limited room, no rounds."""
    if not instance.weights[1]:
        return 0
    from forums.rotation.flow import most_wishes_met  # OR-Tools, only where wishes count

    possible = sum(instance.wishes_possible(p) for p in range(instance.people))
    return possible - most_wishes_met(instance)


def kin_bounds(instance: Instance) -> tuple[int, int]:
    """Bound the pairs of a kind at one table, and what they weigh: every kind spread evenly in every round to come."""
    held = worth_of(instance, instance.held)
    kin, mixing = held.kin, held.mixing
    for kinds, weight in instance.kinds:
        counts = Counter(kind for kind, here in zip(kinds, instance.present, strict=True) if here and kind is not None)
        least = len(instance.to_come) * sum(spread(count, bins=instance.tables) for count in counts.values())
        kin, mixing = kin + least, mixing + weight * least
    return kin, mixing


def moves_bound(instance: Instance) -> int:
    """Bound who must be moved: in every round, those beyond the most that a table takes."""
    needed = [0]
    for one in instance.planned or ():
        sizes = Counter(t for p, t in enumerate(one) if t != NOWHERE and instance.present[p])
        newcomers = sum(instance.present) - sum(sizes.values())
        over = sum(max(0, sizes[t] - most) for t, (_, most) in enumerate(instance.spans))
        under = sum(max(0, fewest - sizes[t]) for t, (fewest, _) in enumerate(instance.spans))
        needed.append(max(over, under - newcomers))
    return max(needed)
