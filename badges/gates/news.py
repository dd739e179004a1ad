"""What a gate is told when it asks for news: lines of the list, scans of all gates, numbers and words. Values as they travel."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from badges.checkin import queries as scans_of
from badges.checkin.answers import instant
from badges.checkin.models import Door
from badges.gates import queries, roster
from badges.gates.models import GateDevice
from badges.gates.queries import AnyRow, Mark
from badges.gates.rules import Permission
from forums.dialogue.models import Forum
from registration.fields import at_gate
from registration.places import queries as places_of

Told = dict[str, Any]  # Any: JSON
MOST_ENTRIES = 2500
MOST_SCANS = 4000
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Known:
    """How far a gate knows the list (version and the last key of it) and the scans."""

    list: tuple[int, str]
    scans: Mark


def news(session: Session, congress: Congress, gate: GateDevice, known: Known, *, now: datetime) -> Told:
    """Tell what changed since a gate knows. What is too much for one answer is told when it asks again (``more``)."""
    version = roster.refresh(session, congress.id, now=now)
    present, live = scans_of.attendance(session.connection(), congress.id)
    is_ahead = known.list[0] > version or known.scans[0] > live  # of a database that was put back to an older state
    since = Known((0, ""), (-1, 0)) if is_ahead else known
    entries = queries.entries_since(session, congress.id, *since.list, most=MOST_ENTRIES)
    scans = queries.scans_since(session, congress.id, since.scans, most=MOST_SCANS)
    door = queries.door_by_id(session, gate.door_id)
    last_entry, last_scan = _last(entries.rows), _last(scans.rows)
    return {
        "now": instant(now),
        "congress": {"title": congress.title, "zone": congress.zone},
        "gate": {"device": gate.public_id, "name": gate.name, **_powers(session, gate)},
        "expires_at": instant(gate.expires_at),
        "roles": places_of.labels(session, congress.id),
        "door": _door(session, door),
        "present": door.inside if door else present,
        "again": is_ahead,
        "entries": [_entry(row) for row in entries.rows],
        "scans": [_scan(row) for row in scans.rows],
        "list": [last_entry.version, last_entry.code_key] if last_entry else list(since.list),
        "seen": [last_scan.version, last_scan.id] if last_scan else list(since.scans),
        "more": entries.has_more or scans.has_more,
    }


def read_known(body: Mapping[str, object]) -> Known:
    """Read how far a gate knows; whatever is in another form counts as nothing."""
    version, key = _pair(body.get("list"), int, str) or (0, "")
    mark = _pair(body.get("seen"), int, int) or (-1, 0)
    return Known((int(version), str(key)), (int(mark[0]), int(mark[1])))


def _pair(value: object, first: type, second: type) -> tuple[Any, Any] | None:  # Any: of the types asked for
    if not isinstance(value, list) or [type(part) for part in value] != [first, second]:
        return None
    return (value[0], value[1]) if all(abs(part) < 2**31 for part in value if isinstance(part, int)) else None


def _last(rows: Any) -> AnyRow | None:  # Any: a sequence of rows
    return rows[-1] if rows else None


def _entry(row: AnyRow) -> list[object]:
    """Key, whose it is, what they may do, and the box; a line that is gone is its key alone."""
    if row.participant_id is None:
        return [row.code_key]
    return [row.code_key, row.participant_id, row.standing, b64encode(row.box).decode()]


def _scan(row: AnyRow) -> list[object]:
    at = (row.effective_at - _EPOCH) // _MILLISECOND
    return [
        row.scan_id,
        row.participant_id,
        at,
        row.gate,
        row.device,
        row.verdict,
        row.shown,
        int(row.undone_at is not None),
        row.door_id or 0,
        int(row.is_exit),
    ]


def _powers(session: Session, gate: GateDevice) -> Told:
    """Tell what a gate may do, and whether it prints."""
    powers = {"permission": gate.permission, "prints": bool(gate.sheet), "walk_ins": gate.takes_walk_ins}
    return powers | {"asks": gate.permission != Permission.KIOSK and at_gate.asks(session, gate.congress_id)}


def _door(session: Session, door: Door | None) -> Told | None:
    """Tell for whom the door of a gate is; None for the entrance."""
    if door is None:
        return None
    forum = session.get(Forum, door.forum_id) if door.forum_id is not None else None
    return {
        "id": door.id,
        "name": door.public_id,
        "forum": forum.number if forum else None,
        "capacity": door.capacity,
        "categories": door.categories,
        "days": door.days,
    }
