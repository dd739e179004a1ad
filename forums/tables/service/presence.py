"""The verbs of presence: a host notes who is really at the table, by code or by name; the repair asks for nobody else."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.orm import insert_new
from forums.tables import queries
from forums.tables.models import TableAbsence, TablePresence, TableRound, TableStop, ThematicTable
from forums.tables.service import cafe


def note_here(
    session: Session, table: ThematicTable, one: TableRound, people: Collection[int], *, now: datetime
) -> None:
    """Note people as present at a table in a round; whoever was noted at another one has moved. Twice is no error.

    In a World Café who has no place yet takes one here, which raises TableFull where there is none.
    """
    plan = queries.lock_published(session, table.congress_id)
    for person in sorted(people):
        if plan is not None and plan.is_cafe:
            cafe.take_place(session, plan, one, table, person)
        where = {"round_id": one.id, "participant_id": person}
        session.execute(delete(TablePresence).filter_by(**where))
        session.execute(insert_new(session, TablePresence).values(**where, table_id=table.id, noted_at=now))
    session.execute(delete(TableAbsence).where(TableAbsence.participant_id.in_(people)))


def note_gone(session: Session, table: ThematicTable, one: TableRound, people: Collection[int]) -> None:
    """Take back that people are at a table; who was seen at another one meanwhile stays there."""
    plan = queries.lock_published(session, table.congress_id)
    gone = TablePresence.participant_id.in_(people)
    here = (TablePresence.round_id == one.id, TablePresence.table_id == table.id, gone)
    session.execute(delete(TablePresence).where(*here))
    if plan is not None and plan.is_cafe:
        hosts = {table.host_id, table.cohost_id}
        left = [person for person in people if person not in hosts]
        seats = (TableStop.plan_id == plan.id, TableStop.round_id == one.id, TableStop.table_id == table.id)
        session.execute(delete(TableStop).where(*seats, TableStop.participant_id.in_(left)))
