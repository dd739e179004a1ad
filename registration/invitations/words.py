"""What the codes of the rules are called on pages, and how the journal of invitations reads."""

from typing import Final

from flask_babel import lazy_gettext

from app.congress.rules import Admission
from registration.invitations.rules import State

ADMISSIONS: Final = {
    Admission.OPEN: (
        lazy_gettext("Open"),
        lazy_gettext("Everybody registers. Invitations still give a category or seats of an organisation."),
    ),
    Admission.INVITATION: (
        lazy_gettext("By invitation only"),
        lazy_gettext("Only with a code or a personal link."),
    ),
    Admission.APPROVAL: (
        lazy_gettext("By approval"),
        lazy_gettext("Everybody applies, and you approve or decline. Whoever is invited registers at once."),
    ),
}
# A shape of macros/status.html and a word for each state.
STATES: Final = {
    State.OPEN: ("open", lazy_gettext("open")),
    State.USED: ("done", lazy_gettext("used")),
    State.DECLINED: ("gone", lazy_gettext("declined")),
    State.EXPIRED: ("gone", lazy_gettext("expired")),
    State.REVOKED: ("gone", lazy_gettext("revoked")),
}
JOURNAL: Final = {
    "congress.admission": lazy_gettext("Who may register was changed"),
    "invitation.made": lazy_gettext("An invitation was made"),
    "invitation.changed": lazy_gettext("An invitation was changed"),
    "invitation.revoked": lazy_gettext("An invitation was revoked"),
    "invitation.removed": lazy_gettext("An invitation was deleted"),
    "invitation.reminded": lazy_gettext("%(people)s invited people were reminded"),
    "participant.approved": lazy_gettext("The application was approved"),
    "participant.turned-down": lazy_gettext("The application was declined"),
}
