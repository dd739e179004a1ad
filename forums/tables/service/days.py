"""The verb of days: whoever does not come on the day of the rounds any more leaves the tables, and their calendar with it."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.journal.service import SYSTEM
from forums.tables.coming.queries import stops_on_some_days
from forums.tables.models import TablePlan, TableStop
from forums.tables.service.plans import note, raise_revisions


def let_go(session: Session, *, now: datetime) -> int:
    """Free the places still to come of those who said that they do not come on that day; return how many people these are."""
    rows = [
        row
        for row in stops_on_some_days(session, after=now)
        if _day(row.starts_at, row.zone) not in row.days.split(",")
    ]
    freed = 0
    for plan_id, group in groupby(rows, key=lambda row: row.plan_id):
        places = list(group)
        people = sorted({row.participant_id for row in places})
        rounds = {row.round_id for row in places}
        for person in people:
            ours = (TableStop.plan_id == plan_id, TableStop.participant_id == person, TableStop.round_id.in_(rounds))
            session.execute(delete(TableStop).where(*ours))
        raise_revisions(session, people, now=now)
        plan = session.get_one(TablePlan, plan_id)
        note(session, plan, "tables.let-go", actor=SYSTEM, now=now, details={"people": len(people)})
        freed += len(people)
    return freed


def _day(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()
