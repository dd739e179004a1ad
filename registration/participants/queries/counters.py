"""The counters of places, and the counted steps of people between their states."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from app.orm import table_of
from app.prepared import prepared
from registration.participants.models import Participant, Places
from registration.participants.rules import HOLDING, Status
from registration.places.models import Category, Quota
from registration.places.rules import Claim

# Steps between states are single UPDATEs past the session; what is read for deciding must come from the database.
FRESH = {"populate_existing": True}
CLAIM = (Participant.role, Participant.days, Participant.organisation_key)


def places(session: Session, congress_id: int) -> Places:
    return session.scalars(select(Places).where(Places.congress_id == congress_id), execution_options=FRESH).one()


def hold(session: Session, congress_id: int) -> Places:
    """Read the counters of a congress and hold them until the transaction ends: nobody else takes or gives back a place meanwhile.

    Every step that looks at counters before it changes them begins here. One row a congress, taken first of all, so that two
    steps wait for each other and never block each other for good.
    """
    held = select(Places).where(Places.congress_id == congress_id).with_for_update()
    return session.scalars(held, execution_options=FRESH).one()


def take_place(session: Session, congress_id: int, status: Status) -> bool:
    """Count one more in *status* if that can be told at once; tell whether. One statement: cannot oversell.

    At once: a place is free, nobody waits, and the congress has no quotas. Otherwise hold() the counters and look closer.
    """
    connection = session.connection()
    taking = prepared(_taking(status), connection.dialect)
    return taking.touched(connection.connection, {"congress": congress_id}) == 1


@cache
def _taking(status: Status) -> Update:
    """Make the statement of take_place once; to build it anew with every registration costs more than to run it."""
    counts = table_of(Places).c
    is_free = counts.pending + counts.confirmed + counts.offered + counts.reserved < counts.capacity
    is_plain = and_(is_free, counts.waiting == 0, counts.quotas == 0)
    taking = update(table_of(Places)).where(counts.congress_id == bindparam("congress"), is_plain)
    return taking.values({status.value: counts[status.value] + 1})


def count(session: Session, congress_id: int, changes: dict[Status, int]) -> None:
    """Add to the counters of a congress."""
    values = {status.value: getattr(Places, status) + by for status, by in changes.items()}
    session.execute(update(Places).where(Places.congress_id == congress_id).values(values))


def set_turns(session: Session, congress_id: int, turns: int) -> None:
    """Keep the last turn given on the waiting list; under hold()."""
    session.execute(update(Places).where(Places.congress_id == congress_id).values(turns=turns))


def take_in_quotas(session: Session, needed: Mapping[int, int]) -> None:
    """Count people in each quota (by id), under hold(), after it has shown room for all; each statement makes sure by itself."""
    for quota_id, people in sorted(needed.items()):
        taking = update(Quota).where(Quota.id == quota_id, Quota.held + people <= Quota.capacity)
        if not _changed(session, taking.values(held=Quota.held + people)):
            msg = f"quota {quota_id} has no room for {people}, although its counters were held"
            raise RuntimeError(msg)


def count_in_quotas(session: Session, congress_id: int, claim: Claim, by: int) -> None:
    """Count somebody in (1) or out (-1) of every quota that covers them, full or not."""
    covering = and_(
        Quota.congress_id == congress_id,
        Quota.category.in_(["", claim.role]),
        Quota.organisation_key.in_(["", claim.organisation_key]),
    )
    if claim.days:
        covering = and_(covering, Quota.day.in_(["", *claim.days.split(",")]))
    session.execute(update(Quota).where(covering).values(held=Quota.held + by))


def move(
    session: Session,
    participant_id: int,
    *,
    congress_id: int,
    before: Status,
    after: Status,
    now: datetime,
    **values: Any,  # Any: further columns of Participant
) -> bool:
    """Step from one state to another if nobody was faster, with all counters; tell whether it was done.

    Into a held place only for whom hold() has shown that there is room.
    """
    counted = hold(session, congress_id)
    columns = {
        "status": after.value,
        "changed_at": now,
        "revision": Participant.revision + 1,
        "deadline": None,
        "turn": None,
        **values,
    }
    stepping = update(Participant).where(Participant.id == participant_id, Participant.status == before)
    if not _changed(session, stepping.values(columns)):
        return False
    count(session, congress_id, {before: -1, after: 1})
    if counted.quotas and (step := (after in HOLDING) - (before in HOLDING)):
        count_in_quotas(session, congress_id, claim_of(session, participant_id), step)
    return True


def claim_of(session: Session, participant_id: int) -> Claim:
    """Tell what quotas look at, as it stands in the database."""
    return Claim(*session.execute(select(*CLAIM).where(Participant.id == participant_id)).one())


def number_held(session: Session, quota: Quota) -> int:
    """Count those who hold a place and whom a quota covers, from the people themselves."""
    return session.scalar(select(func.count()).where(_covered(quota), Participant.status.in_(HOLDING))) or 0


def number_waiting(session: Session, quota: Quota) -> int:
    """Count those on the waiting list whom a quota covers."""
    return session.scalar(select(func.count()).where(_covered(quota), Participant.status == Status.WAITING)) or 0


def number_by_status(session: Session, congress_id: int) -> dict[str, int]:
    """Count people by state, from the people themselves."""
    query = select(Participant.status, func.count()).where(Participant.congress_id == congress_id)
    return dict(session.execute(query.group_by(Participant.status)).all())


def number_by_role(session: Session, congress_id: int) -> dict[tuple[str, str], int]:
    """Count people by category and state."""
    query = select(Participant.role, Participant.status, func.count()).where(Participant.congress_id == congress_id)
    rows = session.execute(query.group_by(Participant.role, Participant.status))
    return {(role, status): number for role, status, number in rows}


def is_used(session: Session, category: Category) -> bool:
    """Tell whether anybody, even somebody who cancelled, is registered in a category."""
    used = exists().where(Participant.congress_id == category.congress_id, Participant.role == category.code)
    return bool(session.scalar(select(used)))


def _covered(quota: Quota) -> ColumnElement[bool]:
    """Say places.rules.covers in SQL."""
    clauses = [Participant.congress_id == quota.congress_id]
    if quota.category:
        clauses.append(Participant.role == quota.category)
    if quota.organisation_key:
        clauses.append(Participant.organisation_key == quota.organisation_key)
    if quota.day:
        clauses.append((Participant.days == "") | Participant.days.contains(quota.day))
    return and_(*clauses)


def _changed(session: Session, statement: Any) -> bool:  # Any: SQLAlchemy's Update, typed by table
    result: Any = session.execute(
        statement.execution_options(synchronize_session=False)
    )  # Any: CursorResult, not told by execute
    return bool(result.rowcount == 1)
