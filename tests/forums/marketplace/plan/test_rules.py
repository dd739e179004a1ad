import itertools
from random import Random

import pytest

from forums.marketplace.plan import document, errors, rules
from forums.marketplace.plan.geometry import Rect, area_of, fitted, turn_of
from forums.marketplace.plan.rules import FixturePlan, Layout, PitchPlan, Row

L_SHAPED = ((0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0))


def layout(*pitches, fixtures=()):
    return Layout(20, 10, pitches, fixtures)


def codes(found):
    return {name: fault.code for name, fault in found.items()}


def test_every_fault_is_named_at_its_row():
    fixtures = tuple(
        FixturePlan(kind, Rect(x, 8, 1, 1).corners)
        for x, kind in enumerate(("escape", "door", "pillar", "stage", "blocked", "power"))
    )
    drawn = layout(
        PitchPlan("1", Rect(18, 0, 3, 2)),
        PitchPlan("2", Rect(5, 2, 2, 2)),
        PitchPlan("3", Rect(7, 2, 2, 2)),  # touches
        PitchPlan("4", Rect(6, 3, 2, 2)),
        PitchPlan("3", Rect(12, 0, 1, 1)),
        PitchPlan("9", Rect(12, 2, 1, 1)),
        PitchPlan("", Rect(12, 4, 1, 1)),
        *(PitchPlan(f"F{x}", Rect(x + 0.25, 8.25, 0.5, 0.5)) for x in range(6)),
        fixtures=(*fixtures, FixturePlan("pillar", Rect(19, 9, 2, 2).corners)),
    )

    assert codes(rules.faults_of(drawn, numbers_elsewhere={"9"})) == {
        "x-0": "pitch-outside",
        "x-3": "pitches-overlap",
        "number-4": "pitch-number-taken",
        "number-5": "pitch-number-taken",
        "number-6": "pitch-number",
        **{f"x-{7 + n}": f"on-{kind}" for n, kind in enumerate(("escape-route", "door", "pillar", "stage", "blocked"))},
        "fixture-x-6": "fixture-outside",
    }


def test_a_pitch_in_the_bend_of_an_escape_route_is_not_in_it():
    assert not Rect(2, 2, 3, 3).is_on(L_SHAPED)
    assert Rect(1.9, 2, 3, 3).is_on(L_SHAPED)
    assert not Rect(4, 4, 1, 1).is_on(L_SHAPED)
    assert Rect(-1, -1, 20, 20).is_on(L_SHAPED)


def test_clipping_agrees_with_counting_squares():
    """On a grid of whole metres, a square metre is in a polygon or not."""
    squares = {(x, y) for x, y in itertools.product(range(10), repeat=2) if x < 2 or y < 2}

    for x, y, width, depth in itertools.product((0, 1, 2, 3), (0, 1, 2, 5), (1, 2, 4), (1, 3, 5)):
        covered = {(x + a, y + b) for a in range(width) for b in range(depth)}
        assert Rect(x, y, width, depth).is_on(L_SHAPED) == bool(covered & squares)


def test_turned_rectangles_overlap_where_their_floors_do():
    """What parts two rectangles by a side, against cutting one down to the other."""
    chance, sides = Random(7), (0.5, 1, 2, 3, 4.5)  # noqa: S311 -- no secret
    found = set()
    for _ in range(2000):
        one, other = (
            Rect(chance.uniform(0, 6), chance.uniform(0, 6), chance.choice(sides), chance.choice(sides), turn)
            for turn in (chance.randint(-89, 90), chance.choice([0, 30, chance.randint(-89, 90)]))
        )
        assert one.area == pytest.approx(area_of(one.corners))
        assert (min(x for x, _ in one.corners), min(y for _, y in one.corners)) == pytest.approx((one.x, one.y))
        assert one.overlaps(other) == other.overlaps(one)
        if one.overlaps(other) != one.is_on(other.corners):
            # They touch by a hair: half a centimetre is none, whatever its area.
            grown = Rect(other.x - 0.02, other.y - 0.02, other.width + 0.04, other.depth + 0.04, other.turn)
            assert one.is_on(grown.corners)
            assert not one.is_on(
                Rect(other.x + 0.02, other.y + 0.02, other.width - 0.04, other.depth - 0.04, other.turn).corners
            )
        found.add((one.overlaps(other), one.box.overlaps(other.box)))
    assert found == {(True, True), (False, True), (False, False)}
    assert [turn_of(degrees) for degrees in (0, 90, 91, -90, 180, 359.96, -22.5)] == [0, 90, -89, 90, 0, 0, -22.5]


