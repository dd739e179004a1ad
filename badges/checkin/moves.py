"""Who is inside, where people also go out and through doors: what the quick way of badges.checkin.service leaves to this one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from badges.checkin import queries, rules
from badges.checkin.errors import BadDoor
from badges.checkin.queries import AnyRow, Move
from badges.checkin.rules import MOVES, Bearer, DoorRules, Entry, Outcome, ScanRequest, Verdict


@dataclass(frozen=True)
class Passage:
    """A scan at a door: what was asked, whose badge it was (None: nobody's), what the badge is worth, its place in the order."""

    request: ScanRequest
    bearer: Bearer | None
    base: Verdict
    entry: Entry


@dataclass(frozen=True)
class Door:
    """A door, who of the people in question is behind it, and how many are in all."""

    id: int
    name: str
    rules: DoorRules
    inside: int
    moves: Mapping[int, Sequence[Move]]


def doors(connection: Connection, congress_id: int, passages: Sequence[Passage]) -> dict[str, Door]:
    """Find the doors of some scans; those that do not exist are left out."""
    wanted = {passage.request.door for passage in passages}
    people = {passage.bearer.participant_id for passage in passages if passage.bearer}
    return {
        public_id: Door(row.id, row.name, _rules(row), row.inside, queries.moves(connection, people, row.id))
        for public_id, row in queries.doors_by_public_id(connection, congress_id, wanted).items()
    }


def judge_all(passages: Sequence[Passage], doors: Mapping[str, Door], *, zone: str) -> list[Outcome]:
    """Judge scans at doors in the order given, each knowing of those before it."""
    inside = {
        (public_id, person): bool(moves) and not moves[-1].is_exit
        for public_id, door in doors.items()
        for person, moves in door.moves.items()
    }
    entries = {
        (public_id, person): _last_entry(moves)
        for public_id, door in doors.items()
        for person, moves in door.moves.items()
    }
    number = {public_id: door.inside for public_id, door in doors.items()}
    outcomes = []
    for passage in passages:
        scan, bearer = passage.request, passage.bearer
        if scan.door not in doors:
            outcomes.append(Outcome(scan.scan_id, Verdict.INVALID, fault=BadDoor(field="door")))
            continue
        if bearer is None or passage.base is not Verdict.WELCOME:
            known = None if passage.base is Verdict.OTHER_CONGRESS else bearer
            outcomes.append(Outcome(scan.scan_id, passage.base, passage.entry, None, known))
            continue
        place = (scan.door, bearer.participant_id)
        verdict = rules.judge_at_door(
            bearer,
            doors[scan.door].rules,
            day=passage.entry.at.astimezone(ZoneInfo(zone)).date().isoformat(),
            is_inside=inside[place],
            is_exit=scan.is_exit,
            inside=number[scan.door],
            is_vouched=bool(scan.reason),
        )
        first = entries[place] if verdict is Verdict.ALREADY_IN else None
        outcomes.append(Outcome(scan.scan_id, verdict, passage.entry, first, bearer))
        if verdict in MOVES:
            number[scan.door] += int(not scan.is_exit) - int(inside[place])
            inside[place] = not scan.is_exit
            entries[place] = passage.entry if verdict is Verdict.WELCOME else entries[place]
    return outcomes


def settle_doors(connection: Connection, doors: Mapping[str, Door]) -> None:
    """Count who is behind each door after new scans were kept."""
    for door in doors.values():
        now = queries.moves(connection, door.moves.keys(), door.id)
        by = sum(is_inside(now[person]) - is_inside(moves) for person, moves in door.moves.items())
        if by:
            queries.count_through(connection, door.id, by)


def recount(connection: Connection, congress_id: int, people: Collection[int]) -> int:
    """Note anew who of some people is in, by all scans at the entrance; return by how many the number inside rose."""
    before = queries.left_at(connection, people)
    by = 0
    for person, moves in queries.moves(connection, people, None).items():
        was_inside = person in before and before[person] is None
        entry = next((move for move in moves if not move.is_exit), next(iter(moves), None))
        left_at = _left_at(moves)
        if entry is None:
            queries.let_out(connection, person)
        elif person in before:
            queries.move_entry(connection, person, entry.scan_pk, entry.entry)
            queries.note_left(connection, person, left_at)
        else:
            row = {"participant_id": person, "congress_id": congress_id, "scan_pk": entry.scan_pk}
            queries.let_in(connection, [row | {"at": entry.entry.at, "gate": entry.entry.gate}])
            queries.note_left(connection, person, left_at)
        by += int(entry is not None and left_at is None) - int(was_inside)
    if by:
        queries.count_in(connection, congress_id, by)
    return by


def leave_doors(connection: Connection, congress_id: int, person: int) -> None:
    """Count somebody out of every door behind which they are."""
    for door_id in queries.door_ids(connection, congress_id):
        if is_inside(queries.moves(connection, {person}, door_id)[person]):
            queries.count_through(connection, door_id, -1)


def _rules(row: AnyRow) -> DoorRules:
    return DoorRules(row.forum_number, row.capacity, tuple(row.categories), tuple(row.days))


def _left_at(moves: Sequence[Move]) -> datetime | None:
    return moves[-1].entry.at if moves and moves[-1].is_exit else None


def is_inside(moves: Sequence[Move]) -> bool:
    """Tell whether somebody is inside after these moves, in their order."""
    return bool(moves) and not moves[-1].is_exit


def _last_entry(moves: Iterable[Move]) -> Entry | None:
    entries = [move.entry for move in moves if not move.is_exit]
    return entries[-1] if entries else None
