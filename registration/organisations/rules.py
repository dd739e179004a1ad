"""What an organisation is called, and when two names are one."""

import enum
import unicodedata
from dataclasses import dataclass


class OrganisationRole(enum.StrEnum):
    CARRIER = "carrier"
    FUNDER = "funder"
    PARTNER = "partner"
    HOST = "host"
    OTHER = "other"


@dataclass(frozen=True)
class OrganisationRequest:
    """What is told about an organisation; *sector* is a code of the congress's list or empty."""

    name: str
    role: str = OrganisationRole.OTHER  # a code of the congress's types of organisation (registration.fields)
    sector: str = ""
    website: str = ""


def key_of(name: str) -> str:
    """Fold a name so that spellings of one organisation meet: case, accents' form, spaces and punctuation do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())[:200]
