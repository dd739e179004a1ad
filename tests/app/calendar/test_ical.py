"""Events and feeds as bytes, and as three readers read them."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from urllib.parse import quote

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calendar import zones
from app.calendar.ical import (
    Days,
    Event,
    Feed,
    Organizer,
    Span,
    attachment,
    calendar,
    calendar_component,
    event_component,
    event_fragment,
)
from app.calendar.text import one_line, paragraphs

NASTY = [
    "Plenum\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT",
    'Saal "Süd", links; rechts: oben \\ unten',
    "C:\\News \\n \\N \\, \\; \\\\ ^n %2C",
    "\u202eneppurG dnu \x00Foren",
    "Zeile\u2028zwei\x85drei\x0bvier\tfünf",
    "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 \U0001fae8",
    "ÄÖÜ" * 66 + "äö",
    "🎪" * 50,
    "المشاركة المجتمعية في المدن الكبيرة، لقاء ثانٍ",
    "ኣብ ከተማታት ዝግበር ናይ ወለንታ ስራሕ",
    "مشارکت می\u200cکنیم",
    " BEGIN:VEVENT",
    "DTSTART;TZID=Europe/Berlin:20171109T100000",
    "",
]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def hour(*start, zone="Europe/Berlin"):
    starts_at = datetime(*start, tzinfo=UTC)
    return Span(starts_at, starts_at + timedelta(hours=1), zone)


def lines(written):
    """The content lines, unfolded."""
    return written.replace(b"\r\n ", b"").decode().split("\r\n")


def test_an_event_is_written_in_full():
    event = Event(
        uid="session-7@bbe-2017.example",
        revision=3,
        created_at=datetime(2017, 8, 1, 12, tzinfo=UTC),
        changed_at=datetime(2017, 9, 1, 8, 30, tzinfo=UTC),
        when=hour(2017, 11, 9, 9),
        summary="Dialogforum 1: Patenschaften, Mentoring",
        description="Was wirkt?\nWer trägt es?",
        location="Raum 3, Auditorium Friedrichstraße",
        url="https://congress.example/bbe-2017/programme/7",
        categories=("Dialogforum", "Patenschaft, Mentoring"),
        geo=(52.52098, 0.00001),
        organizer=Organizer('Büro "Kongress", BBE', "kongress@example.org"),
    )

    assert lines(event_fragment(event).content) == [
        "BEGIN:VEVENT",
        "SUMMARY:Dialogforum 1: Patenschaften\\, Mentoring",
        "DTSTART;TZID=Europe/Berlin:20171109T100000",
        "DTEND;TZID=Europe/Berlin:20171109T110000",
        "DTSTAMP:20170901T083000Z",
        "UID:session-7@bbe-2017.example",
        "SEQUENCE:3",
        "CATEGORIES:Dialogforum,Patenschaft\\, Mentoring",
        "CREATED:20170801T120000Z",
        "DESCRIPTION:Was wirkt?\\nWer trägt es?",
        "GEO:52.520980;0.000010",
        "LAST-MODIFIED:20170901T083000Z",
        "LOCATION:Raum 3\\, Auditorium Friedrichstraße",
        "ORGANIZER;CN=\"Büro 'Kongress', BBE\":mailto:kongress@example.org",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://congress.example/bbe-2017/programme/7",
        "END:VEVENT",
        "",
    ]


def test_a_feed_is_written_in_full(make_event):
    feed = Feed(
        name="BBE-Fachkongress 2017, Programm",
        zone="Europe/Berlin",
        description="Alle Sitzungen",
        url="https://congress.example/bbe-2017/",
        source="https://congress.example/bbe-2017/calendar.ics?room=Großer Saal",
        colour="teal",
        language="de",
    )

    fragment = event_fragment(make_event())

    written = calendar(feed, [fragment])

    rest = zones.vtimezone("Europe/Berlin") + fragment.content + b"END:VCALENDAR\r\n"
    assert written.endswith(rest)
    assert lines(written.removesuffix(rest)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//reihum//reihum//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "DESCRIPTION;LANGUAGE=de:Alle Sitzungen",
        "NAME;LANGUAGE=de:BBE-Fachkongress 2017\\, Programm",
        "X-WR-CALNAME:BBE-Fachkongress 2017\\, Programm",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://congress.example/bbe-2017/calendar.ics?room=Gro%C3%9Fer%20Saal",
        "URL:https://congress.example/bbe-2017/",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Berlin",
        "",
    ]


def test_joined_fragments_equal_what_the_library_writes_at_once(make_event, make_feed):
    feed = make_feed(description="Zwei\nZeilen", colour="teal", source="https://congress.example/c.ics")
    events = [make_event(uid=f"{number}@example", summary=name) for number, name in enumerate(NASTY)]
    events += [
        make_event(when=hour(2027, 7, 1, 9, zone="Asia/Tehran")),
        make_event(when=Days(date(2017, 11, 9), date(2017, 11, 10)), transparent=True),
        make_event(when=hour(2027, 7, 1, 9, zone="UTC")),
    ]
    at_once = calendar_component(feed)
    for name in ["Asia/Tehran", "Europe/Berlin"]:
        at_once.add_component(zones.component(name))
    for event in events:
        at_once.add_component(event_component(event))

    assert calendar(feed, map(event_fragment, events)) == at_once.to_ical()


def test_every_reader_reads_what_was_written(make_event, make_feed, read):
    when = [hour(2011, 11, 4, 9), hour(2027, 7, 1, 9, zone="America/New_York"), hour(2016, 9, 28, 9, zone="UTC")]
    events = [
        make_event(
            uid=f"{number}@example",
            revision=number,
            when=when[number % 3],
            summary=name,
            description=f"{name}\n{name}",
            location=name,
            categories=("Plenum", name or "x"),
            url=f"https://congress.example/bbe-2017/calendar?room={quote(name)}",
            cancelled=number % 2 == 1,
        )
        for number, name in enumerate(NASTY)
    ]

    answers = read(calendar(make_feed(), map(event_fragment, events)))

    assert answers == [
        {
            "uid": event.uid,
            "sequence": event.revision,
            "status": "CANCELLED" if event.cancelled else "CONFIRMED",
            "start": event.when.starts_at,
            "end": event.when.ends_at,
            "stamp": event.changed_at,
            "modified": event.changed_at,
            "summary": one_line(event.summary),
            "description": paragraphs(event.description),
            "location": one_line(event.location),
            "categories": [one_line(category) for category in event.categories],
            "url": event.url,
        }
        for event in events
    ]


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(names=st.lists(ANY_TEXT, min_size=10, max_size=40))
def test_every_reader_reads_any_name_as_it_was_cleaned(make_event, make_feed, read, names):
    events = [make_event(summary=name, description=name) for name in names]

    answers = read(calendar(make_feed(), map(event_fragment, events)))

    assert [(answer["summary"], answer["description"]) for answer in answers] == [
        (one_line(name), paragraphs(name)) for name in names
    ]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_adds_no_property(make_event, make_feed, name):
    def written(text):
        organizer = Organizer(text, text)
        event = make_event(
            uid=f"{text}@x", summary=text, description=text, location=text, url=text, organizer=organizer
        )
        event_with_kind = make_event(uid="1", categories=(text,))
        feed = make_feed(name=text, description=text, url=text, source=text)
        return calendar(feed, map(event_fragment, [event, event_with_kind]))

    def properties(text):
        return [line.partition(":")[0].partition(";")[0] for line in lines(written(text))]

    text = name or "x"
    assert properties(text) == properties("harmless")
    assert not any(character in written(text).decode() for character in "\x00\x0b\x85\u2028\u202e")


@pytest.mark.parametrize("name", NASTY)
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(make_event, make_feed, name):
    event = make_event(summary=name, description=name * 5, location=name, categories=(name, name))

    written = calendar(make_feed(name=name), [event_fragment(event)])

    folded = written.split(b"\r\n")
    assert max(map(len, folded)) <= 75
    assert [line.decode().splitlines() for line in folded[:-1]] == [[line.decode()] for line in folded[:-1]]
    assert folded[-1] == b""


def test_a_congress_is_a_bar_of_whole_days_that_keeps_nobody_busy(make_event, make_feed, read):
    event = make_event(when=Days(date(2017, 11, 9), date(2017, 11, 10)), transparent=True)

    fragment = event_fragment(event)

    assert b"DTSTART;VALUE=DATE:20171109\r\nDTEND;VALUE=DATE:20171111\r\n" in fragment.content
    assert b"TRANSP:TRANSPARENT\r\n" in fragment.content
    (answer,) = read(calendar(make_feed(), [fragment]))
    assert (answer["start"], answer["end"]) == (date(2017, 11, 9), date(2017, 11, 11))


def test_what_is_cancelled_stays_with_a_higher_sequence(make_event, make_feed, read):
    published, cancelled = make_event(revision=2), make_event(revision=3, cancelled=True)

    (before,), (after,) = (read(calendar(make_feed(), [event_fragment(event)])) for event in (published, cancelled))

    assert after == before | {"status": "CANCELLED", "sequence": 3}


@pytest.mark.parametrize(
    ("when", "written"),
    [
        # The night in which 02:00 is followed by 03:00.
        (
            hour(2027, 3, 28, 0, 30),
            "DTSTART;TZID=Europe/Berlin:20270328T013000 DTEND;TZID=Europe/Berlin:20270328T033000",
        ),
        # The night in which 02:30 comes twice: readers do not agree which one TZID means, so both need UTC.
        (
            hour(2027, 10, 30, 23, 30),
            "DTSTART:20271030T233000Z DTEND:20271031T003000Z",
        ),
        (hour(2027, 10, 31, 0, 30), "DTSTART:20271031T003000Z DTEND:20271031T013000Z"),
        (hour(2027, 10, 31, 1, 30), "DTSTART:20271031T013000Z DTEND:20271031T023000Z"),
        (
            hour(2027, 10, 31, 2, 30),
            "DTSTART;TZID=Europe/Berlin:20271031T033000 DTEND;TZID=Europe/Berlin:20271031T043000",
        ),
        # Years of which the VTIMEZONE does not speak.
        (hour(1998, 7, 1, 9), "DTSTART:19980701T090000Z DTEND:19980701T100000Z"),
        (hour(2017, 7, 1, 9, zone="UTC"), "DTSTART:20170701T090000Z DTEND:20170701T100000Z"),
        (hour(2017, 7, 1, 9, zone="Etc/UTC"), "DTSTART:20170701T090000Z DTEND:20170701T100000Z"),
    ],
)
def test_nights_in_which_the_clock_changes(make_event, make_feed, read, when, written):
    fragment = event_fragment(make_event(when=when))

    assert " ".join(line for line in lines(fragment.content) if line.startswith(("DTSTART", "DTEND"))) == written
    (answer,) = read(calendar(make_feed(), [fragment]))
    assert (answer["start"], answer["end"]) == (when.starts_at, when.ends_at)


def test_every_zone_that_is_used_is_explained_once(make_event, make_feed):
    used = ["Asia/Tehran", "Africa/Asmara", "Asia/Tehran", "America/New_York", "UTC"]

    written = calendar(make_feed(), [event_fragment(make_event(when=hour(2027, 7, 1, 9, zone=zone))) for zone in used])

    read = icalendar.Calendar.from_ical(written)
    assert [zone.tz_name for zone in read.timezones] == [
        "Africa/Asmara",
        "America/New_York",
        "Asia/Tehran",
        "Europe/Berlin",
    ]
    assert read.get_missing_tzids() == set()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC"])
def test_a_feed_without_events_is_still_a_calendar(make_feed, read_by_ical_js, zone):
    assert read_by_ical_js(calendar(make_feed(zone=zone), []))["components"] == ["vtimezone"]


def test_a_file_in_a_mail_is_not_a_subscription(make_event):
    fragment = event_fragment(make_event())

    assert attachment([fragment]) == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//reihum//reihum//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
        + zones.vtimezone("Europe/Berlin")
        + fragment.content
        + b"END:VCALENDAR\r\n"
    )


NOON = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "impossible",
    [
        partial(Span, NOON, NOON, "Europe/Berlin"),
        partial(Span, NOON.replace(tzinfo=None), NOON, "Europe/Berlin"),
        partial(Span, NOON, NOON + timedelta(hours=1), "CET"),
        partial(Days, date(2027, 7, 2), date(2027, 7, 1)),
    ],
)
def test_impossible_times_are_refused(impossible):
    with pytest.raises(ValueError, match=r"not|need"):
        impossible()


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": " \x00"},
        {"revision": -1},
        {"changed_at": NOON.replace(tzinfo=None)},
        {"geo": (91, 0)},
        {"geo": (float("nan"), 0)},
    ],
)
def test_events_that_no_calendar_can_hold_are_refused(make_event, wrong):
    with pytest.raises(ValueError, match=r"no place|needs"):
        make_event(**wrong)


@pytest.mark.parametrize("wrong", [{"zone": "GMT"}, {"colour": "#008080"}, {"language": "de\r\nX:1"}])
def test_feeds_that_no_reader_understands_are_refused(make_feed, wrong):
    with pytest.raises(ValueError, match=r"not"):
        make_feed(**wrong)
