"""Forms of a new congress, and of its places and deadlines."""

from datetime import datetime
from typing import Self

from flask_babel import lazy_gettext
from wtforms import Field

from app.congress import rules
from app.congress.forms import LANGUAGES, is_last_day, is_zone
from app.congress.models import Congress
from app.congress.rules import Basics, Deadlines
from app.web import fields
from app.web.forms import Form

MOST_PLACES = 1_000_000
MOST_HOURS = 24 * 60  # two months to answer is not a deadline any more
MOST_WISHES = 10
MOMENTS = {
    "opens_at": "registration_opens_at",
    "closes_at": "registration_closes_at",
    "preferences_until": "preferences_until",
}


is_slug = fields.judged(lambda _form, field: rules.check_slug(field.data))


class NewCongressForm(Form):
    """The few things that a congress begins with."""

    title = fields.text(lazy_gettext("Title"), longest=200, required=True)
    slug = fields.text(lazy_gettext("Address on the web"), longest=60, required=True, also=[is_slug])
    languages = fields.choice(lazy_gettext("Languages of the texts"), LANGUAGES)
    starts_on = fields.day(lazy_gettext("First day"))
    ends_on = fields.day(lazy_gettext("Last day"), also=[is_last_day])
    zone = fields.text(lazy_gettext("Time zone"), longest=64, required=True, also=[is_zone])
    capacity = fields.whole(lazy_gettext("Places"), least=0, most=MOST_PLACES)

    def basics(self) -> Basics:
        """Read the form as far as it is about the congress itself."""
        languages = tuple(self.languages.data.split())
        return Basics(
            title={languages[0]: self.title.data},
            languages=languages,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            zone=self.zone.data,
        )


class RegistrationForm(Form):
    """Places and deadlines, in the time of the congress."""

    capacity = fields.whole(lazy_gettext("Places"), least=0, most=MOST_PLACES)
    opens_at = fields.local_moment(lazy_gettext("Registration opens"))
    closes_at = fields.local_moment(lazy_gettext("Registration closes"))
    confirm_hours = fields.whole(lazy_gettext("Hours to confirm a registration"), least=1, most=MOST_HOURS)
    offer_hours = fields.whole(lazy_gettext("Hours to take an offered place"), least=1, most=MOST_HOURS)
    wishes = fields.whole(lazy_gettext("Number of wishes"), least=0, most=MOST_WISHES)
    preferences_until = fields.local_moment(lazy_gettext("Wishes can be changed until"))

    @classmethod
    def of(cls, congress: Congress, *, capacity: int) -> Self:
        """Make the form of a congress, filled with what holds now."""
        values: dict[str, object] = {
            name: rules.wall_of(instant, congress.zone)
            for name, column in MOMENTS.items()
            if (instant := getattr(congress, column)) is not None
        }
        values |= {name: getattr(congress, name) for name in ("confirm_hours", "offer_hours", "wishes")}
        form: Self = cls(data=values | {"capacity": capacity})
        return form

    def deadlines(self, congress: Congress) -> Deadlines:
        """Read the times in the zone of *congress*. Raises NoSuchTime."""
        instants = {
            name: _instant(self[name], zone=congress.zone, before=getattr(congress, column))
            for name, column in MOMENTS.items()
        }
        return Deadlines(
            **instants,
            confirm_hours=self.confirm_hours.data,
            offer_hours=self.offer_hours.data,
            wishes=self.wishes.data,
        )


def _instant(field: Field, *, zone: str, before: datetime | None) -> datetime | None:
    return rules.instant_of(field.data, zone, field=field.name, before=before) if field.data else None
