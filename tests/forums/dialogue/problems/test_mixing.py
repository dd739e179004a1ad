from collections import Counter
from random import Random

import pytest

from forums.assignment.problem import Forum, Participant, Problem
from forums.assignment.solver import solve
from forums.dialogue.problems.mixing import mixed
from forums.dialogue.settings import Settings


@pytest.fixture(scope="module")
def flocking():
    """60 people of three sectors and a large organisation, each of which wants a forum of its own."""
    chance = Random(1)  # noqa: S311 -- the same in every run
    kinds = [("civil", 30, "a"), ("state", 18, "b"), ("city", 12, "c")]
    people = [
        Participant(
            f"{sector}{n}",
            (home, *chance.sample(sorted({"a", "b", "c"} - {home}), 2)),
            sector,
            "large" if sector == "civil" and n < 12 else None,
        )
        for sector, number, home in kinds
        for n in range(number)
    ]
    return Problem(tuple(people), tuple(Forum(name, {0: (0, 30)}) for name in "abc"), soft=("minimum",))


def crowding(problem, **degrees):
    """Give the largest share of a sector in a forum, the largest group of the organisation, and the first wishes."""
    plan = solve(mixed(problem, Settings(**degrees)), seed=1, seconds=10).assignment
    place = {one.id: plan[one.id].get(0) for one in problem.participants}
    sectors = Counter((place[one.id], one.sector) for one in problem.participants)
    groups = Counter(place[one.id] for one in problem.participants if one.org)
    return (
        max(sectors.values()),
        max(groups.values()),
        sum(place[one.id] == one.prefs[0] for one in problem.participants),
    )


def test_each_degree_mixes_more_and_costs_wishes(flocking):
    assert mixed(flocking, Settings()) is flocking
    sectors = [crowding(flocking, mix_sectors=degree) for degree in (0, 4, 7, 10)]
    groups = [crowding(flocking, mix_organisations=degree) for degree in (0, 5, 10)]

    assert [largest for largest, _, _ in sectors] == sorted((largest for largest, _, _ in sectors), reverse=True)
    assert (sectors[0][0], sectors[-1][0]) == (30, 10)
    assert [group for _, group, _ in groups] == [12, 8, 4]
    assert sectors[0][2] == 60 > sectors[-1][2]
    assert "sector_quota" in mixed(flocking, Settings(mix_sectors=1)).soft
