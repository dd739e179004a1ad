"""The public log to take along and to subscribe to: Atom, JSON, CSV, Excel, Markdown, and the deadlines as a calendar."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request
from flask_babel import gettext

from app.calendar import ical, todos
from app.congress import queries as congresses_of
from app.congress.models import Congress
from app.db import reading
from app.errors import NotFound
from app.front import frame, page_cache
from app.front.booklet import remember_language
from app.front.links import absolute
from app.orm import in_language
from app.web.guards import public
from app.web.languages import page_language
from forums.recommendations import queries, sharing
from forums.recommendations.models import Recommendation, RecommendationAnswer
from forums.recommendations.rules import PUBLIC, AddresseeRole, Status, Verdict
from forums.recommendations.words import ROLES, STATES, VERDICTS
from registration.exchange import tables

blueprint = Blueprint("recommendation_files", __name__)
blueprint.after_request(remember_language)
ATOM = "http://www.w3.org/2005/Atom"
Found = Sequence[Recommendation]


@blueprint.get("/<congress>/recommendations.<kind>")
@public
def taken(congress: str, kind: str) -> Response:
    """The whole log of a congress in one file; 304 before anything is read."""
    if kind not in WRITERS:
        raise NotFound
    found = frame.standing_of(congress)
    media_type, write = WRITERS[kind]
    key = (found.id, found.revision, f"recommendations.{kind}", page_language())
    etag = page_cache.pages().etag(key)
    if request.if_none_match.contains(etag):
        response = Response(status=304)
    else:
        whole = congresses_of.by_id(reading(), found.id)
        response = Response(
            write(whole, queries.recommendations(reading(), [found.id], statuses=PUBLIC)), content_type=media_type
        )
        if kind in {"csv", "xlsx", "md"}:
            response.headers["Content-Disposition"] = f'attachment; filename="recommendations-{found.slug}.{kind}"'
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def address_of(congress: Congress, one: Recommendation) -> str:
    """Give the permanent address of a recommendation."""
    return absolute("recommendations.recommendation", congress=congress.slug, recommendation=one.public_id)


def _atom(congress: Congress, found: Found) -> bytes:
    language = page_language()
    home = absolute("recommendations.recommendations", congress=congress.slug)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    title = gettext("Recommendations: %(congress)s", congress=in_language(congress.title, language))
    latest = max((one.changed_at for one in found), default=congress.changed_at)
    for tag, text in (("title", title), ("id", home), ("updated", latest.isoformat(timespec="seconds"))):
        ET.SubElement(feed, tag).text = text
    ET.SubElement(feed, "link", {"rel": "alternate", "href": home})
    itself = absolute("recommendation_files.taken", congress=congress.slug, kind="atom")
    ET.SubElement(feed, "link", {"rel": "self", "href": itself})
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = ", ".join(congress.hosts) or title
    for one in sorted(found, key=lambda one: one.changed_at, reverse=True):
        _atom_entry(feed, congress, one, language)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _atom_entry(feed: ET.Element, congress: Congress, one: Recommendation, language: str) -> None:
    entry, address = ET.SubElement(feed, "entry"), address_of(congress, one)
    state = str(STATES[Status(one.status)][1])
    told = (
        ("title", f"{one.number}. {in_language(one.title, language)} ({state})"),
        ("id", address),
        ("updated", one.changed_at.isoformat(timespec="seconds")),
        ("published", one.created_at.isoformat(timespec="seconds")),
        ("summary", in_language(one.text, language)),
    )
    for tag, text in told:
        ET.SubElement(entry, tag).text = text
    ET.SubElement(entry, "link", {"rel": "alternate", "href": address})
    if one.theme:
        ET.SubElement(entry, "category", {"term": one.theme})


def _json(congress: Congress, found: Found) -> bytes:
    rows = [sharing.as_mapping(one) | {"url": address_of(congress, one)} for one in found]
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=_isoformat) + "\n").encode()


def _isoformat(value: object) -> str:
    if isinstance(value, date):  # datetimes, too
        return value.isoformat()
    raise TypeError(value)


def _heading() -> list[str]:
    return [
        gettext("No."),
        gettext("Title"),
        gettext("Text"),
        gettext("Theme"),
        gettext("Forum"),
        gettext("State"),
        gettext("Per cent done"),
        gettext("Addressee"),
        gettext("Role"),
        gettext("Answer"),
        gettext("Reason"),
        gettext("Commitment"),
        gettext("Until"),
        gettext("Address"),
    ]


def _rows(congress: Congress, found: Found) -> list[list[str]]:
    """Write a row for each recommendation and addressee."""
    language, rows = page_language(), []
    for one in found:
        first = [str(one.number), in_language(one.title, language), in_language(one.text, language), one.theme]
        first += [str(one.forum.number) if one.forum else "", str(STATES[Status(one.status)][1]), str(one.percent)]
        told = [_answered(answer) for answer in one.answers] or [[""] * 6]
        rows += [[*first, *cells, address_of(congress, one)] for cells in told]
    return rows


def _answered(answer: RecommendationAnswer) -> list[str]:
    verdict = str(VERDICTS[Verdict(answer.verdict)][1]) if answer.verdict else ""
    until = (answer.deadline or answer.due_on) if answer.handed_over_at else None
    who = [answer.addressee.name, str(ROLES[AddresseeRole(answer.addressee.role)])]
    return [*who, verdict, answer.reason, answer.commitment, until.isoformat() if until else ""]


def _csv(congress: Congress, found: Found) -> bytes:
    return b"".join(tables.as_csv(_heading(), _rows(congress, found)))


def _xlsx(congress: Congress, found: Found) -> bytes:
    return b"".join(tables.as_xlsx(_heading(), _rows(congress, found), title=congress.slug))


def _markdown(congress: Congress, found: Found) -> bytes:
    language = page_language()
    lines = [f"# {gettext('Recommendations: %(congress)s', congress=in_language(congress.title, language))}", ""]
    for one in found:
        lines += [
            f"## {one.number}. {_plain(in_language(one.title, language))}",
            "",
            _plain(in_language(one.text, language)),
            "",
        ]
        lines.append(f"- {gettext('State')}: {STATES[Status(one.status)][1]}")
        for answer in one.answers:
            verdict = str(VERDICTS[Verdict(answer.verdict)][1]) if answer.verdict else gettext("no answer yet")
            lines.append(
                f"- {_plain(answer.addressee.name)}: {verdict}"
                + (f". {_plain(answer.commitment)}" if answer.commitment else "")
            )
        lines += [f"- {address_of(congress, one)}", ""]
    return "\n".join(lines).encode()


def _plain(text: str) -> str:
    """Keep what somebody typed from being read as Markdown or HTML."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in text)


