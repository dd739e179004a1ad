"""Names as people type them, and as others forge them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar.text import Text, one_line, paragraphs

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs included


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Eröffnung", "Eröffnung"),
        ("Plenum\r\nATTENDEE:mailto:x@example.org", "Plenum ATTENDEE:mailto:x@example.org"),
        ("a\nb\rc\vd\fe\x85f\u2028g\u2029h", "a b c d e f g h"),
        ("\u202egnurhüF\x00\x1b[31m", "gnurhüF[31m"),
        ("\ud83d halb \ue000", "halb"),
        ("\ufffe\u2066Saal\u2069\t2", "Saal 2"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧 🏳️\u200d🌈 \U0001fae8", "👩\u200d👩\u200d👧 🏳️\u200d🌈 \U0001fae8"),
        ("ኤርትራ\u00a0ትግርኛ", "ኤርትራ\u00a0ትግርኛ"),
    ],
)
def test_a_title_stays_on_its_line_and_the_right_way_round(typed, written):
    assert one_line(typed) == written


def test_a_description_keeps_its_lines():
    assert (
        paragraphs("\n Erst dies, \r\n\r\ndann\tdas\u2028zuletzt \u202ejenes\n")
        == "Erst dies,\n\ndann das\nzuletzt jenes"
    )


def test_a_backslash_is_a_backslash():
    assert Text("C:\\News \\n; a, b\nc").to_ical() == rb"C:\\News \\n\; a\, b\nc"


@given(ANY_TEXT)
def test_cleaned_text_is_clean(text):
    assert one_line(one_line(text)) == one_line(text)
    assert paragraphs(paragraphs(text)) == paragraphs(text)
    assert len(one_line(text).splitlines()) <= 1
