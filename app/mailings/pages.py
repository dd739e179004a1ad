"""What the pages of mailings show: what a recipient will read, and how far a mailing is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import request, url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.jobs.models import Job, JobStatus
from app.mail import words as mail_words
from app.mailings import contacts, mails, queries, text, words
from app.mailings.forms import Choices, Question, summary
from app.mailings.models import Mailing
from app.mailings.rules import NONE, OF_THE_SEAT, Answered, Audience, MailingStatus, placeholders_in, written_languages
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.dialogue.queries import forums
from forums.dialogue.words import name_of
from registration.fields.queries import plan
from registration.fields.rules import OPTIONED, Field
from registration.fields.words import label_of, list_words, option_word
from registration.participants.models import Participant
from registration.participants.words import STATES

PAGE_SIZE = 50
FARTHEST = 100_000
WORDS: Final[dict[str, Mapping[str, object]]] = {
    "status": {state.value: word for state, (_shape, word) in STATES.items()},
    "language": words.LANGUAGES,
    **words.CLAIMS,
}


@dataclass(frozen=True)
class Preview:
    """A mailing in one language, as one recipient reads it."""

    language: str
    subject: str
    html: Markup
    why: str
    about: str = ""  # stands above it, where the contact of a group gets it


@dataclass(frozen=True)
class Line:
    """A copy, or any other mail, in a list: to whom, its state as (shape, word), what went wrong, and its way back into the queue."""

    person: Participant | None
    mail: Job | None
    state: tuple[str, object]
    fault: mail_words.Fault | None
    code: str

    @property
    def is_undelivered(self) -> bool:
        return self.mail is not None and self.mail.status == JobStatus.DEAD


def previews(session: Session, mailing: Mailing, person: Participant) -> list[Preview]:
    """Write a mailing in each of its languages for *person*. The link is the public page, as their own is nobody else's."""
    made = []
    for language in written_languages(mailing.subject, mailing.body):
        with speaking(i18n.spoken_language(language)):
            link = mails.public_page(person.congress)
            if person.email:
                values, about = mails.values_of(session, person, language, link=link), ""
                why = mails.why(person.congress, language)
            else:
                values = contacts.values_of(session, [person], language, link=link)
                why, about = contacts.why(person.congress, language), contacts.about([person])
            html = text.as_html(mailing.body[language], values, button=_button)
            made.append(Preview(language, text.filled(mailing.subject[language], values), html, why, about))
    return made


def number_asked(name: str) -> int:
    """Read a number from the address; nonsense is 0."""
    asked = request.args.get(name, "0")
    return min(int(asked), FARTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0  # noqa: PLR2004 -- six digits hold FARTHEST


def choices_of(session: Session, congress: Congress) -> Choices:
    """Look up what audiences of a congress choose by."""
    labels = queries.categories(session, congress.id)
    form = plan(session, congress.id)
    return Choices(
        {code: in_language(label, page_language()) for code, label in labels.items()},
        list_words(form, "sector", page_language()),
        list_words(form, "level", page_language()),
        {forum.public_id: name_of(forum) for forum in forums(session, congress.id)},
        [_question(field, page_language()) for field in (*form.own, *form.removed)],
    )


def _question(field: Field, language: str) -> Question:
    """Offer what can be told apart by an answer: each option, or that there is one at all."""
    chosen = [(option.code, option_word(field.key, option, language)) for option in field.options]
    if field.kind not in OPTIONED:
        chosen = [(Answered.ANYTHING, str(words.ANSWERED))]
    ways = [*chosen, (Answered.NOTHING, str(words.NOT_ANSWERED))]
    return Question(label_of(field, language), [(str(Answered(field.key, code)), word) for code, word in ways])


def audience_in_words(mailing: Mailing, choices: Choices) -> str:
    """Say whom a mailing is for."""
    seats, wishes = words.named_seats(choices.forums), words.named_wishes(choices.forums)
    sectors = {**choices.sectors, NONE: str(words.NOT_SAID)}
    levels = {**choices.levels, NONE: str(words.NOT_SAID)}
    answers = {code: f"{question.label}: {word}" for question in choices.questions for code, word in question.options}
    own = {"role": choices.categories, "sector": sectors, "level": levels, "answers": answers}
    own |= {"forums": seats, "wishes": wishes}
    phrases = summary(Audience.of(mailing.audience), WORDS | own)
    return " · ".join(phrases) if phrases else str(gettext("everyone who has ever registered"))


def names_a_seat(mailing: Mailing) -> bool:
    """Tell whether a text names the forum of its recipient."""
    written = " ".join([*mailing.subject.values(), *mailing.body.values()])
    return bool(placeholders_in(written) & OF_THE_SEAT)


def state_of(mailing: Mailing, counts: Mapping[str, int]) -> tuple[str, object]:
    """Say how far a mailing is, as shape and word; what has gone out whole is sent."""
    if mailing.status == MailingStatus.SENDING and not counts.get("waiting") and not mailing.also_later:
        return words.SENT
    return words.STATES[MailingStatus(mailing.status)]


def chips(congress: Congress, mailing: Mailing, counts: Mapping[str, int], *, state: str) -> list[dict[str, object]]:
    """Offer the states of the copies as chips."""
    page = partial(url_for, ".mailing", congress=congress.slug, mailing=mailing.public_id, _anchor="recipients")
    options = [("", gettext("all"), sum(counts.values()))]
    options += [(code, word, counts[code]) for code, (_shape, word) in mail_words.STATES.items() if counts.get(code)]
    return [
        {
            "label": word,
            "current": code == state,
            "count": number,
            "href": page(state=code or None),
        }
        for code, word, number in options
    ]


def line(person: Participant | None, mail: Job | None) -> Line:
    """Tell of one mail; one whose row has been cleared away was sent long ago."""
    state = mail_words.state_of(mail) if mail else JobStatus.DONE
    error = mail.error if mail and mail.status != JobStatus.HELD else None
    return Line(person, mail, mail_words.STATES[state], mail_words.fault_of(error), mail_words.code_of(error))


def name_of_mail(mail: Job, subjects: Mapping[str, str]) -> str:
    """Say what a mail is about; *subjects* are those of mailings, by public id."""
    subject = subjects.get(mail.payload.get("mailing", ""))
    if subject:
        return subject
    return str(words.MAILS.get(mail.payload.get("mail", ""), gettext("Mail")))


def subjects_of(session: Session, congress: Congress, shown: Sequence[Job]) -> dict[str, str]:
    """Look up the subjects of the mailings among some mails, by public id, in one statement."""
    wanted = sorted({str(mail.payload["mailing"]) for mail in shown if "mailing" in mail.payload})
    found = queries.some_mailings(session, wanted) if wanted else ()
    return {mailing.public_id: mails.title_of(mailing, congress, page_language()) for mailing in found}


def _button(address: str) -> Markup:
    return Markup('<p><a class="btn btn-primary" href="{0}">{1}</a></p>').format(address, gettext("My page"))
