"""Ways out of a conflict as settings to try: what an explanation names, one step from what was asked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forums.dialogue.layout import seats_of
from forums.dialogue.models import Forum
from forums.dialogue.rules import MOST_SEATS
from forums.dialogue.settings import Settings, Span

Change = Mapping[str, Any]  # Any: JSON, a rule of forums.assignment.solution with "to"
SOFT_BY_KIND = {
    "sector_minimum": "sector_quota",
    "sector_maximum": "sector_quota",
    "level_minimum": "level_quota",
    "level_maximum": "level_quota",
    "minimum": "minimum",
    "org_max": "org_max",
}
WITHOUT_PINS = "fixed"


def changed(settings: Settings, changes: Sequence[Change], forums: Sequence[Forum]) -> Settings:
    """Take every change of a way out that was computed over into *settings*; forums that are gone by now are passed over."""
    by_name = {forum.public_id: forum for forum in forums}
    for change in changes:
        if change["kind"] == "org_max":
            settings = replace(settings, org_max=change.get("to"))
        elif change["kind"] in {"together", "apart"}:
            settings = replace(settings, unpaired=(*settings.unpaired, (change["participant"], change["other"])))
        elif change["kind"] == "fixed":
            settings = replace(settings, released=(*settings.released, (change["participant"], change["forum"])))
        elif change["forum"] in by_name:
            settings = _widened(settings, change, by_name[change["forum"]])
    return settings


def softened(settings: Settings, kind: str) -> Settings:
    """Let a kind of rule give way, where nothing better was computed: pins are left out altogether."""
    if kind == WITHOUT_PINS:
        return replace(settings, without=tuple(sorted({*settings.without, "pins"})))
    return replace(settings, soft=tuple(dict.fromkeys((*settings.soft, SOFT_BY_KIND[kind]))))


def _widened(settings: Settings, change: Change, forum: Forum) -> Settings:
    """Move one bound of a forum, of its seats or of a sector or level in it."""
    sort, _, _ = change["kind"].rpartition("_")
    is_maximum, to = change["kind"].endswith("maximum"), int(change["to"])
    if not sort:
        span = _moved(settings.seats.get(forum.public_id, seats_of(forum)), to, is_maximum=is_maximum)
        return replace(settings, seats={**settings.seats, forum.public_id: span})
    name, kept = change[sort], forum.quotas if sort == "sector" else forum.level_quotas
    sorts = settings.quotas.get(forum.public_id, {})
    before = sorts.get(sort, {}).get(name) or kept.get(name) or (0, MOST_SEATS)
    span = _moved((before[0], before[1]), to, is_maximum=is_maximum)
    quotas = {**sorts, sort: {**sorts.get(sort, {}), name: span}}
    return replace(settings, quotas={**settings.quotas, forum.public_id: quotas})


def _moved(span: Span, to: int, *, is_maximum: bool) -> Span:
    return (span[0], max(to, span[0])) if is_maximum else (to, max(span[1], to))
