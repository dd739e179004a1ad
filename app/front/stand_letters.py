"""The mails of the marketplace: to whoever holds a stand, and to the jury."""

from functools import partial

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import by_id
from app.feature import MailRenderer
from app.front.letters import Letter, facts_of
from app.front.links import absolute, config
from app.front.mails import addressed
from app.i18n import spoken_language
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.marketplace import letters, queries
from forums.marketplace.models import MarketJuror, Stand
from forums.marketplace.service.jury import INVITED
from forums.marketplace.service.links import juror_link_of, link_of


def page_of(stand: Stand, congress: Congress) -> str:
    """Give the secret address of a stand's own page."""
    token = link_of(stand, secret=config().secret_key)
    return absolute("own_stand.page", congress=congress.slug, stand=stand.public_id, token=token)


def jury_page_of(juror: MarketJuror, congress: Congress) -> str:
    """Give the secret address of a juror's page."""
    token = juror_link_of(juror, secret=config().secret_key)
    return absolute("jury.page", congress=congress.slug, juror=juror.public_id, token=token)


def told(kind: str, session: Session, job: Job) -> Message | None:
    """Write a mail to a stand as it is by now; nothing where it no longer makes sense, or nobody is there to read it."""
    write, states = letters.KINDS[kind]
    stand = queries.stand_by_id(session, int(job.payload["stand"]))
    if stand is None or stand.state not in states or not stand.contact_email:
        return None
    congress = by_id(session, stand.congress_id)
    language = spoken_language(stand.language, congress.default_language)
    with speaking(language):
        words = write(letters.about(stand), congress)
        letter = Letter(
            subject=words.subject,
            paragraphs=words.paragraphs,
            facts=facts_of(congress),
            action=(words.button, page_of(stand, congress)),
            ending=words.ending,
        )
        # As with guests: no name is greeted before somebody has shown that the address is theirs.
        name = stand.contact_name if stand.address_confirmed_at else ""
        return addressed(
            stand.contact_email, letter, name=name, congress=congress, why=why(congress), language=language
        )


def why(congress: Congress) -> str:
    """Say why a stand gets mail."""
    words = gettext(
        "You get this mail because this address was given with an application for a stand at %(congress)s.",
        congress=in_language(congress.title, page_language()),
    )
    return str(words)


def jury_invited(session: Session, job: Job) -> Message | None:
    """Ask somebody to read the applications, with their own link."""
    juror = queries.juror_by_id(session, int(job.payload["juror"]))
    if juror is None or not juror.email:
        return None
    congress = by_id(session, juror.congress_id)
    language = spoken_language(juror.language, congress.default_language)
    with speaking(language):
        title = in_language(congress.title, page_language())
        letter = Letter(
            subject=gettext("Please read applications for stands: %(congress)s", congress=title),
            paragraphs=[
                gettext("You are in the jury that chooses the stands of the market. Thank you for your time."),
                gettext("By the link below you read the applications and say yes, perhaps or no, with a few words."),
            ],
            facts=facts_of(congress),
            action=(gettext("To the applications"), jury_page_of(juror, congress)),
            ending=[gettext("The link is for you alone. No password is needed.")],
        )
        reason = gettext("You get this mail because the organisers have asked you into the jury.")
        return addressed(juror.email, letter, name=juror.name, congress=congress, why=str(reason), language=language)


MAILS: dict[str, MailRenderer] = {kind: partial(told, kind) for kind in letters.KINDS} | {INVITED: jury_invited}
