"""Why somebody sits where they sit: facts and numbers, nobody's name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solution import Solution


@dataclass(frozen=True, slots=True)
class Missed:
    """A dearer wish that was not fulfilled, and why.

    ``why`` is ``cancelled`` (not offered, or without seats), ``ineligible``, ``full``, ``sector`` (the sector's places there were taken),
    ``organisation`` (the cap was reached) or ``others`` (the place would have cost somebody else more, or a minimum).
    ``seated`` people sit there; ``as_dear`` of them ranked it at least as high as this person did.
    """

    forum: str
    rank: int
    why: str
    seated: int
    as_dear: int

    def as_json(self) -> dict[str, object]:
        """Give the facts as primitives."""
        return {"forum": self.forum, "rank": self.rank, "why": self.why, "seated": self.seated, "as_dear": self.as_dear}


@dataclass(frozen=True, slots=True)
class Reason:
    """Where somebody sits (None: nowhere), which of their wishes that is (None: none), and every dearer wish."""

    forum: str | None
    rank: int | None
    pinned: bool
    has_wishes: bool
    dearer: tuple[Missed, ...]

    def as_json(self) -> dict[str, object]:
        """Give the facts as primitives, to be kept with a seat."""
        return {
            "forum": self.forum,
            "rank": self.rank,
            "pinned": self.pinned,
            "has_wishes": self.has_wishes,
            "dearer": [missed.as_json() for missed in self.dearer],
        }


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is counted once for all people: who sits in each forum, by rank, sector and organisation."""

    by_rank: Mapping[str, Counter[int]]
    by_sector: Counter[tuple[str, str | None]]
    by_organisation: Counter[tuple[str, str | None]]

    def seated(self, forum: str) -> int:
        return self.by_rank[forum].total()

    def as_dear(self, forum: str, rank: int) -> int:
        return sum(people for given, people in self.by_rank[forum].items() if given <= rank)


def reasons(problem: Problem, solution: Solution) -> dict[str, Reason]:
    """Explain every seat, by participant id; empty where there is no assignment. O(people × wishes)."""
    if not solution.assignment:
        return {}
    sitting = _sitting(problem, solution)
    forums = {forum.id: forum for forum in problem.forums}
    return {
        one.id: _reason(problem, one, solution.assignment[one.id].get(SLOT), sitting, forums)
        for one in problem.participants
    }


def reason_of(problem: Problem, solution: Solution, participant_id: str) -> Reason:
    """Explain one seat. Raises KeyError for somebody who is not in the problem."""
    return reasons(problem, solution)[participant_id]


def _sitting(problem: Problem, solution: Solution) -> Sitting:
    by_rank: dict[str, Counter[int]] = {forum.id: Counter() for forum in problem.forums}
    by_sector: Counter[tuple[str, str | None]] = Counter()
    by_organisation: Counter[tuple[str, str | None]] = Counter()
    for one in problem.participants:
        forum = solution.assignment[one.id].get(SLOT)
        if forum is not None:
            by_rank[forum][_rank(one, forum) or len(problem.forums) + 1] += 1
            by_sector[forum, one.sector] += 1
            by_organisation[forum, one.org] += 1
    return Sitting(by_rank, by_sector, by_organisation)


def _reason(
    problem: Problem, one: Participant, forum: str | None, sitting: Sitting, forums: Mapping[str, Forum]
) -> Reason:
    rank = _rank(one, forum) if forum is not None else None
    dearer = one.prefs if rank is None else one.prefs[: rank - 1]
    missed = tuple(
        Missed(
            wish, place, _why(problem, one, forums[wish], sitting), sitting.seated(wish), sitting.as_dear(wish, place)
        )
        for place, wish in enumerate(dearer, 1)
    )
    return Reason(forum, rank, SLOT in one.fixed, bool(one.prefs), missed)


def _rank(one: Participant, forum: str) -> int | None:
    return one.prefs.index(forum) + 1 if forum in one.prefs else None


def _why(problem: Problem, one: Participant, forum: Forum, sitting: Sitting) -> str:
    if forum.capacity.get(SLOT, (0, 0)) == (0, 0):
        return "cancelled"
    if one.eligible is not None and forum.id not in one.eligible:
        return "ineligible"
    if sitting.seated(forum.id) >= forum.capacity[SLOT][1]:
        return "full"
    quota = forum.sector_quota.get(one.sector) if one.sector is not None else None
    if quota is not None and sitting.by_sector[forum.id, one.sector] >= quota[1]:
        return "sector"
    is_capped = problem.org_max is not None and one.org is not None
    if is_capped and sitting.by_organisation[forum.id, one.org] >= (problem.org_max or 0):
        return "organisation"
    return "others"
