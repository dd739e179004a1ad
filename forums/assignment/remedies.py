"""Ways out of a conflict: which limits to change, by how little, so that everything becomes possible.

Computed, not guessed: the rules of one sort may give way, all others hold, and as few people as can be are against
them. What they are off by is the change; the problem changed so is possible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from forums.assignment.counted import FREE
from forums.assignment.deadline import Deadline
from forums.assignment.intricate import Search, explore
from forums.assignment.options import NOWHERE
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Place, Remedy, Rule
from forums.assignment.units import FIXED, MAXIMUM, case_of

MOST_PLACES = 250_000
SORTS = {
    "minimum": "minimum",
    "maximum": MAXIMUM,
    "sector_minimum": "sector_quota",
    "sector_maximum": "sector_quota",
    "level_minimum": "level_quota",
    "level_maximum": "level_quota",
    "org_max": "org_max",
    "fixed": FIXED,
    "together": "together",
    "apart": "apart",
}


def remedies_of(problem: Problem, rules: Sequence[Rule], deadline: Deadline) -> tuple[Remedy, ...]:
    """Find a way out for every sort among the conflicting *rules*, the smallest first; if none suffices alone, because
    there are other conflicts besides, one of all sorts.

    Only what was found within the time; nothing for very large problems.
    """
    if len(problem.participants) * len(problem.forums) * problem.slots > MOST_PLACES:
        return ()
    bare = replace(
        problem,
        participants=tuple(replace(one, prefs=(), prefs_by_slot={}, previous={}) for one in problem.participants),
    )
    sorts = sorted({SORTS[rule.kind] for rule in rules})
    found = [remedy for sort in sorts if (remedy := _remedy(bare, {sort}, deadline)) is not None]
    everything = {sort for sort in SORTS.values() if sort not in problem.soft}
    if not found and (remedy := _remedy(bare, everything, deadline)) is not None:
        found.append(remedy)
    return tuple(sorted(found, key=lambda remedy: (size_of(remedy), [rule.kind for rule, _ in remedy.changes])))


def size_of(remedy: Remedy) -> int:
    """Say by how many people the limits change in all; a rule given up counts as one."""
    return sum(1 if to is None else abs(to - (rule.limit or 0)) for rule, to in remedy.changes)


def with_remedy(problem: Problem, remedy: Remedy) -> Problem:
    """Return *problem* as the remedy changes it."""
    for rule, to in remedy.changes:
        problem = _changed(problem, rule, to)
    return problem


def _remedy(bare: Problem, sorts: set[str], deadline: Deadline) -> Remedy | None:
    kept = _with_these_soft(bare, sorts)
    found = explore(case_of(kept, seed=0, levels=("soft",)), deadline)
    if found.best is None or found.broken:
        return None
    changes = tuple(_changes(kept, found))
    remedy = Remedy(changes)
    return remedy if changes else None


def _with_these_soft(bare: Problem, sorts: set[str]) -> Problem:
    """Let *sorts* give way, and leave out what was soft before: it needs no remedy and must not count beside them."""
    gone = set(bare.soft) - sorts
    return replace(
        bare,
        soft=tuple(sorted(sorts)),
        org_max=None if "org_max" in gone else bare.org_max,
        together=() if "together" in gone else bare.together,
        apart=() if "apart" in gone else bare.apart,
        forums=tuple(_without(forum, gone) for forum in bare.forums),
    )


def _without(forum: Forum, gone: set[str]) -> Forum:
    has_minimum = "minimum" not in gone
    return replace(
        forum,
        capacity={slot: (least if has_minimum else 0, most) for slot, (least, most) in forum.capacity.items()},
        sector_quota={} if "sector_quota" in gone else forum.sector_quota,
        level_quota={} if "level_quota" in gone else forum.level_quota,
    )


def _changes(problem: Problem, found: Search) -> Iterator[tuple[Rule, int | None]]:
    """Read from the best answer what each rule is off by."""
    counted, best = found.counted, found.best
    counts = counts_in(found)
    if best is None:
        return
    short = np.where(counted.below == FREE, 0, np.maximum(counted.least - counts, 0))
    over = np.where(counted.above == FREE, 0, np.maximum(counts - counted.most, 0))
    limits: dict[Rule, int | None] = {}
    slots_of = {slots[0]: slots for slots in found.case.periods}
    for row in np.flatnonzero(short + over).tolist():
        place, is_over = counted.place[row], bool(over[row])
        slots = slots_of[place.slot] if place.kind == "forum" else (place.slot,)
        times = len(slots_of[place.slot])  # Equal slots are counted together, and dealt evenly.
        to = -(-int(counts[row]) // times) if is_over else int(counts[row]) // times
        for slot in slots:
            rule = _rule(problem, place, slot, is_over=is_over)
            if rule.kind in {"fixed", "together", "apart"}:
                limits[rule] = None
            else:
                now = limits.get(rule)
                limits[rule] = to if now is None else max(now, to) if is_over else min(now, to)
    yield from limits.items()


def counts_in(found: Search) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count the people in every row of the best answer."""
    case, counted = found.case, found.counted
    counts = np.zeros(len(counted), np.int64)
    if found.best is not None:
        taken = found.best.taken[case.unit]
        person, period, forum = np.nonzero(taken)
        for classes, of_class in zip(counted.classes, counted.of_class, strict=True):
            rows = of_class[classes[person], period, forum]
            np.add.at(counts, rows[rows != NOWHERE], 1)
        np.add.at(counts, counted.row, counted.sign * taken[counted.person, counted.period, counted.forum])
    return counts


