"""How many would have had to give way: against trying out every seating there is."""

from collections import Counter
from dataclasses import replace
from random import Random

from forums.assignment.chains import Chain, chains_of
from forums.assignment.problem import SLOT, Forum, Participant, Problem, verify
from forums.assignment.solver import solve


def contested(number):
    """Draw four or five people for two or three small forums with what no network holds."""
    draw = Random(number)  # noqa: S311 - chance to be repeated
    names, slots = "abc"[: draw.choice([2, 3, 3])], draw.choice([1, 1, 1, 2])
    people = tuple(
        Participant(
            f"p{n}",
            tuple(draw.sample(names, draw.randint(1, len(names)))),
            sector=draw.choice("xy"),
            level=draw.choice("lr"),
            org=draw.choice(["o", "o", None]),
            fixed={SLOT: draw.choice(names)} if draw.random() < 0.08 else {},
        )
        for n in range(3 if slots > 1 else draw.randint(4, 5))
    )
    pairs = [(f"p{n}", f"p{n + 1}") for n in range(len(people) - 1) if draw.random() < 0.3]
    forums = tuple(
        Forum(
            name,
            dict.fromkeys(range(slots), (draw.choice([0, 0, 1]), draw.randint(1, 3))),
            sector_quota={"x": (0, draw.randint(1, 2))} if draw.random() < 0.5 else {},
            level_quota={"l": (draw.choice([0, 0, 1]), draw.randint(1, 2))} if draw.random() < 0.5 else {},
        )
        for name in names
    )
    rules = ("sector_quota", "level_quota", "org_max", "minimum", "together", "apart")
    problem = Problem(
        people,
        forums,
        org_max=draw.choice([None, 1, 2]),
        soft=tuple(rule for rule in rules if draw.random() < 0.3),
        slots=slots,
        together=tuple(pairs[::2]),
        apart=tuple(pairs[1::2]),
    )
    verify(problem)
    return problem


def test_numbers_are_the_least_there_are_whatever_the_rules(draw_problem, compare_chains):
    seen: Counter[str] = Counter()
    for number in range(96):
        problem = contested(number) if number % 2 else draw_problem(number)
        seen.update(compare_chains(problem, solve(problem, seed=number, seconds=20)))

    assert min(seen["alone"], seen["pair"]) > 15, seen
    assert {"unplaced", "unranked", "rank2", "soft", "moves", "lot"} < seen.keys(), seen
    assert {"fixed", "sector_quota", "level_quota", "org_max", "minimum", "together", "rules"} < seen.keys(), seen


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

    forums = (Forum("a", {0: (0, 1)}), Forum("c", {0: (1, 2), 1: (1, 1)}))  # somebody must be in c, and q is so later
    p, q = (
        Participant("p", prefs_by_slot={0: ("a", "c")}, absent=(1,)),
        replace(q, prefs_by_slot={0: ("a",), 1: ("c",)}),
    )
    r = Participant("r", absent=(0,))
    problem = Problem((p, q, r), forums, slots=2)
    assert chains_of(problem, solve(problem, seed=0, seconds=5)) == {("p", "a"): Chain(barrier="slots")}


def test_who_would_have_to_go_is_counted_and_what_it_would_cost():
    """The first wish is held by those who have nowhere else to go."""
    problem = Problem(
        (Participant("p", ("a", "b")), Participant("q", ("a",)), Participant("r", ("a",))),
        (Forum("a", {SLOT: (0, 2)}), Forum("b", {SLOT: (0, 1)})),
    )

    solution = solve(problem, seed=0, seconds=5)

    assert chains_of(problem, solution) == {("p", "a"): Chain(1, "unranked")}
