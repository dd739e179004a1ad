"""Forms of setting a congress up."""

from collections.abc import Mapping
from itertools import permutations
from typing import ClassVar, Self

from flask_babel import lazy_gettext
from wtforms import Field
from wtforms.form import BaseForm

from app.congress import rules
from app.congress.models import Congress, Room
from app.congress.rules import Basics, RoomRequest
from app.i18n import PAGE_LANGUAGES
from app.web import fields
from app.web.forms import Form, Wording, in_languages, spread

# Every choice and order of languages, as "de", "en", "de en", "en de": the first is the congress's own.
LANGUAGES = [
    (" ".join(codes), ", ".join(PAGE_LANGUAGES[code] for code in codes))
    for number in range(1, len(PAGE_LANGUAGES) + 1)
    for codes in permutations(PAGE_LANGUAGES, number)
]
TEXTS = ("title", "summary", "description", "privacy")
MOST_HOSTS = 20


def _check_days(form: BaseForm, field: Field) -> None:
    if form["starts_on"].data is not None:
        rules.check_days(form["starts_on"].data, field.data)


is_last_day = fields.judged(_check_days)  # beside the field starts_on
is_zone = fields.judged(lambda _form, field: rules.check_zone(field.data))
is_place = fields.judged(lambda _form, field: rules.coordinates_of(field.data))


class BasicsForm(Form):
    """What a congress tells about itself."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {
        "title": Wording(lazy_gettext("Title"), 200, required=True),
        "summary": Wording(lazy_gettext("In one or two sentences"), 600, lines=True),
        "description": Wording(lazy_gettext("Description"), 20_000, lines=True),
        "privacy": Wording(lazy_gettext("Privacy notice"), 60_000, lines=True),
    }

    languages = fields.choice(lazy_gettext("Languages of the texts"), LANGUAGES)
    starts_on = fields.day(lazy_gettext("First day"))
    ends_on = fields.day(lazy_gettext("Last day"), also=[is_last_day])
    zone = fields.text(lazy_gettext("Time zone"), longest=64, required=True, also=[is_zone])
    hosts = fields.text(lazy_gettext("Hosts"), longest=4_000, lines=True)
    series = fields.text(lazy_gettext("Series"), longest=60)
    venue = fields.text(lazy_gettext("Venue"), longest=200)
    address = fields.text(lazy_gettext("Address of the venue"), longest=300)
    coordinates = fields.text(lazy_gettext("Latitude and longitude"), longest=60, also=[is_place])
    contact_name = fields.text(lazy_gettext("Contact"), longest=200)
    contact_email = fields.email(lazy_gettext("E-mail of the contact"))

    @classmethod
    def of(cls, congress: Congress) -> Self:
        """Make the form of a congress, filled with what it tells now."""
        form = in_languages(cls, tuple(congress.languages))
        return form(data=_basics_as_typed(congress) | spread({name: getattr(congress, name) for name in TEXTS}))

    def basics(self) -> Basics:
        """Read the form."""
        return Basics(
            **{name: self.in_all_languages(name) for name in TEXTS},
            languages=tuple(self.languages.data.split()),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            zone=self.zone.data,
            hosts=tuple(line.strip()[:200] for line in (self.hosts.data or "").splitlines() if line.strip())[
                :MOST_HOSTS
            ],
            series=self.series.data or "",
            venue=self.venue.data or "",
            address=self.address.data or "",
            coordinates=rules.coordinates_of(self.coordinates.data or ""),
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
        )


class RoomForm(Form):
    """What is told about a room."""

    name = fields.text(lazy_gettext("Name"), longest=100, required=True)
    building = fields.text(lazy_gettext("Building"), longest=100)
    floor = fields.text(lazy_gettext("Floor"), longest=60)
    capacity = fields.whole(lazy_gettext("Seats"), least=1, most=100_000, required=False)
    position = fields.whole(lazy_gettext("Place in lists"), least=0, most=999, required=False)
    hint = fields.text(lazy_gettext("How to get there"), longest=1_000, lines=True)

    @classmethod
    def of(cls, room: Room) -> Self:
        """Make the form of a room, filled with what is known of it."""
        return cls(obj=room)

    def room(self) -> RoomRequest:
        """Read the form."""
        return RoomRequest(
            name=self.name.data,
            building=self.building.data or "",
            floor=self.floor.data or "",
            capacity=self.capacity.data,
            position=self.position.data or 0,
            hint=self.hint.data or "",
        )


def _basics_as_typed(congress: Congress) -> dict[str, object]:
    is_placed = congress.latitude is not None and congress.longitude is not None
    return {
        "languages": " ".join(congress.languages),
        "starts_on": congress.starts_on,
        "ends_on": congress.ends_on,
        "zone": congress.zone,
        "hosts": "\n".join(congress.hosts),
        "series": congress.series,
        "venue": congress.venue,
        "address": congress.address,
        "coordinates": f"{congress.latitude}, {congress.longitude}" if is_placed else "",
        "contact_name": congress.contact_name,
        "contact_email": congress.contact_email,
    }
