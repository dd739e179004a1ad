"""What the codes of the rules are called in front of guests."""

from typing import Final

from flask_babel import lazy_gettext

from app.i18n import PAGE_LANGUAGES
from registration.participants.rules import Level, ParticipantRole, Sector, Status

SECTORS: Final = {
    Sector.CIVIL_SOCIETY: lazy_gettext("Civil society"),
    Sector.STATE: lazy_gettext("Politics and state"),
    Sector.MUNICIPALITY: lazy_gettext("Municipality"),
    Sector.BUSINESS: lazy_gettext("Business"),
    Sector.ACADEMIA: lazy_gettext("Academia"),
}
LEVELS: Final = {
    Level.FEDERAL: lazy_gettext("Federal"),
    Level.LAND: lazy_gettext("Federal state (Land)"),
    Level.MUNICIPAL: lazy_gettext("Town or district"),
    Level.LOCAL: lazy_gettext("Local initiative"),
}
ROLES: Final = {
    ParticipantRole.PARTICIPANT: lazy_gettext("Participant"),
    ParticipantRole.SPEAKER: lazy_gettext("Speaker"),
    ParticipantRole.MODERATOR: lazy_gettext("Forum moderator"),
    ParticipantRole.STAND_STAFF: lazy_gettext("Staff of a stand"),
    ParticipantRole.PRESS: lazy_gettext("Press"),
    ParticipantRole.VOLUNTEER: lazy_gettext("Volunteer of the congress"),
}
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
