"""How the kinds of sessions and the parts of people are called on pages."""

from flask_babel import lazy_gettext

from app.programme.rules import SessionKind

KIND_WORDS = {
    SessionKind.OPENING: lazy_gettext("Opening"),
    SessionKind.WELCOME: lazy_gettext("Welcome address"),
    SessionKind.LECTURE: lazy_gettext("Lecture"),
    SessionKind.PANEL: lazy_gettext("Panel"),
    SessionKind.PLENARY: lazy_gettext("Plenary"),
    SessionKind.WORKSHOP: lazy_gettext("Workshop"),
    SessionKind.FORUMS: lazy_gettext("Dialogue forums"),
    SessionKind.TABLES: lazy_gettext("Thematic tables"),
    SessionKind.MARKETPLACE: lazy_gettext("Marketplace"),
    SessionKind.BREAK: lazy_gettext("Break"),
    SessionKind.SOCIAL: lazy_gettext("Getting together"),
    SessionKind.CLOSING: lazy_gettext("Closing"),
}
PART_WORDS = {
    "speaker": lazy_gettext("Speaker"),
    "panelist": lazy_gettext("On the panel"),
    "moderator": lazy_gettext("Moderation"),
    "host": lazy_gettext("Host"),
}

JOURNAL = {
    "session.added": lazy_gettext("A session was added to the programme"),
    "session.changed": lazy_gettext("A session was changed"),
    "session.cancelled": lazy_gettext("A session was cancelled"),
    "session.restored": lazy_gettext("A cancelled session takes place after all"),
    "speaker.added": lazy_gettext("A speaker was added"),
    "speaker.changed": lazy_gettext("A speaker was changed"),
    "speaker.deleted": lazy_gettext("A speaker was deleted"),
}
