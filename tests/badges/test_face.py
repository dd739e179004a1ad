import pytest

from badges.face import LEADING, POINTS_PER_MM, Face, Stack, face
from badges.layout import SHEETS

SIZES = sorted({(sheet.label_width, sheet.label_height) for sheet in SHEETS.values()})


def lines_height(stack: Stack) -> float:
    """From the first base line to the last one when every text is there and has all its lines, in mm."""
    heights = [
        style.lines * LEADING * (style.size_in_more if style.lines > 1 else style.size) + 0.12 * style.size
        for style in stack.styles
    ]
    first = stack.styles[0]
    return (sum(heights) - (LEADING + 0.12) * (first.size_in_more or first.size)) / POINTS_PER_MM


def code_box(plan: Face) -> tuple[float, float, float, float]:
    left, top = plan.code
    return left, top, left + 25 * plan.module, top + 25 * plan.module


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_code_is_at_least_22_mm_and_keeps_its_quiet_zone_on_the_label(width: float, height: float):
    plan = face(width, height)
    left, top, right, bottom = code_box(plan)

    assert 33 * plan.module >= 22 - 1e-9
    assert plan.module >= 0.66
    # Four white modules all round; at the edge of the label its white margin does the same.
    assert min(left, top) >= 4 * plan.module
    assert width - right >= 2.7
    assert height - bottom >= 2.7


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_texts_stay_on_the_label_and_out_of_the_quiet_zone(width: float, height: float):
    plan = face(width, height)
    left, top, _, _ = code_box(plan)
    quiet = 4 * plan.module - 0.01

    for slot in (plan.congress, plan.name, *([plan.dates] if plan.dates else [])):
        edge = slot.x - slot.style.width if slot.is_flush_right else slot.x
        assert edge >= 2.7
        assert edge + slot.style.width <= width - 2.7
        # Descenders and the marks below Arabic letters reach a third of the size below the base line.
        is_above = slot.y + 0.33 * slot.style.size_in_more / POINTS_PER_MM <= top - quiet + 1.2
        assert is_above or edge + slot.style.width <= left - quiet
    for stack in (plan.beneath, plan.foot):
        for style in stack.styles:
            is_above = stack is plan.beneath and stack.y + lines_height(stack) <= top - quiet + 1.2
            assert is_above or stack.x + style.width <= left - quiet
        assert stack.y <= height - 2.7


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_even_the_fullest_badge_keeps_its_texts_apart(width: float, height: float):
    plan = face(width, height)
    last_beneath = plan.beneath.y + lines_height(plan.beneath)
    first_of_foot = plan.foot.y - lines_height(plan.foot)
    largest = plan.foot.styles[0]

    assert plan.rule_y < plan.name.y < plan.beneath.y
    assert first_of_foot - last_beneath >= 0.71 * (largest.size_in_more or largest.size) / POINTS_PER_MM


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_two_lines_of_a_name_fit_below_the_rule(width: float, height: float):
    plan = face(width, height)
    top = plan.name.y - (LEADING + 1.0) * plan.name.style.size_in_more / POINTS_PER_MM

    assert plan.name.style.size_in_more >= 9
    assert top >= plan.rule_y
