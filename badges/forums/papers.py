"""What is printed for the forums, in the language of the congress whoever prints it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from badges.errors import FontsAreMissing
from badges.flow import Heading, Part, Text, write_document
from badges.letterhead import letterhead_of
from badges.signs import Sign, write_signs
from badges.typefaces import FontsMissing
from forums.dialogue import queries
from forums.dialogue.models import Forum

Writer = Callable[[Session, Congress, Sequence[Forum], BytesIO, datetime], None]


def written(write: Writer, session: Session, congress: Congress, forums: Sequence[Forum], *, now: datetime) -> BytesIO:
    """Write one of the papers below into memory; raises FontsAreMissing."""
    out = BytesIO()
    try:
        with force_locale(_language(congress)):
            write(session, congress, forums, out, now)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    return out


def signs(session: Session, congress: Congress, forums: Sequence[Forum], out: BytesIO, now: datetime) -> None:
    """A sign for the door of each forum."""
    language = _language(congress)
    faces = [
        Sign(
            word=gettext("Dialogue forum"),
            number=str(forum.number),
            title=in_language(forum.title, language),
            moderators=_moderators(forum),
            room=forum.room.name if forum.room else "",
            when=_when(forum, congress),
            congress=" · ".join(_head(congress)),
        )
        for forum in forums
    ]
    write_signs(
        faces,
        out=out,
        title=_title(congress, gettext("Signs of the forums")),
        language=language,
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def lists(session: Session, congress: Congress, forums: Sequence[Forum], out: BytesIO, now: datetime) -> None:
    """Who comes, a page for each forum: names and organisations, nothing else."""
    write_document(
        _lists(session, congress, forums),
        out=out,
        title=_title(congress, gettext("Who comes to which forum")),
        head=_head(congress),
        language=_language(congress),
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def _lists(session: Session, congress: Congress, forums: Sequence[Forum]) -> Iterator[Part]:
    language = _language(congress)
    for place, forum in enumerate(forums):
        heading = gettext("Forum %(number)s: %(title)s", number=forum.number, title=in_language(forum.title, language))
        yield Heading(heading, level=1, is_on_new_page=place > 0)
        yield Text(
            " · ".join(filter(None, (_when(forum, congress), forum.room.name if forum.room else ""))), is_quiet=True
        )
        if moderators := _moderators(forum):
            yield Text(moderators, is_quiet=True)
        people = queries.participants_of_forum(session, forum.id)
        count = ngettext("%(num)s person", "%(num)s people", len(people))
        yield Heading(str(count) if people else str(gettext("Nobody sits here yet.")), level=3)
        yield from (Text(", ".join(filter(None, (one.name, one.organisation))), is_point=True) for one in people)


def _language(congress: Congress) -> str:
    return congress.default_language if congress.default_language in PAGE_LANGUAGES else "en"


def _head(congress: Congress) -> tuple[str, str]:
    language = _language(congress)
    return in_language(congress.title, language), i18n.days(congress.starts_on, congress.ends_on, language)


def _title(congress: Congress, kind: str) -> str:
    return f"{kind}: {in_language(congress.title, _language(congress))}"


def _moderators(forum: Forum) -> str:
    names = ", ".join(moderator.name for moderator in forum.moderators)
    return str(gettext("Moderated by %(names)s", names=names)) if names else ""


def _when(forum: Forum, congress: Congress) -> str:
    language, zone = _language(congress), congress.zone
    day = i18n.long_day(forum.starts_at.astimezone(ZoneInfo(zone)).date(), language)
    first, last = (i18n.clock_time(at, zone, language) for at in (forum.starts_at, forum.ends_at))
    return f"{day}, {first}–{last}"
