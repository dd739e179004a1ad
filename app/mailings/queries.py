"""Every select on mailings, and on those whom they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, cast, exists, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased, joinedload

from app.congress.models import Congress
from app.errors import NotFound
from app.i18n import PAGE_LANGUAGES
from app.jobs.models import Job, JobStatus
from app.mail.models import AddressFault
from app.mail.outbox import MAIL_JOB
from app.mail.service import RETURNED
from app.mailings.models import Mailing, Recipient
from app.mailings.rules import NONE, OTHER_LANGUAGES, Answered, Audience, MailingStatus
from app.orm import insert_new
from badges.checkin.models import Presence
from forums.dialogue.models import Forum, Preference, Seat
from registration.fields.models import FieldAnswer, FormField
from registration.organisations.rules import key_of
from registration.participants.models import Participant, Party
from registration.places.models import Category

FRESH = {"populate_existing": True}
HAS_ADDRESS = Participant.email_key != ""
# Without an address of their own, but in a group whose contact has one.
HAS_CONTACT = and_(~HAS_ADDRESS, Participant.party_id.in_(select(Party.id).where(Party.contact_email != "")))
IS_REACHED = or_(HAS_ADDRESS, HAS_CONTACT)
# The state of a copy as app.mail.words names it.
STATE = case(
    (and_(Job.status == JobStatus.DEAD, Job.error.startswith(RETURNED)), "returned"),
    else_=func.coalesce(Job.status, JobStatus.DONE.value),
)


@dataclass(frozen=True)
class Reach:
    """How many a mailing is for now: all who match, those who have not got it yet, and what is to be known of them before."""

    all: int
    new: int
    without_seat: int
    returned: int
    through_contacts: int  # of all: those without an address, for whom the contact of their group gets it
    without_address: int  # beside all the others: nobody can be written to for them


def mailings(session: Session, congress_id: int) -> Sequence[Mailing]:
    """List the mailings of a congress, newest first."""
    query = select(Mailing).where(Mailing.congress_id == congress_id)
    return session.scalars(query.order_by(Mailing.id.desc()), execution_options=FRESH).all()


def mailing(session: Session, congress_id: int, public_id: str) -> Mailing:
    """Find a mailing of this congress; raises NotFound."""
    query = select(Mailing).where(Mailing.congress_id == congress_id, Mailing.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def by_public_id(session: Session, public_id: str) -> Mailing | None:
    """Find the mailing of a copy; None when it is gone."""
    return session.scalar(select(Mailing).where(Mailing.public_id == public_id), execution_options=FRESH)


def some_mailings(session: Session, public_ids: Sequence[str]) -> Sequence[Mailing]:
    """List those mailings."""
    return session.scalars(select(Mailing).where(Mailing.public_id.in_(public_ids))).all()


def due(session: Session, *, now: datetime) -> Sequence[Mailing]:
    """List the scheduled mailings whose moment has come."""
    query = select(Mailing).where(Mailing.status == MailingStatus.SCHEDULED, Mailing.starts_at <= now)
    return session.scalars(query.order_by(Mailing.starts_at, Mailing.id), execution_options=FRESH).all()


def open_to_later(session: Session, *, today: date) -> Sequence[Mailing]:
    """List the mailings under way that late ones get too, as long as their congress is not over."""
    query = (
        select(Mailing)
        .join(Congress, Congress.id == Mailing.congress_id)
        .where(Mailing.status == MailingStatus.SENDING, Mailing.also_later, Congress.ends_on >= today)
    )
    return session.scalars(query.order_by(Mailing.id), execution_options=FRESH).all()


def move(
    session: Session, mailing: Mailing, *, before: Sequence[MailingStatus], after: MailingStatus, **values: object
) -> bool:
    """Step from one state to another if nobody was faster; tell whether it was done. The row stays locked to the end."""
    stepping = update(Mailing).where(Mailing.id == mailing.id, Mailing.status.in_(before))
    done = session.scalar(stepping.values(status=after, **values).returning(Mailing.id))
    if done is not None:
        session.refresh(mailing)
    return done is not None


# --- Whom it is for ---


def categories(session: Session, congress_id: int) -> dict[str, dict[str, str]]:
    """Map the codes of the categories of a congress to their labels by language, in order."""
    query = select(Category.code, Category.label).where(Category.congress_id == congress_id)
    return dict(session.execute(query.order_by(Category.position, Category.id)).all())


def reach(session: Session, mailing: Mailing) -> Reach:
    """Count whom a mailing is for, in one statement."""
    here = _wanted(mailing.congress_id, Audience.of(mailing.audience))
    seated = exists().where(Seat.participant_id == Participant.id)
    claims = (true(), ~_has_got(mailing), ~seated, _is_returned(), HAS_CONTACT)
    # Whoever registers anew after their registration lapsed is one person, with one address.
    one = func.count(case((HAS_ADDRESS, Participant.email_key), else_=cast(Participant.id, Text)).distinct())
    counts = [one.filter(IS_REACHED, claim) for claim in claims]
    query = select(*counts, func.count().filter(~IS_REACHED)).select_from(Participant)
    return Reach(*map(int, session.execute(query.where(*here)).one()))


def new_ones(session: Session, mailing: Mailing) -> Sequence[int]:
    """List the ids of those with an address who match and have not got the mailing, in the order of their registration.

    Of several registrations with one address the last.
    """
    here = _matching(mailing.congress_id, Audience.of(mailing.audience))
    last = func.max(Participant.id)
    query = select(last).where(*here, ~_has_got(mailing)).group_by(Participant.email_key)
    return session.scalars(query.order_by(last)).all()


def new_through_contacts(session: Session, mailing: Mailing) -> Sequence[Row[int, str]]:
    """List in the same way (id, address of the contact) of those for whom the contact of their group gets the mailing."""
    here = _wanted(mailing.congress_id, Audience.of(mailing.audience))
    query = select(Participant.id, Party.contact_email).join(Party, Party.id == Participant.party_id)
    return session.execute(query.where(*here, HAS_CONTACT, ~_has_got(mailing)).order_by(Participant.id)).all()


def copies_of_contacts(session: Session, mailing: Mailing) -> Sequence[Row[str, str]]:
    """List (address of the contact, public id of the job) of the copies that contacts of groups have got, or may get yet."""
    query = (
        select(Party.contact_email, Recipient.job_public_id)
        .join(Participant, Participant.party_id == Party.id)
        .join(Recipient, Recipient.participant_id == Participant.id)
        .join(Job, Job.public_id == Recipient.job_public_id)
        .where(Recipient.mailing_id == mailing.id, Job.participant_id.is_(None), Job.status != JobStatus.CANCELLED)
    )
    return session.execute(query.distinct()).all()


def concerned(session: Session, mailing: Mailing, job_public_id: str) -> Sequence[Participant]:
    """List those who still match and share a contact's copy, in the order of their registration, with congress and group."""
    here = _wanted(mailing.congress_id, Audience.of(mailing.audience))
    query = (
        select(Participant)
        .join(Recipient, Recipient.participant_id == Participant.id)
        .join(Party, Party.id == Participant.party_id)
        .where(*here, Recipient.mailing_id == mailing.id, Recipient.job_public_id == job_public_id)
        .where(Party.contact_email != "")
        .options(joinedload(Participant.congress), joinedload(Participant.party))
    )
    return session.scalars(query.order_by(Participant.id)).all()


