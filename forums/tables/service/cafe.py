"""The verbs of a World Café: tables are chosen freely, round by round, and a full one is closed."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.journal.service import record
from app.orm import new_public_id
from forums.tables import errors, queries
from forums.tables.models import TablePlan, TableRound, TableStop, ThematicTable
from forums.tables.service.plans import raise_revisions
from registration.participants.models import Participant


def open_cafe(session: Session, congress: Congress, *, actor: str, now: datetime) -> TablePlan:
    """Let guests choose from now on; what was published before makes way. Raises NothingToPlan."""
    congress_queries.raise_revision(session, congress.id, now=now)  # its row's lock makes publications queue
    if not (queries.tables(session, congress.id) and queries.rounds(session, congress.id)):
        raise errors.NothingToPlan
    end_cafe(session, congress, actor=actor, now=now)
    plan = TablePlan(
        public_id=new_public_id(),
        congress_id=congress.id,
        status="published",
        seed=0,
        settings={"repeats": 0, "preferences": 0, "mix": 0, "from_round": 1, "is_cafe": True},
        result={},
        actor=actor,
        created_at=now,
        published_at=now,
    )
    session.add(plan)
    session.flush()  # the stops name the plan by its id
    seat_hosts(session, congress.id)
    _note(session, plan, "tables.cafe-opened", actor=actor, now=now)
    return plan


def end_cafe(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Take back what is published, chosen or calculated; nothing happens where nothing is."""
    last = queries.published(session, congress.id)
    if last is None:
        return
    last.status = "replaced"
    session.flush()  # the published plan is looked up by its status
    raise_revisions(session, sorted(queries.routes_by_id(session, last.id)), now=now)
    session.execute(delete(TableStop).where(TableStop.plan_id == last.id))
    if last.is_cafe:
        _note(session, last, "tables.cafe-ended", actor=actor, now=now)


def seat_hosts(session: Session, congress_id: int) -> None:
    """Let hosts sit at their own table in every round of an open café; nothing happens without one."""
    plan = queries.published(session, congress_id)
    if plan is None or not plan.is_cafe:
        return
    for table in queries.tables(session, congress_id):
        for person in {table.host_id, table.cohost_id} - {None}:
            for one in queries.rounds(session, congress_id):
                _sit(session, plan, one, table, int(person or 0))


def choose(session: Session, participant: Participant, *, number: int, table: str, now: datetime) -> None:
    """Sit at a table in a round, instead of where one sat in it. Raises CafeClosed, TableFull, HostsStay, NotAtTables, NotFound."""
    plan, one = _open_round(session, participant.congress_id, number, now=now)
    wanted = queries.table(session, participant.congress_id, table)
    if any(participant.id in {other.host_id, other.cohost_id} for other in queries.tables(session, plan.congress_id)):
        raise errors.HostsStay(field="table")
    if not queries.takes_part(session, participant):
        raise errors.NotAtTables(field="table")
    take_place(session, plan, one, wanted, participant.id)
    _touch_one(participant, now=now)


def leave(session: Session, participant: Participant, *, number: int, now: datetime) -> None:
    """Give a chosen place back, so that others can have it. Raises CafeClosed, HostsStay."""
    plan, one = _open_round(session, participant.congress_id, number, now=now)
    if any(participant.id in {other.host_id, other.cohost_id} for other in queries.tables(session, plan.congress_id)):
        raise errors.HostsStay(field="table")
    mine = (TableStop.plan_id == plan.id, TableStop.round_id == one.id, TableStop.participant_id == participant.id)
    session.execute(delete(TableStop).where(*mine))
    _touch_one(participant, now=now)


def take_place(session: Session, plan: TablePlan, one: TableRound, table: ThematicTable, person: int) -> None:
    """Seat somebody, never beyond the seats: the plan's row must be locked by whoever calls. Raises TableFull."""
    taken = queries.seated(session, plan.id).get((one.id, table.id), set())
    if table.seats is not None and len(taken - {person}) >= table.seats:
        raise errors.TableFull(field="table", number=table.number)
    _sit(session, plan, one, table, person)


def _open_round(session: Session, congress_id: int, number: int, *, now: datetime) -> tuple[TablePlan, TableRound]:
    """Find the café and a round that is not over, and let everybody who chooses at the same moment queue."""
    plan = queries.lock_published(session, congress_id)
    one = next((one for one in queries.rounds(session, congress_id) if one.number == number), None)
    if plan is None or not plan.is_cafe or one is None or one.ends_at <= now:
        raise errors.CafeClosed(field="table")
    return plan, one


def _sit(session: Session, plan: TablePlan, one: TableRound, table: ThematicTable, person: int) -> None:
    where = {"plan_id": plan.id, "round_id": one.id, "participant_id": person}
    session.execute(delete(TableStop).filter_by(**where))
    session.execute(insert(TableStop).values(**where, table_id=table.id))


def _touch_one(participant: Participant, *, now: datetime) -> None:
    participant.revision, participant.changed_at = participant.revision + 1, now


def _note(session: Session, plan: TablePlan, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=plan.congress_id,
        subject_kind="table_plan",
        subject_id=plan.id,
        now=now,
    )
