"""Why somebody sits where they sit: facts and numbers, nobody's name."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forums.assignment.barriers import Chain
from forums.assignment.chains import PLENTY, Told, chains_of
from forums.assignment.deadline import Deadline
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.slices import is_separable, slice_of, solution_of_slice
from forums.assignment.solution import Solution


@dataclass(frozen=True, slots=True)
class Missed:
    """A dearer wish that was not fulfilled, and why.

    ``why`` is ``cancelled`` (not offered, or without seats), ``ineligible``, ``full``, ``sector`` (the sector's places there were taken),
    ``organisation`` (the cap was reached) or ``others`` (the place would have cost somebody else more, or a minimum).
    ``level`` is like ``sector``. ``seated`` people sit there; ``as_dear`` of them ranked it at least as high as this
    person did. ``giving_way`` others would have had to move for this person to sit there, and ``harm`` is the first level
    of the objective that would be worse for it ("lot": none, a tie); ``None`` where that is not known. Where no moves could
    make it possible, ``barrier`` is the sort of rule that stands in the way; see ``chains.Chain``.
    """

    forum: str
    rank: int
    why: str
    seated: int
    as_dear: int
    giving_way: int | None = None
    harm: str | None = None
    barrier: str | None = None

    def as_json(self) -> dict[str, object]:
        """Give the facts as primitives."""
        facts: dict[str, object] = {
            "forum": self.forum,
            "rank": self.rank,
            "why": self.why,
            "seated": self.seated,
            "as_dear": self.as_dear,
        }
        if self.barrier is not None:
            return facts | {"barrier": self.barrier}
        return facts if self.harm is None else facts | {"giving_way": self.giving_way, "harm": self.harm}


@dataclass(frozen=True, slots=True)
class Reason:
    """Where somebody sits (None: nowhere), which of their wishes that is (None: none), and every dearer wish."""

    forum: str | None
    rank: int | None
    pinned: bool
    has_wishes: bool
    dearer: tuple[Missed, ...]
    is_of_several: bool = False  # slots: numbers hold for this one, all others being as they are

    def as_json(self) -> dict[str, object]:
        """Give the facts as primitives, to be kept with a seat."""
        facts: dict[str, object] = {
            "forum": self.forum,
            "rank": self.rank,
            "pinned": self.pinned,
            "has_wishes": self.has_wishes,
            "dearer": [missed.as_json() for missed in self.dearer],
        }
        return facts | {"of_several": True} if self.is_of_several else facts


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is counted once for all people: who sits in each forum, by rank, sector and organisation."""

    by_rank: Mapping[str, Counter[int]]
    by_sector: Counter[tuple[str, str | None]]
    by_level: Counter[tuple[str, str | None]]
    by_organisation: Counter[tuple[str, str | None]]

    def seated(self, forum: str) -> int:
        return self.by_rank[forum].total()

    def as_dear(self, forum: str, rank: int) -> int:
        return sum(people for given, people in self.by_rank[forum].items() if given <= rank)


def reasons(
    problem: Problem,
    solution: Solution,
    *,
    slot: int = SLOT,
    deadline: Deadline | None = None,
    tell: Told | None = None,
) -> dict[str, Reason]:
    """Explain every seat of a slot to those who are there, by participant id; empty where there is no assignment.

    O(people × wishes), and what ``chains_of`` takes: it stops at the *deadline* and tells the share that is done.
    """
    if not solution.assignment:
        return {}
    if is_separable(problem):
        part, seated = slice_of(problem, slot), solution_of_slice(problem, solution, slot)
        return reasons(part, seated, deadline=deadline, tell=tell)
    chains = chains_of(problem, solution, slot=slot, deadline=deadline, tell=tell)
    told = _Told(problem, solution, slot, _sitting(problem, solution, slot), chains)
    return {one.id: told.reason(one) for one in problem.participants if slot not in one.absent}


def facts_by_slot(
    problem: Problem, solution: Solution, *, seconds: float = PLENTY, tell: Told | None = None
) -> dict[int, dict[str, dict[str, object]]]:
    """Explain every seat as primitives, by slot and participant id; numbers not found in *seconds* are left out."""
    deadline, facts = Deadline(seconds), {}
    for slot in range(problem.slots):
        ends = deadline.part(1 / (problem.slots - slot))
        told = reasons(problem, solution, slot=slot, deadline=ends, tell=_share(tell, slot, problem.slots))
        facts[slot] = {person: reason.as_json() for person, reason in told.items()}
    return facts


def _share(tell: Told | None, slot: int, slots: int) -> Told | None:
    if tell is None:
        return None
    told = tell
    return lambda share: told((slot + share) / slots)


def reason_of(problem: Problem, solution: Solution, participant_id: str) -> Reason:
    """Explain one seat. Raises KeyError for somebody who is not in the problem."""
    return reasons(problem, solution)[participant_id]


def _sitting(problem: Problem, solution: Solution, slot: int) -> Sitting:
    by_rank: dict[str, Counter[int]] = {forum.id: Counter() for forum in problem.forums}
    by_sector: Counter[tuple[str, str | None]] = Counter()
    by_level: Counter[tuple[str, str | None]] = Counter()
    by_organisation: Counter[tuple[str, str | None]] = Counter()
    for one in problem.participants:
        forum = solution.assignment[one.id].get(slot)
        if forum is not None:
            by_rank[forum][_rank(one, forum, slot) or len(problem.forums) + 1] += 1
            by_sector[forum, one.sector] += 1
            by_level[forum, one.level] += 1
            by_organisation[forum, one.org] += 1
    return Sitting(by_rank, by_sector, by_level, by_organisation)


class _Told:
    """Tells one reason after the other."""

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        slot: int,
        sitting: Sitting,
        chains: Mapping[tuple[str, str], Chain],
    ) -> None:
        self.problem, self.solution, self.slot, self.sitting, self.chains = problem, solution, slot, sitting, chains
        self.forums = {forum.id: forum for forum in problem.forums}

    def reason(self, one: Participant) -> Reason:
        places = self.solution.assignment[one.id]
        forum = places.get(self.slot)
        rank, wishes = _rank(one, forum, self.slot), one.wishes(self.slot)
        dearer = wishes if rank is None else wishes[: rank - 1]
        missed = tuple(
            self._missed(one, wish, place) for place, wish in enumerate(dearer, 1) if wish not in places.values()
        )
        return Reason(forum, rank, self.slot in one.fixed, bool(wishes), missed, self.problem.slots > 1)

    def _missed(self, one: Participant, wish: str, rank: int) -> Missed:
        sitting, chain = self.sitting, self.chains.get((one.id, wish))
        why, counts = self._why(one, self.forums[wish]), (sitting.seated(wish), sitting.as_dear(wish, rank))
        if chain is None:
            return Missed(wish, rank, why, *counts)
        if chain.barrier:
            return Missed(wish, rank, why, *counts, barrier=chain.barrier)
        return Missed(wish, rank, why, *counts, chain.people, chain.harm)

    def _why(self, one: Participant, forum: Forum) -> str:
        if forum.capacity.get(self.slot, (0, 0)) == (0, 0):
            return "cancelled"
        if one.eligible is not None and forum.id not in one.eligible:
            return "ineligible"
        if self.sitting.seated(forum.id) >= forum.capacity[self.slot][1]:
            return "full"
        return next((why for why, is_taken in self._taken(one, forum) if is_taken), "others")

    def _taken(self, one: Participant, forum: Forum) -> Iterator[tuple[str, bool]]:
        """Say which shares of the seats are taken that this person would need."""
        sitting, org_max = self.sitting, self.problem.org_max
        if one.sector is not None and one.sector in forum.sector_quota:
            yield "sector", sitting.by_sector[forum.id, one.sector] >= forum.sector_quota[one.sector][1]
        if one.level is not None and one.level in forum.level_quota:
            yield "level", sitting.by_level[forum.id, one.level] >= forum.level_quota[one.level][1]
        if org_max is not None and one.org is not None:
            yield "organisation", sitting.by_organisation[forum.id, one.org] >= org_max


def _rank(one: Participant, forum: str | None, slot: int) -> int | None:
    wishes = one.wishes(slot)
    return wishes.index(forum) + 1 if forum is not None and forum in wishes else None
