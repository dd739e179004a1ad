"""Print runs in words."""

from typing import Final

from flask_babel import lazy_gettext

JOURNAL: Final = {"badges.printed": lazy_gettext("%(number)s badges went to the printer")}
STATES: Final = {  # shape of macros/status.html and words
    "queued": ("waiting", lazy_gettext("waits for its turn")),
    "running": ("waiting", lazy_gettext("is being written")),
    "done": ("done", lazy_gettext("printed")),
    "stopped": ("gone", lazy_gettext("stopped")),
    "failed": ("look", lazy_gettext("failed")),
}
WHO: Final = {
    "all": lazy_gettext("everyone who is confirmed"),
    "new": lazy_gettext("only those not printed yet"),
    "changed": lazy_gettext("those whose badge says something else since"),
    "found": lazy_gettext("by a search"),
    "one": lazy_gettext("one person"),
}
ORDERS: Final = {
    "name": lazy_gettext("by name"),
    "organisation": lazy_gettext("by organisation, then by name"),
    "forum": lazy_gettext("by forum, then by name"),
}
