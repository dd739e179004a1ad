"""What the codes of the rules are called in front of guests."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext, lazy_gettext

from app.i18n import PAGE_LANGUAGES
from registration.participants.rules import Status
from registration.participants.words import ROLES

__all__ = ["LANGUAGES", "ROLES", "STATES", "uncounted"]

LANGUAGES: Final = dict(PAGE_LANGUAGES)
# A shape of macros/status.html and a word for each state of a registration.
STATES: Final = {
    Status.PENDING: ("look", lazy_gettext("not confirmed yet")),
    Status.CONFIRMED: ("done", lazy_gettext("confirmed")),
    Status.WAITING: ("waiting", lazy_gettext("on the waiting list")),
    Status.OFFERED: ("look", lazy_gettext("a place is offered to you")),
    Status.CANCELLED: ("gone", lazy_gettext("cancelled")),
    Status.LAPSED: ("gone", lazy_gettext("lapsed")),
    Status.APPLIED: ("waiting", lazy_gettext("waiting for the organisers' answer")),
    Status.RESERVED: ("waiting", lazy_gettext("waiting for the organisers' answer")),
    Status.DECLINED: ("gone", lazy_gettext("declined")),
}


def uncounted(forums: Sequence[str]) -> str:
    """Say of wishes that they count for nothing on the days on which somebody comes."""
    return str(
        gettext(
            "Does not count, as you do not come on that day: %(forums)s. We keep it, in case you come after all.",
            forums="; ".join(forums),
        )
    )
