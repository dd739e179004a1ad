import bidi
import pytest
from bidi.mirror import MIRRORED
from hypothesis import given
from hypothesis import strategies as st

from badges.directions import paragraph


def on_paper(text: str, start: int = 0, end: int | None = None) -> str:
    runs = paragraph(text).line(start, len(text) if end is None else end)
    return "".join(run.text[::-1] if run.is_right_to_left else run.text for run in runs)


@given(st.text("אبعLa1٢ .,()[]-/+%é", max_size=14).map(str.strip))
def test_the_order_on_paper_is_that_of_another_implementation(text: str):
    # The compiled half of python-bidi shares no code with the half that we use.
    assert on_paper(text) == bidi.get_display(text)


def test_a_line_without_arabic_letters_is_one_run():
    (run,) = paragraph("Dr. Anna (Ани) 1–2").line(0, 18)

    assert (run.start, run.text, run.is_right_to_left) == (0, "Dr. Anna (Ани) 1–2", False)


def test_brackets_face_each_other_in_mixed_names():
    text = "علی (Ali) B"
    runs = paragraph(text).line(0, len(text))
    shown = "".join(
        "".join(MIRRORED.get(letter, letter) for letter in run.text[::-1]) if run.is_right_to_left else run.text
        for run in runs
    )

    assert shown == "B (Ali) یلع"


def test_numbers_keep_their_direction_inside_arabic():
    assert on_paper("محمد 123 علي") == "يلع 123 دمحم"


def test_each_line_of_a_paragraph_is_turned_by_itself():
    text = "Ali علی رضا B"

    assert on_paper(text, 0, 7) == "Ali یلع"
    assert on_paper(text, 8, 13) == "اضر B"


def test_joiners_go_with_the_letter_before():
    text = "علی\u200cرضا"
    (run,) = paragraph(text).line(0, len(text))

    assert (run.text, run.is_right_to_left) == (text, True)


def test_characters_not_given_out_yet_go_with_what_stands_before():
    assert on_paper("علی\u0378 B\uffff") == "B\uffff \u0378یلع"


@pytest.mark.parametrize(
    ("text", "direction"), [("علی Ali", "left"), ("Ali علی", "right"), ("3 علی", "left"), ("", "right")]
)
def test_the_first_letter_decides_the_direction_of_the_whole(text: str, direction: str):
    assert paragraph(text).is_right_to_left == (direction == "left")
