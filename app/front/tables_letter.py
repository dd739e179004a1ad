"""The mail about somebody's way through the thematic tables."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import i18n
from app.feature import MailRenderer
from app.front import letters
from app.front.letters import Letter
from app.front.mails import language_of, message_of, recipient_of
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from forums.tables import queries
from registration.participants.models import Participant
from registration.participants.rules import Status


def tables_changed(session: Session, job: Job) -> Message | None:
    """Tell somebody their tables as they are by now; nothing if they have none any more."""
    person = recipient_of(session, job)
    if person is None or person.status != Status.CONFIRMED or not queries.route(session, person.id):
        return None
    with speaking(language_of(person)):
        return message_of(person, _route(session, person))


def _route(session: Session, person: Participant) -> Letter:
    zone, language = person.congress.zone, page_language()
    facts = [
        (
            i18n.clock_time(one.starts_at, zone, language),
            gettext("Table %(number)s: %(topic)s", number=table.number, topic=in_language(table.topic, language)),
        )
        for one, table in queries.route(session, person.id)
    ]
    return Letter(
        subject=gettext("Your tables: %(congress)s", congress=in_language(person.congress.title, language)),
        paragraphs=[gettext("This is your way through the thematic tables as it stands now:")],
        facts=facts,
        action=(gettext("My page"), letters.page_of(person)),
        ending=[gettext("Your page and your calendar show every change at once.")],
    )


MAILS: dict[str, MailRenderer] = {"forums.tables-changed": tables_changed}
