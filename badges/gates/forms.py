"""The forms by which gates and doors are added."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from app.typed import has_traps, normal
from badges.checkin.models import Door
from badges.gates.doors import DoorRequest
from badges.gates.rules import Permission
from badges.gates.service import LONGEST_NAME
from badges.layout import Sheet

MOST_PEOPLE = 100_000
NAME_FAULT = lazy_gettext("Please give it a name of at most 60 letters.")


def paper_choices(sheets: Mapping[str, Sheet]) -> dict[str, str]:
    """Name the single badges that a kiosk can print on, by their ids."""
    return {sheet_id: sheet.name for sheet_id, sheet in sheets.items() if sheet.capacity == 1 and not sheet.fold}


@dataclass(frozen=True)
class GateForm:
    """What was typed of a gate, and what is wrong with it; ``door`` is a public id, empty for the entrance."""

    name: str = ""
    permission: str = Permission.STEWARD.value
    door: str = ""
    sheet: str = ""
    takes_walk_ins: bool = False
    faults: Mapping[str, LazyString] = field(default_factory=dict)

    @classmethod
    def read(cls, values: MultiDict[str, str], papers: Container[str]) -> Self:
        sheet, name = values.get("sheet", ""), _one_line(values.get("name", ""))
        permission = values.get("permission", "")
        if permission not in list(Permission):
            permission = Permission.STEWARD.value
        return cls(
            name,
            permission,
            values.get("door", ""),
            sheet if sheet in papers else "",
            values.get("walk_ins") == "yes",
            _name_faults(name),
        )


@dataclass(frozen=True)
class Places:
    """Where a door may lead (public id → id and words), and for whom and when it may be."""

    forums: Mapping[str, tuple[int, str]]
    sessions: Mapping[str, tuple[int, str]]
    categories: Mapping[str, str]
    days: Sequence[str]
    day_words: Sequence[str]

    @property
    def choices(self) -> list[tuple[str, str]]:
        found = [(f"forum-{public_id}", word) for public_id, (_, word) in self.forums.items()]
        return found + [(f"session-{public_id}", word) for public_id, (_, word) in self.sessions.items()]

    @property
    def day_choices(self) -> list[tuple[str, str]]:
        return list(zip(self.days, self.day_words, strict=True))

    def choice_of(self, door: Door) -> str:
        for kind, known, wanted in (("forum", self.forums, door.forum_id), ("session", self.sessions, door.session_id)):
            for public_id, (number, _) in known.items():
                if number == wanted:
                    return f"{kind}-{public_id}"
        return ""

    def word_of(self, door: Door) -> str:
        return dict(self.choices).get(self.choice_of(door), "")


@dataclass(frozen=True)
class DoorForm:
    """What was typed of a door, what is wrong with it, and, if nothing is, the request that it makes."""

    name: str = ""
    leads_to: str = ""
    capacity: str = ""
    categories: Sequence[str] = ()
    days: Sequence[str] = ()
    faults: Mapping[str, LazyString] = field(default_factory=dict)
    request: DoorRequest = field(default_factory=lambda: DoorRequest(""))

    @classmethod
    def of(cls, door: Door, places: Places) -> Self:
        capacity = str(door.capacity or "")
        return cls(door.name, places.choice_of(door), capacity, door.categories, door.days)

    @classmethod
    def read(cls, values: MultiDict[str, str], places: Places) -> Self:
        name, capacity = _one_line(values.get("name", "")), values.get("capacity", "").strip()
        kind, _, public_id = values.get("leads_to", "").partition("-")
        categories = [code for code in values.getlist("categories") if code in places.categories]
        days = [day for day in values.getlist("days") if day in places.days]
        faults = dict(_name_faults(name))
        if capacity and not (capacity.isascii() and capacity.isdigit() and 0 < int(capacity[:9]) <= MOST_PEOPLE):
            faults["capacity"] = lazy_gettext("Please give a whole number, or leave it empty.")
        request = DoorRequest(
            name=name,
            forum_id=places.forums[public_id][0] if kind == "forum" and public_id in places.forums else None,
            session_id=places.sessions[public_id][0] if kind == "session" and public_id in places.sessions else None,
            capacity=int(capacity) if capacity and "capacity" not in faults else None,
            categories=tuple(categories),
            days=tuple(days),
        )
        return cls(name, values.get("leads_to", ""), capacity, categories, days, faults, request)


def _one_line(text: str) -> str:
    return " ".join(normal(text).split())


def _name_faults(name: str) -> Mapping[str, LazyString]:
    return {} if 0 < len(name) <= LONGEST_NAME and not has_traps(name) else {"name": NAME_FAULT}
