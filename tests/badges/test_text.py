import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.text import is_joiner, is_mark, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Anna Müller", "Anna Müller"),
        ("  Anna \t Mu\u0308ller\r\n", "Anna Müller"),
        ("Anna\r\nBcc: x@y", "Anna Bcc: x@y"),
        ("A\x00n\x1bna\x7f", "Anna"),
        ("\u202eannA\u202c \u2066x\u2069 \ufeffy", "annA x y"),
        ("Anna 😀 Müller 👩‍👩‍👧🏽 🇩🇪 ❤️", "Anna Müller"),
        ("e.\u00a0V.", "e.\u00a0V."),
        ("\u00a0Anna\u00a0", "Anna"),
        ("a\x00\u0301", "á"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\u200cعلی\u200c \u200dرضا\u200c\u200c", "علی رضا"),
        ("a\ud800b", "ab"),
        ("x\u2028y\u2029z\u3000w", "x y z w"),
        ("№ 5 © Büro 60+ & Co.", "№ 5 © Büro 60+ & Co."),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_cannot_be_printed_is_dropped(typed: str, printed: str):
    assert printable(typed) == printed


def test_marks_are_not_heaped_on_one_letter():
    heap = "a" + "\u0316" * 40 + "b"

    assert printable(heap) == "a" + "\u0316" * 4 + "b"


@given(st.text())
def test_a_printable_text_is_one_calm_line(typed: str):
    printed = printable(typed)

    assert printable(printed) == printed == unicodedata.normalize("NFC", printed)
    assert printed == printed.strip()
    assert "  " not in printed
    assert {unicodedata.category(letter) for letter in printed if not is_joiner(letter)}.isdisjoint({"Cc", "Cf", "Cs"})


def test_marks_and_joiners_are_known():
    assert [is_mark("\u0301"), is_mark("a"), is_joiner("\u200c"), is_joiner("\u200e")] == [True, False, True, False]