def sample(session: Session, mailing: Mailing, *, number: int) -> Participant | None:
    """Find one of those who match, by their number in the order of names; the last for a number beyond them, with the congress."""
    query = select(Participant).where(*_wanted(mailing.congress_id, Audience.of(mailing.audience)), IS_REACHED)
    ordered = query.order_by(Participant.name_key, Participant.id)
    ordered = ordered.options(joinedload(Participant.congress), joinedload(Participant.party))
    return session.scalar(ordered.offset(number).limit(1)) or session.scalar(ordered.limit(1))


def is_meant(session: Session, mailing: Mailing, participant_id: int) -> bool:
    """Tell whether somebody still matches."""
    here = _matching(mailing.congress_id, Audience.of(mailing.audience))
    return session.scalar(select(Participant.id).where(*here, Participant.id == participant_id)) is not None


def add_recipients(session: Session, rows: Sequence[dict[str, object]]) -> dict[str, int]:
    """Write down who gets a mailing; give {public id of the job: participant} of those who were not in it yet."""
    adding = insert_new(session, Recipient).values(rows)
    return dict(session.execute(adding.returning(Recipient.job_public_id, Recipient.participant_id)).all())


# --- What became of it ---


def copies(mailing: Mailing) -> Select[str]:
    """Select the public ids of the jobs of a mailing's copies."""
    return select(Recipient.job_public_id).where(Recipient.mailing_id == mailing.id)