def _rule(problem: Problem, place: Place, slot: int, *, is_over: bool) -> Rule:
    kind, forum_id, name, other = place.kind, place.forum, place.name, place.other
    forum = next(one for one in problem.forums if one.id == forum_id)
    when, bound = slot if problem.slots > 1 else None, "maximum" if is_over else "minimum"
    if kind == "forum":
        return Rule(bound, forum_id, limit=forum.capacity[slot][is_over], slot=when)
    if kind == "sector":
        return Rule(f"sector_{bound}", forum_id, limit=forum.sector_quota[name][is_over], sector=name)
    if kind == "level":
        return Rule(f"level_{bound}", forum_id, limit=forum.level_quota[name][is_over], level=name)
    if kind == "org":
        return Rule("org_max", "", limit=problem.org_max)
    if kind == "fixed":
        return Rule("fixed", forum_id, participant=name, slot=when)
    pair = (name, other) if (name, other) in (*problem.together, *problem.apart) else (other, name)
    return Rule(kind, "", participant=pair[0], other=pair[1])


def _changed(problem: Problem, rule: Rule, to: int | None) -> Problem:
    if rule.kind == "org_max":
        return replace(problem, org_max=to)
    if rule.kind == "together":
        return replace(
            problem, together=tuple(pair for pair in problem.together if pair != (rule.participant, rule.other))
        )
    if rule.kind == "apart":
        return replace(problem, apart=tuple(pair for pair in problem.apart if pair != (rule.participant, rule.other)))
    if rule.kind == "fixed":
        return replace(problem, participants=tuple(_released(one, rule) for one in problem.participants))
    forums = (_with_limit(forum, rule, to or 0) if forum.id == rule.forum else forum for forum in problem.forums)
    return replace(problem, forums=tuple(forums))


def _released(one: Participant, rule: Rule) -> Participant:
    slot = SLOT if rule.slot is None else rule.slot
    if one.id != rule.participant:
        return one
    return replace(one, fixed={at: name for at, name in one.fixed.items() if at != slot})


def _with_limit(forum: Forum, rule: Rule, to: int) -> Forum:
    is_most = rule.kind.endswith("maximum")

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return (span[0], to) if is_most else (to, span[1])

    if rule.sector is not None:
        return replace(
            forum, sector_quota=_with(forum.sector_quota, rule.sector, moved(forum.sector_quota[rule.sector]))
        )
    if rule.level is not None:
        return replace(forum, level_quota=_with(forum.level_quota, rule.level, moved(forum.level_quota[rule.level])))
    slot = SLOT if rule.slot is None else rule.slot
    return replace(forum, capacity={**forum.capacity, slot: moved(forum.capacity[slot])})


def _with(quotas: Mapping[str, tuple[int, int]], name: str, span: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return {**quotas, name: span}