def _calendar(congress: Congress, found: Found) -> bytes:
    """Write each deadline as a day and as a task: readers show the one or the other."""
    language = page_language()
    title = gettext("Deadlines: %(congress)s", congress=in_language(congress.title, language))
    home = absolute("recommendations.recommendations", congress=congress.slug)
    feed = ical.Feed(name=title, zone=congress.zone, url=home, language=language)
    fragments = [
        fragment for one in found for task in sharing.tasks(one, language) for fragment in _both(task, congress, one)
    ]
    return ical.calendar(feed, fragments)


def _both(task: sharing.Task, congress: Congress, one: Recommendation) -> list[ical.Fragment]:
    host = absolute("front.congresses").split("/")[2].partition(":")[0]
    url = address_of(congress, one)
    event = ical.Event(
        uid=f"deadline-{task.id}@{host}",
        revision=task.revision,
        changed_at=task.changed_at,
        when=ical.Days(task.due, task.due),
        summary=task.summary,
        description=task.description,
        url=url,
        transparent=True,
    )
    todo = todos.Todo(
        uid=f"task-{task.id}@{host}",
        revision=task.revision,
        changed_at=task.changed_at,
        due=task.due,
        summary=task.summary,
        description=task.description,
        url=url,
        percent=task.percent,
        is_done=task.is_done,
    )
    return [ical.event_fragment(event), todos.todo_fragment(todo)]


Writer = Callable[[Congress, Found], bytes]
WRITERS: dict[str, tuple[str, Writer]] = {
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "md": ("text/markdown; charset=utf-8", _markdown),
    "ics": ("text/calendar; charset=utf-8", _calendar),
}
