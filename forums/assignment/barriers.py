"""What stands in the way of a wish that no moves of others can make possible."""

from dataclasses import dataclass, replace

from forums.assignment.deadline import Deadline
from forums.assignment.intricate import explore
from forums.assignment.problem import Forum, Participant, Problem
from forums.assignment.units import case_of

LOT = "lot"
SLOTS, SEVERAL = "slots", "rules"
GIVEN_UP = ("minimum", "org_max", "level_quota", "sector_quota", "apart", "together", "fixed")


@dataclass(frozen=True, slots=True)
class Chain:
    """How many others would have had to move, and the first level of the objective that would be worse (``LOT``: none).

    Where no moves in the slot can make it possible, ``barrier`` is the sort of rule without which they could (``SEVERAL``: no
    single one), or ``SLOTS`` if they could together with moves in other slots.
    """

    people: int = 0
    harm: str = LOT
    barrier: str = ""


def barrier_of(problem: Problem, person: str, forum: str, slot: int, deadline: Deadline) -> Chain | None:
    """Find the sort of rule that keeps *person* out of *forum* in *slot*, whoever moves; None when the time is over."""

    def granted(one: Participant) -> Participant:
        return replace(one, fixed={**one.fixed, slot: forum}) if one.id == person else one

    asked = replace(problem, participants=tuple(map(granted, problem.participants)))
    if problem.slots > 1 and _is_possible(asked, deadline):
        return Chain(barrier=SLOTS)
    for rule in GIVEN_UP:
        if has_rule(problem, rule) and _is_possible(without(asked, rule, but=person), deadline):
            return Chain(barrier=rule)
    return None if deadline.is_over else Chain(barrier=SEVERAL)


def _is_possible(problem: Problem, deadline: Deadline) -> bool:
    found = explore(case_of(problem, seed=0, levels=()), deadline)
    return found.best is not None and not found.broken


def has_rule(problem: Problem, rule: str) -> bool:
    """Say whether *problem* has hard rules of a sort."""
    of_all: dict[str, object] = {
        "minimum": any(least for forum in problem.forums for least, _ in forum.capacity.values()),
        "org_max": problem.org_max is not None,
        "fixed": any(one.fixed for one in problem.participants),
        "together": problem.together,
        "apart": problem.apart,
    }
    return rule not in problem.soft and bool(
        of_all[rule] if rule in of_all else any(getattr(forum, rule) for forum in problem.forums)
    )


def without(problem: Problem, rule: str, *, but: str) -> Problem:
    """Give up a sort of hard rules; the one called *but* stays fixed."""

    def person(one: Participant) -> Participant:
        return one if one.id == but else replace(one, fixed={})

    def forum(one: Forum) -> Forum:
        free = {slot: (0, most) for slot, (_, most) in one.capacity.items()}
        return {
            "minimum": replace(one, capacity=free),
            "level_quota": replace(one, level_quota={}),
            "sector_quota": replace(one, sector_quota={}),
        }[rule]

    match rule:
        case "together":
            return replace(problem, together=())
        case "apart":
            return replace(problem, apart=())
        case "org_max":
            return replace(problem, org_max=None)
        case "fixed":
            return replace(problem, participants=tuple(map(person, problem.participants)))
    return replace(problem, forums=tuple(map(forum, problem.forums)))
