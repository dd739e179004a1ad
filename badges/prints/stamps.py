"""The moment of a print in an address: microseconds since 1970. Pure."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stamp_of(printed_at: datetime) -> int:
    """Write a moment as a number."""
    return (printed_at - _EPOCH) // _MICROSECOND


def moment_of(stamp: int) -> datetime:
    """Read the moment back; raises OverflowError for one that no calendar has."""
    return _EPOCH + stamp * _MICROSECOND
