"""What the journal says of groups."""

from typing import Final

from flask_babel import lazy_gettext

JOURNAL: Final = {
    "party.contact-forgotten": lazy_gettext("The contact of a group is forgotten"),
    "participant.replaced": lazy_gettext("The contact of the group gave the place to somebody else"),
    "participant.replaces": lazy_gettext("Got the place of somebody else of the group"),
}
