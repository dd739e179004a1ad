"""The mails about a place on its way to a colleague."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import i18n
from app.feature import MailRenderer
from app.front import agenda, letters, links
from app.front.letters import Letter
from app.front.links import config
from app.front.mails import addressed, language_of, message_of, recipient_of
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.dialogue import queries as forums_of
from forums.dialogue.service import SeatStep
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.substitutes import queries, service
from registration.substitutes.models import Substitution


def asked(session: Session, job: Job) -> Message | None:
    """Write to the colleague, in the language of who asks; nothing once the question was taken back."""
    found = queries.by_public_id(session, job.payload["substitution"])
    if found is None:
        return None
    giver = found.participant
    language = language_of(giver)
    with speaking(language):
        why = gettext(
            "You get this mail because %(name)s gave your address for their place. It is deleted if you do not answer.",
            name=giver.name,
        )
        return addressed(
            found.email, _question(found), name=found.name, congress=giver.congress, why=why, language=language
        )


def took_over(session: Session, job: Job) -> Message | None:
    """Tell the new one that the place is theirs, and what became of the seat in a forum."""
    person = recipient_of(session, job)
    if person is None or person.status != Status.CONFIRMED:
        return None
    with speaking(language_of(person)):
        return message_of(person, _welcome(session, person, step=SeatStep(job.payload["seat"])))


def handed_over(session: Session, job: Job) -> Message | None:
    """Tell the old one that the place is gone."""
    person = recipient_of(session, job)
    if person is None:
        return None
    with speaking(language_of(person)):
        return message_of(person, _farewell(person))


def declined(session: Session, job: Job) -> Message | None:
    """Tell who asked that the place is still theirs."""
    person = recipient_of(session, job)
    if person is None or person.status != Status.CONFIRMED:
        return None
    with speaking(language_of(person)):
        return message_of(person, _still_yours(person))


def _question(found: Substitution) -> Letter:
    giver = found.participant
    congress = giver.congress
    deadline = i18n.moment(found.deadline, congress.zone, page_language())
    page = links.absolute(
        "substitution.offer", congress=congress.slug, token=service.link_of(found, secret=config().secret_key)
    )
    return Letter(
        subject=gettext("Will you come instead? %(congress)s", congress=_title(giver)),
        paragraphs=[
            gettext("%(name)s cannot come and would like you to have the place.", name=giver.name),
            gettext("The page behind the link takes a minute, until %(deadline)s.", deadline=deadline),
        ],
        facts=letters.what(giver),
        action=(gettext("Take the place or decline"), page),
        ending=[gettext("If you do nothing, the place stays where it is.")],
    )


def _welcome(session: Session, person: Participant, *, step: SeatStep) -> Letter:
    seats = forums_of.seats_of(session, person.id) if step is SeatStep.MOVED else []
    about_seat = {
        SeatStep.MOVED: gettext("The seat in the forum came along with it."),
        SeatStep.LOST: gettext(
            "The seat in the forum did not come along: with you there, its balance of sectors or organisations would "
            "no longer hold. The organisers see to it."
        ),
        SeatStep.NONE: gettext("On your own page you can tell us your wishes for forums as long as they are open."),
    }[step]
    forum = [(gettext("Forum"), agenda.forum_title(seat.forum, page_language())) for seat in seats]
    return Letter(
        subject=gettext("The place is yours: %(congress)s", congress=_title(person)),
        paragraphs=[gettext("You have taken over a place; it is confirmed, with a ticket of its own."), about_seat],
        facts=[*letters.what(person), *forum],
        action=(gettext("My ticket"), letters.page_of(person)),
        ending=[gettext("What you need to take part, food and photos: please tell us on your own page.")],
    )


def _farewell(person: Participant) -> Letter:
    return Letter(
        subject=gettext("Your place has a new owner: %(congress)s", congress=_title(person)),
        paragraphs=[
            gettext("Your colleague has taken your place. Your ticket and the link to your page no longer work."),
            gettext("What you told us did not go along, except wishes if you chose so."),
        ],
        facts=letters.what(person),
        action=(gettext("To the congress"), links.absolute("front.congress", congress=person.congress.slug)),
    )


def _still_yours(person: Participant) -> Letter:
    return Letter(
        subject=gettext("The place is still yours: %(congress)s", congress=_title(person)),
        paragraphs=[gettext("The colleague whom you asked cannot take your place, or did not answer in time.")],
        facts=letters.what(person),
        action=(gettext("My page"), letters.page_of(person)),
        ending=[
            gettext("On your page you can ask somebody else, or cancel so that somebody on the waiting list can come.")
        ],
    )


def _title(person: Participant) -> str:
    return in_language(person.congress.title, page_language())


MAILS: dict[str, MailRenderer] = {
    "registration.substitute-asked": asked,
    "registration.substitute-declined": declined,
    "registration.took-over": took_over,
    "registration.handed-over": handed_over,
}
