"""Make a recipient's copy of a mailing, and an organiser's test of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import current_app, get_template_attribute, render_template
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from app import i18n
from app.accounts.models import Account
from app.config import Config
from app.congress.models import Congress
from app.feature import MailRenderer
from app.jobs.models import Job
from app.jobs.relay import Cancelled, TryLater
from app.mail.message import Message
from app.mailings import queries, text
from app.mailings.models import Mailing
from app.mailings.rules import MailingStatus, Placeholder, language_for, written_languages
from app.mailings.service import COPY, TEST
from app.orm import in_language
from app.web.addresses import absolute
from app.web.languages import speaking
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.dialogue.words import name_of
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.participants.service import link_of


@dataclass(frozen=True)
class Envelope:
    """To whom a text goes, in which language, why they get it (at its foot), and for whom it is (above it), if not for them."""

    to: str
    language: str
    why: str
    about: str = ""


def copy(session: Session, job: Job) -> Message | None:
    """Write somebody's copy, unless it has been kept back, or they do not match any more."""
    mailing = queries.by_public_id(session, str(job.payload["mailing"]))
    person = participants.by_id(session, job.participant_id) if job.participant_id else None
    if mailing is None or person is None:
        return None
    if mailing.status == MailingStatus.PAUSED:
        raise TryLater
    if mailing.status == MailingStatus.STOPPED or not queries.is_meant(session, mailing, person.id):
        raise Cancelled("not wanted any more")
    language = language_of(mailing, person)
    with speaking(i18n.spoken_language(language)):
        values = values_of(session, person, language, link=_own_page(person))
        envelope = Envelope(person.email, language, why(person.congress, language))
        return message(mailing, person.congress, values, envelope)


def test(session: Session, job: Job) -> Message | None:
    """Write what an organiser wants to see in their own mailbox, as if they sat in the first forum. Its link is the public page."""
    mailing = queries.by_public_id(session, str(job.payload["mailing"]))
    account = session.get(Account, int(job.payload["account"]))
    if mailing is None or account is None or not account.active:
        return None
    language = str(job.payload["language"])
    congress = session.get_one(Congress, mailing.congress_id)
    forum = next(iter(forums_of.forums(session, congress.id)), None)
    with speaking(i18n.spoken_language(language)):
        values = of_congress(congress, language) | of_forums([forum] if forum else [], congress, language)
        values |= {Placeholder.NAME: account.name or account.email, Placeholder.ORGANISATION: ""}
        values[Placeholder.LINK] = public_page(congress)
        made = message(mailing, congress, values, Envelope(account.email, language, why(congress, language)))
        subject = gettext("[Test] %(subject)s", subject=made.subject)
        return Message(made.to, made.language, str(subject), made.text, made.html, reply_to=made.reply_to)


def language_of(mailing: Mailing, person: Participant) -> str:
    """Choose the language of somebody's copy among those in which the text is written."""
    written = written_languages(mailing.subject, mailing.body)
    return language_for((person.language, person.congress.default_language), written)


def values_of(session: Session, person: Participant, language: str, *, link: str) -> Mapping[str, str]:
    """Say what each placeholder is for somebody."""
    seats = forums_of.seats_of(session, person.id)
    # Whoever has not confirmed may not have registered: a name typed by a stranger could be their advertisement.
    own = {
        Placeholder.NAME: person.name if person.confirmed_at else "",
        Placeholder.ORGANISATION: person.organisation if person.confirmed_at else "",
        Placeholder.LINK: link,
    }
    return (
        own
        | of_congress(person.congress, language)
        | of_forums([seat.forum for seat in seats], person.congress, language)
    )


def title_of(mailing: Mailing, congress: Congress, language: str) -> str:
    """Give the subject as organisers read it in lists: filled with what is the same for everyone."""
    return text.filled(in_language(mailing.subject, language), of_congress(congress, language))


def public_page(congress: Congress) -> str:
    """Give the address of the congress's public page, which stands for somebody's own where nobody else may know that one."""
    return absolute("front.congress", congress=congress.slug)


def why(congress: Congress, language: str) -> str:
    """Say why somebody gets this mail."""
    words = gettext(
        "You get this mail because this address was given at the registration for %(congress)s.",
        congress=in_language(congress.title, language),
    )
    return str(words)


def _own_page(person: Participant) -> str:
    config: Config = current_app.extensions["reihum_config"]
    token = link_of(person, secret=config.secret_key)
    return absolute("personal.page", congress=person.congress.slug, token=token)


def of_congress(congress: Congress, language: str) -> dict[str, str]:
    """Say what the placeholders of a congress are."""
    return {
        Placeholder.CONGRESS: in_language(congress.title, language),
        Placeholder.DAYS: i18n.days(congress.starts_on, congress.ends_on, i18n.spoken_language(language)),
        Placeholder.VENUE: ", ".join(part for part in (congress.venue, congress.address) if part),
        Placeholder.CONTACT: congress.contact_email or congress.contact_name,
    }


def of_forums(forums: Sequence[Forum], congress: Congress, language: str) -> dict[str, str]:
    """Say what the placeholders of a seat are; of several slots, one after the other."""
    if not forums:
        return {Placeholder.FORUM: str(gettext("no forum yet")), Placeholder.ROOM: "", Placeholder.TIME: ""}
    each = [_of_forum(forum, congress, language) for forum in forums]
    return {name: " · ".join(one[name] for one in each if one[name]) for name in each[0]}


def _of_forum(forum: Forum, congress: Congress, language: str) -> dict[str, str]:
    title, number = in_language(forum.title, language), name_of(forum)
    spoken = i18n.spoken_language(language)
    day = i18n.long_day(forum.starts_at.astimezone(ZoneInfo(congress.zone)).date(), spoken)
    first, last = (i18n.clock_time(at, congress.zone, spoken) for at in (forum.starts_at, forum.ends_at))
    room = forum.room
    return {
        Placeholder.FORUM: title if title.startswith(number) else f"{number}: {title}",
        Placeholder.ROOM: ", ".join(part for part in (room.name, room.building, room.floor) if part) if room else "",
        Placeholder.TIME: f"{day}, {first}–{last}",
    }


def message(mailing: Mailing, congress: Congress, values: Mapping[str, str], envelope: Envelope) -> Message:
    """Put a text into the envelope that all our mails have."""
    language, words = envelope.language, {"why": envelope.why, "about": envelope.about}
    body, sender = mailing.body[language], in_language(congress.title, language)
    return Message(
        to=envelope.to,
        language=language,
        subject=text.filled(mailing.subject[language], values),
        text=render_template("mail/mailing.txt", words=text.as_text(body, values), **words),
        html=render_template(
            "mail/mailing.html",
            language=language,
            subject=text.filled(mailing.subject[language], values),
            words=text.as_html(body, values, button=_button),
            sender_name=sender,
            **words,
        ),
        reply_to=congress.contact_email,
    )


def _button(address: str) -> Markup:
    draw = get_template_attribute("macros/mail.html", "button")
    return Markup(draw(gettext("My page"), address))  # noqa: S704 -- a macro escapes what it is given


MAILS: dict[str, MailRenderer] = {COPY: copy, TEST: test}