def test_a_polygon_is_moved_and_stretched_into_its_new_rectangle():
    moved = fitted(L_SHAPED, Rect(5, 1, 5, 5))

    assert (moved[0], moved[2], area_of(moved)) == ((5, 1), (10, 2), area_of(L_SHAPED) / 4)


def test_a_row_counts_up_and_leaves_out_numbers_that_are_taken():
    row = Row(PitchPlan("A09", Rect(1, 2, 3, 2), power=1, zone="A"), 3, gap=0.5)

    made = rules.pitches_of(row, {"A10"})

    assert [(p.number, p.rect, p.power, p.zone) for p in made] == [
        ("A09", Rect(1, 2, 3, 2), 1, "A"),
        ("A11", Rect(4.5, 2, 3, 2), 1, "A"),
        ("A12", Rect(8, 2, 3, 2), 1, "A"),
    ]
    assert [p.rect.y for p in rules.pitches_of(Row(row.first, 2, goes_down=True), ())] == [2, 4]
    turned = rules.pitches_of(Row(PitchPlan("1", Rect(1, 6, 3, 2, -30)), 4), ())
    assert rules.faults_of(layout(*turned)) == {}  # side by side
    assert [one.rect.x - before.rect.x for before, one in itertools.pairwise(turned)] == pytest.approx([2.598] * 3)
    assert (rules.next_number([]), rules.next_number(["7", "9"]), rules.next_number(["West"])) == ("1", "10", "West1")
    assert sorted(["B1", "A10", "A2"], key=rules.in_order) == ["A2", "A10", "B1"]


def test_a_plan_written_to_a_file_is_read_back_equal():
    drawn = layout(
        PitchPlan("A1", Rect(0.5, 1.25, 3, 2), 2, has_wall=True, has_light=True, value=2.5, zone="Nord", id="ab12"),
        PitchPlan("A2", Rect(4.123, 1.25, 3, 2.5, -22.5)),
        fixtures=(FixturePlan("escape", L_SHAPED, "Nord"), FixturePlan("power", ((3.0, 4.0),))),
    )

    written = document.as_json(drawn, with_ids=True)
    assert document.parse(written) == drawn
    # Other programs know corners only.
    del written["features"][1]["properties"]["turn"]
    assert document.parse(written) == drawn


def test_a_file_that_is_no_plan_is_refused_with_the_way_out():
    def said(**changes):
        plan = document.as_json(layout(PitchPlan("1", Rect(0, 0, 1, 1)))) | changes
        try:
            document.parse(plan)
        except errors.BadPlanFile as fault:
            return fault.details["path"]
        return ""

    pitch = {"type": "Feature", "properties": {"kind": "pitch", "number": "1"}}
    slanted = {"type": "Polygon", "coordinates": [[[0, 0], [2, 1], [2, 3], [0, 2], [0, 0]]]}
    holed = {"type": "Polygon", "coordinates": [[], []]}
    assert said() == ""
    assert said(type="Feature") == "$.type"
    assert said(colour="red") == "$"
    assert said(width=1e9) == "$.width"
    assert said(features=[pitch | {"geometry": slanted}]) == "$.features[0].geometry"
    assert said(features=[pitch | {"geometry": holed}]) == "$.features[0].geometry.coordinates"
    assert said(features=[pitch | {"geometry": {"type": "Point", "coordinates": [1, 2]}}]) == "$.features[0].geometry"
