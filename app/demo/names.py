"""Invent names in the scripts that participants write theirs in, each with Latin letters for an address of mail.

``names.json`` holds for each script the language code, whether the given or the family name stands first, and lists of
[as written, in Latin letters].
"""

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

TITLED = 0.06  # share of people who write their academic title
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "đ": "d", "ı": "i", "ł": "l"})


@dataclass(frozen=True)
class Name:
    """A name as its bearer writes it, the mailbox that goes with it, and the language of its script."""

    text: str
    mailbox: str
    language: str


def draw(random: Random, script: str) -> Name:
    """Invent a name of *script*, a key of names.json."""
    lists = _lists()[script]
    given, latin_given = random.choice(lists["given"])
    family, latin_family = random.choice(lists["family"])
    title = "Dr. " if script in {"german", "turkish"} and random.random() < TITLED else ""
    text = f"{family} {given}" if lists["order"] == "family" else f"{given} {family}"
    return Name(title + text, f"{latin_given}.{latin_family}", lists["language"])


def named(text: str) -> Name:
    """Take a name that the programme gives, in Latin letters."""
    words = [word for word in text.split() if not word.endswith(".")]
    folded = unicodedata.normalize("NFKD", ".".join(words).casefold().translate(_GERMAN))
    return Name(text, "".join(letter for letter in folded if letter.isascii()), "de")


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:  # Any: JSON
    lists: dict[str, Any] = json.loads((files("app.demo") / "names.json").read_text("utf-8"))  # Any: as above
    return lists
