"""After no-shows and late guests: rounds that keep the rules while as few people as possible get another route."""

from collections import Counter

from forums.assignment.deadline import Deadline
from forums.rotation import exact
from forums.rotation.bounds import moves_bound
from forums.rotation.counts import moved_in
from forums.rotation.instance import NOWHERE, Instance, Plan

MOST_PLACES = 8_000  # people × rounds × tables up to which everybody may be moved
SPARE, CHOICE = 40, 10  # so many may be moved in a large congress, and so many more for everybody who must be


def repaired(instance: Instance, *, seed: int, deadline: Deadline) -> tuple[Plan, list[int]]:
    """Return a plan of few moves, and the people whose route may still be polished: the moved and the new ones.

    Where none was found, what was planned comes back as it is, rules broken, and everybody may be moved.
    """
    places = len(instance.guests) * len(instance.to_come) * instance.tables
    # In a large congress a plan that moves a few more is better than none in time.
    free = instance.guests if places <= MOST_PLACES else _likeliest(instance)
    plan = exact.calmest(instance, seed=seed, deadline=deadline, free=free).plan
    if plan is None:
        return _as_planned(instance), instance.guests
    return plan, sorted({*moved_in(instance, plan), *_newcomers(instance)}.intersection(instance.guests))


def _as_planned(instance: Instance) -> Plan:
    """Take what was planned, newcomers at the emptiest table."""
    plan = [list(one) for one in instance.held]
    for one in instance.planned or ():
        row = [NOWHERE if not instance.present[p] else instance.host[p] for p in range(instance.people)]
        sizes = Counter(dict.fromkeys(range(instance.tables), 0))
        for p in sorted(instance.guests, key=lambda p: one[p] == NOWHERE):
            row[p] = one[p] if one[p] != NOWHERE else min(sizes, key=lambda t: (sizes[t], t))
            sizes[row[p]] += 1
        plan.append(row)
    return plan


def _newcomers(instance: Instance) -> list[int]:
    return [p for p in instance.guests if any(one[p] == NOWHERE for one in instance.planned or ())]


def _likeliest(instance: Instance) -> list[int]:
    """Choose whom to move in a large congress: newcomers, and those who sit where there are too many, most often first."""
    surplus: Counter[int] = Counter()
    for one in instance.planned or ():
        sizes = Counter(t for p, t in enumerate(one) if t != NOWHERE and instance.present[p])
        for p in instance.guests:
            if one[p] != NOWHERE:
                fewest, most = instance.spans[one[p]]
                surplus[p] += instance.people * max(0, sizes[one[p]] - most) + max(0, sizes[one[p]] - fewest)
    ordered = sorted(surplus, key=lambda p: (-surplus[p], p))
    return [*_newcomers(instance), *ordered[: SPARE + CHOICE * moves_bound(instance)]]
