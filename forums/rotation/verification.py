"""What must hold between the parts of a problem before anyone tries to solve it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from forums.assignment.errors import BadProblem
from forums.assignment.reading import shown

if TYPE_CHECKING:
    from forums.rotation.problem import Participant, Problem, Round


def verify(problem: "Problem") -> None:
    """Refuse a problem whose parts contradict each other. Raises ``BadProblem``."""
    people = [participant.id for participant in problem.participants]
    tables = [table.id for table in problem.tables]
    _verify_ids("$.participants", people)
    _verify_ids("$.tables", tables)
    if not tables:
        raise BadProblem("$.tables", "is empty", "add at least one table")
    for index, participant in enumerate(problem.participants):
        _verify_person(f"$.participants[{index}]", participant, set(tables))
    for index, pair in enumerate(problem.apart):
        for number, name in enumerate(pair):
            if name not in people:
                path = f"$.apart[{index}][{number}]"
                raise BadProblem(path, f"names the unknown person {shown(name)}", "remove the pair")
    _verify_rounds(problem, set(tables))


def _verify_ids(path: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            raise BadProblem(f"{path}[{index}].id", f"repeats {shown(name)}", "give each its own id")
        seen.add(name)


def _verify_person(path: str, participant: "Participant", tables: Collection[str]) -> None:
    for index, name in enumerate(participant.prefs):
        _verify_table(f"{path}.prefs[{index}]", name, tables)
    if participant.host_of is not None:
        _verify_table(f"{path}.host_of", participant.host_of, tables)


def _verify_table(path: str, name: str, tables: Collection[str]) -> None:
    if name not in tables:
        raise BadProblem(path, f"names the unknown table {shown(name)}", "remove it or add it to $.tables")


def _verify_rounds(problem: "Problem", tables: Collection[str]) -> None:
    over, left = len(problem.held), problem.rounds - len(problem.held)
    if left < 0:
        raise BadProblem("$.held", f"has {over} rounds of {problem.rounds}", "raise $.rounds or remove some")
    _verify_plan("$.held", problem.held, len(problem.participants), tables)
    if problem.planned is not None:
        if len(problem.planned) != left:
            raise BadProblem("$.planned", f"has {len(problem.planned)} rounds", f"give the {left} that are not held")
        _verify_plan("$.planned", problem.planned, len(problem.participants), tables)


def _verify_plan(path: str, rounds: "Sequence[Round]", people: int, tables: Collection[str]) -> None:
    for number, one in enumerate(rounds):
        if len(one) != people:
            raise BadProblem(f"{path}[{number}]", f"has {len(one)} places", f"give one for each of {people} people")
        for index, place in enumerate(one):
            if place is not None:
                _verify_table(f"{path}[{number}][{index}]", place, tables)
