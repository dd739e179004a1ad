"""What may stand in a cell is known in the spellings that people use."""

from registration.exchange.words import spellings
from registration.fields.rules import USUAL


def test_languages_are_known_by_name_and_by_any_of_their_codes_so_that_our_own_export_comes_back():
    languages = spellings([], plan=USUAL)["language"]

    written = ("de", "ger", "deutsch", "arabisch", "ckb", "kmr", "prs", "xx")
    assert [languages.get(word) for word in written] == ["de", "de", "de", "ar", "ckb", "kmr", "prs", None]
