"""The verbs of erasure: ask for it, do it, do it again after a backup came back."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.feature import Person, PersonalData
from app.jobs.relay import LEASE
from app.jobs.service import enqueue
from app.journal.service import SYSTEM, record
from app.orm import new_public_id
from registration.participants import service as participants
from registration.participants.models import Participant
from registration.participants.queries import by_id, hold
from registration.participants.rules import LIVING
from registration.privacy import queries
from registration.privacy.models import ErasedCount, Erasure, ErasureRequest
from registration.privacy.tombstones import digest_of

SWEEP_JOB = "privacy.sweep"
COMPACT_JOB = "privacy.compact"


def ask_for_erasure(session: Session, participant: Participant, *, actor: str, now: datetime) -> ErasureRequest:
    """Note that somebody wants to be erased; asking twice is asking once. The number that comes back is that of the later proof."""
    known = queries.request_of(session, participant.id)
    if known is not None:
        return known
    request = ErasureRequest(
        participant_id=participant.id,
        congress_id=participant.congress_id,
        public_id=new_public_id(),
        asked_at=now,
    )
    session.add(request)
    _note(session, participant, "participant.erasure-asked", actor=actor, now=now)
    return request


def withdraw_request(session: Session, participant: Participant, *, actor: str, now: datetime) -> None:
    """Take the wish to be erased back; where there is none nothing happens."""
    if queries.request_of(session, participant.id) is not None:
        session.execute(delete(ErasureRequest).where(ErasureRequest.participant_id == participant.id))
        _note(session, participant, "participant.erasure-withdrawn", actor=actor, now=now)


def erase(
    session: Session,
    participant: Participant,
    *,
    held: Sequence[PersonalData],
    mails: Iterable[str] = (),
    reason: str,
    actor: str,
    now: datetime,
) -> Erasure:
    """Erase somebody: every row, their details in the journal, their mails and files; give the proof, which names nobody.

    Before the end of the congress that is a cancellation first, so that the place goes to whoever waits. What they were counted
    as stays as numbers. *mails* are names of files in the mail folder that speak of them. Files go after the transaction, by a job;
    once more when no mail that was under way can still come.
    """
    congress = participant.congress
    hold(
        session, congress.id
    )  # first of all, so that whoever else changes much waits here or is waited for: see decision 0084
    if participant.status in LIVING and not is_over(congress, now=now):
        participants.cancel(session, participant, congress=congress, actor=actor, now=now)
    person = person_of(participant)
    asked = queries.request_of(session, participant.id)
    files = sorted({*(f"mail/{name}" for name in mails), *_paths(session, held, person)})
    sent = list(queries.mails_to(session, person.id))
    counts = _let_go(session, held, person)
    proof = Erasure(
        public_id=asked.public_id if asked else new_public_id(),
        congress_id=person.congress_id,
        digest=digest_of(person.public_id),
        reason="guest" if asked and reason == "organiser" else reason,
        actor=actor if actor != f"participant:{person.id}" else "guest",
        asked_at=asked.asked_at if asked else None,
        at=now,
        counts={table: number for table, number in counts.items() if number},
    )
    session.expunge(participant)
    session.execute(delete(Participant).where(Participant.id == person.id))
    session.add(proof)
    session.flush()  # the journal needs its id
    _note_erasure(session, proof, now=now)
    _sweep(session, sent, files, now=now)
    return proof


def erase_again(
    session: Session, digests: Collection[str], *, held: Sequence[PersonalData], now: datetime
) -> list[Erasure]:
    """Erase those whom a backup brought back, recognised by the digests of their public ids."""
    back = [number for number, public_id in queries.public_ids(session) if digest_of(public_id) in digests]
    found = [participant for number in back if (participant := by_id(session, number)) is not None]
    return [erase(session, person, held=held, reason="restored", actor=SYSTEM, now=now) for person in found]


def sweep_mails(session: Session, person_id: int, mails: Iterable[str], *, now: datetime) -> None:
    """Have the files of mails to somebody removed, and *mails*, names of files in the mail folder that speak of them."""
    _sweep(session, queries.mails_to(session, person_id), sorted(f"mail/{name}" for name in mails), now=now)


def is_over(congress: Congress, *, now: datetime) -> bool:
    """Tell whether the last day of a congress has passed where it takes place."""
    return now.astimezone(ZoneInfo(congress.zone)).date() > congress.ends_on


def person_of(participant: Participant) -> Person:
    """Introduce a participant to the rooms that are asked about them."""
    return Person(
        id=participant.id,
        congress_id=participant.congress_id,
        public_id=participant.public_id,
        name=participant.name,
        email=participant.email,
        email_key=participant.email_key,
    )


def _paths(session: Session, held: Sequence[PersonalData], person: Person) -> Iterable[str]:
    for data in held:
        if data.paths is not None:
            yield from data.paths(session, person)


def _let_go(session: Session, held: Sequence[PersonalData], person: Person) -> Counter[str]:
    """Count and forget, room by room. What hangs on the participant by a foreign key goes with the row itself."""
    counts: Counter[str] = Counter()
    for data in held:
        if data.erase is None:
            counts[data.table] += queries.number_of_rows(session, data, person.id)
        if data.before_erasing is not None:
            _keep_numbers(session, person, data.before_erasing(session, person))
    for data in held:
        if data.erase is not None:
            counts[data.table] += data.erase(session, person)
    session.flush()  # what the rooms changed must not come after the row that it hangs on
    return counts


def _keep_numbers(session: Session, person: Person, leaving: Iterable[tuple[str, str]]) -> None:
    for kind, value in leaving:
        counted = session.get(ErasedCount, (person.congress_id, kind, value))
        if counted is None:
            counted = ErasedCount(congress_id=person.congress_id, kind=kind, value=value, number=0)
            session.add(counted)
        counted.number += 1
        session.flush()  # the next one of the same kind must find it


def _sweep(session: Session, mails: Sequence[str], files: Sequence[str], *, now: datetime) -> None:
    payload = {"mails": list(mails), "files": list(files)}
    for due_at in (now, now + LEASE + timedelta(minutes=1)):
        enqueue(session, SWEEP_JOB, now=now, due_at=due_at, payload=payload)
    enqueue(session, COMPACT_JOB, now=now)


def _note(session: Session, participant: Participant, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=participant.congress_id,
        subject_kind="participant",
        subject_id=participant.id,
        now=now,
    )


def _note_erasure(session: Session, proof: Erasure, *, now: datetime) -> None:
    record(
        session,
        "participant.erased",
        actor=proof.actor,
        congress_id=proof.congress_id,
        subject_kind="erasure",
        subject_id=proof.id,
        now=now,
        details={"number": proof.public_id},
    )