def counts(session: Session, mailing_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count the copies of mailings by their state."""
    query = (
        select(Recipient.mailing_id, STATE, func.count())
        .outerjoin(Job, Job.public_id == Recipient.job_public_id)
        .where(Recipient.mailing_id.in_(mailing_ids))
        .group_by(Recipient.mailing_id, STATE)
    )
    found: dict[int, dict[str, int]] = {mailing_id: {} for mailing_id in mailing_ids}
    for mailing_id, state, number in session.execute(query):
        found[mailing_id][str(state)] = number
    return found


def recipients(
    session: Session, mailing: Mailing, *, state: str, offset: int, limit: int
) -> Sequence[Row[Participant, Job]]:
    """List (participant, job) of a mailing's copies by name, in one state if *state* is given."""
    query = (
        select(Participant, Job)
        .join(Recipient, Recipient.participant_id == Participant.id)
        .outerjoin(Job, Job.public_id == Recipient.job_public_id)
        .where(Recipient.mailing_id == mailing.id)
    )
    chosen = query.where(STATE.in_([state])) if state else query
    return session.execute(
        chosen.order_by(Participant.name_key, Participant.id).offset(offset).limit(limit), execution_options=FRESH
    ).all()


def received(session: Session, participant_id: int) -> Sequence[Row[Mailing, Job]]:
    """List (mailing, job) of somebody's copies, oldest first."""
    query = (
        select(Mailing, Job)
        .join(Recipient, Recipient.mailing_id == Mailing.id)
        .outerjoin(Job, Job.public_id == Recipient.job_public_id)
        .where(Recipient.participant_id == participant_id)
    )
    return session.execute(query.order_by(Mailing.id)).all()


def undelivered(session: Session, congress_id: int, *, limit: int = 200) -> Sequence[Row[Participant | None, Job]]:
    """List (participant, job) of the mails of a congress that were given up or came back, whoever wrote them, newest first."""
    query = select(Participant, Job).outerjoin(Participant, Participant.id == Job.participant_id)
    return session.execute(
        query.where(*_is_undelivered(congress_id)).order_by(Job.id.desc()).limit(limit), execution_options=FRESH
    ).all()


def number_undelivered(session: Session, congress_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Job).where(*_is_undelivered(congress_id))) or 0


def undelivered_ids(congress_id: int) -> Select[str]:
    """Select the public ids of these mails."""
    return select(Job.public_id).where(*_is_undelivered(congress_id))


def undelivered_id(session: Session, congress_id: int, public_id: str) -> Select[str]:
    """Select one mail of this congress; raises NotFound."""
    chosen = select(Job.public_id).where(
        Job.congress_id == congress_id, Job.public_id == public_id, Job.kind == MAIL_JOB
    )
    if session.scalar(chosen) is None:
        raise NotFound
    return chosen


def _is_undelivered(congress_id: int) -> tuple[ColumnElement[bool], ...]:
    return Job.congress_id == congress_id, Job.status == JobStatus.DEAD, Job.kind == MAIL_JOB


