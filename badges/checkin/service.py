"""The verbs of the door: record scans, take one back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import record, record_all
from badges import qr
from badges.checkin import moves, queries, rules
from badges.checkin.errors import ScanIdTaken
from badges.checkin.models import Scan
from badges.checkin.moves import Passage
from badges.checkin.queries import Move
from badges.checkin.rules import COUNTED, EXITS, MOVES, Bearer, Entry, Outcome, ScanRequest, Verdict
from badges.service import key_of


@dataclass(frozen=True)
class _Reading:
    """A scan that is new to us: what was asked, by which key the code is kept, and its place in the order."""

    request: ScanRequest
    code_key: str
    is_code: bool
    entry: Entry


@dataclass(frozen=True)
class Taken:
    """The answer to what a device sent: an outcome a scan, how many are in now, and the version of that count."""

    outcomes: list[Outcome]
    present: int
    version: int


def record_scans(
    session: Session,
    congress: Congress,
    *,
    device: str,
    scans: Sequence[ScanRequest],
    clock_offset_ms: int = 0,
    actor: str,
    now: datetime,
) -> list[Outcome]:
    """Take scans within a session's transaction and return their outcomes; see take_scans."""
    taken = take_scans(
        session.connection(),
        congress.id,
        device=device,
        scans=scans,
        clock_offset_ms=clock_offset_ms,
        actor=actor,
        now=now,
    )
    return taken.outcomes


def take_scans(
    connection: Connection,
    congress_id: int,
    *,
    device: str,
    scans: Sequence[ScanRequest],
    clock_offset_ms: int = 0,
    actor: str,
    now: datetime,
) -> Taken:
    """Take what a device read, in any order and as often as it likes; give one outcome a scan, in the order given.

    A scan that is known already gets the answer it had and changes nothing. Within a batch the earlier scan comes first, whatever
    its place. One that is earlier than the scan that let its bearer in becomes the entry, and both are kept.
    """
    present, version = queries.next_version(connection, congress_id)
    outcomes = _answers_given(connection, congress_id, device, {scan.scan_id for scan in scans})
    readings = {
        scan.scan_id: _read(scan, device, clock_offset_ms=clock_offset_ms, now=now)
        for scan in scans
        if scan.scan_id not in outcomes
    }
    ordered = sorted(readings.values(), key=lambda reading: reading.entry)
    at_entrance = [reading for reading in ordered if not reading.request.door]
    judged = _judge_all(connection, congress_id, at_entrance) if at_entrance else []
    if len(at_entrance) < len(ordered):
        outcomes |= _pass_doors(connection, congress_id, ordered, version, clock_offset_ms, actor=actor, now=now)
    if judged:
        kept = _kept(congress_id, version, clock_offset_ms, actor=actor, now=now)
        rows = [_row(readings[outcome.scan_id], outcome) | kept for outcome in judged]
        present += _settle(connection, congress_id, judged, queries.add_scans(connection, rows))
    outcomes |= {outcome.scan_id: outcome for outcome in judged}
    return Taken([outcomes[scan.scan_id] for scan in scans], present, version)


def without_idle_reasons(connection: Connection, scans: list[ScanRequest], *, actor: str) -> list[ScanRequest]:
    """Leave out the reasons for which doors shall be overruled where *actor* may not do so: then the door alone decides."""
    if not any(scan.reason for scan in scans) or queries.supervises(connection, actor):
        return scans
    return [replace(scan, reason="") for scan in scans]


def _kept(congress_id: int, version: int, clock_offset_ms: int, *, actor: str, now: datetime) -> dict[str, object]:
    """Give the columns that all scans of a batch have in common."""
    return {
        "congress_id": congress_id,
        "clock_offset_ms": clock_offset_ms,
        "received_at": now,
        "actor": actor,
        "version": version,
    }


