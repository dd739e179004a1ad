"""Problems made of others: with nothing but the rules of a conflict, or without some forums. Shares no code with the solver."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Rule

EVERYWHERE = ""  # The forum of a rule that holds in each.


def holds(problem: Problem, rule: Rule) -> bool:
    """Say whether *rule* is one of *problem*, and hard."""
    if rule.kind == "org_max":
        is_known = rule.forum == EVERYWHERE or any(one.id == rule.forum for one in problem.forums)
        return is_known and rule.limit is not None and rule.limit == problem.org_max and "org_max" not in problem.soft
    if rule.kind in {"together", "apart"}:
        pairs = problem.together if rule.kind == "together" else problem.apart
        return (rule.participant, rule.other) in pairs and rule.kind not in problem.soft
    forum = next((one for one in problem.forums if one.id == rule.forum), None)
    slot = SLOT if rule.slot is None else rule.slot
    if forum is None or not forum.capacity or (slot not in forum.capacity and "_" not in rule.kind):
        return False
    if rule.kind == "fixed":
        return any(one.id == rule.participant and one.fixed.get(slot) == rule.forum for one in problem.participants)
    if rule.kind in {"minimum", "maximum"}:
        least, most = forum.capacity[slot]
        return rule.limit == most if rule.kind == "maximum" else rule.limit == least and "minimum" not in problem.soft
    sort = rule.kind.partition("_")[0]
    quota = forum.sector_quota if sort == "sector" else forum.level_quota
    bound = quota.get((rule.sector if sort == "sector" else rule.level) or "")
    is_hard = f"{sort}_quota" not in problem.soft
    return is_hard and bound is not None and rule.limit == bound[rule.kind.endswith("maximum")]


def only(problem: Problem, rules: Sequence[Rule]) -> Problem:
    """Return *problem* with nothing but *rules*, who may go where, and no wishes; all of it hard."""
    orgs = {rule.org for rule in rules if rule.kind == "org_max"}
    fixed = {(rule.participant, SLOT if rule.slot is None else rule.slot) for rule in rules if rule.kind == "fixed"}
    pairs = {
        kind: {(rule.participant, rule.other) for rule in rules if rule.kind == kind} for kind in ("together", "apart")
    }
    limits = {
        (rule.kind, rule.forum, SLOT if rule.slot is None else rule.slot, rule.sector or rule.level): rule.limit
        for rule in rules
        if rule.limit is not None
    }
    return replace(
        problem,
        participants=tuple(_bare(one, orgs, fixed) for one in problem.participants),
        forums=tuple(_limited(forum, limits, len(problem.participants)) for forum in problem.forums),
        org_max=problem.org_max if orgs else None,
        objective=("unplaced",),
        soft=(),
        together=tuple(pair for pair in problem.together if pair in pairs["together"]),
        apart=tuple(pair for pair in problem.apart if pair in pairs["apart"]),
    )


def _bare(one: Participant, orgs: set[str | None], fixed: set[tuple[str | None, int]]) -> Participant:
    return replace(
        one,
        prefs=(),
        prefs_by_slot={},
        previous={},
        org=one.org if one.org in orgs else None,
        fixed={slot: name for slot, name in one.fixed.items() if (one.id, slot) in fixed},
    )


Limits = Mapping[tuple[str, str, int, str | None], int]


def _limited(forum: Forum, limits: Limits, people: int) -> Forum:
    def span(kind: str, slot: int, name: str | None) -> tuple[int, int]:
        least = limits.get((f"{kind}minimum", forum.id, slot, name), 0)
        return least, max(limits.get((f"{kind}maximum", forum.id, slot, name), people), least)

    return replace(
        forum,
        capacity={slot: span("", slot, None) for slot in forum.capacity},
        sector_quota={name: span("sector_", SLOT, name) for name in forum.sector_quota},
        level_quota={name: span("level_", SLOT, name) for name in forum.level_quota},
    )


def with_minimums(problem: Problem) -> Problem:
    """Return *problem* with the minimums of its forums hard: who cancels forums wants the others to be full enough."""
    return replace(problem, soft=tuple(rule for rule in problem.soft if rule != "minimum"))


def without(problem: Problem, forums: Collection[str]) -> Problem:
    """Return *problem* with *forums* cancelled: wishes for them keep their rank, and nobody may be there."""
    kept = tuple(replace(one, capacity={}) if one.id in forums else one for one in problem.forums)
    return replace(problem, forums=kept)
