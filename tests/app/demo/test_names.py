import json
import re
import unicodedata
from random import Random

import pytest

from app.demo import names
from registration.participants.rules import clean_text

LISTS = json.loads((names.files("app.demo") / "names.json").read_text("utf-8"))


@pytest.mark.parametrize("script", LISTS)
def test_every_name_is_normal_and_has_a_plain_mailbox(script):
    for kind in ("given", "family"):
        for text, latin in LISTS[script][kind]:
            assert clean_text(text, field="name", longest=60) == text
            assert unicodedata.is_normalized("NFC", text)
            assert re.fullmatch("[a-z]+(-[a-z]+)*", latin)


@pytest.mark.parametrize("script", LISTS)
def test_no_name_stands_twice_in_a_list(script):
    for kind in ("given", "family"):
        texts = [text for text, _ in LISTS[script][kind]]
        assert len(set(texts)) == len(texts) >= 15


@pytest.mark.parametrize(("script", "letters"), [("arabic", "يك"), ("persian", "یک"), ("sorani", "یک")])
def test_each_language_has_its_own_letters(script, letters):
    written = "".join(text for kind in ("given", "family") for text, _ in LISTS[script][kind])

    assert set("يكیک") & set(written) == set(letters)


def test_vietnamese_family_names_stand_first():
    name = names.draw(Random(1), "vietnamese")  # noqa: S311 -- an invented name is no secret

    family = name.text.split()[0]
    assert family in {text for text, _ in LISTS["vietnamese"]["family"]}
    assert name.mailbox.split(".")[1] == names.named(family).mailbox


def test_a_name_from_the_programme_gets_a_mailbox():
    assert names.named("Dr. Jürgen Häberle-Çelik").mailbox == "juergen.haeberle-celik"
