"""The verbs of digests."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.digests import queries, rules
from app.digests.models import Digest
from app.mail import outbox
from app.orm import insert_new

DAILY = "digests.daily"  # kind of mail
LONGEST = timedelta(days=7)  # what is told at a time, after the relay was away


def subscribe(session: Session, congress: Congress, *, account_id: int, now: datetime) -> None:
    """Tell somebody daily what happens from now on; twice is no error."""
    row = {"account_id": account_id, "congress_id": congress.id, "told_until": now}
    session.execute(insert_new(session, Digest).values(row))


def unsubscribe(session: Session, congress: Congress, *, account_id: int) -> None:
    """Tell somebody no longer; twice is no error."""
    here = delete(Digest).where(Digest.account_id == account_id, Digest.congress_id == congress.id)
    session.execute(here)


def tell_everyone(session: Session, *, now: datetime) -> int:
    """Queue the mails of this morning to all whose congress has seen something since the last one; tell how many."""
    told = 0
    for digest, account, congress in queries.everyones(session):
        until = rules.this_morning(now, congress.zone)
        since = max(digest.told_until, until - LONGEST)
        if digest.told_until >= until or not queries.move_on(session, digest, until=until):
            continue
        if what_happened(session, congress, since=since, until=until):
            _queue(session, congress, account.id, since=since, until=until, now=now)
            told += 1
    return told


def what_happened(session: Session, congress: Congress, *, since: datetime, until: datetime) -> dict[str, int]:
    """Count what is worth telling of a congress, in the order in which it is told."""
    happened = queries.happened(session, congress.id, since=since, until=until)
    undelivered = queries.undelivered(session, congress.id, since=since, until=until)
    return rules.worth_telling(happened, undelivered=undelivered)


def _queue(
    session: Session, congress: Congress, account_id: int, *, since: datetime, until: datetime, now: datetime
) -> None:
    outbox.put(
        session,
        DAILY,
        now=now,
        congress_id=congress.id,
        participant_id=None,
        dedup_key=f"{DAILY}:{congress.id}:{account_id}:{until.isoformat()}",
        payload={"account": account_id, "since": since.isoformat(), "until": until.isoformat()},
    )
