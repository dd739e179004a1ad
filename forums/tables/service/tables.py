"""The verbs of tables, rounds, wishes and pairs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from app.orm import insert_new, new_public_id
from forums.tables import errors, queries, rules
from forums.tables.models import TableAbsence, TablePair, TableRound, TableSetting, TableWish, ThematicTable
from forums.tables.rules import Frame, TableRequest, Timing
from forums.tables.service import cafe
from registration.participants.models import Participant


def frame_of(session: Session, congress: Congress, *, table: ThematicTable | None) -> Frame:
    """Gather what a table must fit into; *table* is the one being changed, whose own number is free for it."""
    others = [one for one in queries.tables(session, congress.id) if table is None or one.id != table.id]
    rooms = congress_queries.rooms(session, congress.id)
    return Frame(congress.languages, {one.number for one in others}, {room.public_id for room in rooms})


def create_table(
    session: Session, congress: Congress, request: TableRequest, *, actor: str, now: datetime
) -> ThematicTable:
    """Add a table; raises TablesInvalid."""
    request = rules.clean_table(request, frame_of(session, congress, table=None))
    table = ThematicTable(public_id=new_public_id(), congress_id=congress.id)
    _fill(session, congress, table, request, now=now)
    session.add(table)
    session.flush()  # the journal names the table by its id
    cafe.seat_hosts(session, congress.id)
    _note(session, congress.id, "table.created", subject_id=table.id, actor=actor, now=now, number=table.number)
    return table


def change_table(
    session: Session, congress: Congress, table: ThematicTable, request: TableRequest, *, actor: str, now: datetime
) -> None:
    """Replace what *table* says by *request*; raises TablesInvalid."""
    request = rules.clean_table(request, frame_of(session, congress, table=table))
    _fill(session, congress, table, request, now=now)
    session.flush()  # the revision below is an UPDATE past the session
    cafe.seat_hosts(session, congress.id)
    _note(session, congress.id, "table.changed", subject_id=table.id, actor=actor, now=now, number=table.number)


def remove_table(session: Session, table: ThematicTable, *, actor: str, now: datetime) -> None:
    """Take a table away, with the wishes for it and its place in every plan."""
    _note(session, table.congress_id, "table.removed", subject_id=table.id, actor=actor, now=now, number=table.number)
    session.execute(delete(ThematicTable).where(ThematicTable.id == table.id))


def person_named(session: Session, congress_id: int, words: str, *, field: str) -> Participant:
    """Find somebody by name or address of mail; raises UnknownPerson or SeveralPeople."""
    found = queries.confirmed_by_words(session, congress_id, words)
    if not found:
        raise errors.UnknownPerson(field=field)
    if len(found) > 1:
        raise errors.SeveralPeople(field=field)
    return found[0]


def set_setting(
    session: Session,
    congress: Congress,
    *,
    topic_once: bool,
    wishes: int,
    audience: Mapping[str, Sequence[str]],
    actor: str,
    now: datetime,
) -> None:
    """Say who takes part, how many tables may be wished for, and whether a topic comes only once to everybody."""
    found = queries.setting(session, congress.id)
    if found is None:
        found = TableSetting(congress_id=congress.id)
        session.add(found)
    found.topic_once, found.wishes = topic_once, wishes
    found.audience = {name: list(values) for name, values in audience.items() if values}
    session.flush()  # the revision below is an UPDATE past the session
    _note(session, congress.id, "tables.setting", subject_id=congress.id, actor=actor, now=now)


def set_rounds(session: Session, congress: Congress, timing: Timing, *, actor: str, now: datetime) -> None:
    """Lay the rounds out anew; a round that stays keeps its places. Raises PastMidnight or OutsideTheCongress."""
    rules.check_day(timing.starts_at.date(), starts_on=congress.starts_on, ends_on=congress.ends_on)
    starts = rules.starts_of(timing)
    known = {one.number: one for one in queries.rounds(session, congress.id)}
    for number, starts_at in enumerate(starts, 1):
        question = dict(timing.questions.get(number, {}))
        one = known.get(number) or TableRound(congress_id=congress.id, number=number)
        one.starts_at, one.minutes, one.question = starts_at, timing.minutes, question
        session.add(one)
    surplus = [one.id for number, one in known.items() if number > timing.count]
    session.flush()  # the revision below is an UPDATE past the session
    session.execute(delete(TableRound).where(TableRound.id.in_(surplus)))
    cafe.seat_hosts(session, congress.id)
    _touch_everybody(session, congress.id, now=now)
    _note(session, congress.id, "tables.rounds", subject_id=congress.id, actor=actor, now=now, count=timing.count)


def set_wishes(session: Session, participant: Participant, tables: Sequence[str]) -> None:
    """Replace somebody's wishes as a whole; raises WishesClosed once a plan is published, TooManyWishes or NotFound."""
    setting = queries.setting(session, participant.congress_id)
    if setting is None or not setting.wishes or queries.published(session, participant.congress_id):
        raise errors.WishesClosed
    known = {table.public_id: table.id for table in queries.tables(session, participant.congress_id)}
    if not set(tables) <= set(known):
        raise NotFound
    if len(set(tables)) > setting.wishes:
        raise errors.TooManyWishes(field="tables", most=setting.wishes)
    session.execute(delete(TableWish).where(TableWish.participant_id == participant.id))
    session.add_all(TableWish(participant_id=participant.id, table_id=known[name]) for name in sorted(set(tables)))


