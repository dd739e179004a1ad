"""What is told in a digest."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext

from app.digests.rules import UNDELIVERED

TOLD: Final = {
    "participant.registered": lazy_gettext("New registrations"),
    "participant.confirmed": lazy_gettext("Confirmed registrations"),
    "participant.cancelled": lazy_gettext("Cancellations"),
    "participant.lapsed": lazy_gettext("Lapsed, as no answer came in time"),
    "participant.offered": lazy_gettext("Places offered to those who wait"),
    "participant.changed": lazy_gettext("Changed answers"),
    "participant.handed-over": lazy_gettext("Places handed over to a colleague"),
    UNDELIVERED: lazy_gettext("Mails that did not arrive"),
}


def lines(happened: Mapping[str, int]) -> list[tuple[str, int]]:
    """Put what happened into words, in its order."""
    return [(str(TOLD[action]), number) for action, number in happened.items()]
