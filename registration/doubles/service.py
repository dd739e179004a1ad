"""The verbs of doubles: tell two apart, or make one of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.feature import Person, PersonalData
from app.journal.service import record, redact
from app.orm import insert_new
from registration.doubles import addresses, errors, queries
from registration.doubles.models import DistinctPair
from registration.fees import service as fees
from registration.fields import service as fields
from registration.participants import queries as participants_queries
from registration.participants import service as participants
from registration.participants.errors import WrongState
from registration.participants.models import Participant
from registration.participants.rules import HOLDING, RegistrationRequest, Status
from registration.privacy import service as privacy

# The further on, the more a guest has in hand.
FURTHEST = (Status.CONFIRMED, Status.OFFERED, Status.PENDING, Status.WAITING)


def tell_apart(session: Session, first: Participant, second: Participant, *, actor: str, now: datetime) -> None:
    """Remember that two are two, so that nobody is asked again. Raises OnePersonOnly."""
    smaller, larger = sorted((first.id, second.id))
    if smaller == larger:
        raise errors.OnePersonOnly
    row = {"first_id": smaller, "second_id": larger, "actor": actor, "decided_at": now}
    session.execute(insert_new(session, DistinctPair).values(row))
    _note(session, first, "participant.told-apart", actor=actor, now=now, other=second.id)


def merge(
    session: Session,
    congress: Congress,
    *,
    kept: Participant,
    other: Participant,
    request: RegistrationRequest,
    held: Sequence[PersonalData],
    from_kept: Collection[str] = (),
    from_other: Collection[str] = (),
    mails: Iterable[str] = (),
    actor: str,
    now: datetime,
) -> None:
    """Make one registration of two: *kept* with the answers of *request*, and *other* gone, with its link.

    What hangs on *kept* stays, such as seat, badge, wishes and link; of a kind that it lacks it gets the other's. The state is the
    furthest of both, and a place that both held is offered to those who wait. *held* are what rooms hold about people; they mend
    their counters. *from_kept* and *from_other* are keys of the congress's own questions with whose answer counts, or that there is
    none; of others the kept one's counts, else the other's. Money that was paid follows. What knows an address that goes knows the
    one that stays; *mails* are names of files in the mail folder that speak of whoever goes. Raises OnePersonOnly, WrongState,
    QuotaFull.
    """
    if kept.id == other.id:
        raise errors.OnePersonOnly
    if kept.status not in FURTHEST or other.status not in FURTHEST:
        raise WrongState
    participants_queries.hold(session, congress.id)
    before, others = Status(kept.status), Status(other.status)
    values = {"confirmed_at": other.confirmed_at, "deadline": other.deadline, "turn": other.turn}
    both_held = before in HOLDING and others in HOLDING
    note = "\n".join(text for text in (kept.note, other.note if other.note != kept.note else "") if text)
    fees.join(session, leaving=other.id, staying=kept.id, actor=actor, now=now)
    moved = _hand_on(session, other, kept, keeping=from_kept, taking=from_other)
    for person in (kept, other):
        addresses.follow(session, congress.id, before=person.email, name=request.name, email=request.email)
    privacy.sweep_mails(session, other.id, mails, now=now)
    _let_go(session, other, held)
    if FURTHEST.index(others) < FURTHEST.index(before):
        participants_queries.move(
            session, kept.id, congress_id=congress.id, before=before, after=others, now=now, **values
        )
        session.refresh(kept)
    participants.change(session, kept, request, may_change_email=True, actor=actor, now=now)
    if note != kept.note:
        participants.write_note(session, kept, note=note, actor=actor, now=now)
    _note(session, kept, "participant.merged", actor=actor, now=now, other=other.id, moved=moved)
    if both_held:
        participants.offer_free_places(session, congress, now=now)


def _hand_on(
    session: Session, giver: Participant, taker: Participant, *, keeping: Collection[str], taking: Collection[str]
) -> list[str]:
    """Give what the taker lacks, table by table; return the names of those from which something came.

    Of the questions with these keys the taker keeps the own answer, or takes the giver's, also where there is none.
    """
    fields.drop_answers(session, taker.id, taking)
    fields.drop_answers(session, giver.id, keeping)
    session.flush()  # what was changed before must not overtake the statements below
    moved = [
        table.name
        for table, column in queries.tables_of_participants()
        if queries.hand_on(session, table, column, giver=giver.id, taker=taker.id)
    ]
    fields.drop_loose_uploads(session, taker.id)
    return moved


def _let_go(session: Session, leaving: Participant, held: Sequence[PersonalData]) -> None:
    """Let the rooms mend their counters, and delete the row with all that still hangs on it."""
    person = Person(
        id=leaving.id,
        congress_id=leaving.congress_id,
        public_id=leaving.public_id,
        name=leaving.name,
        email=leaving.email,
        email_key=leaving.email_key,
    )
    for data in held:
        if data.before_erasing is not None:
            list(data.before_erasing(session, person))  # the numbers that an erasure leaves behind count nobody here
    session.flush()  # as above
    redact(session, subject_kind="participant", subject_id=leaving.id)  # SQLite gives an id to the next one
    queries.remove(session, leaving.id)
    session.expunge(leaving)


def _note(session: Session, person: Participant, action: str, *, actor: str, now: datetime, **details: object) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=person.congress_id,
        subject_kind="participant",
        subject_id=person.id,
        now=now,
        details=details,
    )
