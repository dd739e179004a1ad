"""Certificates in words."""

from typing import Final

from flask_babel import gettext, lazy_gettext

from badges.certificates.rules import Basis

JOURNAL: Final = {
    "certificates.changed": lazy_gettext("What is certified was changed"),
    "certificates.mailed": lazy_gettext("%(number)s certificates were mailed"),
}
BASES: Final = {
    Basis.DAYS: lazy_gettext("the days on which they were there"),
    Basis.HOURS: lazy_gettext("the hours of the programme during which they were there"),
}


def hours(number: float) -> str:
    """Say a number of hours in the language in force: quarters, halves and wholes."""
    whole, quarters = int(number), round(number * 4) % 4
    text = f"{whole}{('', '¼', '½', '¾')[quarters]}" if whole or not quarters else ("¼", "½", "¾")[quarters - 1]
    return str(gettext("%(number)s hours of the programme", number=text))
