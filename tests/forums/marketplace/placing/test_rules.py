"""Moving by hand, why, and the way out: against trying everything on small boards."""

from itertools import product
from random import Random

from forums.marketplace.placing import nearness, reasons
from forums.marketplace.placing.problems import in_zones, kept_where_told
from forums.marketplace.placing.rules import Board, Obstacle, is_lawful, moves_for, obstacles
from forums.placement.problem import Exclusion, Problem, Spot, Stand
from forums.placement.solver import total


def board(placement=None, *, stands=(), spots=(), exclusions=(), **values):
    return Board(Problem(tuple(spots), tuple(stands), tuple(exclusions), **values), placement or {})


A, B, C = (
    Spot(name, x, 0.0, area, power) for name, x, area, power in (("A", 0.0, 6, 1), ("B", 3.0, 9, 0), ("C", 20.0, 4, 2))
)


def test_all_that_is_in_the_way_is_told():
    stands = [Stand("loud", 6), Stand("big", 8, 2, needs=("wall",)), Stand("small", 4)]
    laid = board(
        {"loud": "A", "small": "B"}, stands=stands, spots=[A, B, C], exclusions=[Exclusion("loud", "big", 5.0)]
    )

    assert obstacles(laid, "big", "B") == [
        Obstacle("power", 2, 0),
        Obstacle("wall"),
        Obstacle("taken", other="small"),
        Obstacle("apart", 5.0, 3.0, "loud"),
    ]
    assert obstacles(laid, "small", "C") == []


def test_stands_change_places_only_where_both_may():
    stands = [Stand("a", 6), Stand("b", 9), Stand("c", 4), Stand("pinned", 4, fixed="C")]
    laid = board({"a": "A", "b": "B"}, stands=stands, spots=[A, B, C])

    assert moves_for(laid, "a", "B") == ({"a": "B", "b": "A"}, [Obstacle("taken", other="b")])  # b is too big for A
    smaller = board({"a": "A", "c": "B"}, stands=stands, spots=[A, B, C])
    assert moves_for(smaller, "a", "B") == ({"a": "B", "c": "A"}, [])
    assert moves_for(smaller, "b", "A")[1] != []
    held = board({"a": "A", "pinned": "C"}, stands=[Stand("a", 4), stands[3]], spots=[A, B, C])
    assert moves_for(held, "a", "C")[1] == [Obstacle("taken", other="pinned")]


def test_a_move_without_obstacles_leaves_a_lawful_board():
    for seed in range(60):
        laid = _some_board(Random(seed))  # noqa: S311 -- a test's seed
        assert is_lawful(laid)
        for stand, spot in product(laid.stands, laid.spots):
            moves, found = moves_for(laid, stand, spot)
            if not found:
                assert is_lawful(laid.with_moved(moves)), (seed, stand, spot)


def test_wishes_to_be_near_cost_nothing_that_counts():
    gained = 0
    for seed in range(60):
        chance = Random(seed)  # noqa: S311 -- a test's seed
        laid = _some_board(chance)
        names = sorted(laid.stands)
        wishes = [(*chance.sample(names, 2), 4.0) for _ in range(2)]
        after = nearness.drawn_together(laid, wishes)

        assert is_lawful(after)
        assert _worth(after) >= _worth(laid)
        assert nearness.granted(after, wishes) >= nearness.granted(laid, wishes)
        gained += nearness.granted(after, wishes) - nearness.granted(laid, wishes)
    assert gained > 5


def test_the_cheapest_way_out_is_told_first():
    stands = [Stand("a", 4), Stand("u", 6, 1)]
    cable = board({"a": "A"}, stands=stands, spots=[A, B])
    ways = reasons.remedies(cable, "u")
    assert (ways[0].holder, ways[0].spot, ways[0].aside) == ("a", "A", "B")  # a itself could go aside

    pinned = board({"a": "A"}, stands=[Stand("a", 4, fixed="A"), stands[1]], spots=[A, B, C])
    assert [(way.spot, [o.kind for o in way.obstacles]) for way in reasons.remedies(pinned, "u")] == [
        ("B", ["power"]),
        ("C", ["area"]),
    ]
    assert reasons.remedies(board({"a": "A"}, stands=stands, spots=[A]), "u") == []


