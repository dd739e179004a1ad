"""What a solver hands back: the rounds, what they are worth, and what is proven. Read and written as JSON."""

from dataclasses import dataclass

from forums.assignment.reading import Value, shown
from forums.rotation.problem import Round

STATUSES = ("optimal", "feasible", "infeasible")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of rules that cannot hold together; ``rules`` as pairs of kind and names, ``text`` by language."""

    rules: tuple[tuple[str, ...], ...]
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Solution:
    """The rounds in the order of the participants, and their worth.

    ``bound``, ``objective_bound`` and ``moves_bound`` are proven: no plan has fewer. ``objective`` is the weighted sum of
    ``repeats``, ``unmet`` wishes and ``kin`` at one table; of two plans the one with fewer ``moves`` is the better one.
    """

    status: str
    rounds: tuple[Round, ...] = ()
    repeats: int = 0
    bound: int = 0
    unmet: int = 0
    kin: int = 0
    objective: int = 0
    objective_bound: int = 0
    moves: int = 0
    moves_bound: int = 0
    seed: int = 0
    seconds: float = 0.0
    conflict: Conflict | None = None


NUMBERS = ("repeats", "bound", "unmet", "kin", "objective", "objective_bound", "moves", "moves_bound")


def solution_as_json(solution: Solution) -> dict[str, object]:
    """Return the solution in the file format; ``parse_solution`` reads it back equal."""
    document: dict[str, object] = {"status": solution.status, "seed": solution.seed, "seconds": solution.seconds}
    if solution.conflict is not None:
        return document | {
            "conflict": {"rules": [list(rule) for rule in solution.conflict.rules], "text": solution.conflict.text}
        }
    document["rounds"] = [list(one) for one in solution.rounds]
    return document | {name: getattr(solution, name) for name in NUMBERS}


def parse_solution(data: object) -> Solution:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    members = Value(data).fields(required=("status",), optional=("rounds", *NUMBERS, "seed", "seconds", "conflict"))
    status = members["status"].choice(STATUSES)
    if status == "infeasible":
        if "conflict" not in members:
            members["status"].refuse("says infeasible without a conflict", "add $.conflict")
        return Solution(status, conflict=_read_conflict(members["conflict"]))
    for name in ("rounds", "repeats", "bound"):
        if name not in members:
            Value(data).refuse(f"lacks the key {shown(name)}", "add it")
    rounds = tuple(
        tuple(None if place.content is None else place.text() for place in one.items())
        for one in members["rounds"].items()
    )
    numbers = {name: members[name].whole_number() if name in members else 0 for name in NUMBERS}
    return Solution(
        status,
        rounds,
        repeats=numbers["repeats"],
        bound=numbers["bound"],
        unmet=numbers["unmet"],
        kin=numbers["kin"],
        objective=numbers["objective"],
        objective_bound=numbers["objective_bound"],
        moves=numbers["moves"],
        moves_bound=numbers["moves_bound"],
    )


def _read_conflict(value: Value) -> Conflict:
    members = value.fields(required=("rules", "text"))
    rules = tuple(item.texts() for item in members["rules"].items())
    return Conflict(rules, {language: text.text() for language, text in members["text"].members().items()})
