"""Who is there when forums meet: guests may come on some days only. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Meeting(Protocol):
    """What the question asks of a forum."""

    @property
    def slot(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...


def day_of(meeting: Meeting, zone: str) -> str:
    """Name the day on which a forum begins, in the zone of its congress, as ISO."""
    return meeting.starts_at.astimezone(ZoneInfo(zone)).date().isoformat()


def is_there(meeting: Meeting, days: Collection[str], *, zone: str) -> bool:
    """Tell whether somebody who comes on *days* (ISO; none: on all of them) is there when a forum meets."""
    return not days or day_of(meeting, zone) in days


def slots_missed(meetings: Iterable[Meeting], days: Collection[str], *, zone: str) -> set[int]:
    """Name the slots of which no forum meets on one of *days*; *meetings* are those that take place."""
    held = list(meetings)
    return {one.slot for one in held} - {one.slot for one in held if is_there(one, days, zone=zone)}
