"""How many would have had to give way: against solving anew with the wish granted."""

from dataclasses import replace

from forums.assignment.chains import Chain, chains_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solver import solve


def granted(problem, solution, person, forum):
    """Solve with the wish granted and as few others moved as possible; return the chain that this took."""
    people = tuple(
        replace(one, fixed={SLOT: forum} if one.id == person else one.fixed, previous=dict(solution.assignment[one.id]))
        for one in problem.participants
    )
    objective = tuple(part for part in problem.objective if part != "moves")
    anew = solve(replace(problem, participants=people, objective=(*objective, "moves")), seed=0, seconds=20)
    assert anew.status == "optimal"
    before = dict(solution.objective)
    worse = [level for level, number in anew.objective if level != "moves" and number != before[level]]
    movers = sum(anew.assignment[one.id] != solution.assignment[one.id] for one in problem.participants)
    return Chain(movers - 1, worse[0] if worse else "lot")


def test_chains_are_as_short_as_solving_anew_makes_them(draw_problem):
    seen = seen_with_seats = 0
    for number in range(120):
        problem = draw_problem(number)
        problem = replace(
            problem,
            participants=tuple(replace(one, previous={}) for one in problem.participants),
            org_max=problem.org_max if number % 2 else None,
        )
        solution = solve(problem, seed=number, seconds=20)
        chains = chains_of(problem, solution)
        for (person, forum), chain in chains.items():
            seen += 1
            anew = granted(problem, solution, person, forum)
            # Who had no place is not counted as moved, so that solving anew may move more of them than is needed.
            assert (anew.harm, chain.people <= anew.people) == (chain.harm, True), (number, person, forum)
            if all(solution.assignment.values()):
                seen_with_seats += 1
                assert chain == anew, (number, person, forum)

    assert min(seen, 2 * seen_with_seats) > 30


def test_chains_leave_those_where_they_are_whom_a_pair_ties(draw_problem):
    seen = 0
    for number in range(90):
        problem = draw_problem(number)
        names = [one.id for one in problem.participants]
        pairs = {"together" if number % 2 else "apart": (tuple(names[:2]),)}
        people = tuple(replace(one, previous={}) for one in problem.participants)
        problem = replace(problem, participants=people, org_max=None, **(pairs if len(names) > 1 else {}))
        solution = solve(problem, seed=number, seconds=20)
        tied = {name for pair in (*problem.apart, *problem.together) for name in pair}
        held = [
            replace(one, fixed=solution.assignment[one.id], eligible=tuple(solution.assignment[one.id].values()))
            if one.id in tied and solution.status == "optimal"
            else one
            for one in problem.participants
        ]
        for (person, forum), chain in chains_of(problem, solution).items():
            seen += 1
            anew = granted(replace(problem, participants=tuple(held)), solution, person, forum)
            assert (anew.harm, chain.people <= anew.people) == (chain.harm, True), (number, person, forum)
            assert person not in tied

    assert seen > 10


def test_chains_stay_within_a_slot():
    """The topic that somebody has in the other slot is no place for them in this one."""
    p, q, r = (Participant(name, prefs_by_slot={0: ("a", "b"), 1: ("a", "b")}) for name in "pqr")
    problem = Problem((p, q, r), tuple(Forum(name, {0: (0, 2), 1: (0, 2)}) for name in "ab"), slots=2)

    solution = solve(problem, seed=0, seconds=5)

    told = [chains_of(problem, solution, slot=slot) for slot in (0, 1)]
    assert dict(solution.objective) == {"unplaced": 0, "unranked": 0, "rank2": 3}
    assert told == [{}, {}]  # whoever has b has a in the other slot

    forums = (Forum("a", {0: (0, 1)}), Forum("b", {0: (0, 2)}), Forum("c", {0: (0, 1), 1: (0, 2)}))
    p, q = Participant("p", prefs_by_slot={0: ("a", "b")}), Participant("q", prefs_by_slot={0: ("a",), 1: ("c",)})
    problem = Problem((p, q), forums, slots=2)
    assert chains_of(problem, solve(problem, seed=0, seconds=5)) == {("p", "a"): Chain(1, "unranked")}


def test_who_would_have_to_go_is_counted_and_what_it_would_cost():
    """The first wish is held by those who have nowhere else to go."""
    problem = Problem(
        (Participant("p", ("a", "b")), Participant("q", ("a",)), Participant("r", ("a",))),
        (Forum("a", {SLOT: (0, 2)}), Forum("b", {SLOT: (0, 1)})),
    )

    solution = solve(problem, seed=0, seconds=5)

    assert chains_of(problem, solution) == {("p", "a"): Chain(1, "unranked")}
