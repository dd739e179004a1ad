"""Columns find their meaning by themselves, in German and English, and as somebody decided before."""

import pytest

from registration.exchange import errors
from registration.exchange.matching import fold, guess, matched, to_remember


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Name", "E-Mail", "Träger"], {"name": 0, "email": 1, "organisation": 2}),
        (["Nr.", "VORNAME", "Name", "E-Mail-Adresse"], {"first_name": 1, "last_name": 2, "email": 3}),
        (["Titel", "Vorname", "Familienname", "Mail"], {"title": 0, "first_name": 1, "last_name": 2, "email": 3}),
        (["first_name", "Surname", "Full Name", "Email address"], {"name": 2, "email": 3}),
        (["e-mail", "E-Mail (privat)", "Email", "Verpflegung"], {"email": 0, "food": 3}),
        (
            ["Fotoerlaubnis", "Bemerkungen", "Sprache", "Ebene"],
            {"photo_consent": 0, "note": 1, "language": 2, "level": 3},
        ),
        (["", "Geburtstag"], {}),
    ],
)
def test_headings_are_recognised(headings, found):
    assert guess(headings, remembered={}) == found


def test_what_was_decided_before_counts_more_than_what_it_looks_like():
    decided = to_remember(["Kontakt", "E-Mail", "Dienstmail"], {"name": 0, "email": 2})

    assert guess(["E-MAIL", "Dienst-Mail", "Kontakt"], remembered=decided) == {"email": 1, "name": 2}


def test_further_words_are_known_where_they_are_told():
    assert guess(["Ihre Rufnummer"], remembered={}, words={fold("Ihre Rufnummer"): "phone"}) == {"phone": 0}


def test_a_choice_needs_a_name_and_an_address_each_once():
    assert matched([(0, "last_name"), (1, ""), (2, "email"), (3, "nonsense")]) == {"last_name": 0, "email": 2}
    for chosen, field in (([(0, "name")], "email"), ([(0, "email"), (1, "title")], "name")):
        with pytest.raises(errors.NotMatched) as missing:
            matched(chosen)
        assert missing.value.field == field
    with pytest.raises(errors.MatchedTwice) as twice:
        matched([(0, "name"), (1, "email"), (2, "email")])
    assert twice.value.field == "column-2"