def _pass_doors(
    connection: Connection,
    congress_id: int,
    ordered: Sequence[_Reading],
    version: int,
    clock_offset_ms: int,
    *,
    actor: str,
    now: datetime,
) -> dict[str, Outcome]:
    """Take the scans at doors within the congress; give their outcomes by scan id."""
    readings = {reading.request.scan_id: reading for reading in ordered if reading.request.door}
    bearers = queries.bearers(connection, {reading.code_key for reading in readings.values()})
    passages = [
        Passage(reading.request, bearer, _verdict(reading, bearer, congress_id, None), reading.entry)
        for reading in readings.values()
        for bearer in [bearers.get(reading.code_key)]
    ]
    doors = moves.doors(connection, congress_id, passages)
    judged = moves.judge_all(passages, doors, zone=queries.zone_of(connection, congress_id))
    kept = _kept(congress_id, version, clock_offset_ms, actor=actor, now=now)
    rows = [
        _row(readings[outcome.scan_id], outcome) | kept | {"door_id": doors[request.door].id, "reason": request.reason}
        for outcome in judged
        for request in [readings[outcome.scan_id].request]
        if outcome.verdict is not Verdict.INVALID
    ]
    if rows:
        queries.add_scans(connection, rows)
        moves.settle_doors(connection, doors)
    vouched = [
        (outcome.bearer.participant_id, {"name": doors[request.door].name})
        for outcome in judged
        for request in [readings[outcome.scan_id].request]
        if request.reason and outcome.bearer and outcome.verdict in COUNTED
    ]
    if vouched:
        record_all(
            connection,
            "door.overruled",
            actor=actor,
            congress_id=congress_id,
            subject_kind="participant",
            now=now,
            subjects=vouched,
        )
    return {outcome.scan_id: outcome for outcome in judged}


def answer_to(session: Session, congress: Congress, *, device: str, scan_id: str) -> Outcome:
    """Give again the answer to a scan of this congress; raises NotFound."""
    scan = queries.scan(session, congress.id, device, scan_id)
    return _answers_given(session.connection(), congress.id, device, {scan.scan_id})[scan_id]


def undo(session: Session, scan: Scan, *, actor: str, now: datetime) -> None:
    """Take a scan back, as if it had not been made; twice is no error.

    The next scan of the same person, if there is one, becomes the entry.
    """
    _, version = queries.next_version(session.connection(), scan.congress_id)
    session.refresh(scan)  # somebody else may have taken it back while we waited for our turn
    if scan.undone_at is not None:
        return
    scan.undone_at, scan.version = now, version
    session.flush()  # what is asked below must not find it any more
    if scan.participant_id is not None and Verdict(scan.verdict) in MOVES:
        _count_anew(session, scan, scan.participant_id)
    record(
        session,
        "scan.undone",
        actor=actor,
        congress_id=scan.congress_id,
        subject_kind="scan",
        subject_id=scan.id,
        now=now,
        details={"verdict": scan.verdict},
    )


def _answers_given(connection: Connection, congress_id: int, device: str, scan_ids: set[str]) -> dict[str, Outcome]:
    """Find the answers to scans that are known already, by scan id."""
    rows = queries.stored(connection, device, scan_ids)
    people = {row.participant_id for row in rows if row.participant_id is not None}
    bearers, entries = (queries.people(connection, people), queries.entries(connection, people)) if people else ({}, {})
    outcomes = {}
    for row in rows:
        if row.congress_id != congress_id:
            outcomes[row.scan_id] = Outcome(row.scan_id, Verdict.INVALID, fault=ScanIdTaken(field="scan_id"))
            continue
        entry = Entry(row.effective_at, row.scan_id, device, row.gate)
        is_again = row.verdict == Verdict.ALREADY_IN and row.door_id is None
        first = _first_other(entries.get(row.participant_id, ()), entry) if is_again else None
        bearer = bearers.get(row.participant_id)
        outcomes[row.scan_id] = Outcome(row.scan_id, Verdict(row.verdict), entry, first, bearer)
    return outcomes


def _first_other(entries: Iterable[Entry], entry: Entry) -> Entry | None:
    return next((other for other in entries if other != entry), None)


def _read(scan: ScanRequest, device: str, *, clock_offset_ms: int, now: datetime) -> _Reading:
    """Put a scan into the order of all scans."""
    at = rules.effective_at(scan.scanned_at, clock_offset_ms=clock_offset_ms, now=now)
    if scan.code_key:
        return _Reading(scan, scan.code_key, is_code=True, entry=Entry(at, scan.scan_id, device, scan.gate))
    try:
        code, is_code = qr.read_code(scan.code), True
    except qr.NotACode:
        code, is_code = scan.code, False
    return _Reading(scan, key_of(code), is_code, Entry(at, scan.scan_id, device, scan.gate))


