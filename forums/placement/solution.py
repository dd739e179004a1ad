"""What a solver hands back: who stands where, what it is worth, and what is proven. Read and written as JSON."""

from dataclasses import dataclass, field

from forums.assignment.reading import Value

STATUSES = ("optimal", "feasible", "infeasible")
LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot hold together, as kind and names, with ``text`` by language."""

    rules: tuple[tuple[str, ...], ...]
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Solution:
    """``placement`` gives the spot of each stand that has one. No placement is worth more than ``bound``."""

    status: str
    placement: dict[str, str] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    objective: int = 0
    bound: int = 0
    seed: int = 0
    seconds: float = 0.0
    conflict: Conflict | None = None

    @property
    def gap(self) -> float:
        """How much better than this another placement could be at most, as a share of what this one is worth."""
        return (self.bound - self.objective) / max(1, abs(self.objective))


def solution_as_json(solution: Solution) -> dict[str, object]:
    """Return the solution in the file format; ``parse_solution`` reads it back equal."""
    document: dict[str, object] = {"status": solution.status, "seed": solution.seed, "seconds": solution.seconds}
    if solution.conflict is not None:
        rules = [list(rule) for rule in solution.conflict.rules]
        return document | {"conflict": {"rules": rules, "text": solution.conflict.text}}
    return document | {
        "objective": solution.objective,
        "bound": solution.bound,
        "placement": solution.placement,
        "unplaced": list(solution.unplaced),
    }


def parse_solution(data: object) -> Solution:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    names = ("objective", "bound", "placement", "unplaced", "seed", "seconds", "conflict")
    members = Value(data).fields(required=("status",), optional=names)
    status = members["status"].choice(STATUSES)
    if status == "infeasible":
        if "conflict" not in members:
            members["status"].refuse("says infeasible without a conflict", "add $.conflict")
        told = members["conflict"].fields(required=("rules", "text"))
        rules = tuple(item.texts() for item in told["rules"].items())
        words = {language: text.text() for language, text in told["text"].members().items()}
        return Solution(status, conflict=Conflict(rules, words))
    members = Value(data).fields(required=("status", *names[:4]), optional=names[4:])
    return Solution(
        status,
        {stand: spot.text() for stand, spot in members["placement"].members().items()},
        members["unplaced"].texts(),
        members["objective"].whole_number(least=-LARGEST, most=LARGEST),
        members["bound"].whole_number(least=-LARGEST, most=LARGEST),
    )
