"""The congresses that this was built for, with their people, wishes and carriers: solved exactly, and proven."""

from collections import Counter
from math import ceil, floor

import pytest
from builders import NOON

from app.demo import catalogue
from app.demo.people import people
from forums.assignment.check import examine
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solver import solve
from registration.participants.rules import Status


def problem_of(slug, *, balanced, org_max):
    """Everybody who came, by their own wishes; *balanced* spreads every sector evenly, give or take one person."""
    entry = catalogue.read(slug)
    guests = [guest for guest in people(entry, now=NOON) if guest.status is Status.CONFIRMED]
    sectors = Counter(guest.person.request.sector for guest in guests)
    share = {sector: count / len(entry.forums) for sector, count in sectors.items()}
    even = {sector: (max(0, floor(each) - 1), ceil(each) + 1) for sector, each in share.items()}
    forums = tuple(
        Forum(
            str(forum.number),
            {SLOT: (forum.minimum, forum.maximum)},
            even if balanced else {sector: (least, most) for sector, (least, most) in forum.quotas.items()},
        )
        for forum in entry.forums
    )
    participants = tuple(
        Participant(
            f"p{number}",
            prefs=tuple(map(str, guest.person.wishes)),
            sector=guest.person.request.sector,
            org=guest.person.request.organisation.casefold() or None,
        )
        for number, guest in enumerate(guests)
    )
    return entry, Problem(participants, forums, org_max=org_max)


@pytest.mark.parametrize(
    ("slug", "count", "balanced", "org_max"), [("bbe-2017", 200, True, 2), ("niedersachsen-2017", 700, False, 6)]
)
def test_a_real_congress_is_seated_evenly_and_proven(slug, count, balanced, org_max):
    entry, problem = problem_of(slug, balanced=balanced, org_max=org_max)

    solution = solve(problem, seed=2017, seconds=30)

    verdict = examine(problem, solution)
    assert (solution.status, verdict.faults, verdict.is_certified) == ("optimal", (), True)
    assert (len(problem.participants), len(problem.forums), dict(solution.objective)["unplaced"]) == (count, 6, 0)
    members = Counter((solution.assignment[one.id][SLOT], one.org) for one in problem.participants if one.org)
    assert max(members.values()) <= org_max
    carriers = {one.name.casefold() for one in entry.organisations if one.role == "carrier"}
    assert slug != "bbe-2017" or len(carriers) == len(carriers & {org for _, org in members}) == 23
