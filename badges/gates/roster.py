"""Keeps the list of a congress in step with its people, seats and badges: whatever changed is sealed anew and gets a new version."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from app.congress.models import Congress
from badges.gates import queries, rules, sealing
from badges.gates.models import GateList
from badges.gates.queries import AnyRow
from badges.gates.rules import Pass
from forums.tables import queries as tables_of
from registration.fields import at_gate

EVERY = timedelta(seconds=10)
"""A list is compared with its people at most so often, however many gates ask."""


def refresh(session: Session, congress_id: int, *, now: datetime) -> int:
    """Bring the list up to date, unless that was done just now; return its version."""
    claimed = queries.claim(session, congress_id, now=now, checked_before=now - EVERY)
    if claimed is not None:
        _bring_up_to_date(session, claimed)
        return claimed.version
    known = queries.gate_list(session, congress_id)
    return known.version if known is not None else 0


def forget(session: Session, congress_id: int, participant_id: int) -> int:
    """Empty somebody's lines, so that every gate lets go of them; tell how many there were."""
    keys = queries.keys_of(session, participant_id)
    kept = queries.gate_list(session, congress_id)
    if keys and kept is not None:
        kept.version += 1
        session.flush()  # the lines below carry the version
        queries.clear_entries(session, keys, version=kept.version)
    return len(keys)


def _bring_up_to_date(session: Session, kept: GateList) -> None:
    rows, later = _apart(queries.bearers(session, kept.congress_id))
    tables = tables_of.all_routes(session, kept.congress_id)
    hints = at_gate.lines_of_all(session, kept.congress_id, _language(session, kept.congress_id))
    texts = {
        row.code_key: text_of(row, tables.get(row.id, ()), hints.get(row.id, ()), later.get(row.code_key, ()))
        for row in rows
    }
    digests = {row.code_key: _digest(row, texts[row.code_key]) for row in rows}
    changes = rules.difference(digests, queries.digests(session, kept.congress_id))
    if not changes:
        return
    kept.version += 1
    session.flush()  # the lines below carry the version
    lines = {
        row.code_key: _line(row, texts[row.code_key], digests[row.code_key], kept)
        for row in rows
        if row.code_key in changes.new or row.code_key in changes.changed
    }
    queries.add_entries(session, [lines[key] for key in changes.new])
    queries.change_entries(session, [lines[key] for key in changes.changed])
    queries.clear_entries(session, changes.gone, version=kept.version)


def _apart(found: Sequence[AnyRow]) -> tuple[list[AnyRow], dict[str, list[AnyRow]]]:
    """Keep one row a badge, that of the first slot, and put those of further slots aside, by the badge's key."""
    first: dict[str, AnyRow] = {}
    later: dict[str, list[AnyRow]] = {}
    for row in found:
        if row.code_key in first:
            later.setdefault(row.code_key, []).append(row)
        else:
            first[row.code_key] = row
    for key, others in later.items():
        first[key], *later[key] = sorted((first[key], *others), key=lambda row: row.slot)
    return list(first.values()), later


def _language(session: Session, congress_id: int) -> str:
    """The staff speaks the first language of the congress."""
    return next(iter(session.get_one(Congress, congress_id).languages), "de")


def text_of(row: AnyRow, tables: Sequence[int], hints: Sequence[str], later: Sequence[AnyRow] = ()) -> bytes:
    """Write what a gate shows of a bearer, in short names; nothing of a badge that was made anew."""
    if row.revoked_at is not None:
        return b""
    forums = [[one.number, one.title, one.room or ""] for one in (row, *later) if one.number is not None]
    told: dict[str, object] = {
        "n": row.name,
        "p": row.pronouns,
        "o": row.organisation,
        "r": row.role,
        "f": forums[0] if forums else None,
        "g": forums[1:],
        "t": list(tables),
        "h": list(hints),
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False).encode()


def _pass(row: AnyRow) -> Pass:
    return rules.pass_of(row.status, is_revoked=row.revoked_at is not None)


def _digest(row: AnyRow, text: bytes) -> str:
    return sha256(b"\0".join((row.code.encode(), _pass(row).encode(), text))).hexdigest()[:32]


def _line(row: AnyRow, text: bytes, digest: str, kept: GateList) -> Mapping[str, object]:
    return {
        "code_key": row.code_key,
        "congress_id": kept.congress_id,
        "participant_id": row.id,
        "version": kept.version,
        "digest": digest,
        "standing": _pass(row).value,
        "box": sealing.seal(row.code, text) if text else b"",
    }