def _matching(congress_id: int, wanted: Audience) -> list[ColumnElement[bool]]:
    """Write an audience as conditions on Participant; in it are those who have an address of their own."""
    return [*_wanted(congress_id, wanted), HAS_ADDRESS]


def _wanted(congress_id: int, wanted: Audience) -> list[ColumnElement[bool]]:
    conditions = [Participant.congress_id == congress_id]
    conditions += [
        getattr(Participant, column).in_(["" if value == NONE else value for value in values])
        for column in ("status", "role", "sector", "level")
        if (values := getattr(wanted, column))
    ]
    if wanted.organisation:
        conditions.append(Participant.organisation_key == key_of(wanted.organisation))
    if wanted.language:
        spoken = Participant.language.in_([code for code in wanted.language if code != OTHER_LANGUAGES])
        others = Participant.language.not_in(PAGE_LANGUAGES)
        conditions.append(or_(spoken, others) if OTHER_LANGUAGES in wanted.language else spoken)
    if wanted.forums:
        conditions.append(_holds(wanted.forums, Seat))
    if wanted.wishes:
        conditions.append(_holds(wanted.wishes, Preference))
    conditions += _answered(congress_id, wanted.answers)
    claims = (
        (wanted.photo, Participant.photo_consent_at.is_not(None)),
        (wanted.inside, exists().where(Presence.participant_id == Participant.id)),
        (wanted.returned, _is_returned()),
    )
    return conditions + [claim if answer == "yes" else ~claim for answer, claim in claims if answer]


def _holds(forums: Sequence[str], held: type[Seat] | type[Preference]) -> ColumnElement[bool]:
    """Say that somebody has a seat in, or a wish for, one of *forums* (public ids, or NONE for nothing at all)."""
    mine = held.participant_id == Participant.id
    ids = select(Forum.id).where(Forum.public_id.in_(forums))
    in_one = exists().where(mine, held.forum_id.in_(ids))
    return or_(in_one, ~exists().where(mine)) if NONE in forums else in_one


def _answered(congress_id: int, written: Sequence[str]) -> list[ColumnElement[bool]]:
    """Say of each question named that somebody answered it in one of the ways that are named."""
    ways = [Answered.of(condition) for condition in written]
    return [
        or_(*(_answers(congress_id, way) for way in ways if way.key == key))
        for key in dict.fromkeys(way.key for way in ways)
    ]


def _answers(congress_id: int, way: Answered) -> ColumnElement[bool]:
    asked = select(FormField.id).where(FormField.congress_id == congress_id, FormField.key == way.key)
    mine = exists().where(FieldAnswer.participant_id == Participant.id, FieldAnswer.field_id == asked.scalar_subquery())
    if way.code == Answered.NOTHING:
        return ~mine
    if way.code == Answered.ANYTHING:
        return mine
    # One code or a list of them, as JSON: codes are small letters, digits and "_", so that quotes tell them apart.
    return mine.where(cast(FieldAnswer.value, Text).contains(f'"{way.code}"', autoescape=True))


def _has_got(mailing: Mailing) -> ColumnElement[bool]:
    """Say that somebody has got the mailing or will, whether by this registration or by another one with their address."""
    twin = aliased(Participant)
    sent = (
        select(twin.email_key)
        .join(Recipient, Recipient.participant_id == twin.id)
        .outerjoin(Job, Job.public_id == Recipient.job_public_id)
        .where(Recipient.mailing_id == mailing.id, func.coalesce(Job.status, JobStatus.DONE) != JobStatus.CANCELLED)
    )
    mine = exists().where(Recipient.mailing_id == mailing.id, Recipient.participant_id == Participant.id)
    return or_(mine, and_(HAS_ADDRESS, Participant.email_key.in_(sent)))


def _is_returned() -> ColumnElement[bool]:
    return exists().where(AddressFault.participant_id == Participant.id)
