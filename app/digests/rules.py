"""Pure decisions about digests: when a day's is due, and what is worth telling."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MORNING: Final = time(7, 0)  # on the congress's clocks
# What is told, in this order: actions of the journal that organisers want to hear of.
TOLD: Final = (
    "participant.registered",
    "participant.confirmed",
    "participant.cancelled",
    "participant.lapsed",
    "participant.offered",
    "participant.changed",
    "participant.handed-over",
)
UNDELIVERED: Final = "mail.undelivered"


def this_morning(now: datetime, zone: str) -> datetime:
    """Tell when it was last seven in the morning in *zone*: the end of the day that is told."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)


def worth_telling(happened: Mapping[str, int], *, undelivered: int) -> dict[str, int]:
    """Choose what is told, in order; empty where nothing happened."""
    counted = {action: happened[action] for action in TOLD if happened.get(action)}
    return counted | ({UNDELIVERED: undelivered} if undelivered else {})
