from dataclasses import replace

import pytest

from badges.layout import (
    SHEET_OF_TEN,
    SHEETS,
    SINGLE_BADGE,
    Place,
    Sheet,
    SheetFault,
    UnknownSheet,
    check,
    places,
    sheet_called,
    shifted,
)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_lie_on_the_page_and_do_not_overlap(sheet: Sheet):
    corners = [(place.x, place.y) for place in places(sheet, count=sheet.capacity)]

    check(sheet)
    assert len(corners) == len(set(corners)) == sheet.capacity
    for x, y in corners:
        assert x >= 0
        assert y >= 0
        assert x + sheet.label_width <= sheet.page_width + 0.005
        assert y + sheet.label_height <= sheet.page_height + 0.005
    for one in corners:
        for other in corners:
            apart_x = abs(one[0] - other[0]) >= sheet.label_width - 0.005
            apart_y = abs(one[1] - other[1]) >= sheet.label_height - 0.005
            assert one == other or apart_x or apart_y


def test_the_default_sheet_has_ten_labels_and_the_single_badge_one():
    assert (SHEET_OF_TEN.id, SHEET_OF_TEN.capacity) == ("zweckform-l4785", 10)
    assert (SINGLE_BADGE.id, SINGLE_BADGE.capacity, SINGLE_BADGE.page_width) == ("a6", 1, 105)


def test_the_ids_of_the_sheets_stay_for_ever():
    assert list(SHEETS) == [
        "zweckform-l4785",
        "herma-4412",
        "herma-4418",
        "avery-l7418",
        "avery-l7417",
        "durable-1445",
        "durable-1453",
        "durable-1456",
        "avery-c32010",
        "avery-c32015",
        "sigel-dp839",
        "herma-9642",
        "a6",
        "cr80",
        "dymo-99014",
        "brother-62",
        "a6-in-a5",
        "a6-in-a4",
    ]


def test_badges_fill_the_rows_from_the_upper_left_and_go_on_with_the_next_page():
    placed = list(places(SHEET_OF_TEN, count=12))

    assert placed[0] == Place(page=0, x=18, y=13)
    assert placed[1] == Place(page=0, x=113, y=13)
    assert placed[2] == Place(page=0, x=18, y=68)
    assert placed[9] == Place(page=0, x=113, y=233)
    assert placed[10] == Place(page=1, x=18, y=13)


def test_labels_already_used_are_left_out_on_the_first_page_only():
    placed = list(places(SHEET_OF_TEN, count=9, skip=3))

    assert placed == list(places(SHEET_OF_TEN, count=12))[3:]


@pytest.mark.parametrize("skip", [-1, 10, 10**9])
def test_no_more_labels_can_be_left_out_than_a_page_has(skip: int):
    with pytest.raises(ValueError, match="10 labels"):
        next(places(SHEET_OF_TEN, count=1, skip=skip))


def test_a_sheet_moves_by_tenths_of_a_millimetre():
    moved = shifted(SHEET_OF_TEN, right=3, down=-12)

    assert (moved.left, moved.top) == (18.3, 11.8)
    assert next(places(moved, count=1)) == Place(page=0, x=18.3, y=11.8)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"columns": 0}, "at least one label"),
        ({"label_width": 0}, "labels need a size"),
        ({"columns": 3}, "leave the page at the side"),
        ({"left": -2}, "leave the page at the side"),
        ({"rows": 6}, "leave the page at the bottom"),
        ({"pitch_x": 79}, "columns cover each other"),
        ({"pitch_y": 49}, "rows cover each other"),
    ],
)
def test_figures_that_cannot_be_true_are_refused(change: dict[str, float], fault: str):
    with pytest.raises(SheetFault, match=fault):
        check(replace(SHEET_OF_TEN, **change))


def test_a_sheet_is_found_by_its_id():
    assert sheet_called("durable-1445").name == "Durable 1445-02"


def test_an_unknown_sheet_names_those_there_are():
    with pytest.raises(UnknownSheet, match=r"zweckform-4784.*zweckform-l4785"):
        sheet_called("zweckform-4784")