def add_pair(
    session: Session, congress: Congress, first: Participant, second: Participant, *, actor: str, now: datetime
) -> None:
    """Keep two people apart at all tables; twice is no error. Raises SamePerson."""
    if first.id == second.id:
        raise errors.SamePerson(field="second")
    ids = sorted((first.id, second.id))
    row = {"congress_id": congress.id, "first_id": ids[0], "second_id": ids[1]}
    session.execute(insert_new(session, TablePair).values(row))
    _note(session, congress.id, "tables.pair-apart", subject_id=congress.id, actor=actor, now=now)


def remove_pair(session: Session, congress: Congress, pair_id: int, *, actor: str, now: datetime) -> None:
    """Let two people sit together again; raises NotFound."""
    if all(pair.id != pair_id for pair in queries.pairs(session, congress.id)):
        raise NotFound
    session.execute(delete(TablePair).where(TablePair.id == pair_id))
    _note(session, congress.id, "tables.pair-together", subject_id=congress.id, actor=actor, now=now)


def note_absent(
    session: Session, congress: Congress, people: Collection[int], *, is_absent: bool, actor: str, now: datetime
) -> None:
    """Note who is not there, or is there after all."""
    if is_absent:
        rows = [{"participant_id": person, "noted_at": now} for person in sorted(people)]
        if rows:
            session.execute(insert_new(session, TableAbsence), rows)
    else:
        session.execute(delete(TableAbsence).where(TableAbsence.participant_id.in_(people)))
    action = "tables.absent" if is_absent else "tables.present"
    _note(session, congress.id, action, subject_id=congress.id, actor=actor, now=now, count=len(people))


def _fill(session: Session, congress: Congress, table: ThematicTable, request: TableRequest, *, now: datetime) -> None:
    others = [one for one in queries.tables(session, congress.id) if one.id != table.id]
    taken = {person for one in others for person in (one.host_id, one.cohost_id) if person}
    for name in ("host", "cohost"):
        if getattr(request, name) in taken:
            raise errors.TablesInvalid(faults={name: errors.HostsElsewhere(field=name)})
    table.number, table.topic, table.description = request.number, dict(request.topic), dict(request.description)
    table.seats = request.seats
    table.room_id = queries.room_ids(session, congress.id).get(request.room_public_id)
    table.host_id, table.cohost_id, table.changed_at = request.host, request.cohost, now


def _touch_everybody(session: Session, congress_id: int, *, now: datetime) -> None:
    """Let the personal calendars of a published plan be read anew."""
    if queries.published(session, congress_id):
        session.execute(
            update(Participant)
            .where(Participant.congress_id == congress_id)
            .values(revision=Participant.revision + 1, changed_at=now)
            .execution_options(synchronize_session=False)
        )


def _note(
    session: Session, congress_id: int, action: str, *, subject_id: int, actor: str, now: datetime, **details: int
) -> None:
    """Write the journal, and tell pages and feeds that something changed."""
    congress_queries.raise_revision(session, congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="thematic_table",
        subject_id=subject_id,
        now=now,
        details=details,
    )
