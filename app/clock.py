"""The only place that asks the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present instant, aware and in UTC, to the microsecond."""
    return datetime.now(UTC)
