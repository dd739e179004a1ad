"""The verbs of certificates: say what is certified, give one, mail all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.i18n import days as days_in_words
from app.i18n import long_day
from app.journal.service import record
from app.mail import outbox
from app.orm import in_language, new_public_id
from badges.certificates import queries, rules
from badges.certificates.errors import NoCertificates, WasNotThere
from badges.certificates.models import Certificate, CertificateTerms
from badges.certificates.rules import Basis
from registration.participants.models import Participant

LETTER = "certificates.letter"


@dataclass(frozen=True)
class TermsRequest:
    """How a congress wants to certify attendance."""

    is_open: bool
    basis: Basis
    body: dict[str, str]
    signed_by: str


def set_terms(session: Session, congress: Congress, request: TermsRequest, *, actor: str, now: datetime) -> None:
    """Say what is certified. Certificates given before stay good until somebody fetches theirs anew."""
    kept = queries.terms(session, congress.id)
    if kept is None:
        kept = CertificateTerms(congress_id=congress.id)
        session.add(kept)
    kept.is_open, kept.basis, kept.body, kept.signed_by = (
        request.is_open,
        request.basis.value,
        request.body,
        request.signed_by,
    )
    record(
        session,
        "certificates.changed",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )


def is_available(session: Session, participant: Participant, *, now: datetime) -> bool:
    """Tell whether somebody may fetch a certificate."""
    kept = queries.terms(session, participant.congress_id)
    is_over = now.astimezone(ZoneInfo(participant.congress.zone)).date() >= participant.congress.ends_on
    return kept is not None and kept.is_open and is_over and bool(queries.passings(session, participant.id))


def give(
    session: Session, participant: Participant, *, language: str, say_hours: Callable[[float], str], now: datetime
) -> Certificate:
    """Give somebody's certificate: the one they have if it would say the same, else a new one that replaces it.

    *say_hours* puts a number of hours into words of *language*. Raises NoCertificates and WasNotThere.
    """
    congress = participant.congress
    kept = queries.terms(session, congress.id)
    if kept is None or not kept.is_open or now.astimezone(ZoneInfo(congress.zone)).date() < congress.ends_on:
        raise NoCertificates
    printed = _printed(session, participant, kept, language, say_hours)
    found = queries.living(session, participant.id, language)
    if found is not None and found.printed == printed:
        return found
    if found is not None:
        found.replaced_at = now
        session.flush()  # only one certificate may be good, and the next one is about to be
    row = {"public_id": new_public_id(), "congress_id": congress.id, "participant_id": participant.id}
    queries.add(session, row | {"language": language, "printed": printed, "issued_at": now})
    made = queries.living(session, participant.id, language)
    if made is None:
        raise RuntimeError("a certificate that was just given cannot be found")
    return made


def mail_all(
    session: Session,
    congress: Congress,
    *,
    language_of: Callable[[Participant], str],
    say_hours: Callable[[str, float], str],
    actor: str,
    now: datetime,
) -> int:
    """Mail their certificate to everyone who came and has not had it by mail yet; return how many."""
    mailed = 0
    for person in queries.attendees(session, congress.id):
        language = language_of(person)
        try:
            found = give(session, person, language=language, say_hours=partial(say_hours, language), now=now)
        except WasNotThere:  # seen before the congress began, say
            continue
        if found.mailed_at is None:
            found.mailed_at = now
            payload = {"certificate": found.public_id}
            outbox.put(session, LETTER, now=now, congress_id=congress.id, participant_id=person.id, payload=payload)
            mailed += 1
    record(
        session,
        "certificates.mailed",
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details={"number": mailed},
    )
    return mailed


def _printed(
    session: Session, person: Participant, kept: CertificateTerms, language: str, say_hours: Callable[[float], str]
) -> dict[str, str]:
    congress = person.congress
    passings = queries.passings(session, person.id)
    days = [
        day for day in rules.days_there(passings, zone=congress.zone) if congress.starts_on <= day <= congress.ends_on
    ]
    if not days:
        raise WasNotThere
    if kept.basis == Basis.HOURS:
        programme = queries.programme(session, congress.id, person.id)
        extent = say_hours(rules.time_there(passings, programme, zone=congress.zone).total_seconds() / 3600)
    else:
        extent = " · ".join(long_day(day, language) for day in days)
    return {
        "hosts": ", ".join(congress.hosts),
        "name": person.name,
        "congress": in_language(congress.title, language),
        "dates": days_in_words(congress.starts_on, congress.ends_on, language),
        "place": congress.venue,
        "extent": extent,
        "body": in_language(kept.body, language),
        "signed_by": kept.signed_by,
    }
