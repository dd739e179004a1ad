"""Gates in words."""

from typing import Any, Final

from flask_babel import gettext, lazy_gettext

from app.web.problem import words_of
from badges.gates.errors import EnrolmentOver
from badges.gates.rules import Permission, Standing

JOURNAL: Final = {
    "gate.added": lazy_gettext("The gate “%(name)s” was added"),
    "gate.renewed": lazy_gettext("The gate “%(name)s” got a new code"),
    "gate.enrolled": lazy_gettext("A device became the gate “%(name)s”"),
    "door.added": lazy_gettext("The door “%(name)s” was added"),
    "door.changed": lazy_gettext("The door “%(name)s” was changed"),
    "door.removed": lazy_gettext("The door “%(name)s” was removed"),
    "door.overruled": lazy_gettext("A supervisor let somebody in at the door “%(name)s”, which refused"),
    "gate.revoked": lazy_gettext("The gate “%(name)s” was revoked"),
}
PERMISSIONS: Final = {
    Permission.STEWARD: lazy_gettext("Steward: checks people in"),
    Permission.SUPERVISOR: lazy_gettext("Supervisor: also finds people by name and lets them in where a door refuses"),
    Permission.KIOSK: lazy_gettext("Kiosk: guests check in themselves, by code or name"),
}
STANDINGS: Final = {  # shape of macros/status.html and words
    Standing.WELL: ("done", lazy_gettext("works")),
    Standing.SILENT: ("look", lazy_gettext("silent for some minutes")),
    Standing.LOST: ("look", lazy_gettext("not heard of for long")),
    Standing.WAITING: ("waiting", lazy_gettext("waits for its device")),
    Standing.EXPIRED: ("gone", lazy_gettext("expired")),
    Standing.REVOKED: ("gone", lazy_gettext("revoked")),
}


def phrases_of_gates() -> dict[str, Any]:  # Any: JSON
    """Gather what the script of the gate says beyond verdicts, with {places} to fill in."""
    return {
        "tables": gettext("Tables %(numbers)s", numbers="{numbers}"),
        "unkept": gettext("not ready for times without a network"),
        "age": {
            "none": gettext("no list yet"),
            "fresh": gettext("list up to date"),
            "minutes": gettext("list %(number)s min old", number="{number}"),
            "hours": gettext("list %(number)s h old", number="{number}"),
        },
        "loading": gettext("The list is being fetched: %(number)s people", number="{number}"),
        "unlisted": gettext("Not on the list of this device. It may be newer than the list."),
        "searchOffline": gettext("Names can only be found with a network."),
        "askOffline": gettext("Answers can only be noted with a network. The scan itself is kept."),
        "nobodyFound": gettext("Nobody was found."),
        "cameBefore": gettext("was here already"),
        "enrolling": gettext("This device becomes a gate …"),
        "enrolOver": words_of(EnrolmentOver()),
        "enrolOffline": gettext("There is no network. A device needs it once, to become a gate."),
        "notGate": gettext("This device is no gate yet. Scan the code that an organiser shows you, or log in."),
        "gone": gettext("This device is no gate any more; its list is deleted."),
        "expired": gettext("The time of this gate is over; its list is deleted."),
        "unfit": gettext("This browser cannot work without a network. Please use a newer one, or log in."),
        "conflict": {
            "double": gettext(
                "%(time)s: let in here, but was already in since %(first)s", time="{time}", first="{first}"
            ),
            "other": gettext("%(time)s: let in here, but the list says: %(word)s", time="{time}", word="{word}"),
            "late": gettext("%(time)s: refused here, and may come in after all", time="{time}"),
            "elsewhere": gettext(
                "%(time)s: let in at %(gate)s as well, in here since %(first)s",
                time="{time}",
                gate="{gate}",
                first="{first}",
            ),
        },
    }
