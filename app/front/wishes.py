"""Wishes for forums as guests see them: what is offered to them, and what of their wishes counts on the days on which they come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app import i18n
from app.front.agenda import forum_title, moderators
from app.front.forms import IN_SLOT
from app.web.languages import page_language
from forums.dialogue import queries
from forums.dialogue.models import Forum
from forums.dialogue.presence import day_of, is_there
from registration.participants.models import Participant

Row = dict[str, object]


def offered(
    session: Session,
    congress_id: int,
    ranks: Mapping[str, int],
    *,
    zone: str,
    asks_days: Collection[str] = (),
    days: Collection[str] = (),
) -> list[Row]:
    """List the forums that can be wished for, as macros/wishes.html wants them: for somebody who comes on *days* (none: all).

    Where a congress asks on which days guests come, each forum says its own.
    """
    forums = [forum for forum in queries.forums(session, congress_id) if forum.cancelled_at is None]
    begins: dict[int, datetime] = {}
    for forum in forums:
        begins[forum.slot] = min(forum.starts_at, begins.get(forum.slot, forum.starts_at))
    return [
        {
            "id": forum.public_id,
            "title": forum_title(forum, page_language()),
            "details": moderators(forum),
            "rank": ranks.get(forum.public_id),
            "slot": forum.slot,
            "name": forum.public_id if forum.slot == 1 else f"{forum.slot}{IN_SLOT}{forum.public_id}",
            "begins": i18n.moment(begins[forum.slot], zone, page_language()) if len(begins) > 1 else "",
            "day": day_of(forum, zone) if asks_days else "",
            "on": _day_in_words(forum, zone) if asks_days and not _is_in_heading(forum, begins, zone) else "",
            "is_away": not is_there(forum, days, zone=zone),
        }
        for forum in forums
    ]


def _is_in_heading(forum: Forum, begins: Mapping[int, datetime], zone: str) -> bool:
    """Tell whether the day stands above the forums of a slot already."""
    first = begins[forum.slot].astimezone(ZoneInfo(zone)).date().isoformat()
    return len(begins) > 1 and day_of(forum, zone) == first


def ranks_of(session: Session, participant: Participant) -> dict[str, int]:
    """Number somebody's wishes as they count, slot by slot; what does not count comes last."""
    zone, days = participant.congress.zone, participant.day_list
    known = {forum.public_id: forum for forum in queries.forums(session, participant.congress_id)}
    given = queries.ranks(session, participant.id)
    in_order = sorted(given, key=lambda wish: (not is_there(known[wish], days, zone=zone), given[wish]))
    counted: dict[int, int] = {}
    for wish in in_order:
        slot = known[wish].slot
        given[wish] = counted[slot] = counted.get(slot, 0) + 1
    return given


def uncounted(forums: Iterable[Forum], days: Collection[str], *, zone: str) -> list[Forum]:
    """Name those of the wished *forums* that count for nothing, since somebody comes on other *days*."""
    return [forum for forum in forums if not is_there(forum, days, zone=zone)]


def lost(session: Session, participant: Participant, days: Collection[str]) -> list[str]:
    """Name the wishes of somebody that count for nothing if they come on *days*, each with its day."""
    zone = participant.congress.zone
    forums = wished(session, participant, queries.forums(session, participant.congress_id))
    return titles(uncounted(forums, days, zone=zone), zone)


def wished(session: Session, participant: Participant, forums: Sequence[Forum]) -> list[Forum]:
    """List what somebody wishes for among *forums*, dearest first, slot by slot."""
    known = {forum.public_id: forum for forum in forums}
    return [known[wish] for wish in queries.preferences(session, participant.id) if wish in known]


def titles(forums: Iterable[Forum], zone: str) -> list[str]:
    """Name forums, each with its day."""
    return [f"{forum_title(forum, page_language())} ({_day_in_words(forum, zone)})" for forum in forums]


def _day_in_words(forum: Forum, zone: str) -> str:
    return i18n.long_day(date.fromisoformat(day_of(forum, zone)), page_language())
