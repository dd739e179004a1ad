"""From what somebody typed about a stand, the market or a topic to requests, and back into the entries."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from forums.marketplace import errors, questions
from forums.marketplace.applications import ANY_NUMBER, LONGEST, Frame, StandRequest, clean
from forums.marketplace.service.market import COUNTS, MarketRequest, TopicRequest
from registration.fields.questions import typed_of
from registration.fields.rules import Plan

Entries = MultiDict[str, str]
TICKS: Final = ("is_press_public", "needs_wall", "is_loud", "needs_light")
NUMBERS: Final = ("tables", "chairs")
NAME_AN_HOUR: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
MOST_DIGITS: Final = 6


def stand_request(typed: Entries, languages: Sequence[str]) -> StandRequest:
    """Read the form of a stand."""
    power = typed.get("power", "0")
    plain: dict[str, Any] = {name: typed.get(name, "") for name in LONGEST}  # Any: texts and ticks
    plain |= {name: typed.get(name) == "yes" for name in TICKS}
    return StandRequest(
        **plain,
        language=typed.get("language", "") if typed.get("language", "") in PAGE_LANGUAGES else "de",
        title={language: typed.get(f"title-{language}", "") for language in languages},
        description={language: typed.get(f"description-{language}", "") for language in languages},
        topic=typed.get("topic", ""),
        further=tuple(typed.getlist("further")),
        languages=tuple(dict.fromkeys(typed.getlist("languages"))),
        area=_area(typed.get("area", "")),
        power=int(power) if power in {"0", "1", "2"} else ANY_NUMBER,
        near=_lines(typed.get("near", "")),
        far=_lines(typed.get("far", "")),
        tables=whole(typed, "tables") or 0,
        chairs=whole(typed, "chairs") or 0,
    )


def entries_of(request: StandRequest, plan: Plan, answers: Mapping[str, Any]) -> Entries:  # Any: JSON
    """Fill the form of a stand."""
    entries: list[tuple[str, str]] = [(name, getattr(request, name)) for name in (*LONGEST, "language", "topic")]
    entries += [(name, "yes") for name in TICKS if getattr(request, name)]
    entries += [(f"title-{language}", text) for language, text in request.title.items()]
    entries += [(f"description-{language}", text) for language, text in request.description.items()]
    entries += [("further", topic) for topic in request.further]
    entries += [("languages", code) for code in request.languages]
    entries += [("area", f"{request.area:g}"), ("power", str(request.power))]
    entries += [(name, str(getattr(request, name))) for name in NUMBERS]
    entries += [("near", "\n".join(request.near)), ("far", "\n".join(request.far))]
    return MultiDict([*entries, *questions.entries_of(plan, answers)])


def read_stand(
    typed: Entries,
    plan: Plan,
    frame: Frame,
    before: Mapping[str, Any],  # Any: JSON
) -> tuple[StandRequest, dict[str, Any]]:
    """Read and clean the whole form of a stand: what is said, and the answers to the market's own questions.

    Raises StandInvalid holding all faults of both at once.
    """
    answers, own_faults = questions.answers(plan, typed_of(typed, MultiDict(), plan), before)
    try:
        request = clean(stand_request(typed, frame.languages), frame)
    except errors.StandInvalid as invalid:
        raise errors.StandInvalid(faults={**invalid.faults, **own_faults}) from invalid
    if own_faults:
        raise errors.StandInvalid(faults=dict(own_faults))
    return request, answers


def market_request(typed: Entries, languages: Sequence[str], zone: str) -> MarketRequest:
    """Read the settings of the market; raises StandInvalid for what is no moment."""
    faults: dict[str, DomainError] = {}
    begins, ends = (_moment(typed, name, zone, faults) for name in ("applications_from", "applications_until"))
    if faults:
        raise errors.StandInvalid(faults=faults)
    call = {language: typed.get(f"call-{language}", "") for language in languages}
    numbers = {name: whole(typed, name) for name in COUNTS}
    return MarketRequest(begins, ends, call, **numbers, lapses=typed.get("lapses") == "yes")


def topic_request(typed: Entries, languages: Sequence[str]) -> TopicRequest:
    """Read the form of a topic."""
    return TopicRequest(
        letter=typed.get("letter", ""),
        colour=whole(typed, "colour") or ANY_NUMBER,
        name={language: typed.get(f"name-{language}", "") for language in languages},
        quota=whole(typed, "quota"),
    )


def local(moment: datetime | None, zone: str) -> str:
    """Write a moment as its field of the form takes it."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if moment is not None else ""


def whole(typed: Mapping[str, str], name: str) -> int | None:
    """Read a whole number; None for an empty field, ANY_NUMBER for anything else."""
    text = typed.get(name, "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else ANY_NUMBER


def _area(typed: str) -> float:
    text = typed.strip().replace(",", ".")
    if not text:
        return 0
    return float(text) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", text, re.ASCII) else ANY_NUMBER


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def _moment(typed: Entries, name: str, zone: str, faults: dict[str, DomainError]) -> datetime | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    if NAME_AN_HOUR.fullmatch(text):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            pass
    faults[name] = errors.BadMoment(field=name)
    return None
