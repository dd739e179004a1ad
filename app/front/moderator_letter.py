"""The mail to a forum's moderator: who comes, behind a link without an account."""

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from app import i18n
from app.congress import queries as congresses_of
from app.congress.models import Congress
from app.feature import MailRenderer
from app.front import agenda, links
from app.front.letters import Letter
from app.front.links import config
from app.front.mails import addressed
from app.i18n import spoken_language
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import speaking
from forums.dialogue import queries
from forums.dialogue.models import ForumModerator
from forums.dialogue.service import link_of_list


def who_comes(session: Session, job: Job) -> Message | None:
    """Give a moderator the address of the list; nothing for one who was taken out, or whose forum was cancelled since."""
    found = queries.moderator(session, job.payload["moderator"])
    if found is None or not found.email or found.forum.cancelled_at is not None:
        return None
    congress = congresses_of.by_id(session, found.forum.congress_id)
    language = spoken_language(congress.default_language)
    people = queries.seats_by_forum(session, congress.id).get(found.forum_id, 0)
    with speaking(language):
        return addressed(
            found.email,
            _letter(found, congress, people, language),
            name=found.name,
            congress=congress,
            why=gettext("You get this mail because the organisers named you as moderator of this forum."),
            language=language,
        )


def _letter(found: ForumModerator, congress: Congress, people: int, language: str) -> Letter:
    forum = found.forum
    page = links.absolute(
        "forum_list.page",
        congress=congress.slug,
        forum=forum.public_id,
        token=link_of_list(forum, secret=config().secret_key),
    )
    facts = [
        (gettext("Forum"), agenda.forum_title(forum, language)),
        (gettext("When"), i18n.moment(forum.starts_at, congress.zone, language)),
    ]
    if forum.room:
        facts.append((gettext("Room"), forum.room.name))
    return Letter(
        subject=gettext("Who comes to your forum: %(congress)s", congress=in_language(congress.title, language)),
        paragraphs=[
            ngettext(
                "%(num)s person has a place in your forum now.",
                "%(num)s people have a place in your forum now.",
                people,
            )
        ],
        facts=facts,
        action=(gettext("To the list"), page),
        ending=[
            gettext(
                "The page behind the link always shows the list as it stands, with names and organisations, to read and to "
                "print. Please keep the link to yourself."
            )
        ],
    )


MAILS: dict[str, MailRenderer] = {"forums.moderator-list": who_comes}
