"""What the journal says of congresses and rooms."""

from flask_babel import lazy_gettext

JOURNAL = {
    "congress.created": lazy_gettext("The congress was begun"),
    "congress.changed": lazy_gettext("Basics of the congress were changed"),
    "congress.controllers": lazy_gettext("Who answers for the data was changed"),
    "congress.deadlines": lazy_gettext("Deadlines were changed"),
    "congress.capacity": lazy_gettext("The number of places was set to %(capacity)s"),
    "congress.published": lazy_gettext("The congress was published"),
    "congress.withdrawn": lazy_gettext("The congress was hidden from the public"),
    "room.added": lazy_gettext("A room was added"),
    "room.changed": lazy_gettext("A room was changed"),
    "room.deleted": lazy_gettext("A room was deleted"),
}
