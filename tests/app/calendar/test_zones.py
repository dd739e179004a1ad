"""The zones that calendars carry show what the zone database shows, to three independent readers."""

import io
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import dateutil.tz
import icalendar
import pytest

from app.calendar import zones
from app.calendar.ical import calendar

ZONES = [
    "Africa/Asmara",
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "UTC",
]
YEARS = [2000, 2011, 2016, 2017, 2022, 2027, 2034]
BERLIN = b"""BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19990328T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19991031T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def instants(zone, years):
    """Every fifth day, and each half hour around the changes of the clock."""
    for year in years:
        days = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
        yield from days[::5]
        for day, next_day in pairwise(days):
            if day.astimezone(zone).utcoffset() != next_day.astimezone(zone).utcoffset():
                yield from (day + timedelta(minutes=30 * number) for number in range(48))


def clock(zone, instant):
    return instant.astimezone(zone).replace(tzinfo=None)


def unmistakable_times(zone, years):
    """What the clock shows at those instants, save the hour that it shows twice."""
    shown = [instant.astimezone(zone) for instant in instants(zone, years)]
    twice = {time.replace(tzinfo=None) for time in shown if time.fold}
    return [time for time in (time.replace(tzinfo=None) for time in shown) if time not in twice]


def at(zone, time):
    return time.replace(tzinfo=zone).astimezone(UTC)


def test_berlin_has_one_rule_for_summer_and_one_for_winter():
    assert zones.vtimezone("Europe/Berlin") == BERLIN.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("name", ZONES)
def test_the_library_reads_the_same_clock(name):
    zone, read = ZoneInfo(name), icalendar.Timezone.from_ical(zones.vtimezone(name)).to_tz(lookup_tzid=False)
    asked = list(instants(zone, YEARS))

    assert [clock(read, instant) for instant in asked] == [clock(zone, instant) for instant in asked]


@pytest.mark.parametrize("name", ZONES)
def test_dateutil_reads_the_same_instants(name):
    zone, read = ZoneInfo(name), dateutil.tz.tzical(io.StringIO(zones.vtimezone(name).decode())).get(name)
    times = unmistakable_times(zone, [*YEARS, 2045, 2060])

    assert [time.replace(tzinfo=read).astimezone(UTC) for time in times] == [at(zone, time) for time in times]


@pytest.mark.parametrize("name", ZONES)
def test_ical_js_reads_the_same_instants(name, make_feed, read_by_ical_js):
    zone = ZoneInfo(name)
    times = unmistakable_times(zone, YEARS)

    read = read_by_ical_js(calendar(make_feed(zone=name), []), times)

    assert read["clocks"][name] == [at(zone, time).timestamp() for time in times]


def test_summer_is_summer_in_ireland_too():
    parts = {part["TZNAME"]: part.name for part in zones.component("Europe/Dublin").subcomponents}

    assert parts == {"IST": "DAYLIGHT", "GMT": "STANDARD"}


def test_zones_with_and_without_changes_speak_from_the_first_instant_on():
    firsts = {
        name: min(part.DTSTART for part in zones.component(name).subcomponents).isoformat()
        for name in ["Asia/Tokyo", "Asia/Tehran"]
    }

    assert firsts == {"Asia/Tokyo": "1999-12-30T00:00:00", "Asia/Tehran": "1999-03-22T00:00:00"}


@pytest.mark.parametrize("name", ["CET", "GMT", "EST5EDT", "", "Europe/Atlantis", "Europe/", "../etc/localtime"])
def test_abbreviations_and_unknown_zones_are_refused(name):
    with pytest.raises(ValueError, match=r".+"):
        zones.require_full_name(name)


def test_instants_outside_its_years_are_not_covered():
    edges = [datetime(1999, 12, 31, 23, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC), datetime(2061, 1, 1, tzinfo=UTC)]

    assert [zones.covers(instant) for instant in edges] == [False, True, False]
