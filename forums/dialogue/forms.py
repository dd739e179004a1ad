"""From what an organiser typed to requests, and back into the fields."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from app.congress.models import Congress
from app.errors import DomainError
from forums.dialogue import errors, rules
from forums.dialogue.models import Forum
from forums.dialogue.openness import Openness, openness_of
from forums.dialogue.rules import ForumRequest, Frame, Moderator

Typed = Mapping[str, str]
NO_NUMBER = -1
EMPTY_ROWS = 2


def forum_request(typed: Typed, frame: Frame) -> ForumRequest:
    """Read the form of a forum; raises ForumInvalid holding every fault, of reading and of the rules."""
    faults: dict[str, DomainError] = {}
    starts_at, ends_at = _times(typed, frame, faults)
    request = ForumRequest(
        number=number_in(typed, "number"),
        title={language: typed.get(f"title-{language}", "") for language in frame.languages},
        description={language: typed.get(f"description-{language}", "") for language in frame.languages},
        starts_at=starts_at,
        ends_at=ends_at,
        minimum=number_in(typed, "minimum", empty=0),
        maximum=number_in(typed, "maximum"),
        room_public_id=typed.get("room", ""),
        quotas=_quotas(typed, "quota"),
        moderators=_moderators(typed),
        level_quotas=_quotas(typed, "level-quota"),
        openness=_openness(typed, frame),
        slot=number_in(typed, "slot", empty=1),
        repeats=typed.get("repeats", ""),
    )
    try:
        cleaned = rules.clean_forum(request, frame)
    except errors.ForumInvalid as refused:
        raise errors.ForumInvalid(faults={**refused.faults, **faults}) from refused
    if faults:
        raise errors.ForumInvalid(faults=faults)
    return cleaned


def fields_of(forum: Forum, congress: Congress) -> dict[str, str]:
    """Fill the form from a forum."""
    zone = ZoneInfo(congress.zone)
    starts, ends = forum.starts_at.astimezone(zone), forum.ends_at.astimezone(zone)
    fields = {
        "number": str(forum.number),
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "room": forum.room.public_id if forum.room else "",
        "minimum": str(forum.minimum),
        "maximum": str(forum.maximum),
        "slot": str(forum.slot),
    }
    fields |= {f"title-{language}": text for language, text in forum.title.items()}
    fields |= {f"description-{language}": text for language, text in forum.description.items()}
    for kind, quotas in (("quota", forum.quotas), ("level-quota", forum.level_quotas)):
        for name, (fewest, most) in quotas.items():
            fields[f"{kind}-{name}-minimum"] = str(fewest) if fewest else ""
            fields[f"{kind}-{name}-maximum"] = str(most) if most < rules.MOST_SEATS else ""
    openness = openness_of(forum.open_to)
    fields |= {f"open-category-{code}": "yes" for code in openness.categories}
    fields |= {f"open-language-{code}": "yes" for code in openness.languages}
    if not openness.reachable:
        fields["hard-to-reach"] = "yes"
    for index, moderator in enumerate(forum.moderators):
        key = f"moderator-{index}"
        fields |= {key: moderator.name, f"{key}-organisation": moderator.organisation, f"{key}-email": moderator.email}
    return fields


def fields_of_new(congress: Congress, forums: Sequence[Forum]) -> dict[str, str]:
    """Fill the form of a new forum: the next number, and day, times and seats of the last one."""
    fields = {"day": congress.starts_on.isoformat(), "minimum": "0"}
    if forums:
        last = fields_of(forums[-1], congress)
        fields = {name: last[name] for name in ("day", "starts", "ends", "minimum", "maximum", "slot")}
    return fields | {"number": str(rules.next_number([forum.number for forum in forums]))}


def moderator_rows(fields: Typed) -> range:
    """Number the rows for moderators: those filled, and some more."""
    filled = [index for index in range(len(fields)) if fields.get(f"moderator-{index}")]
    return range((max(filled) + 1 if filled else 0) + EMPTY_ROWS)


def number_in(typed: Typed, name: str, *, empty: int = NO_NUMBER) -> int:
    """Read a whole number; what is none becomes one that no rule lets pass."""
    text = typed.get(name, "").strip()
    if not text:
        return empty
    return int(text) if re.fullmatch("[0-9]{1,10}", text) else NO_NUMBER


def _times(typed: Typed, frame: Frame, faults: dict[str, DomainError]) -> tuple[datetime, datetime]:
    zone = ZoneInfo(frame.zone)
    try:
        day = date.fromisoformat(typed.get("day", ""))
    except ValueError:
        day = frame.starts_on
        faults["day"] = errors.OutsideTheCongress(field="day")
    starts, ends = (_time(typed, name, faults) for name in ("starts", "ends"))
    last = day + timedelta(days=1) if ends == time() and starts != ends else day
    return datetime.combine(day, starts or time(), zone), datetime.combine(last, ends or time(23, 59), zone)


def _time(typed: Typed, name: str, faults: dict[str, DomainError]) -> time | None:
    text = typed.get(name, "")
    if re.fullmatch("[0-9]{1,2}:[0-9]{2}(:00)?", text):
        hours, minutes = (int(part) for part in text.split(":")[:2])
        if hours < 24 and minutes < 60:  # noqa: PLR2004 -- as every clock has it
            return time(hours, minutes)
    faults[name] = errors.NotATime(field=name)
    return None


def _quotas(typed: Typed, kind: str) -> dict[str, tuple[int, int]]:
    """Read the quotas; where only one bound is given the other does not bind."""
    quotas = {}
    for name in _asked(typed, kind):
        fewest, most = typed.get(f"{kind}-{name}-minimum", ""), typed.get(f"{kind}-{name}-maximum", "")
        if fewest or most:
            quotas[name] = (
                number_in(typed, f"{kind}-{name}-minimum", empty=0),
                number_in(typed, f"{kind}-{name}-maximum", empty=rules.MOST_SEATS),
            )
    return quotas


def _asked(typed: Typed, kind: str) -> list[str]:
    """Name the sectors or levels that the form asks of; which of them the congress knows is the rules' business."""
    asked = (re.fullmatch(kind + r"-([a-z0-9_]{1,20})-(minimum|maximum)", name) for name in typed)
    return list(dict.fromkeys(found[1] for found in asked if found))


def _openness(typed: Typed, frame: Frame) -> Openness:
    """Read whom the forum is open to. All categories ticked is the same as none: everybody."""
    categories = tuple(code for code in frame.categories if typed.get(f"open-category-{code}"))
    return Openness(
        categories=() if len(categories) == len(frame.categories) else categories,
        languages=tuple(code for code in frame.languages if typed.get(f"open-language-{code}")),
        reachable=not typed.get("hard-to-reach"),
    )


def _moderators(typed: Typed) -> tuple[Moderator, ...]:
    rows = takewhile(lambda index: f"moderator-{index}" in typed, count())
    return tuple(
        Moderator(*(typed.get(f"moderator-{index}{part}", "") for part in ("", "-organisation", "-email")))
        for index in rows
    )
