"""The mail to whoever holds a stand about its pitch: which one, where, and why."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import by_id
from app.feature import MailRenderer
from app.front.letters import Letter
from app.front.mails import addressed
from app.front.stand_letters import page_of
from app.i18n import spoken_language
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.marketplace import queries as market_queries
from forums.marketplace.models import Stand
from forums.marketplace.placing import queries, words
from forums.marketplace.placing.models import StandPlace
from forums.marketplace.plan.words import POWERS, measured
from forums.marketplace.rules import HOLDING


def stand_placed(session: Session, job: Job) -> Message | None:
    """Tell a stand its pitch as it is by now; nothing for one that no longer takes part."""
    stand = market_queries.stand_by_id(session, int(job.payload["stand"]))
    if stand is None or stand.state not in HOLDING or not stand.contact_email:
        return None
    congress, place = by_id(session, stand.congress_id), queries.place_of(session, stand.id)
    language = spoken_language(stand.language, congress.default_language)
    with speaking(language):
        return addressed(
            stand.contact_email,
            _of_place(stand, congress, place) if place is not None else _of_none(stand, congress),
            name=stand.contact_name,
            congress=congress,
            why=_why_you(stand),
            language=language,
        )


def _of_place(stand: Stand, congress: Congress, place: StandPlace) -> Letter:
    pitch = place.pitch
    size = gettext("%(width)s × %(depth)s m", width=measured(pitch.width), depth=measured(pitch.depth))
    facts = [(gettext("Pitch"), pitch.number), (gettext("Hall"), pitch.hall.name), (gettext("Size"), size)]
    facts.append((gettext("Power"), str(POWERS[pitch.power])))
    return Letter(
        subject=gettext(
            "Your pitch is number %(number)s: %(congress)s", number=pitch.number, congress=_title(congress)
        ),
        paragraphs=[gettext("Your stand has its pitch. This is how it stands now:"), " ".join(words.why(place.reason))],
        facts=facts,
        action=(gettext("To the page of your stand"), page_of(stand, congress)),
        ending=[gettext("If something about this pitch does not work for you, please answer this mail.")],
    )


def _of_none(stand: Stand, congress: Congress) -> Letter:
    return Letter(
        subject=gettext("Your pitch changes: %(congress)s", congress=_title(congress)),
        paragraphs=[
            gettext("The plan of the halls had to be changed, and your stand has no pitch for the moment."),
            gettext("You still take part. The organisers write to you as soon as there is a pitch again."),
        ],
        action=(gettext("To the page of your stand"), page_of(stand, congress)),
    )


def _title(congress: Congress) -> str:
    return in_language(congress.title, page_language())


def _why_you(stand: Stand) -> str:
    return str(
        gettext("You get this mail as contact of the stand of %(organisation)s.", organisation=stand.organisation)
    )


MAILS: dict[str, MailRenderer] = {"forums.stand-placed": stand_placed}
