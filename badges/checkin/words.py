"""What the gate says: word, colour and shape of each verdict, and the phrases around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext

from app import clock, i18n
from app.orm import in_language
from badges.checkin.rules import COUNTED, Entry, ForumPlace, Outcome, Verdict
from registration.participants.words import ROLES
from registration.places.models import Category

JOURNAL: Final = {"scan.undone": lazy_gettext("A scan at the entrance was taken back")}


@dataclass(frozen=True)
class Sign:
    """A verdict as it is shown: class of colours, shape of macros/status.html, word, and what it means."""

    tone: str
    shape: str
    word: str
    meaning: str = ""


SIGNS: Final = {
    Verdict.WELCOME: Sign("welcome", "done", lazy_gettext("Welcome")),
    Verdict.ALREADY_IN: Sign("already", "look", lazy_gettext("Already in")),
    Verdict.NOT_CONFIRMED: Sign(
        "cancelled", "gone", lazy_gettext("Not confirmed"), lazy_gettext("This registration has not been confirmed.")
    ),
    Verdict.CANCELLED: Sign(
        "cancelled", "gone", lazy_gettext("Cancelled"), lazy_gettext("This registration was cancelled.")
    ),
    Verdict.REVOKED: Sign(
        "cancelled",
        "gone",
        lazy_gettext("Old badge"),
        lazy_gettext("There is a newer badge for this person; this one no longer counts."),
    ),
    Verdict.OTHER_CONGRESS: Sign(
        "elsewhere", "refused", lazy_gettext("Other congress"), lazy_gettext("This badge is for another congress.")
    ),
    Verdict.UNKNOWN: Sign("unknown", "refused", lazy_gettext("Unknown"), lazy_gettext("Nobody here has this code.")),
    Verdict.MALFORMED: Sign(
        "unknown",
        "refused",
        lazy_gettext("Not a badge"),
        lazy_gettext("This code is not complete, or not from a badge or ticket of ours."),
    ),
    Verdict.INVALID: Sign(
        "unknown",
        "refused",
        lazy_gettext("Not taken"),
        lazy_gettext("Something is wrong with this device. Please reload the page."),
    ),
    Verdict.LEFT: Sign("left", "done", lazy_gettext("Goodbye")),
    Verdict.NOT_INSIDE: Sign(
        "already", "look", lazy_gettext("Not inside"), lazy_gettext("This guest was not noted as inside.")
    ),
    Verdict.WRONG_DOOR: Sign("already", "look", lazy_gettext("Not here"), lazy_gettext("This guest has no seat here.")),
    Verdict.NOT_ALLOWED: Sign(
        "cancelled", "refused", lazy_gettext("Not for this guest"), lazy_gettext("This door is for others.")
    ),
    Verdict.NOT_TODAY: Sign(
        "cancelled", "refused", lazy_gettext("Not today"), lazy_gettext("This door is for another day.")
    ),
    Verdict.FULL: Sign("already", "look", lazy_gettext("Full"), lazy_gettext("There is no more room inside.")),
}
UNSENT: Final = Sign(
    "unsent",
    "waiting",
    lazy_gettext("No network"),
    lazy_gettext("The scan is kept and sent as soon as the network is back."),
)


def roles_of(categories: Sequence[Category], language: str) -> dict[str, str]:
    """Say as what people come, by code: in the congress's own words, where it has some."""
    usual = {role.value: str(word) for role, word in ROLES.items()}
    return usual | {category.code: in_language(category.label, language) for category in categories}


def phrases() -> dict[str, Any]:  # Any: JSON
    """Gather all that the script of the gate says, with {places} to fill in."""
    signs = {verdict.value: sign for verdict, sign in SIGNS.items()} | {"unsent": UNSENT}
    return {
        "signs": {name: _told(sign) for name, sign in signs.items()},
        "since": gettext("since %(time)s, %(gate)s", time="{time}", gate="{gate}"),
        "sinceOnly": gettext("since %(time)s", time="{time}"),
        "forum": gettext("Forum %(number)s", number="{number}"),
        "unsent": gettext("%(number)s not sent yet", number="{number}"),
        "undone": gettext("Taken back: %(name)s", name="{name}"),
        "noCamera": gettext("There is no camera, or the browser may not use it. Type the code, or use a hand scanner."),
    }


def shown(
    outcome: Outcome, *, roles: Mapping[str, str], zone: str, language: str
) -> dict[str, Any]:  # Any: values for a template
    """Put an outcome into the words of a page: sign, since when they are in, who it is, where they go and to what topic."""
    bearer, first = outcome.bearer, outcome.first
    forums = bearer.forums if bearer and outcome.verdict in COUNTED else ()
    return {
        "sign": SIGNS[outcome.verdict],
        "since": _since(first, zone, language) if first else "",
        "who": bearer.name if bearer else "",
        "about": [line for line in (bearer.organisation, roles.get(bearer.role, "")) if line] if bearer else [],
        "where": " · ".join(_where(forum) for forum in forums),
        "topic": " · ".join(in_language(dict(forum.title), language) for forum in forums),
    }


def _told(sign: Sign) -> dict[str, str]:
    return {"tone": sign.tone, "shape": sign.shape, "word": str(sign.word), "meaning": str(sign.meaning)}


def _where(forum: ForumPlace) -> str:
    number = gettext("Forum %(number)s", number=forum.number)
    return f"{number} · {forum.room}" if forum.room else str(number)


def _since(entry: Entry, zone: str, language: str) -> str:
    day = clock.now().astimezone(ZoneInfo(zone)).date()
    is_today = entry.at.astimezone(ZoneInfo(zone)).date() == day
    time = (i18n.clock_time if is_today else i18n.moment)(entry.at, zone, language)
    if not entry.gate:
        return str(gettext("since %(time)s", time=time))
    return str(gettext("since %(time)s, %(gate)s", time=time, gate=entry.gate))
