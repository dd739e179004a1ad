import pytest

from badges.kiosks.rules import address_asked, is_named
from registration.participants.rules import name_key_of


@pytest.mark.parametrize(
    ("typed", "is_theirs"),
    [
        ("Öztürk-Lopez samira", True),
        ("ozturk", True),
        ("Samira Ben", False),
        ("S", False),
        ("Sam", False),
        ("", False),
        ("- -", False),
    ],
)
def test_a_name_is_whole_words_in_any_order_and_with_any_accents(typed, is_theirs):
    assert is_named(name_key_of("Samira S. Öztürk-López"), typed) is is_theirs


def test_of_an_address_the_part_before_the_at_is_enough():
    assert [address_asked(typed) for typed in (" Samira.Oez ", "samira.oez@", "s@Example.ORG", "@example.org", "")] == [
        ("samira.oez", False),
        ("samira.oez", False),
        ("s@example.org", True),
        ("@example.org", True),
        ("", False),
    ]
