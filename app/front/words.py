"""What the codes of the rules are called in front of guests."""

from typing import Final

from flask_babel import lazy_gettext

from app.i18n import PAGE_LANGUAGES
from registration.participants.rules import Status
from registration.participants.words import LEVELS, ROLES, SECTORS

__all__ = ["FIELDS", "LANGUAGES", "LEVELS", "ROLES", "SECTORS", "STATES"]

# The fields of the registration, in the order of the form.
FIELDS: Final = {
    "name": lazy_gettext("Your name"),
    "email": lazy_gettext("E-mail address"),
    "pronouns": lazy_gettext("Pronouns"),
    "organisation": lazy_gettext("Organisation"),
    "sector": lazy_gettext("Sector"),
    "level": lazy_gettext("Level"),
    "role": lazy_gettext("I come as"),
    "wishes": lazy_gettext("Your wishes"),
    "language": lazy_gettext("Language of our mails"),
    "interpreting": lazy_gettext("Interpreting"),
    "access_needs": lazy_gettext("What you need to take part without barriers"),
    "food": lazy_gettext("Food"),
    "photo_consent": lazy_gettext("Photos"),
}
LANGUAGES: Final = dict(PAGE_LANGUAGES)
# A shape of macros/status.html and a word for each state of a registration.
STATES: Final = {
    Status.PENDING: ("look", lazy_gettext("not confirmed yet")),
    Status.CONFIRMED: ("done", lazy_gettext("confirmed")),
    Status.WAITING: ("waiting", lazy_gettext("on the waiting list")),
    Status.OFFERED: ("look", lazy_gettext("a place is offered to you")),
    Status.CANCELLED: ("gone", lazy_gettext("cancelled")),
    Status.LAPSED: ("gone", lazy_gettext("lapsed")),
}
