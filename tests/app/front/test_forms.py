import pytest
from werkzeug.datastructures import MultiDict

from app.front import forms
from registration.fields.answers import Typed
from registration.fields.rules import USUAL
from registration.participants import errors

ADA = {"name": "Ada", "email": "ada@example.org"}


def test_wishes_are_read_by_their_numbers_and_gaps_do_not_count():
    form = MultiDict({"wish-a": "3", "wish-b": "", "wish-c": "1", "name": "Ada"})

    assert forms.ranking(form) == ("c", "a")


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"wish-a": "1", "wish-b": "1"}, "rank-twice"),
        ({"wish-a": "first"}, "bad-choice"),
        ({"wish-a": "²"}, "bad-choice"),
        ({"wish-a": "9" * 5000}, "bad-choice"),
        ({"wish-a": "-1"}, "bad-choice"),
    ],
)
def test_wishes_that_cannot_be_understood_are_refused(wishes, code):
    with pytest.raises(errors.RegistrationError) as refused:
        forms.ranking(MultiDict(wishes))

    assert (refused.value.code, refused.value.field) == (code, "wishes")


def test_faults_of_answers_and_wishes_are_told_together():
    form = MultiDict(ADA | {"email": "ada", "wish-a": "1", "wish-b": "1"})

    with pytest.raises(errors.Invalid) as refused:
        forms.registration(form, USUAL, Typed({}))

    assert {name: fault.code for name, fault in refused.value.faults.items()} == {
        "email": "bad-email",
        "wishes": "rank-twice",
    }


@pytest.mark.parametrize(
    "key", ["", "x", "0f8fad5b-d9cb-469f-a165-70867728950e" * 2, "0F8FAD5B-D9CB-469F-A165-70867728950E"]
)
def test_a_key_that_is_not_ours_is_none(key):
    assert forms.idempotency_key(MultiDict({"key": key})) is None


def test_our_key_is_read():
    key = "0f8fad5b-d9cb-469f-a165-70867728950e"

    assert forms.idempotency_key(MultiDict({"key": key})) == key


def test_photos_are_agreed_to_only_by_the_tick():
    given = [
        forms.answers(MultiDict(ADA | more)).photo_consent
        for more in ({}, {"photo_consent": "no"}, {"photo_consent": "yes"})
    ]

    assert given == [False, False, True]
