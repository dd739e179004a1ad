"""What must hold between the parts of a problem before anyone tries to solve it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forums.assignment.errors import BadProblem
from forums.assignment.reading import shown

if TYPE_CHECKING:
    from forums.placement.problem import Problem


def verify(problem: "Problem") -> None:
    """Refuse a problem whose parts contradict each other. Raises ``BadProblem``."""
    spots, stands = [spot.id for spot in problem.spots], [stand.id for stand in problem.stands]
    _verify_ids("$.spots", spots)
    _verify_ids("$.stands", stands)
    for index, stand in enumerate(problem.stands):
        if stand.fixed is not None and stand.fixed not in spots:
            path = f"$.stands[{index}].fixed"
            raise BadProblem(path, f"names the unknown spot {shown(stand.fixed)}", "remove it or add it to $.spots")
    for index, pair in enumerate(problem.exclusions):
        for place, name in enumerate((pair.one, pair.other)):
            if name not in stands:
                path = f"$.exclusions[{index}][{place}]"
                raise BadProblem(path, f"names the unknown stand {shown(name)}", "remove the exclusion")
        if pair.one == pair.other:
            path = f"$.exclusions[{index}]"
            raise BadProblem(path, f"keeps {shown(pair.one)} from itself", "name two stands")


def _verify_ids(path: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            raise BadProblem(f"{path}[{index}].id", f"repeats {shown(name)}", "give each its own id")
        seen.add(name)
