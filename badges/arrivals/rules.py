"""Arrivals over time: pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

STEP = timedelta(minutes=5)
SHOWN = 12
"""So many steps are shown: the last hour."""


def steps(moments: Iterable[datetime], *, now: datetime) -> list[tuple[datetime, int]]:
    """Count arrivals in steps of five minutes by the clock, the last hour up to *now*, empty steps too."""
    counted = Counter(_step_of(moment) for moment in moments)
    last = _step_of(now)
    return [(step, counted[step]) for step in (last - STEP * back for back in reversed(range(SHOWN)))]


def first_shown(now: datetime) -> datetime:
    """Give when the first step shown began."""
    return _step_of(now) - STEP * (SHOWN - 1)


def per_minute(moments: Iterable[datetime], *, now: datetime) -> float:
    """Give the arrivals a minute over the last five minutes."""
    return sum(now - STEP < moment <= now for moment in moments) / (STEP.total_seconds() / 60)


def _step_of(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)
