"""Make mails out of outbox rows: who gets which letter, in which language, and when it is out of date by now."""

from collections.abc import Callable
from dataclasses import replace

from flask import current_app, render_template
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.feature import MailRenderer
from app.front import group_letters, letters
from app.front import queries as own_queries
from app.front.letters import Letter
from app.i18n import spoken_language
from app.jobs.models import Job
from app.mail.message import Attachment, Message
from app.web.languages import speaking
from forums.dialogue import queries as forums_of
from registration.participants import queries
from registration.participants.models import Participant, Party
from registration.participants.rules import LIVING, Status
from registration.parties.rules import is_told_by_contact

CALENDAR = "reihum_congress_calendar"  # put there by the factory: the calendars are a room of our own floor


def renderer(
    write: Callable[[Participant], Letter], *states: Status, attach: Callable[..., tuple[Attachment, ...]] | None = None
) -> MailRenderer:
    """Make the renderer of a letter that makes sense in *states* only; a mail that is out of date is not sent."""

    def render(session: Session, job: Job) -> Message | None:
        person = recipient_of(session, job)
        if person is not None and _speaks_for(person):
            return to_contact(session, job, person)
        if person is None or person.status not in states:
            return None
        language = language_of(person)
        with speaking(language):
            return message_of(person, write(person), attach(session, person, language) if attach else ())

    return render


def seat_changed(session: Session, job: Job) -> Message | None:
    """Tell somebody where they sit by now, even if it changed again since the mail was queued."""
    person = recipient_of(session, job)
    if person is None or person.status != Status.CONFIRMED:
        return None
    taken, change = forums_of.seats_of(session, person.id), job.payload.get("change")
    if not taken and change in {"new", "moved"}:
        return None  # it was taken away again since, and the mail about that is on its way
    forums = forums_of.forums(session, person.congress_id)
    with speaking(language_of(person)):
        if not taken:
            return message_of(person, letters.no_seat(person))
        return message_of(person, letters.seat(person, taken, forums, is_moved=change in {"moved", "removed"}))


def congress_file(session: Session, person: Participant, language: str) -> tuple[Attachment, ...]:
    """Attach the congress as a file for calendars."""
    content = current_app.extensions[CALENDAR]().attachment(session, person.congress, language=language)
    media_type = "text/calendar; charset=utf-8; method=PUBLISH"
    return (Attachment(f"{person.congress.slug}.ics", media_type, content),)


def language_of(person: Participant) -> str:
    """Choose the language of a mail: the guest's, else the congress' own, as far as the house speaks it."""
    return spoken_language(person.language, person.congress.default_language)


def recipient_of(session: Session, job: Job) -> Participant | None:
    """Find whom a mail is for, with the congress; None for somebody who was erased."""
    return queries.by_id(session, job.participant_id) if job.participant_id else None


def to_contact(session: Session, job: Job, person: Participant) -> Message | None:
    """Tell the contact of a group how it stands, once for all of it that changed at the same moment."""
    party = person.party
    if party is None or own_queries.is_told_already(session, job, party.id):
        return None
    return _standing_of(session, queries.party_by_public_id(session, party.congress_id, party.public_id))


def party_standing(session: Session, job: Job) -> Message | None:
    """Tell the contact of a group how it stands; nothing once the contact is forgotten."""
    found = own_queries.party_of(session, job)
    return _standing_of(session, found) if found is not None else None


def _standing_of(session: Session, party: Party) -> Message | None:
    members = queries.members(session, party.id)
    if not party.contact_email or not members:
        return None
    language = spoken_language(party.language, party.congress.default_language)
    # As below: no name is greeted before somebody has shown that the address is theirs.
    name = party.contact_name if any(member.confirmed_at for member in members) else ""
    with speaking(language):
        letter, why = group_letters.standing(party, members), group_letters.why(party)
        return addressed(party.contact_email, letter, name=name, congress=party.congress, why=why, language=language)


def _speaks_for(person: Participant) -> bool:
    """Tell whether the contact of a group gets somebody's mail."""
    return person.party_id is not None and is_told_by_contact(email=person.email, confirmed_at=person.confirmed_at)


def message_of(person: Participant, letter: Letter, attachments: tuple[Attachment, ...] = ()) -> Message | None:
    """Address a letter to a participant, or to the contact of their group where they have no address; None if there is neither.

    Needs their language in force.
    """
    if not person.email:
        return _in_place_of(person, letter, attachments)
    # Whoever has not confirmed may not have registered: a name typed by a stranger could be their advertisement.
    name = person.name if person.confirmed_at else ""
    return addressed(
        person.email,
        letter,
        name=name,
        congress=person.congress,
        why=letters.why(person),
        language=language_of(person),
        attachments=attachments,
    )


def _in_place_of(person: Participant, letter: Letter, attachments: tuple[Attachment, ...]) -> Message | None:
    party = person.party
    if party is None or not party.contact_email:
        return None
    return addressed(
        party.contact_email,
        replace(letter, subject=f"{person.name}: {letter.subject}"),
        name=party.contact_name if person.confirmed_at else "",
        congress=person.congress,
        why=letters.why(person),
        language=language_of(person),
        attachments=attachments,
    )


def addressed(
    to: str,
    letter: Letter,
    *,
    name: str,
    congress: Congress,
    why: str,
    language: str,
    attachments: tuple[Attachment, ...] = (),
) -> Message:
    """Address a letter to anybody; *why* says at its foot why they get it. Needs *language* in force."""
    values = {"letter": letter, "name": name, "congress": congress, "why": why}
    return Message(
        to=to,
        language=language,
        subject=letter.subject,
        text=render_template("mail/letter.txt", **values),
        html=render_template("mail/letter.html", language=language, **values),
        attachments=attachments,
        reply_to=congress.contact_email,
    )


MAILS: dict[str, MailRenderer] = {
    "registration.confirm": renderer(letters.confirm, Status.PENDING),
    "registration.confirmed": renderer(letters.confirmed, Status.CONFIRMED, attach=congress_file),
    "registration.waiting": renderer(letters.waiting, Status.WAITING),
    "registration.offer": renderer(letters.offer, Status.OFFERED),
    "registration.cancelled": renderer(letters.cancelled, Status.CANCELLED),
    "registration.lapsed": renderer(letters.lapsed, Status.LAPSED),
    "registration.link": renderer(letters.link, *LIVING),
    "forums.seat-changed": seat_changed,
    "party.standing": party_standing,
}
