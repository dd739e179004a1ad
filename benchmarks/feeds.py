"""What a calendar of 200 sessions costs: written at once by icalendar, or joined from fragments, cold and warm.

Run as ``python -m benchmarks.feeds``. (Called ``calendar.py``, it would hide the standard library's module of that name
from every script in this folder.)
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from icalendar import Timezone

from app.calendar import zones
from app.calendar.fragments import FragmentCache
from app.calendar.ical import (
    Event,
    Feed,
    Fragment,
    Span,
    calendar,
    calendar_component,
    event_component,
    event_fragment,
)

SESSIONS = 200
FEED = Feed(name="Kongress", zone="Europe/Berlin", source="https://congress.example/calendar.ics", language="de")


def main() -> None:
    events = [session(number) for number in range(SESSIONS)]
    cache = FragmentCache(2 * SESSIONS)
    zone = zones.component(FEED.zone)
    at_once = median_ms(lambda: written_at_once(events, zone), times=15)
    cold = median_ms(lambda: joined(events, FragmentCache(2 * SESSIONS)), times=15)
    warm = median_ms(lambda: joined(events, cache), times=300)
    assert joined(events, cache) == written_at_once(events, zone), "fragments and library differ"  # noqa: S101 – or the figures lie
    print(f"calendar of {SESSIONS} sessions, written at once by icalendar: {at_once:.2f} ms (goal none, the yardstick)")
    print(f"calendar of {SESSIONS} sessions, no fragment known: {cold / at_once:.2f} × at once (goal ≤ 1.25)")
    print(f"calendar of {SESSIONS} sessions, all fragments known: {warm:.3f} ms (goal ≤ 0.2)")
    print(f"calendar of {SESSIONS} sessions, known against at once: {at_once / warm:.0f} × quicker (goal ≥ 300)")


def session(number: int) -> Event:
    starts_at = datetime(2027, 11, 9, 8, tzinfo=UTC) + timedelta(minutes=5 * number)
    return Event(
        uid=f"session-{number}@congress.example",
        revision=number % 4,
        changed_at=datetime(2027, 9, 1, tzinfo=UTC),
        when=Span(starts_at, starts_at + timedelta(hours=1), "Europe/Berlin"),
        summary=f"Dialogforum {number}: Patenschaften, Mentoring und Lotsen vor Ort",
        description="Was wirkt, wer trägt es, und was braucht es dafür?\nMit Gästen aus sechs Ländern.",
        location="Raum 3, Auditorium Friedrichstraße, Berlin",
        url=f"https://congress.example/bbe-2027/programme/{number}",
        categories=("Dialogforum",),
        geo=(52.52098, 13.38789),
    )


def written_at_once(events: list[Event], zone: Timezone) -> bytes:
    whole = calendar_component(FEED)
    whole.add_component(zone)
    for event in events:
        whole.add_component(event_component(event))
    written: bytes = whole.to_ical()
    return written


def joined(events: list[Event], cache: FragmentCache) -> bytes:
    return calendar(FEED, [known(event, cache) for event in events])


def known(event: Event, cache: FragmentCache) -> Fragment:
    return cache.get((event.uid, event.revision, FEED.language), lambda: event_fragment(event))


def median_ms(work: Callable[[], object], *, times: int) -> float:
    """Take the time of the process, not of the wall: others may be at work on the machine."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
