"""The mails of the stands' day: a stand's card to a visitor who gave their details, and to a stand that somebody took theirs back."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.congress.queries import by_id
from app.feature import MailRenderer
from app.front.letters import Letter, facts_of, title_of, what
from app.front.links import absolute, config
from app.front.mails import addressed, language_of, message_of, recipient_of
from app.front.stand_letters import why
from app.i18n import spoken_language
from app.jobs.models import Job
from app.mail.message import Attachment, Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.marketplace import queries as market_of
from forums.marketplace.visits import cards, queries, vcard
from forums.marketplace.visits.service import CARD, TAKEN_BACK, link_of
from registration.participants import queries as participants_of
from registration.participants.service import link_of as own_link_of


def card(session: Session, job: Job) -> Message | None:
    """Send a stand's card to a visitor who has asked for it; nothing once they took their details back."""
    person, stand = recipient_of(session, job), market_of.stand_by_id(session, int(job.payload["stand"]))
    if person is None or stand is None or not person.email:
        return None
    given = queries.contact(session, stand.id, person.id)
    if given is None:
        return None
    content = vcard.written(cards.of_stand(stand, person.congress, changed_at=given.given_at))
    with speaking(language_of(person)):
        token = own_link_of(person, secret=config().secret_key)
        own = absolute("own_contacts.page", congress=person.congress.slug, token=token)
        letter = Letter(
            subject=gettext(
                "The card of %(organisation)s: %(congress)s", organisation=stand.organisation, congress=title_of(person)
            ),
            paragraphs=[
                gettext(
                    "At the stand of %(organisation)s you gave your details. Here is their card in return; open the file "
                    "attached, and your address book takes it.",
                    organisation=stand.organisation,
                )
            ],
            facts=what(person),
            action=(gettext("Who has my details"), own),
            ending=[gettext("There you take your details back at any time, and stop these mails.")],
        )
        return message_of(person, letter, (Attachment(f"stand-{stand.public_id}.vcf", vcard.MEDIA_TYPE, content),))


def taken_back(session: Session, job: Job) -> Message | None:
    """Ask a stand to delete what it saved of somebody; nothing if they gave it again since, or are erased."""
    stand = market_of.stand_by_id(session, int(job.payload["stand"]))
    person = participants_of.by_id(session, int(job.payload["person"]))
    if stand is None or person is None or not stand.contact_email:
        return None
    if queries.contact(session, stand.id, person.id) is not None:
        return None
    congress = by_id(session, stand.congress_id)
    language = spoken_language(stand.language, congress.default_language)
    with speaking(language):
        token = link_of(stand, secret=config().secret_key)
        desk = absolute("stand_desk.page", congress=congress.slug, stand=stand.public_id, token=token)
        letter = Letter(
            subject=gettext(
                "A visitor took their details back: %(congress)s",
                congress=in_language(congress.title, page_language()),
            ),
            paragraphs=[
                gettext(
                    "%(name)s gave the stand of %(organisation)s their details and has taken them back. They are gone from "
                    "your page. Please delete them wherever else you keep them, such as in an address book.",
                    name=person.name,
                    organisation=stand.organisation,
                )
            ],
            facts=facts_of(congress),
            action=(gettext("To the page of your team"), desk),
        )
        about = why(congress)
        return addressed(
            stand.contact_email, letter, name=stand.contact_name, congress=congress, why=about, language=language
        )


MAILS: dict[str, MailRenderer] = {CARD: card, TAKEN_BACK: taken_back}
