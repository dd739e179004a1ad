"""Until when, and from whom to whom a place can be handed on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from registration.participants.rules import Status, email_key_of
from registration.substitutes import errors


def end_of(ends_on: date, zone: str) -> datetime:
    """Give the instant at which the last day of a congress is over."""
    midnight = datetime(ends_on.year, ends_on.month, ends_on.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return midnight.astimezone(UTC)


def check_giving(*, is_allowed: bool, status: Status, ends_at: datetime, now: datetime) -> None:
    """Check that somebody has a place and may give it; raises NotWanted or NoPlaceToGive."""
    if not is_allowed:
        raise errors.NotWanted
    if status is not Status.CONFIRMED or now >= ends_at:
        raise errors.NoPlaceToGive


def check_address(email: str, *, own: str) -> None:
    """Check that a place goes to somebody else; raises OwnAddress."""
    if email_key_of(email) == email_key_of(own):
        raise errors.OwnAddress(field="email")


def deadline_of(*, hours: int, ends_at: datetime, now: datetime) -> datetime:
    """Until when a colleague may answer: as long as an offered place is kept, at most to the end of the congress."""
    return min(now + timedelta(hours=hours), ends_at)
