"""Designs in words."""

from typing import Final

from flask_babel import lazy_gettext

from badges.design import Align, Hang, Shows
from badges.layout import Side

JOURNAL: Final = {
    "badge.design-added": lazy_gettext("The badge design “%(name)s” was added"),
    "badge.design-changed": lazy_gettext("The badge design “%(name)s” was changed"),
    "badge.design-removed": lazy_gettext("The badge design “%(name)s” was removed"),
}
SHOWS: Final = {
    Shows.NAME: lazy_gettext("Name"),
    Shows.PRONOUNS: lazy_gettext("Pronouns"),
    Shows.ORGANISATION: lazy_gettext("Organisation"),
    Shows.BOTH: lazy_gettext("Pronouns and organisation on one line"),
    Shows.ROLE: lazy_gettext("Category"),
    Shows.SECTOR: lazy_gettext("Sector"),
    Shows.FORUM: lazy_gettext("Forum with its number"),
    Shows.ROOM: lazy_gettext("Room of the forum"),
    Shows.TABLES: lazy_gettext("Route of tables"),
    Shows.PLACE: lazy_gettext("Room and tables on one line"),
    Shows.DAYS: lazy_gettext("Days, if not all"),
    Shows.CONGRESS: lazy_gettext("Title of the congress"),
    Shows.DATES: lazy_gettext("Dates of the congress"),
    Shows.TEXT: lazy_gettext("Own text"),
    Shows.CODE: lazy_gettext("Code"),
    Shows.PICTURE: lazy_gettext("Picture or logo"),
    Shows.BAR: lazy_gettext("Coloured bar"),
    Shows.RULE: lazy_gettext("Fine line"),
}
SIDES: Final = {
    Side.FRONT: lazy_gettext("Front side"),
    Side.BACK: lazy_gettext("Back side"),
    Side.INNER_LEFT: lazy_gettext("Inside, left"),
    Side.INNER_RIGHT: lazy_gettext("Inside, right"),
}
ALIGNS: Final = {
    Align.LEFT: lazy_gettext("on the left"),
    Align.CENTRE: lazy_gettext("in the middle"),
    Align.RIGHT: lazy_gettext("on the right"),
}
HANGS: Final = {
    Hang.TOP: lazy_gettext("at the top"),
    Hang.MIDDLE: lazy_gettext("in the middle"),
    Hang.BOTTOM: lazy_gettext("at the bottom"),
}
OWN_COLOUR = "own"
COLOURS: Final = {
    "text": lazy_gettext("black"),
    "accent": lazy_gettext("colour of the congress"),
    "quiet": lazy_gettext("grey"),
    "role": lazy_gettext("colour of the category"),
    "white": lazy_gettext("white, on a bar"),
    OWN_COLOUR: lazy_gettext("the one beside"),
}
FAULTS: Final = {
    "size": lazy_gettext("A side must measure from 15 to 420 mm."),
    "too-many": lazy_gettext("There are too many elements."),
    "type-size": lazy_gettext("Type sizes go from 4 to 200 points, and the least is not larger than the largest."),
    "lines": lazy_gettext("One to six lines are possible."),
    "colour": lazy_gettext("This is no colour."),
    "no-room": lazy_gettext("It needs a width and a height."),
    "off-label": lazy_gettext("It leaves the badge."),
    "small-code": lazy_gettext("A code needs at least 22 mm, or phones cannot read it from where people stand."),
    "covers-code": lazy_gettext("It lies on the code, which could not be read then."),
    "number": lazy_gettext("Please give a number, such as 12.5."),
    "no-code": lazy_gettext("There is no code. Without it no gate lets anybody in."),
    "no-name": lazy_gettext("There is no name."),
}
PEOPLE: Final = {
    "longest": lazy_gettext("the longest name"),
    "right-to-left": lazy_gettext("a name from right to left"),
    "organisation": lazy_gettext("the longest organisation"),
    "wishes": lazy_gettext("the most wishes"),
    "invented": lazy_gettext("an invented guest"),
}
