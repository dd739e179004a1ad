import pytest

from registration.organisations.rules import key_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Malteser e. V.", "MALTESER e.V."),
        ("Stadt\u00a0Köln", "stadt ko\u0308ln"),
        ("Straßen-Kinder", "STRASSEN KINDER"),
        ("ＡＷＯ", "AWO"),
    ],
)
def test_spellings_of_one_name_meet(one, other):
    assert key_of(one) == key_of(other) != ""


def test_other_names_do_not_meet():
    assert len({key_of(name) for name in ("Caritas", "Diakonie", "Caritas Köln", "مؤسسة")}) == 4


def test_a_name_of_signs_has_no_key():
    assert key_of("– … ☺") == ""


def test_a_long_name_fits_its_column():
    assert len(key_of("ﷺ" * 200)) == 200
