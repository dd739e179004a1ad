"""Which column of a table is which answer: good guesses, and what somebody decided the last time."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from registration.exchange import errors

NAME_PARTS: Final = ("title", "first_name", "last_name")
FIELDS: Final = (
    "name",
    *NAME_PARTS,
    "email",
    "organisation",
    "sector",
    "level",
    "role",
    "language",
    "days",
    "pronouns",
    "access_needs",
    "interpreting",
    "food",
    "photo_consent",
    "note",
)
_SYNONYMS: Final = {
    "name": "name; vor- und nachname; vollständiger name; full name; teilnehmer; teilnehmerin; teilnehmende; participant; person; attendee",
    "title": "titel; akademischer titel; title; academic title",
    "first_name": "vorname; vornamen; rufname; first name; given name; forename",
    "last_name": "nachname; familienname; zuname; last name; surname; family name",
    "email": "e-mail; email; mail; e-mail-adresse; mailadresse; email address; e-mail address; mail address; eMail dienstlich",
    "organisation": "organisation; organization; verein; verband; träger; traeger; trägerorganisation; einrichtung; institution; "
    "firma; unternehmen; arbeitgeber; company; employer; affiliation; dienststelle; behörde; kommune; stadt",
    "sector": "sektor; sector; bereich",
    "level": "ebene; level",
    "role": "rolle; role; funktion; teilnahmeart; kategorie; category; art der teilnahme; ticket; ticket type; type",
    "language": "sprache; language; korrespondenzsprache; preferred language; locale",
    "days": "tag; tage; anwesend am; kommt am; teilnahmetage; day; days; attends on",
    "pronouns": "pronomen; pronouns",
    "access_needs": "barrierefreiheit; unterstützungsbedarf; bedarf an unterstützung; access needs; accessibility; assistance",
    "interpreting": "dolmetschen; dolmetschung; verdolmetschung; interpreting; interpretation",
    "food": "essen; verpflegung; ernährung; food; diet; dietary requirements; dietary needs; catering; meal",
    "photo_consent": "foto; fotos; fotoerlaubnis; einwilligung fotos; fotoeinwilligung; photo consent; photos; agrees to photos",
    "note": "notiz; bemerkung; bemerkungen; anmerkung; anmerkungen; kommentar; note; notes; comment; comments; remarks",
}


def fold(text: str) -> str:
    """Fold a heading or a word so that capitals, accents, spaces and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


SYNONYMS: Final = {fold(word): field for field, words in _SYNONYMS.items() for word in words.split(";")}


def guess(
    headings: Sequence[str], *, remembered: Mapping[str, str], words: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Guess the column of each field: as *remembered* (folded heading → field, "" for left out), else by meaning.

    *words* are further folded headings, such as those of the congress's own questions. Of two columns alike the first counts.
    """
    meaning = {**SYNONYMS, **(words or {}), **remembered}
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        if field := meaning.get(fold(heading)):
            found.setdefault(field, column)
    if "name" in found and "first_name" in found and "last_name" not in found:
        found["last_name"] = found.pop("name")  # beside a first name, "name" is the family's
    if "name" in found:
        found = {field: column for field, column in found.items() if field not in NAME_PARTS}
    return found


def matched(chosen: Iterable[tuple[int, str]], *, known: Iterable[str] = FIELDS) -> dict[str, int]:
    """Turn what was chosen, (column, field or ""), into the column of each field. Raises MatchedTwice or NotMatched."""
    allowed = set(known)
    found: dict[str, int] = {}
    for column, field in chosen:
        if field not in allowed:
            continue
        if field in found:
            raise errors.MatchedTwice(field=f"column-{column}")
        found[field] = column
    if not {"name", "first_name", "last_name"} & found.keys():
        raise errors.NotMatched(field="name")
    if "email" not in found:
        raise errors.NotMatched(field="email")
    return found


def to_remember(headings: Sequence[str], matching: Mapping[str, int]) -> dict[str, str]:
    """Note for the next file which folded heading was which field; those left out are remembered, too."""
    by_column = {column: field for field, column in matching.items()}
    return {fold(heading): by_column.get(column, "") for column, heading in enumerate(headings) if fold(heading)}
