"""Every select on those who are not there on the day of the rounds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, not_, select
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.tables.models import TablePlan, TableRound, TableStop, ThematicTable
from forums.tables.queries import chosen, comes, day_of_rounds, tables
from registration.participants.models import Participant
from registration.participants.rules import Status


def count_away(session: Session, congress_id: int, audience: dict[str, list[str]]) -> int:
    """Count who would take part but does not come on the day of the rounds."""
    day = day_of_rounds(session, congress_id)
    if not day:
        return 0
    away = select(func.count()).select_from(Participant).where(*chosen(congress_id, audience), not_(comes(day)))
    return session.scalar(away) or 0


def hosts_away(session: Session, congress_id: int) -> list[tuple[ThematicTable, Participant]]:
    """List hosts and co-hosts without a confirmed place, or who do not come on the day of the rounds, table by table."""
    day = day_of_rounds(session, congress_id)
    return [
        (one, person)
        for one in tables(session, congress_id)
        for person in (one.host, one.cohost)
        if person is not None
        and (person.status != Status.CONFIRMED or (day and person.days and day not in person.day_list))
    ]


def stops_on_some_days(session: Session, *, after: datetime) -> Sequence[Row[*tuple[Any, ...]]]:  # Any: columns by name
    """List the stops of published plans still to come of everybody who comes on some days only."""
    return session.execute(
        select(
            TableStop.plan_id,
            TableStop.round_id,
            TableStop.participant_id,
            TableRound.starts_at,
            Participant.days,
            Congress.zone,
        )
        .join(TablePlan, TablePlan.id == TableStop.plan_id)
        .join(TableRound, TableRound.id == TableStop.round_id)
        .join(Participant, Participant.id == TableStop.participant_id)
        .join(Congress, Congress.id == TablePlan.congress_id)
        .where(TablePlan.status == "published", TableRound.starts_at > after, Participant.days != "")
        .order_by(TableStop.plan_id, TableStop.participant_id)
    ).all()
