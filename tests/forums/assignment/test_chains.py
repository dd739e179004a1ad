"""How many would have had to give way: against trying out every seating there is."""

from collections import Counter
from dataclasses import replace

from forums.assignment.barriers import SEVERAL, SLOTS, without
from forums.assignment.chains import Chain, chains_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem
from forums.assignment.solver import solve


def test_numbers_are_the_least_there_are_whatever_the_rules(draw_problem, draw_intricate, grant_slowly, is_possible):
    seen: Counter[str] = Counter()
    for number in range(230):
        problem = (draw_intricate if number % 3 else draw_problem)(number)
        solution = solve(problem, seed=number, seconds=20)
        if solution.status != "optimal" or (problem.slots == 1 and any(one.absent for one in problem.participants)):
            continue
        for slot in range(problem.slots):
            chains = chains_of(problem, solution, slot=slot)
            slow = grant_slowly(problem, solution.assignment, slot)
            assert chains.keys() == slow.keys(), number
            tied = {name for pair in (*problem.together, *problem.apart) for name in pair}
            for (person, forum), chain in chains.items():
                least = slow[person, forum]
                if isinstance(least, tuple):
                    assert chain == Chain(*least), (number, person, forum)
                    seen.update({chain.harm, "pair" if person in tied else "alone", f"{problem.slots} slots"})
                    seen.update({"levels"} if any(one.level_quota for one in problem.forums) else ())
                    continue
                seen[chain.barrier] += 1
                assert (chain.barrier == SLOTS) is least, (number, person, forum)
                if chain.barrier not in {SLOTS, SEVERAL}:
                    people = tuple(
                        replace(one, fixed={**one.fixed, slot: forum}) if one.id == person else one
                        for one in problem.participants
                    )
                    asked = replace(problem, participants=people)
                    assert is_possible(without(asked, chain.barrier, but=person)), (number, person, forum, chain)
                    assert not is_possible(asked), (number, person, forum, chain)

    assert {"pair", "alone", "levels", "2 slots", "lot", "unplaced", "rank2", "fixed", "together"} < seen.keys(), seen
    assert seen["alone"] > 30


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
