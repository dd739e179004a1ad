"""The log of one recommendation as people read it: what happened, and what changed in the wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from app.i18n import PAGE_LANGUAGES, long_day
from app.web.languages import page_language
from forums.recommendations.differences import Piece, differences
from forums.recommendations.models import RecommendationEntry
from forums.recommendations.rules import Status, Verdict
from forums.recommendations.words import ACTIONS, PRIORITIES, STATES, VERDICTS


@dataclass(frozen=True)
class Step:
    """An entry in words. ``changes`` are (what, pieces) for each text that was worded anew."""

    number: int
    at: datetime
    what: str
    particulars: list[str]
    changes: list[tuple[str, list[Piece]]]
    hash: str


def history(entries: Sequence[RecommendationEntry]) -> list[Step]:
    """Tell the log of a recommendation, newest first."""
    steps, told = [], dict[str, Any]()  # Any: JSON
    for entry in entries:
        now = entry.data.get("now", {})
        changes = _changes(told, now) if entry.action == "worded" else []
        is_step = entry.action == "status"
        what = str(STATES[Status(now["status"])][1] if is_step else ACTIONS.get(entry.action, entry.action))
        steps.append(Step(entry.number, entry.at, what, _particulars(entry.data), changes, entry.hash))
        told |= now
    return steps[::-1]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, list[Piece]]]:  # Any: JSON
    names = {"title": gettext("Title"), "text": gettext("Text")}
    found = []
    for name, word in names.items():
        old, new = before.get(name, {}), after.get(name, {})
        for language in sorted({*old, *new}):
            if old.get(language, "") != new.get(language, ""):
                label = f"{word} ({PAGE_LANGUAGES.get(language, language)})"
                found.append((label, differences(old.get(language, ""), new.get(language, ""))))
    return found


def _particulars(data: dict[str, Any]) -> list[str]:  # Any: JSON
    """Say the rest of an entry in a few words each."""
    now, told = data.get("now", {}), []
    if "status" in now and "for" in data:
        told.append(str(STATES[Status(now["status"])][1]))
    if now.get("theme"):
        told.append(gettext("theme: %(theme)s", theme=now["theme"]))
    if "priority" in now:
        told.append(str(PRIORITIES[now["priority"]]))
    if "addressees" in data:
        told.append(gettext("to %(names)s", names=", ".join(data["addressees"]) or gettext("nobody yet")))
    if "addressee" in data:
        told.append(str(data["addressee"]))
    if data.get("verdict"):
        told.append(str(VERDICTS[Verdict(data["verdict"])][1]))
    if "for" in data:
        counted = {"for_": data["for"], "against": data["against"], "abstained": data["abstained"]}
        told.append(gettext("%(for_)s for, %(against)s against, %(abstained)s abstained", **counted))
    told += [str(data[name]) for name in ("reason", "commitment", "report", "milestone") if data.get(name)]
    told += _day_of_milestone(data)
    if data.get("evidence"):
        told.append(str(data["evidence"]))
    if "share" in data:
        told.append(gettext("%(percent)s per cent done", percent=data["share"]))
    return told


def _day_of_milestone(data: dict[str, Any]) -> list[str]:  # Any: JSON
    if "milestone" not in data or "due_on" not in data:
        return []
    return [gettext("by %(day)s", day=long_day(date.fromisoformat(data["due_on"]), page_language()))]
