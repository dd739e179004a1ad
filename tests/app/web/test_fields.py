from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.web import fields


class Everything(Form):
    name = fields.text("Name", longest=5, required=True)
    note = fields.text("Note", longest=20, lines=True)
    number = fields.whole("Number", least=0, most=10, required=False)
    day = fields.day("Day", required=False)
    at = fields.time_of_day("At", required=False)
    moment = fields.local_moment("Moment")
    kind = fields.choice("Kind", [("a", "A"), ("b", "B")], required=False)
    email = fields.email("E-mail")
    link = fields.link("Link")


@pytest.fixture(autouse=True, scope="module")
def in_a_request(app):
    with app.test_request_context("/?lang=en"):
        yield


def faults(**typed):
    form = Everything(MultiDict({"name": "Ada"} | typed))
    form.validate()
    return {name: [str(fault) for fault in told] for name, told in form.errors.items()}


def values(**typed):
    form = Everything(MultiDict({"name": "Ada"} | typed))
    assert form.validate(), form.errors
    return {name: form[name].data for name in typed}


def test_what_was_typed_is_cleaned():
    typed = {"name": " A\u0308\t b ", "note": "one \r\n\r\n  two\n", "number": " 7 ", "email": " a@EXAMPLE.org"}

    assert values(**typed) == {"name": "Ä b", "note": "one\n\n  two", "number": 7, "email": "a@example.org"}


def test_days_and_times_are_read():
    typed = {"day": "2027-11-08", "at": "09:30", "moment": "2027-11-08T09:30"}

    assert values(**typed) == {
        "day": date(2027, 11, 8),
        "at": time(9, 30),
        "moment": datetime(2027, 11, 8, 9, 30),  # noqa: DTZ001 -- a clock on a wall has no zone
    }


def test_letters_that_need_joiners_keep_them():
    assert values(note="می\u200cخواهم") == {"note": "می\u200cخواهم"}


def test_every_fault_is_told_once_in_our_words():
    typed = {
        "name": "a\u202eb",
        "note": "x" * 21,
        "number": "9" * 5000,
        "day": "31.12.2027",
        "at": "24:00",
        "moment": "0001-01-01T00:00",
        "kind": "c",
        "email": "nobody",
        "link": "javascript:alert(1)",
    }

    assert faults(**typed) == {
        "name": ["This contains invisible control characters. Please type it again instead of pasting it."],
        "note": ["Please shorten this to at most 20 characters."],
        "number": ["Please give a whole number from 0 to 10."],
        "day": ["Please give a day as year-month-day, such as 2027-11-08."],
        "at": ["Please give a time of day, such as 09:30."],
        "moment": ["Please give a day and a time, such as 2027-11-08 09:30."],
        "kind": ["Please choose one of the given answers."],
        "email": ["This is not a complete e-mail address. It looks like name@example.org."],
        "link": ["Please give the whole address, beginning with https:// or http://."],
    }


@pytest.mark.parametrize("typed", ["", "   ", "\t\n"])
def test_an_empty_name_is_missing(typed):
    assert faults(name=typed) == {"name": ["Please fill in this field; it is required."]}


def test_what_may_stay_empty_may():
    empty = dict.fromkeys(("note", "number", "day", "at", "moment", "kind", "email", "link"), "")

    assert faults(**empty) == {}


@given(typed=some.text(max_size=30))
def test_a_cleaned_text_is_clean(typed):
    for lines in (True, False):
        try:
            once = fields.cleaned(typed, lines=lines)
        except ValueError:
            continue
        assert fields.cleaned(once, lines=lines) == once
        assert lines or "\n" not in once
