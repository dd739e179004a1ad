"""What a gate may do, how it is doing, and what stands on its list: pure."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from registration.participants.rules import Status

ENROLMENT_LASTS = timedelta(minutes=15)
GRACE = timedelta(days=7)
"""After a gate has expired its list is gone, but what it has still to send is taken for so long."""
SILENT_AFTER = timedelta(minutes=2)
OLD_AFTER = timedelta(minutes=10)
LOW_BATTERY = 20  # per cent


class Permission(enum.StrEnum):
    STEWARD = "steward"
    SUPERVISOR = "supervisor"  # may also look for people by name, and overrule doors
    KIOSK = "kiosk"  # guests check in themselves


class Standing(enum.StrEnum):
    """How a gate is doing, the worst first."""

    REVOKED = "revoked"
    WAITING = "waiting"  # its code has not been scanned yet
    EXPIRED = "expired"
    LOST = "lost"  # not heard of for ten minutes
    SILENT = "silent"  # not heard of for two
    WELL = "well"


class Pass(enum.StrEnum):
    """What the bearer of a code may do; the words of badges.checkin.rules.Verdict where they are refused."""

    GOOD = "good"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True)
class Seen:
    """What is known of a gate's life."""

    enrolled_at: datetime | None
    revoked_at: datetime | None
    expires_at: datetime
    seen_at: datetime | None


def standing(seen: Seen, *, now: datetime) -> Standing:
    """Tell how a gate is doing."""
    if seen.revoked_at is not None:
        return Standing.REVOKED
    if seen.expires_at <= now:
        return Standing.EXPIRED
    if seen.enrolled_at is None:
        return Standing.WAITING
    silence = now - (seen.seen_at or seen.enrolled_at)
    if silence >= OLD_AFTER:
        return Standing.LOST
    return Standing.SILENT if silence >= SILENT_AFTER else Standing.WELL


def pass_of(status: str, *, is_revoked: bool) -> Pass:
    """Tell what the bearer of a badge may do."""
    if is_revoked:
        return Pass.REVOKED
    if status == Status.CONFIRMED:
        return Pass.GOOD
    return Pass.CANCELLED if status == Status.CANCELLED else Pass.NOT_CONFIRMED


@dataclass(frozen=True)
class Difference:
    """What a list must change: keys that are new to it, that it holds otherwise, and that are no longer there."""

    new: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def difference(wanted: Mapping[str, str], held: Mapping[str, str]) -> Difference:
    """Compare two lists, each a digest by key; the digest of what is gone is empty."""
    changed = {key for key, digest in wanted.items() if key in held and held[key] != digest}
    gone = {key for key, digest in held.items() if digest and key not in wanted}
    return Difference(frozenset(wanted.keys() - held.keys()), frozenset(changed), frozenset(gone))
