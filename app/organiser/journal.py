"""The journal in words: on a person's page, and of the whole congress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy.orm import Session

from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading
from app.journal import queries as journal_of
from app.journal.models import JournalEntry
from app.journal.service import ERASED, SYSTEM
from app.organiser import queries
from forums.marketplace.queries import organisations_of
from forums.marketplace.words import FIELDS as STAND_FIELDS
from registration.participants.rules import Status
from registration.participants.words import FIELDS, STATES

bp = Blueprint("journal", __name__, url_prefix="/organise/<congress>/journal")
PAGE_SIZE = 100
LARGEST_ID = 2**31 - 1
# What an entry can be about; what has no word here is only shown with everything.
SUBJECTS: Final = {
    "participant": lazy_gettext("Participants"),
    "congress": lazy_gettext("Congress"),
    "forum": lazy_gettext("Forums"),
    "run": lazy_gettext("Assignment"),
    "session": lazy_gettext("Programme"),
    "speaker": lazy_gettext("Speakers"),
    "room": lazy_gettext("Rooms"),
    "party": lazy_gettext("Groups"),
    "organisation": lazy_gettext("Organisations"),
    "account": lazy_gettext("People"),
    "key": lazy_gettext("Keys"),
    "scan": lazy_gettext("Check-in"),
    "erasure": lazy_gettext("Erasures"),
    "stand": lazy_gettext("Stands"),
}
ACTORS: Final = {
    "user:": lazy_gettext("organisers"),
    "participant:": lazy_gettext("guests"),
    "key:": lazy_gettext("machines"),
    "party:": lazy_gettext("contacts of groups"),
    "stand:": lazy_gettext("contacts of stands"),
    SYSTEM: lazy_gettext("the program itself"),
}


@dataclass(frozen=True)
class Line:
    """One entry as it is read: when, what, to whom (name and address of the page), by whom, and particulars."""

    id: int
    at: datetime
    what: str
    subject: tuple[str, str] | None
    who: str
    particulars: str


@bp.get("")
@needs(Part.ORGANISER)
def journal(congress: str) -> str:
    wanted = _asked(g.congress.zone)
    found = journal_of.of_congress(reading(), g.congress.id, wanted, limit=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return render_template(
        "app/organiser/journal.html",
        lines=lines_of(reading(), shown, congress=congress),
        subjects=_chips("about", _known_subjects(), congress),
        actors=_chips("who", ACTORS, congress),
        asked=request.args,
        older=_address(congress, before=str(shown[-1].id)) if len(found) > PAGE_SIZE else None,
    )


def lines_of(session: Session, entries: Sequence[JournalEntry], *, congress: str) -> list[Line]:
    """Put entries of a congress into words, in their order."""
    ids = [_id_of(entry.actor) for entry in entries if entry.actor.startswith("user:")]
    keys = [_id_of(entry.actor) for entry in entries if entry.actor.startswith("key:")]
    people = {entry.subject_id for entry in entries if entry.subject_kind == "participant"}
    people |= {_id_of(entry.actor) for entry in entries if entry.actor.startswith("participant:")}
    known = queries.names(session, accounts=ids, keys=keys, people=[person for person in people if person])
    stands = organisations_of(session, {entry.subject_id or 0 for entry in entries if entry.subject_kind == "stand"})
    return [_line(entry, known, stands, congress) for entry in entries]


def _line(entry: JournalEntry, known: queries.Names, stands: Mapping[int, tuple[str, str]], congress: str) -> Line:
    stand = stands.get(entry.subject_id or 0) if entry.subject_kind == "stand" else None
    person = known.people.get(entry.subject_id or 0) if entry.subject_kind == "participant" else None
    subject = None
    if person is not None:
        subject = (
            person.name,
            url_for("organiser_participants.participant", congress=congress, person=person.public_id),
        )
    if stand is not None:
        public_id, organisation = stand
        subject = (organisation, url_for("stands_organiser.stand", congress=congress, stand=public_id))
    return Line(entry.id, entry.at, _what(entry), subject, _who(entry, known), _particulars(entry.details))


class _Known(dict[str, Any]):  # Any: JSON
    """The details of an entry for its sentence; one that an older version did not note is left blank."""

    def __missing__(self, name: str) -> str:
        return "–"


def _what(entry: JournalEntry) -> str:
    words: Mapping[str, LazyString] = current_app.extensions["reihum_journal"]
    sentence = str(words.get(entry.action, entry.action))
    return sentence % _Known(entry.details) if "%(" in sentence else sentence


def _who(entry: JournalEntry, known: queries.Names) -> str:
    kind, _, number = entry.actor.partition(":")
    if kind == "user":
        return known.accounts.get(int(number)) or str(gettext("somebody who has no login any more"))
    if kind == "key":
        return str(gettext("the key “%(label)s”", label=known.keys.get(int(number), "–")))
    if kind == "participant":
        if int(number) == entry.subject_id:
            return str(gettext("the guest"))
        person = known.people.get(int(number))
        return person.name if person else str(gettext("a guest"))
    words = {
        "guest": gettext("the guest"),
        "party": gettext("the contact of the group"),
        "stand": gettext("the contact of the stand"),
        SYSTEM: gettext("the program itself"),
        ERASED: gettext("somebody whose data are erased"),
        "operator": gettext("the operator"),
    }
    return str(words.get(kind, entry.actor))


def _particulars(details: Mapping[str, Any]) -> str:  # Any: JSON
    """Tell the details that every room notes in the same way: which answers, and the state before or after."""
    named = [
        str(FIELDS.get(name.removesuffix("_at")) or STAND_FIELDS.get(name, name)) for name in details.get("fields", [])
    ]
    states = [str(STATES[Status(details["status"])][1])] if details.get("status") in set(Status) else []
    return ", ".join([*named, *states])


def _asked(zone: str) -> journal_of.Filter:
    """Read the filter from the address; nonsense does not narrow the page."""
    before = request.args.get("before", "")
    until = _day("until", zone)
    return journal_of.Filter(
        subject_kind=_known("about", SUBJECTS),
        who=_known("who", ACTORS),
        since=_day("since", zone),
        until=until + timedelta(days=1) if until else None,
        before_id=min(int(before), LARGEST_ID) if before.isascii() and before.isdigit() and len(before) < 12 else None,  # noqa: PLR2004 -- digits enough for any id
    )


def _known(name: str, words: Mapping[str, LazyString]) -> str:
    asked = request.args.get(name, "")
    return asked if asked in words else ""


def _day(name: str, zone: str) -> datetime | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return datetime.combine(day, time(), ZoneInfo(zone)) if day.year in range(1970, 2200) else None


def _known_subjects() -> dict[str, LazyString]:
    there = set(journal_of.subject_kinds(reading(), g.congress.id))
    return {kind: word for kind, word in SUBJECTS.items() if kind in there}


def _chips(name: str, words: Mapping[str, LazyString], congress: str) -> list[dict[str, object]]:
    current = _known(name, words)
    options = [("", gettext("all")), *words.items()]
    return [
        {"label": word, "current": value == current, "href": _address(congress, **{name: value, "before": ""})}
        for value, word in options
    ]


def _address(congress: str, **changed: str) -> str:
    kept = {name: request.args.get(name, "") for name in ("about", "who", "since", "until")}
    given = {name: value for name, value in (kept | changed).items() if value}
    return url_for(".journal", congress=congress, **given)  # type: ignore[arg-type]  # arguments of the address are texts


def _id_of(actor: str) -> int:
    return int(actor.partition(":")[2])
