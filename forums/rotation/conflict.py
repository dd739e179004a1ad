"""Why no plan exists: a smallest set of rules that cannot hold together, in the organiser's words."""

from dataclasses import replace

from forums.assignment.deadline import Deadline
from forums.assignment.errors import OutOfTime
from forums.rotation import exact
from forums.rotation.instance import instance_of
from forums.rotation.problem import Problem, Table
from forums.rotation.solution import Conflict

Rule = tuple[str, ...]

WORDS: dict[str, dict[str, str]] = {
    "seats": {
        "de": "die Plätze an den Tischen und gleich große Runden",
        "en": "the seats at the tables and even sizes",
    },
    "topic_once": {"de": "niemand kommt zweimal an denselben Tisch", "en": "nobody comes to a table twice"},
    "apart": {"de": "{0} und {1} nie am selben Tisch", "en": "{0} and {1} never at one table"},
    "host": {"de": "{0} bleibt am Tisch {1}", "en": "{0} stays at table {1}"},
}


def too_few_seats(problem: Problem) -> Conflict:
    """Say how many seats are missing."""
    people = sum(not one.is_absent for one in problem.participants)
    seats = sum(table.seats or 0 for table in problem.tables)
    return Conflict(
        (("seats",),),
        {
            "de": f"{people} Personen, aber nur {seats} Plätze an den Tischen: Es fehlen {people - seats}.",
            "en": f"{people} people, but only {seats} seats at the tables: {people - seats} are missing.",
        },
    )


def smallest_conflict(problem: Problem, *, seed: int, deadline: Deadline) -> Conflict:
    """Leave out one rule after the other and keep those without which a plan exists; raises OutOfTime."""
    rules = _rules_of(problem)
    for rule in list(rules):
        fewer = [one for one in rules if one != rule]
        if not _is_possible(problem, fewer, seed, deadline):
            rules = fewer
    return Conflict(tuple(rules), {language: _told(rules, language) for language in ("de", "en")})


def _rules_of(problem: Problem) -> list[Rule]:
    rules: list[Rule] = [("topic_once",)] if problem.topic_once else []
    rules += [("apart", *pair) for pair in problem.apart]
    rules += [("host", one.id, one.host_of) for one in problem.participants if one.host_of and not one.is_absent]
    return [("seats",), *rules]


def _with_only(problem: Problem, rules: list[Rule]) -> Problem:
    """Keep the named rules only. Without ``seats``, everybody may sit at one table."""
    return replace(
        problem,
        topic_once=("topic_once",) in rules,
        apart=tuple(pair for pair in problem.apart if ("apart", *pair) in rules),
        participants=tuple(
            one if one.host_of and ("host", one.id, one.host_of) in rules else replace(one, host_of=None)
            for one in problem.participants
        ),
        tables=problem.tables if ("seats",) in rules else tuple(Table(table.id) for table in problem.tables),
    )


def _is_possible(problem: Problem, rules: list[Rule], seed: int, deadline: Deadline) -> bool:
    instance = instance_of(_with_only(problem, rules))
    if instance is None:
        return False
    if ("seats",) not in rules:
        instance = replace(instance, spans=tuple((0, instance.people) for _ in instance.spans))
    answer = exact.calmest(replace(instance, planned=None), seed=seed, deadline=deadline)
    if answer.plan is None and not answer.is_proven:
        raise OutOfTime(deadline.spent)
    return answer.plan is not None


def _told(rules: list[Rule], language: str) -> str:
    named = [WORDS[kind][language].format(*names) for kind, *names in rules]
    joined = "; ".join(named)
    if language == "de":
        return f"Das geht nicht zusammen: {joined}."
    return f"This cannot hold together: {joined}."