def test_reasons_count_needs_kin_and_better_pitches():
    spots = [Spot(f"s{n}", float(n), 0, 6, int(n < 2), value=[5, 4, 3, 2][n]) for n in range(4)]
    stands = [Stand("a", 4, 1, "t", 3), Stand("b", 4, 1, "t"), Stand("c", 4, 0, "t"), Stand("d", 4, 0, None)]
    laid = board({"a": "s0", "b": "s1", "c": "s2", "d": "s3"}, stands=stands, spots=spots, zone_size=2, zones=True)

    told = reasons.reasons(laid, by_hand=frozenset({"d"}))

    shared = {"pitches": 4, "apart": 0}
    assert told["b"] == shared | {"suitable": 2, "needs": ["power"], "kin": 3, "kin_here": 2, "home": True} | {
        "better": 1,
        "better_priority": 1,
        "by_hand": False,
    }
    assert told["c"]["home"]  # three stands of a topic may fill two zones of two
    assert told["d"] == shared | {"suitable": 4, "needs": [], "better": 3, "better_priority": 1, "by_hand": True}


def test_zones_of_different_size_are_filled_up_with_what_nobody_fits_on():
    spots = [Spot(f"s{n}", 0, 0, 6) for n in range(5)]

    ordered, size = in_zones(spots, ["A", "B", "B", "B", ""])

    assert size == 3
    assert [spot.id for spot in ordered] == ["s0", "A +0", "A +1", "s1", "s2", "s3", "s4"]
    assert [spot.area for spot in ordered if "+" in spot.id] == [0, 0]
    assert in_zones(spots, [""] * 5) == (tuple(spots), 6)


def test_who_was_told_a_pitch_keeps_it_while_it_does():
    stands = [Stand("a", 4), Stand("grown", 9), Stand("b", 4), Stand("near", 4), Stand("pinned", 4, fixed="C")]
    problem = Problem((A, B, C), tuple(stands), (Exclusion("a", "near", 5.0),))

    asked = kept_where_told(problem, {"a": "A", "grown": "A", "near": "B", "b": "C"})

    assert {stand.id: stand.fixed for stand in asked.stands if stand.fixed} == {"pinned": "C"}
    alone = kept_where_told(problem, {"a": "A", "b": "B", "grown": "C"})
    assert {stand.id: stand.fixed for stand in alone.stands if stand.fixed} == {"a": "A", "b": "B", "pinned": "C"}


def _some_board(chance):
    """Up to five stands on up to six pitches, laid as they come."""
    spots = [
        Spot(
            f"s{n}", float(chance.randint(0, 9)), 0.0, chance.choice([4, 6]), chance.randint(0, 1), chance.randint(0, 1)
        )
        for n in range(chance.randint(3, 6))
    ]
    stands = [Stand(f"e{n}", chance.choice([2, 4, 6]), chance.choice([0, 0, 1])) for n in range(chance.randint(2, 5))]
    apart = [Exclusion("e0", "e1", float(chance.randint(1, 3)))]
    laid = board(stands=stands, spots=spots, exclusions=apart)
    for stand in stands:
        free = [spot.id for spot in spots if not obstacles(laid, stand.id, spot.id)]
        if free:
            laid = laid.with_moved({stand.id: free[0]})
    return laid


def _worth(laid):
    spots = {spot.id: index for index, spot in enumerate(laid.problem.spots)}
    return total(
        laid.problem,
        {e: spots[laid.placement[s.id]] for e, s in enumerate(laid.problem.stands) if s.id in laid.placement},
    )
