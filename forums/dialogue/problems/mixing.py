"""Mixing by degrees: from "as it comes" to "every forum like the whole". Pure.

The bounds that follow are soft: they cost nobody a place, and come right after that in the objective.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from forums.assignment.problem import Forum, Participant, Problem
from forums.dialogue.settings import MOST_MIX, Settings

LOOSEST = 2.0  # At the first degree a sector may fill so many times its share besides it.


def mixed(problem: Problem, settings: Settings) -> Problem:
    """Bound sectors and organisations in each forum as far as *settings* want them mixed; quotas and a cap that are set stay."""
    if settings.mix_sectors:
        forums = tuple(_with_shares(forum, problem, settings.mix_sectors) for forum in problem.forums)
        problem = replace(problem, forums=forums, soft=_with(problem.soft, "sector_quota"))
    if settings.mix_organisations and (cap := _cap(problem, settings.mix_organisations)) is not None:
        problem = replace(problem, org_max=min(cap, problem.org_max or cap), soft=_with(problem.soft, "org_max"))
    return problem


def _with_shares(forum: Forum, problem: Problem, degree: int) -> Forum:
    """Let a sector fill its share of a forum, and the less mixing is wanted, the more."""
    expected = max((_expected(forum, problem, slot) for slot in forum.capacity), default=0.0)
    people = len(problem.participants)
    slack = 1 + LOOSEST * (MOST_MIX - degree) / MOST_MIX
    counts = Counter(one.sector for one in problem.participants if one.sector is not None)
    shares = {sector: (0, max(1, ceil(expected * count / people * slack))) for sector, count in sorted(counts.items())}
    return replace(forum, sector_quota=shares | dict(forum.sector_quota))


def _expected(forum: Forum, problem: Problem, slot: int) -> float:
    """Tell how many will sit here if all forums of a slot fill alike."""
    seats = sum(other.capacity[slot][1] for other in problem.forums if slot in other.capacity)
    most = forum.capacity[slot][1]
    there = sum(slot not in one.absent for one in problem.participants)
    return min(most, there * most / seats) if seats else 0.0


def _cap(problem: Problem, degree: int) -> int | None:
    """Lay a cap between the largest organisation, which binds nobody, and its even share of the forums."""
    largest = max(Counter(one.org for one in _members(problem.participants)).values(), default=0)
    forums = [sum(slot in forum.capacity for forum in problem.forums) for slot in range(problem.slots)]
    if not largest or not min(forums):
        return None
    even = ceil(largest / min(forums))
    return even + round((largest - even) * (MOST_MIX - degree) / MOST_MIX)


def _members(people: Sequence[Participant]) -> list[Participant]:
    return [one for one in people if one.org is not None]


def _with(soft: tuple[str, ...], rule: str) -> tuple[str, ...]:
    return soft if rule in soft else (*soft, rule)
