"""Make the one copy of a mailing that the contact of groups gets, who hears for everybody without an address of their own."""

from collections.abc import Mapping, Sequence

from flask import current_app
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from app import i18n
from app.config import Config
from app.congress.models import Congress
from app.feature import MailRenderer
from app.jobs.models import Job
from app.jobs.relay import Cancelled, TryLater
from app.mail.message import Message
from app.mailings import mails, queries
from app.mailings.rules import OF_THE_SEAT, MailingStatus, Placeholder, language_for, written_languages
from app.mailings.service import TO_CONTACT
from app.orm import in_language
from app.web.addresses import absolute
from app.web.languages import speaking
from forums.dialogue import queries as forums_of
from registration.participants.models import Participant, Party
from registration.participants.rules import UNNAMED
from registration.participants.service import party_link_of


def copy(session: Session, job: Job) -> Message | None:
    """Write the copy of a contact, unless it has been kept back, or nobody of theirs matches any more."""
    mailing = queries.by_public_id(session, str(job.payload["mailing"]))
    if mailing is None:
        return None
    if mailing.status == MailingStatus.PAUSED:
        raise TryLater
    people = queries.concerned(session, mailing, job.public_id)
    party = people[0].party if people else None
    if party is None or mailing.status == MailingStatus.STOPPED:
        raise Cancelled("not wanted any more")
    congress = people[0].congress
    written = written_languages(mailing.subject, mailing.body)
    language = language_for((party.language, congress.default_language), written)
    with speaking(i18n.spoken_language(language)):
        values = values_of(session, people, language, link=_group_page(congress, party))
        letter = mails.Envelope(party.contact_email, language, why(congress, language), about(people))
        return mails.message(mailing, congress, values, letter)


def values_of(session: Session, people: Sequence[Participant], language: str, *, link: str) -> Mapping[str, str]:
    """Say what each placeholder is for the contact of *people*; where they sit behind each name, unless it is the same for all."""
    congress, party = people[0].congress, people[0].party
    is_real = party is not None and any(person.confirmed_at for person in people)
    organisations = {person.organisation for person in people}
    own = {
        Placeholder.NAME: party.contact_name if party is not None and is_real else "",
        Placeholder.ORGANISATION: organisations.pop() if len(organisations) == 1 and is_real else "",
        Placeholder.LINK: link,
    }
    return own | mails.of_congress(congress, language) | _of_seats(session, people, language)


def about(people: Sequence[Participant]) -> str:
    """Say to the contact of a group for whom a mail is."""
    names = [person.name for person in people if _is_named(person)]
    if unnamed := len(people) - len(names):
        words = ngettext("%(num)s person whose name follows", "%(num)s people whose names follow", unnamed)
        names.append(str(words))
    return str(gettext("For %(names)s of your group. Please pass it on.", names=", ".join(names)))


def why(congress: Congress, language: str) -> str:
    """Say why the contact of a group gets this mail."""
    words = gettext(
        "You get this mail because this address was given for the contact of a group at %(congress)s.",
        congress=in_language(congress.title, language),
    )
    return str(words)


def _of_seats(session: Session, people: Sequence[Participant], language: str) -> dict[str, str]:
    forums = [[seat.forum for seat in forums_of.seats_of(session, person.id)] for person in people]
    told = [mails.of_forums(mine, people[0].congress, language) for mine in forums]
    return {name: _joined(people, [values[name] for values in told]) for name in OF_THE_SEAT}


def _joined(people: Sequence[Participant], values: Sequence[str]) -> str:
    if len(set(values)) == 1:
        return values[0]
    follows = str(gettext("name follows"))
    pairs = zip(people, values, strict=True)
    return "; ".join(f"{who.name if _is_named(who) else follows}: {value}" for who, value in pairs if value)


def _is_named(person: Participant) -> bool:
    """Tell whether a name may be written; whoever has not confirmed may be a stranger's advertisement."""
    return person.confirmed_at is not None and person.name != UNNAMED


def _group_page(congress: Congress, party: Party) -> str:
    config: Config = current_app.extensions["reihum_config"]
    token = party_link_of(party.public_id, secret=config.secret_key)
    return absolute("group.page", congress=congress.slug, group_link=token)


MAILS: dict[str, MailRenderer] = {TO_CONTACT: copy}
