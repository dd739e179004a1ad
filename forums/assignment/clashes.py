"""Why nothing is possible where no network holds the rules: those that clash, none of which could be spared."""

from dataclasses import replace

from forums.assignment.conflict import by_kind_and_name, needed_for_conflict
from forums.assignment.deadline import Deadline
from forums.assignment.duals import tariff_of
from forums.assignment.intricate import Search, explore
from forums.assignment.problem import Forum, Participant, Problem
from forums.assignment.solution import Conflict, Rule, Tariff
from forums.assignment.units import case_of
from forums.assignment.wording import describe


def clash_of(problem: Problem, deadline: Deadline) -> tuple[Conflict, Tariff | None]:
    """Find rules of *problem* that cannot hold together and of which none can be spared, and prices that prove it.

    If the time ends, the rules still exclude each other, but some might be spared.
    """

    def is_conflict(rules: list[Rule]) -> bool:
        return not deadline.is_over and _looked_into(problem, rules, deadline).broken > 0

    rules = needed_for_conflict([], rules_of(problem), is_conflict, is_new=False)
    rules.sort(key=by_kind_and_name)
    found = _looked_into(problem, rules, Deadline(deadline.left + 1))
    missing = found.surely_broken if not found.is_proven else found.broken
    certificate = None
    if found.proof is not None and found.surely_broken > 0:
        certificate = tariff_of(found.case, found.counted, found.proof.prices)
    return Conflict(tuple(rules), missing or None, describe(rules, missing or None)), certificate


def _looked_into(problem: Problem, rules: list[Rule], deadline: Deadline) -> Search:
    return explore(case_of(_keeping(problem, rules), seed=0, levels=()), deadline)


def _keeping(problem: Problem, rules: list[Rule]) -> Problem:
    """Return *problem* without wishes, and without all rules save *rules*."""
    kept = set(rules)
    orgs = {rule.org for rule in rules if rule.kind == "org_max"}
    return replace(
        problem,
        participants=tuple(_bare(problem, one, kept, orgs) for one in problem.participants),
        forums=tuple(_bare_forum(problem, forum, kept) for forum in problem.forums),
        org_max=problem.org_max if orgs else None,
        soft=(),
        together=tuple(pair for pair in problem.together if _pair("together", pair) in kept),
        apart=tuple(pair for pair in problem.apart if _pair("apart", pair) in kept),
    )


def _bare(problem: Problem, one: Participant, kept: set[Rule], orgs: set[str | None]) -> Participant:
    fixed = {slot: name for slot, name in one.fixed.items() if _of_fixed(problem, one, slot, name) in kept}
    return replace(one, prefs=(), prefs_by_slot={}, previous={}, org=one.org if one.org in orgs else None, fixed=fixed)


def _bare_forum(problem: Problem, forum: Forum, kept: set[Rule]) -> Forum:
    people = len(problem.participants)

    def span(low: Rule, high: Rule) -> tuple[int, int]:
        least = (low.limit or 0) if low in kept else 0
        return least, (high.limit or 0) if high in kept else max(people, least)

    return replace(
        forum,
        capacity={slot: span(*_of_seats(problem, forum, slot)) for slot in forum.capacity},
        sector_quota={name: span(*_of_quota("sector", forum, name)) for name in forum.sector_quota},
        level_quota={name: span(*_of_quota("level", forum, name)) for name in forum.level_quota},
    )


def rules_of(problem: Problem) -> list[Rule]:
    """List the hard rules, those that organisers like to give up last first."""
    people = len(problem.participants)
    orgs = dict.fromkeys(one.org for one in problem.participants if one.org is not None)
    is_capped = problem.org_max is not None and "org_max" not in problem.soft
    seats = [_of_seats(problem, forum, slot) for forum in problem.forums for slot in forum.capacity]
    quotas = [
        rule
        for forum in problem.forums
        for sort, names in (("sector", forum.sector_quota), ("level", forum.level_quota))
        if f"{sort}_quota" not in problem.soft
        for name in names
        for rule in _of_quota(sort, forum, name)
    ]
    return [
        *(_of_fixed(problem, one, slot, name) for one in problem.participants for slot, name in one.fixed.items()),
        *(
            _pair(kind, pair)
            for kind in ("together", "apart")
            if kind not in problem.soft
            for pair in getattr(problem, kind)
        ),
        *(most for _, most in seats if (most.limit or 0) < people),
        *(Rule("org_max", "", limit=problem.org_max, org=org) for org in orgs if is_capped),
        *(rule for rule in quotas if rule.kind.endswith("maximum") and (rule.limit or 0) < people),
        *(rule for rule in quotas if rule.kind.endswith("minimum") and rule.limit),
        *(least for least, _ in seats if least.limit and "minimum" not in problem.soft),
    ]


def _of_fixed(problem: Problem, one: Participant, slot: int, name: str) -> Rule:
    return Rule("fixed", name, participant=one.id, slot=slot if problem.slots > 1 else None)


def _pair(kind: str, pair: tuple[str, str]) -> Rule:
    return Rule(kind, "", participant=pair[0], other=pair[1])


def _of_seats(problem: Problem, forum: Forum, slot: int) -> tuple[Rule, Rule]:
    when, (least, most) = slot if problem.slots > 1 else None, forum.capacity[slot]
    return Rule("minimum", forum.id, limit=least, slot=when), Rule("maximum", forum.id, limit=most, slot=when)


def _of_quota(sort: str, forum: Forum, name: str) -> tuple[Rule, Rule]:
    if sort == "sector":
        least, most = forum.sector_quota[name]
        return (
            Rule("sector_minimum", forum.id, limit=least, sector=name),
            Rule("sector_maximum", forum.id, limit=most, sector=name),
        )
    least, most = forum.level_quota[name]
    return (
        Rule("level_minimum", forum.id, limit=least, level=name),
        Rule("level_maximum", forum.id, limit=most, level=name),
    )
