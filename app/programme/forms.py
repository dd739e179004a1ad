"""Forms of the programme."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Self

from flask_babel import lazy_gettext
from wtforms import HiddenField

from app.congress.models import Congress, Room
from app.congress.rules import instant_of, wall_of
from app.orm import new_public_id
from app.programme.models import ProgrammeSession, Speaker
from app.programme.rules import AppearancePart, SessionKind, SessionRequest, SpeakerRequest
from app.programme.words import KIND_WORDS, PART_WORDS
from app.web import fields
from app.web.forms import Form, Wording, in_languages, spread

EMPTY_ROWS = 3  # for more people the form is saved and opened again
MOST_ROWS = 60
KINDS = [(kind.value, KIND_WORDS[kind]) for kind in SessionKind]
PARTS = [(part.value, PART_WORDS[part]) for part in AppearancePart]
KEY = re.compile(r"[0-9a-f]{16}")


class SessionForm(Form):
    """A session, without who appears and where; SessionForm.of adds these for one congress."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {
        "title": Wording(lazy_gettext("Title"), 200, required=True),
        "abstract": Wording(lazy_gettext("What it is about"), 10_000, lines=True),
    }

    key = HiddenField()
    kind = fields.choice(lazy_gettext("Kind"), KINDS)
    day = fields.day(lazy_gettext("Day"))
    starts = fields.time_of_day(lazy_gettext("Begins"))
    ends = fields.time_of_day(lazy_gettext("Ends"))
    new_name = fields.text(lazy_gettext("Name"), longest=200)
    new_organisation = fields.text(lazy_gettext("Organisation"), longest=200)
    new_part = fields.choice(lazy_gettext("Part"), PARTS, required=False)

    @classmethod
    def of(
        cls,
        congress: Congress,
        *,
        rooms: Sequence[Room],
        speakers: Sequence[Speaker],
        item: ProgrammeSession | None = None,
    ) -> Self:
        """Make the form of *item*, or of a new session on the first day."""
        rows = min(MOST_ROWS, EMPTY_ROWS + (len(item.appearances) if item else 0))
        places = [(room.public_id, room.name) for room in rooms]
        people = [(person.public_id, _name_of(person)) for person in speakers]
        added = {"room": fields.choice(lazy_gettext("Room"), places, required=False)}
        for row in range(rows):
            number = row + 1
            added[f"speaker_{row}"] = fields.choice(
                lazy_gettext("Person %(number)s", number=number), people, required=False
            )
            added[f"part_{row}"] = fields.choice(
                lazy_gettext("Part of person %(number)s", number=number), PARTS, required=False
            )
        whole: type[Self] = type(cls.__name__, (cls,), added)
        form = in_languages(whole, tuple(congress.languages))
        filled: Self = form(data=_typed(item, congress.zone) if item else _blank(congress))
        return filled

    def rows(self) -> list[tuple[object, object]]:
        """Pair the fields of who appears with those of their part, for the template."""
        numbers = range(sum(name.startswith("speaker_") for name in self._fields))
        return [(self[f"speaker_{number}"], self[f"part_{number}"]) for number in numbers]

    def session(self, zone: str, *, item: ProgrammeSession | None = None) -> SessionRequest:
        """Read the form, with times on the clocks of *zone*. Raises NoSuchTime."""
        starts, ends = (datetime.combine(self.day.data, time.data) for time in (self.starts, self.ends))
        return SessionRequest(
            kind=SessionKind(self.kind.data),
            title=self.in_all_languages("title"),
            abstract=self.in_all_languages("abstract"),
            starts_at=instant_of(starts, zone, field="starts", before=item.starts_at if item else None),
            ends_at=instant_of(ends, zone, field="ends", before=item.ends_at if item else None),
            room=self["room"].data or None,
            appearances=tuple(self._appearances()),
            newcomers=tuple(self._newcomers()),
        )

    def public_id(self) -> str:
        """Give the identifier that was drawn with the form, so that sending it twice adds one session."""
        return self.key.data if KEY.fullmatch(self.key.data or "") else new_public_id()

    def _appearances(self) -> list[tuple[str, AppearancePart]]:
        numbers = range(len(self.rows()))
        chosen = [(self[f"speaker_{number}"].data, self[f"part_{number}"].data) for number in numbers]
        return [(person, AppearancePart(part or "speaker")) for person, part in chosen if person]

    def _newcomers(self) -> list[tuple[SpeakerRequest, AppearancePart]]:
        if not self.new_name.data:
            return []
        person = SpeakerRequest(name=self.new_name.data, organisation=self.new_organisation.data or "")
        return [(person, AppearancePart(self.new_part.data or "speaker"))]


class SpeakerForm(Form):
    """What is told about somebody in the programme."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {
        "position": Wording(lazy_gettext("Office or function"), 200),
        "biography": Wording(lazy_gettext("About the person"), 5_000, lines=True),
    }

    key = HiddenField()
    name = fields.text(lazy_gettext("Name"), longest=200, required=True)
    organisation = fields.text(lazy_gettext("Organisation"), longest=200)

    @classmethod
    def of(cls, congress: Congress, person: Speaker | None = None) -> Self:
        """Make the form of a person, or of a new one."""
        form = in_languages(cls, tuple(congress.languages))
        if person is None:
            return form(data={"key": new_public_id()})
        texts = spread({"position": person.position, "biography": person.biography})
        return form(data=texts | {"name": person.name, "organisation": person.organisation})

    def speaker(self) -> SpeakerRequest:
        """Read the form."""
        return SpeakerRequest(
            name=self.name.data,
            organisation=self.organisation.data or "",
            position=self.in_all_languages("position"),
            biography=self.in_all_languages("biography"),
        )

    def public_id(self) -> str:
        """Give the identifier that was drawn with the form, so that sending it twice adds one person."""
        return self.key.data if KEY.fullmatch(self.key.data or "") else new_public_id()


def _name_of(person: Speaker) -> str:
    return f"{person.name}, {person.organisation}" if person.organisation else person.name


def _blank(congress: Congress) -> dict[str, object]:
    return {"key": new_public_id(), "kind": SessionKind.LECTURE.value, "day": congress.starts_on}


def _typed(item: ProgrammeSession, zone: str) -> dict[str, object]:
    starts, ends = wall_of(item.starts_at, zone), wall_of(item.ends_at, zone)
    typed: dict[str, object] = {
        "kind": item.kind,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "room": item.room.public_id if item.room else "",
    }
    for row, appearance in enumerate(item.appearances):
        typed |= {f"speaker_{row}": appearance.speaker.public_id, f"part_{row}": appearance.part}
    return typed | spread({"title": item.title, "abstract": item.abstract})