def _judge_all(connection: Connection, congress_id: int, readings: Sequence[_Reading]) -> list[Outcome]:
    """Judge scans in the order given, each knowing of those before it."""
    keys = {reading.code_key for reading in readings if reading.is_code}
    bearers = queries.bearers(connection, keys) if keys else {}
    present = {bearer.participant_id: bearer.present for bearer in bearers.values()}
    outcomes = []
    for reading in readings:
        bearer = bearers.get(reading.code_key)
        first = present[bearer.participant_id] if bearer else None
        verdict = _verdict(reading, bearer, congress_id, first)
        if bearer and verdict in COUNTED:
            if reading.request.is_exit:
                verdict = Verdict.LEFT if first else Verdict.NOT_INSIDE
                present[bearer.participant_id] = None
            else:
                present[bearer.participant_id] = min(first, reading.entry) if first else reading.entry
        outcomes.append(_outcome(reading, verdict, bearer, first))
    return outcomes


def _verdict(reading: _Reading, bearer: Bearer | None, congress_id: int, first: Entry | None) -> Verdict:
    if not reading.is_code:
        return Verdict.MALFORMED
    return rules.judge(reading.entry.at, bearer, congress_id=congress_id, present=first)


def _outcome(reading: _Reading, verdict: Verdict, bearer: Bearer | None, first: Entry | None) -> Outcome:
    """Say no more than the gate may know: nothing about the people of another congress."""
    known = None if verdict is Verdict.OTHER_CONGRESS else bearer
    first = first if verdict is Verdict.ALREADY_IN else None
    return Outcome(reading.request.scan_id, verdict, reading.entry, first, known)


def _row(reading: _Reading, outcome: Outcome) -> dict[str, object]:
    request = reading.request
    return {
        "device": reading.entry.device,
        "scan_id": request.scan_id,
        "sequence": request.sequence,
        "gate": request.gate,
        "code_key": reading.code_key,
        "participant_id": outcome.bearer.participant_id if outcome.bearer else None,
        "scanned_at": request.scanned_at,
        "effective_at": reading.entry.at,
        "verdict": outcome.verdict.value,
        "shown": request.shown,
        "is_exit": request.is_exit,
    }


def _settle(connection: Connection, congress_id: int, judged: Iterable[Outcome], scan_pks: dict[str, int]) -> int:
    """Note who is in now, and by which scan; return how many came."""
    before: dict[int, Entry | None] = {}
    after: dict[int, Entry] = {}
    judged = list(judged)
    # Whoever went out, or had gone out before, is counted by all scans of theirs, not by these alone.
    movers = {o.bearer.participant_id for o in judged if o.bearer and (o.verdict in EXITS or o.bearer.has_left)}
    by = moves.recount(connection, congress_id, movers) if movers else 0
    for outcome in judged:
        if outcome.bearer and outcome.bearer.participant_id in movers:
            continue
        if outcome.bearer and outcome.entry and outcome.verdict in COUNTED:
            person = outcome.bearer.participant_id
            before.setdefault(person, outcome.first)
            after[person] = min(entry for entry in (after.get(person), before[person], outcome.entry) if entry)
    came = [person for person in after if before[person] is None]
    if came:
        queries.let_in(connection, [_presence(congress_id, person, after[person], scan_pks) for person in came])
        queries.count_in(connection, congress_id, len(came))
    for person, entry in after.items():
        if before[person] is not None and entry != before[person]:
            queries.move_entry(connection, person, scan_pks[entry.scan_id], entry)
    return len(came) + by


def _presence(congress_id: int, person: int, entry: Entry, scan_pks: dict[str, int]) -> dict[str, object]:
    return {
        "participant_id": person,
        "congress_id": congress_id,
        "scan_pk": scan_pks[entry.scan_id],
        "at": entry.at,
        "gate": entry.gate,
    }


def _count_anew(session: Session, scan: Scan, person: int) -> None:
    """After a scan was taken back: who is inside follows from those that are left."""
    connection = session.connection()
    if scan.door_id is None:
        moves.recount(connection, scan.congress_id, {person})
        return
    left = queries.moves(connection, {person}, scan.door_id)[person]
    mine = Move(Entry(scan.effective_at, scan.scan_id, scan.device, scan.gate), scan.id, scan.is_exit)
    by = moves.is_inside(left) - moves.is_inside(sorted([*left, mine]))
    queries.count_through(connection, scan.door_id, by)
