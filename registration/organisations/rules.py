"""What an organisation is called, and when two names are one."""

import enum
import unicodedata


class OrganisationRole(enum.StrEnum):
    CARRIER = "carrier"
    FUNDER = "funder"
    PARTNER = "partner"
    HOST = "host"
    OTHER = "other"


def key_of(name: str) -> str:
    """Fold a name so that spellings of one organisation meet: case, accents' form, spaces and punctuation do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())[:200]
