"""The forms of categories, quotas and of the waiting list."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from flask_babel import lazy_gettext
from wtforms import Field
from wtforms.form import BaseForm

from app import i18n
from app.congress.models import Congress
from app.congress.rules import days_of
from app.orm import in_language
from app.web import fields
from app.web.forms import Form, Wording, in_languages, spread
from app.web.languages import page_language
from registration.organisations.words import ROLES
from registration.participants.errors import BadChoice
from registration.places.models import Category, Quota
from registration.places.rules import CategoryRequest, QuotaRequest

MOST_PLACES = 1_000_000


def _check_option(_form: BaseForm, field: Field) -> None:
    if field.data and field.data not in {value for value, _ in field.options}:
        raise BadChoice


is_offered = fields.judged(_check_option)


class CategoryForm(Form):
    """What is told about a category."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {"label": Wording(lazy_gettext("What it is called"), 60, required=True)}

    capacity = fields.whole(lazy_gettext("At most so many places"), least=0, most=MOST_PLACES, required=False)
    position = fields.whole(lazy_gettext("Place in the list"), least=0, most=1000, required=False)
    is_open = fields.tick(lazy_gettext("Guests can choose it when they register"))
    joins_forums = fields.tick(lazy_gettext("Gets a seat in a forum even without a wish"))

    @classmethod
    def of(cls, congress: Congress, category: Category | None, capacity: int | None) -> Self:
        """Make the form in the congress's languages, filled with what is known of *category*."""
        known = {"position": 50, "is_open": True, "joins_forums": True}
        if category is not None:
            same = ("position", "is_open", "joins_forums")
            known = {name: getattr(category, name) for name in same} | spread({"label": category.label})
        form: Self = in_languages(cls, tuple(congress.languages))(data=known | {"capacity": capacity})
        return form

    def category(self) -> CategoryRequest:
        """Read the form."""
        return CategoryRequest(
            label=self.in_all_languages("label"),
            position=self.position.data or 0,
            is_open=bool(self.is_open.data),
            joins_forums=bool(self.joins_forums.data),
        )


class QuotaForm(Form):
    """How many places for whom. Its choices are the congress's: QuotaForm.of(…)."""

    category = fields.ChoiceField(lazy_gettext("Category"), options=(), validators=[is_offered])
    day = fields.ChoiceField(lazy_gettext("Day"), options=(), validators=[is_offered])
    organisation = fields.text(lazy_gettext("Organisation"), longest=200)
    capacity = fields.whole(lazy_gettext("Places"), least=0, most=MOST_PLACES)

    @classmethod
    def of(cls, congress: Congress, categories: Sequence[Category]) -> Self:
        """Make the form with the categories and days of a congress."""
        form: Self = cls()
        language = page_language()
        days = days_of(congress.starts_on, congress.ends_on)
        form.category.options = [(one.code, in_language(one.label, language)) for one in categories]
        form.day.options = [(day.isoformat(), i18n.long_day(day, language)) for day in days]
        return form

    def quota(self) -> QuotaRequest:
        """Read the form."""
        return QuotaRequest(
            capacity=self.capacity.data,
            category=self.category.data or "",
            day=self.day.data or "",
            organisation=self.organisation.data or "",
        )


class EachForm(Form):
    """The same number of places for every organisation of a role."""

    role = fields.choice(
        lazy_gettext("Every organisation that is"), [(role.value, word) for role, word in ROLES.items()]
    )
    each = fields.whole(lazy_gettext("Places for each"), least=0, most=MOST_PLACES)


class CapacityForm(Form):
    """Another number of places."""

    capacity = fields.whole(lazy_gettext("Places"), least=0, most=MOST_PLACES)

    @classmethod
    def of(cls, quota: Quota) -> Self:
        """Make the form, filled with what is known."""
        form: Self = cls(obj=quota)
        return form


class MoveForm(Form):
    """Where somebody shall stand on the waiting list, and why."""

    position = fields.whole(lazy_gettext("New place on the list"), least=1, most=MOST_PLACES)
    reason = fields.text(lazy_gettext("Reason"), longest=300, required=True)
