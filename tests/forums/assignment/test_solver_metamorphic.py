"""What must not change an answer, or only in one way: other names, another order, a forum that nobody may enter, everybody twice."""

from dataclasses import replace

import pytest

from forums.assignment.check import examine
from forums.assignment.problem import Forum, Participant, Problem, fingerprint
from forums.assignment.solver import solve

NUMBERS = range(30)


def renamed(problem: Problem) -> Problem:
    """Call everybody and every forum, sector, level and organisation something else, in another alphabetical order."""
    ids = [*(one.id for one in problem.participants), *(one.id for one in problem.forums)]
    name = {old: f"{len(ids) - place:03} {old[::-1]}" for place, old in enumerate(ids)}

    def group(old):
        return None if old is None else f"~{old[::-1]}"

    def places(slots):
        return {slot: name[forum] for slot, forum in slots.items()}

    def person(one: Participant) -> Participant:
        return Participant(
            name[one.id],
            tuple(name[wish] for wish in one.prefs),
            group(one.sector),
            group(one.org),
            None if one.eligible is None else tuple(name[forum] for forum in one.eligible),
            places(one.fixed),
            places(one.previous),
            group(one.level),
            {slot: tuple(name[wish] for wish in wishes) for slot, wishes in one.prefs_by_slot.items()},
            one.absent,
        )

    def forum(one: Forum) -> Forum:
        quotas = ({group(old): span for old, span in quota.items()} for quota in (one.sector_quota, one.level_quota))
        return Forum(name[one.id], one.capacity, *quotas)

    return replace(
        problem,
        participants=tuple(map(person, problem.participants)),
        forums=tuple(map(forum, problem.forums)),
        together=tuple((name[one], name[other]) for one, other in problem.together),
        apart=tuple((name[one], name[other]) for one, other in problem.apart),
    )


def reordered(problem: Problem) -> Problem:
    return replace(
        problem,
        participants=problem.participants[::-1],
        forums=problem.forums[::-1],
        together=tuple(pair[::-1] for pair in problem.together[::-1]),
        apart=tuple(pair[::-1] for pair in problem.apart[::-1]),
    )


def with_a_closed_forum(problem: Problem) -> Problem:
    return replace(problem, forums=(Forum("closed"), *problem.forums))


def doubled(problem: Problem) -> Problem:
    """Let everybody come twice, and everything hold twice as many."""
    twins = tuple(replace(one, id=f"{one.id} twin") for one in problem.participants)

    def twice(spans):
        return {name: (2 * least, 2 * most) for name, (least, most) in spans.items()}

    forums = tuple(
        Forum(one.id, twice(one.capacity), twice(one.sector_quota), twice(one.level_quota)) for one in problem.forums
    )
    org_max = None if problem.org_max is None else 2 * problem.org_max
    return replace(problem, participants=(*problem.participants, *twins), forums=forums, org_max=org_max)


def nests(problem: Problem) -> bool:
    """Tell whether every organisation lies in one sector, so that a flow holds all rules."""
    sectors = {
        one.org: {other.sector for other in problem.participants if other.org == one.org}
        for one in problem.participants
    }
    return problem.org_max is None or all(len(found) == 1 for org, found in sectors.items() if org)


@pytest.mark.parametrize(("draw", "numbers"), [("draw_problem", NUMBERS), ("draw_intricate", NUMBERS[:20])])
def test_names_order_and_forums_that_nobody_may_enter_change_nothing_that_counts(draw, numbers, request):
    draw = request.getfixturevalue(draw)
    for number in numbers:
        problem = draw(number)
        solution = solve(problem, seed=number, seconds=20)

        for change in (renamed, reordered, with_a_closed_forum):
            changed = change(problem)
            other = solve(changed, seed=number, seconds=20)
            assert (other.status, other.objective) == (solution.status, solution.objective), (change.__name__, number)
            assert examine(changed, other).faults == (), (change.__name__, number)
            if change is reordered:
                assert other.assignment == solution.assignment, number
                assert fingerprint(changed) == fingerprint(problem), number


def test_everybody_twice_with_twice_the_seats_comes_to_exactly_twice_as_much(draw_problem):
    seen = 0
    for number in NUMBERS:
        problem = draw_problem(number)
        if not nests(problem):
            continue
        solution = solve(problem, seed=number, seconds=20)

        other = solve(doubled(problem), seed=number, seconds=20)

        assert other.status == solution.status, number
        assert other.objective == tuple((level, 2 * people) for level, people in solution.objective), number
        seen += solution.status == "optimal"
    assert seen > len(NUMBERS) // 3
