"""Read the forms of an import by hand: one choice for each column of a table, as many as it has."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registration.exchange.matching import matched
from registration.exchange.models import ImportFile
from registration.exchange.rules import column_of
from registration.participants.service import Manner

__all__ = ["Filled", "Matching", "column_of", "filename", "letters", "read_matching", "shown", "typed"]
MATCHED_BY = "column-"
ALPHABET = 26


@dataclass(frozen=True)
class Filled:
    """The form as it shall be drawn: the field of each column, and the two decisions."""

    fields: list[str]
    manner: str
    may_change: bool


@dataclass(frozen=True)
class Matching:
    """What was decided; ``matching`` is {field: column}."""

    matching: dict[str, int]
    manner: str
    may_change: bool


def shown(file: ImportFile) -> Filled:
    """Fill the form with what was guessed or decided before."""
    by_column = {column: field for field, column in file.matching.items()}
    return Filled([by_column.get(n, "") for n in range(len(file.headings))], file.manner, file.may_change)


def typed(form: Mapping[str, str], *, number: int) -> Filled:
    """Fill the form with what was sent; *number* of columns."""
    manner = form.get("manner", "")
    return Filled(
        [form.get(f"{MATCHED_BY}{n}", "") for n in range(number)],
        manner if manner in set(Manner) else Manner.TOLD.value,
        form.get("known") != "keep",
    )


def read_matching(form: Mapping[str, str], *, number: int, known: Iterable[str]) -> Matching:
    """Read which column is which of the *known* fields. Raises NotMatched or MatchedTwice."""
    filled = typed(form, number=number)
    return Matching(matched(enumerate(filled.fields), known=known), filled.manner, filled.may_change)


def filename(sent: str) -> str:
    """Keep of a file's name its last part, without what cannot be seen."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())[:200]


def letters(column: int) -> str:
    """Name a column as spreadsheets do: A, B, … Z, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, ALPHABET)
        name = chr(ord("A") + rest) + name
    return name
