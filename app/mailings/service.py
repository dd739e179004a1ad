"""The verbs of mailings: write, schedule, send, pause, resume, stop, send to new ones, try again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.jobs import service as jobs
from app.journal.service import SYSTEM, record
from app.mail import outbox
from app.mail import service as mail
from app.mail.bounces import Report
from app.mailings import errors, queries, rules
from app.mailings.models import Mailing
from app.mailings.rules import BEGUN, UNSENT, Audience, MailingStatus
from app.orm import new_public_id
from registration.participants import queries as participants
from registration.participants.rules import email_key_of

COPY = "mailings.copy"  # kind of mail: somebody's copy
TO_CONTACT = "mailings.to-contact"  # kind of mail: the one copy of the contact of groups, for those without an address
TEST = "mailings.test"  # kind of mail: what it would look like, to an organiser
CHUNK = 500  # rows in one statement


@dataclass(frozen=True)
class Draft:
    """What an organiser writes, by language, and for whom."""

    subject: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = field(default_factory=Audience)
    also_later: bool = False

    def columns(self) -> dict[str, object]:
        """Turn the draft into columns, once every word in braces means something."""
        for name, texts in (("subject", self.subject), ("body", self.body)):
            for language, text in texts.items():
                rules.check_placeholders(text, field=f"{name}_{language}")
        return {
            "subject": dict(self.subject),
            "body": dict(self.body),
            "audience": self.audience.as_json(),
            "also_later": self.also_later,
        }


def begin(session: Session, congress: Congress, draft: Draft, *, actor: str, now: datetime) -> Mailing:
    """Begin a mailing that nobody gets yet. Raises UnknownPlaceholder."""
    started = Mailing(
        **draft.columns(),
        public_id=new_public_id(),
        congress_id=congress.id,
        status=MailingStatus.DRAFT,
        actor=actor,
        created_at=now,
        changed_at=now,
    )
    session.add(started)
    session.flush()  # the journal names it by its id
    _note(session, started, "mailing.begun", actor=actor, now=now)
    return started


def copy(session: Session, congress: Congress, mailing: Mailing, *, actor: str, now: datetime) -> Mailing:
    """Begin a mailing like an earlier one, for whoever gets it this time."""
    draft = Draft(mailing.subject, mailing.body, Audience.of(mailing.audience), mailing.also_later)
    return begin(session, congress, draft, actor=actor, now=now)


def change(session: Session, mailing: Mailing, draft: Draft, *, actor: str, now: datetime) -> None:
    """Change text and audience of a mailing that nobody has got. Raises UnknownPlaceholder, or OutOfTurn once it has begun."""
    values = draft.columns()
    if not queries.move(session, mailing, before=UNSENT, after=MailingStatus(mailing.status), changed_at=now, **values):
        raise errors.OutOfTurn
    _note(session, mailing, "mailing.changed", actor=actor, now=now)


def remove(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> None:
    """Throw a mailing away that nobody has got. Raises OutOfTurn once it has begun."""
    if not queries.move(session, mailing, before=UNSENT, after=MailingStatus.DRAFT):
        raise errors.OutOfTurn
    session.execute(delete(Mailing).where(Mailing.id == mailing.id))
    _note(session, mailing, "mailing.removed", actor=actor, now=now)


def schedule(
    session: Session, mailing: Mailing, *, starts_at: datetime, seen: datetime, actor: str, now: datetime
) -> None:
    """Let a mailing go out at a moment, to whoever matches then. Raises InThePast, TextMissing, or OutOfTurn."""
    rules.check_moment(starts_at, now=now)
    _check_ready(mailing, seen=seen)
    after = MailingStatus.SCHEDULED
    if not queries.move(session, mailing, before=UNSENT, after=after, starts_at=starts_at):
        raise errors.OutOfTurn
    _note(session, mailing, "mailing.scheduled", actor=actor, now=now)


def unschedule(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> None:
    """Make a draft again of what was to go out. Raises OutOfTurn once it has begun."""
    before = (MailingStatus.SCHEDULED,)
    if not queries.move(session, mailing, before=before, after=MailingStatus.DRAFT, starts_at=None):
        raise errors.OutOfTurn
    _note(session, mailing, "mailing.unscheduled", actor=actor, now=now)


def send(session: Session, mailing: Mailing, *, seen: datetime, actor: str, now: datetime) -> int:
    """Send a mailing to all who match, and tell how many; *seen* is its changed_at when the organiser looked at it.

    Raises TextMissing, NobodyThere, or OutOfTurn where somebody else has changed or sent it meanwhile.
    """
    _check_ready(mailing, seen=seen)
    if not queries.move(session, mailing, before=UNSENT, after=MailingStatus.SENDING, starts_at=now):
        raise errors.OutOfTurn
    number = _fill(session, mailing, now=now)
    if not number and not mailing.also_later:
        raise errors.NobodyThere
    _note(session, mailing, "mailing.sent", actor=actor, now=now, people=number)
    return number


def send_to_new(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> int:
    """Send a mailing to those who have come to match since, and tell how many; nobody gets it twice. Raises OutOfTurn."""
    if not queries.move(session, mailing, before=(MailingStatus.SENDING,), after=MailingStatus.SENDING):
        raise errors.OutOfTurn
    number = _fill(session, mailing, now=now)
    if number:
        _note(session, mailing, "mailing.sent", actor=actor, now=now, people=number)
    return number


def pause(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> None:
    """Keep the copies back that have not gone out. Raises OutOfTurn."""
    if not queries.move(session, mailing, before=(MailingStatus.SENDING,), after=MailingStatus.PAUSED):
        raise errors.OutOfTurn
    jobs.hold(session, queries.copies(mailing))
    _note(session, mailing, "mailing.paused", actor=actor, now=now)


def resume(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> None:
    """Let the copies go on that were kept back. Raises OutOfTurn."""
    if not queries.move(session, mailing, before=(MailingStatus.PAUSED,), after=MailingStatus.SENDING):
        raise errors.OutOfTurn
    jobs.release(session, queries.copies(mailing), now=now)
    _note(session, mailing, "mailing.resumed", actor=actor, now=now)


def stop(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> None:
    """End a mailing for good: what has not gone out never does. Raises OutOfTurn."""
    if not queries.move(session, mailing, before=BEGUN, after=MailingStatus.STOPPED):
        raise errors.OutOfTurn
    jobs.withdraw(session, queries.copies(mailing), now=now)
    _note(session, mailing, "mailing.stopped", actor=actor, now=now)


def retry(session: Session, mailing: Mailing, *, actor: str, now: datetime) -> int:
    """Try again with all copies that were given up or came back, and tell how many. Raises OutOfTurn unless it is under way."""
    if not queries.move(session, mailing, before=(MailingStatus.SENDING,), after=MailingStatus.SENDING):
        raise errors.OutOfTurn
    number = jobs.retry_all(session, queries.copies(mailing), now=now)
    _note(session, mailing, "mailing.retried", actor=actor, now=now, people=number)
    return number


def retry_undelivered(session: Session, congress: Congress, *, actor: str, now: datetime) -> int:
    """Try again with every mail of a congress that was given up or came back, and tell how many."""
    number = jobs.retry_all(session, queries.undelivered_ids(congress.id), now=now)
    _note_mails(session, congress.id, number, actor=actor, now=now)
    return number


def retry_one(session: Session, congress: Congress, public_id: str, *, actor: str, now: datetime) -> None:
    """Try again with one mail; twice is no error. Raises NotFound."""
    number = jobs.retry_all(session, queries.undelivered_id(session, congress.id, public_id), now=now)
    _note_mails(session, congress.id, number, actor=actor, now=now)


def send_test(session: Session, mailing: Mailing, *, account_id: int, now: datetime) -> None:
    """Send an organiser what a mailing looks like, in every language in which it is written. Raises TextMissing."""
    languages = _check_written(mailing)
    for language in languages:
        payload = {"mailing": mailing.public_id, "account": account_id, "language": language}
        outbox.put(session, TEST, now=now, congress_id=mailing.congress_id, participant_id=None, payload=payload)


def begin_due(session: Session, *, now: datetime) -> int:
    """Send the mailings whose moment has come, to whoever matches now; tell how many mailings began."""
    begun = 0
    for mailing in queries.due(session, now=now):
        if queries.move(session, mailing, before=(MailingStatus.SCHEDULED,), after=MailingStatus.SENDING):
            number = _fill(session, mailing, now=now)
            _note(session, mailing, "mailing.sent", actor=SYSTEM, now=now, people=number)
            begun += 1
    return begun


def reach_late_ones(session: Session, *, now: datetime) -> int:
    """Send the mailings that late ones get too to those who have come to match; tell how many people."""
    number = 0
    for mailing in queries.open_to_later(session, today=now.date()):
        # The step keeps others from filling it meanwhile, so that each contact gets one copy.
        if queries.move(session, mailing, before=(MailingStatus.SENDING,), after=MailingStatus.SENDING):
            number += _fill(session, mailing, now=now)
    return number


def take_back(session: Session, report: Report, *, now: datetime) -> bool:
    """Note that a mail came back, and mark the address; tell whether the report was about a mail that we had sent."""
    returned = mail.take_back(session, report, now=now)
    if returned is None:
        return False
    person = participants.by_id(session, returned.participant_id) if returned.participant_id else None
    if person is not None:
        answer = report.status or mail.RETURNED
        mail.mark_address(session, participant_id=person.id, address=person.email, answer=answer, now=now)
    return True


def _fill(session: Session, mailing: Mailing, *, now: datetime) -> int:
    """Queue a copy for everyone who matches and has none, once the caller has stepped the mailing; tell for how many people."""
    number, people = 0, queries.new_ones(session, mailing)
    for start in range(0, len(people), CHUNK):
        rows = [
            _recipient(mailing, participant_id, new_public_id()) for participant_id in people[start : start + CHUNK]
        ]
        added = queries.add_recipients(session, rows)
        _queue(session, mailing, COPY, added, now=now)
        number += len(added)
    return number + _fill_through_contacts(session, mailing, now=now)


def _fill_through_contacts(session: Session, mailing: Mailing, *, now: datetime) -> int:
    """Queue one copy for each contact of people without an address; who comes to match later shares the copy that there is."""
    copies = {email_key_of(address): copy for address, copy in queries.copies_of_contacts(session, mailing)}
    people = queries.new_through_contacts(session, mailing)
    new: dict[str, None] = {}
    for start in range(0, len(people), CHUNK):
        rows = []
        for participant_id, address in people[start : start + CHUNK]:
            contact = email_key_of(address)
            if contact not in copies:
                copies[contact] = new_public_id()
                new[copies[contact]] = None
            rows.append(_recipient(mailing, participant_id, copies[contact]))
        queries.add_recipients(session, rows)
    _queue(session, mailing, TO_CONTACT, new, now=now)
    return len(people)


def _queue(
    session: Session, mailing: Mailing, kind: str, participants: Mapping[str, int | None], *, now: datetime
) -> None:
    payload = {"mailing": mailing.public_id}
    outbox.put_many(session, kind, now=now, congress_id=mailing.congress_id, participants=participants, payload=payload)


def _recipient(mailing: Mailing, participant_id: int, job_public_id: str) -> dict[str, object]:
    return {"mailing_id": mailing.id, "participant_id": participant_id, "job_public_id": job_public_id}


def _check_ready(mailing: Mailing, *, seen: datetime) -> None:
    _check_written(mailing)
    if mailing.changed_at != seen:
        raise errors.OutOfTurn


def _check_written(mailing: Mailing) -> Sequence[str]:
    languages = rules.written_languages(mailing.subject, mailing.body)
    if not languages:
        raise errors.TextMissing
    return languages


def _note(
    session: Session, mailing: Mailing, action: str, *, actor: str, now: datetime, people: int | None = None
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=mailing.congress_id,
        subject_kind="mailing",
        subject_id=mailing.id,
        now=now,
        details={} if people is None else {"people": people},
    )


def _note_mails(session: Session, congress_id: int, number: int, *, actor: str, now: datetime) -> None:
    record(
        session,
        "mail.retried",
        actor=actor,
        congress_id=congress_id,
        subject_kind="congress",
        subject_id=congress_id,
        now=now,
        details={"mails": number},
    )
