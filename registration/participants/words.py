"""What the codes of the rules are called on pages."""

from typing import Final

from flask_babel import gettext, lazy_gettext

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
# A shape of macros/status.html and a word for each state, as organisers read it.
STATES: Final = {
    Status.PENDING: ("look", lazy_gettext("not confirmed yet")),
    Status.CONFIRMED: ("done", lazy_gettext("confirmed")),
    Status.WAITING: ("waiting", lazy_gettext("on the waiting list")),
    Status.OFFERED: ("open", lazy_gettext("place offered")),
    Status.CANCELLED: ("gone", lazy_gettext("cancelled")),
    Status.LAPSED: ("gone", lazy_gettext("lapsed")),
    Status.APPLIED: ("open", lazy_gettext("applied")),
    Status.RESERVED: ("open", lazy_gettext("applied, place held")),
    Status.DECLINED: ("gone", lazy_gettext("application declined")),
}


def discreetly(value: str, *, sees_needs: bool) -> str:
    """Tell a sensitive answer to who may read it; others learn whether there is one."""
    if sees_needs:
        return value
    return str(gettext("given") if value else gettext("not given"))


# What somebody told, as organisers read it.
FIELDS: Final = {
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail address"),
    "pronouns": lazy_gettext("Pronouns"),
    "organisation": lazy_gettext("Organisation"),
    "sector": lazy_gettext("Sector"),
    "level": lazy_gettext("Level"),
    "role": lazy_gettext("Role"),
    "language": lazy_gettext("Language"),
    "access_needs": lazy_gettext("Access needs"),
    "interpreting": lazy_gettext("Interpreting"),
    "food": lazy_gettext("Food"),
    "photo_consent": lazy_gettext("Photos"),
}
JOURNAL: Final = {
    "participant.registered": lazy_gettext("Registered"),
    "participant.added": lazy_gettext("Added and confirmed"),
    "participant.asked": lazy_gettext("Added and asked to confirm"),
    "participant.overbooked": lazy_gettext("Added beyond the number of places"),
    "participant.confirmed": lazy_gettext("Confirmed"),
    "participant.cancelled": lazy_gettext("Cancelled"),
    "participant.changed": lazy_gettext("Answers changed"),
    "participant.noted": lazy_gettext("Note written"),
    "participant.links-renewed": lazy_gettext("New personal link made"),
    "participant.lapsed": lazy_gettext("Lapsed, as no answer came in time"),
    "participant.offered": lazy_gettext("A place was offered from the waiting list"),
    "participant.moved-on-waiting-list": lazy_gettext("Moved on the waiting list from %(from)s to %(to)s: %(reason)s"),
    "party.registered": lazy_gettext("Group registered, %(people)s people"),
    "party.extended": lazy_gettext("People added to a group by its contact: %(people)s"),
    "category.added": lazy_gettext("Category added: %(code)s"),
    "category.changed": lazy_gettext("Category changed: %(code)s"),
    "category.removed": lazy_gettext("Category removed: %(code)s"),
    "congress.days-asked": lazy_gettext("Guests choose on which days they come"),
    "congress.days-not-asked": lazy_gettext("Guests no longer choose on which days they come"),
    "quota.added": lazy_gettext("Quota added: %(capacity)s places"),
    "quota.changed": lazy_gettext("Quota changed to %(capacity)s places"),
    "quota.removed": lazy_gettext("Quota of %(capacity)s places removed"),
}
