"""The round clock: when each round really starts and ends, and what an organiser does to it. Pure; the screens do the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from forums.tables import errors

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Span:
    """A round on the clock."""

    number: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Timeline:
    """All rounds in their order. While it is paused, nothing goes on; the rest moves on by as much as the pause took."""

    spans: tuple[Span, ...]
    paused_at: datetime | None = None

    def as_json(self) -> list[list[int | str]]:
        return [[one.number, one.starts_at.isoformat(), one.ends_at.isoformat()] for one in self.spans]


def timeline_of(stored: Sequence[Sequence[int | str]], paused_at: datetime | None) -> Timeline:
    """Read what is kept of a clock."""
    spans = (
        Span(int(number), datetime.fromisoformat(str(starts)), datetime.fromisoformat(str(ends)))
        for number, starts, ends in stored
    )
    return Timeline(tuple(spans), paused_at)


def start(timeline: Timeline, number: int, *, now: datetime) -> Timeline:
    """Let a round begin now, and the later ones follow as planned; raises NoSuchRound."""
    first = next((one for one in timeline.spans if one.number == number), None)
    if first is None:
        raise errors.NoSuchRound
    earlier = (one for one in timeline.spans if one.number < number)
    cut = tuple(replace(one, starts_at=min(one.starts_at, now), ends_at=min(one.ends_at, now)) for one in earlier)
    later = tuple(one for one in timeline.spans if one.number >= number)
    return Timeline(cut + _moved(later, now - first.starts_at))


def pause(timeline: Timeline, *, now: datetime) -> Timeline:
    """Stop the clock. Twice is no error."""
    return timeline if timeline.paused_at else replace(timeline, paused_at=now)


def go_on(timeline: Timeline, *, now: datetime) -> Timeline:
    """Let the clock go on where it was stopped. Twice is no error."""
    if timeline.paused_at is None:
        return timeline
    return Timeline(_later(timeline.spans, timeline.paused_at, now - timeline.paused_at))


def add_minute(timeline: Timeline, *, now: datetime) -> Timeline:
    """Give the round that is on a minute more, or the change between two; all that follows moves with it."""
    return replace(timeline, spans=_later(timeline.spans, timeline.paused_at or now, MINUTE))


def _later(spans: tuple[Span, ...], at: datetime, by: timedelta) -> tuple[Span, ...]:
    """Move everything after *at*; of the round that is on, only its end."""
    return tuple(
        one
        if one.ends_at <= at
        else replace(one, ends_at=one.ends_at + by)
        if one.starts_at <= at
        else replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by)
        for one in spans
    )


def _moved(spans: tuple[Span, ...], by: timedelta) -> tuple[Span, ...]:
    return tuple(replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by) for one in spans)


def shown(timeline: Timeline, questions: Mapping[int, str], *, version: str, now: datetime) -> dict[str, object]:
    """Write what a screen needs: instants in milliseconds since 1970, so that it can count by itself."""
    return {
        "version": version,
        "now": _milliseconds(now),
        "paused": _milliseconds(timeline.paused_at) if timeline.paused_at else None,
        "rounds": [
            {
                "number": one.number,
                "starts": _milliseconds(one.starts_at),
                "ends": _milliseconds(one.ends_at),
                "question": questions.get(one.number, ""),
            }
            for one in timeline.spans
        ],
    }


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
