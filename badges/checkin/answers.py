"""Outcomes as the gate is told them: plain values in the reader's language."""

from datetime import UTC, datetime
from typing import Any

from app.orm import in_language
from app.web.problem import words_of
from badges.checkin.rules import Bearer, Entry, Outcome, Verdict

Answer = dict[str, Any]  # Any: JSON


def answer_of(outcome: Outcome, *, language: str) -> Answer:
    """Put one outcome into words and numbers; see docs of POST /scans."""
    if outcome.verdict is Verdict.INVALID and outcome.fault is not None:
        fault = outcome.fault
        problem = {"code": fault.code, "field": fault.field, "detail": words_of(fault)}
        return {"scan_id": outcome.scan_id, "verdict": outcome.verdict.value, "problem": problem}
    return {
        "scan_id": outcome.scan_id,
        "verdict": outcome.verdict.value,
        "scan": _entry(outcome.entry),
        "first": _entry(outcome.first),
        "guest": _guest(outcome.bearer, language),
    }


def instant(moment: datetime) -> str:
    """Write an instant for machines, to the millisecond: 2027-11-08T09:00:00.000Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _entry(entry: Entry | None) -> Answer | None:
    return {"at": instant(entry.at), "gate": entry.gate} if entry else None


def _guest(bearer: Bearer | None, language: str) -> Answer | None:
    if bearer is None:
        return None
    forums: list[Answer] = [
        {"number": place.number, "title": in_language(dict(place.title), language), "room": place.room}
        for place in bearer.forums
    ]
    told: Answer = {"name": bearer.name, "organisation": bearer.organisation, "role": bearer.role}
    told["forum"] = forums[0] if forums else None
    return told | {"later": forums[1:]} if len(forums) > 1 else told
