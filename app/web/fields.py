"""Fields of forms that clean what was typed and say in our words what they expect."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, Field, IntegerField, StringField, TimeField, ValidationError
from wtforms.fields import DateTimeLocalField
from wtforms.form import BaseForm
from wtforms.validators import AnyOf, Length, NumberRange, StopValidation

from app.errors import DomainError
from app.typed import has_traps
from app.typed import normal as normal_form
from app.web.problem import words_of

YEARS = range(1970, 2201)  # beyond them clocks and zones are guesses, and some databases give up

NEEDED = lazy_gettext("Please fill in this field; it is required.")
BAD_TEXT = lazy_gettext("This contains invisible control characters. Please type it again instead of pasting it.")
BAD_CHOICE = lazy_gettext("Please choose one of the given answers.")
BAD_EMAIL = lazy_gettext("This is not a complete e-mail address. It looks like name@example.org.")
BAD_DAY = lazy_gettext("Please give a day as year-month-day, such as 2027-11-08.")
BAD_TIME = lazy_gettext("Please give a time of day, such as 09:30.")
BAD_MOMENT = lazy_gettext("Please give a day and a time, such as 2027-11-08 09:30.")
BAD_LINK = lazy_gettext("Please give the whole address, beginning with https:// or http://.")


Validator = Callable[[BaseForm, Field], None]


class Needed:
    """Refuse an empty field; leave a field that could not be understood to its own words."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: BaseForm, field: Field) -> None:
        if field.process_errors:
            raise StopValidation
        if field.data in {None, ""}:
            raise StopValidation(NEEDED)


class Free:
    """Let an empty field pass without asking the validators behind."""

    def __call__(self, _form: BaseForm, field: Field) -> None:
        if field.process_errors or field.data in {None, ""}:
            raise StopValidation


class TextField(StringField):  # type: ignore[misc]  # WTForms ships no types
    """A text in normal form without invisible characters; what was typed stays in the field."""

    def __init__(self, label: str, *, lines: bool = False, **options: object) -> None:
        super().__init__(label, **options)
        self.lines = lines

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = None
            self.data = cleaned(valuelist[0], lines=self.lines)

    def _value(self) -> str:
        return str(self.raw_data[0] if self.raw_data else self.data or "")


class ChoiceField(TextField):
    """One of ``options``, [(value, word)]; the template draws them."""

    def __init__(
        self, label: str, *, options: Sequence[tuple[str, str]], lines: bool = False, **settings: object
    ) -> None:
        super().__init__(label, lines=lines, **settings)
        self.options = options


class _OwnWords:
    """A field that says in ``fault`` what it could not understand, instead of WTForms' words."""

    fault: object

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]  # mixed into fields, which have it
        except ValueError:
            raise ValueError(self.fault) from None
        if getattr(self.data, "year", YEARS.start) not in YEARS:
            raise ValueError(self.fault)


class DayField(_OwnWords, DateField):  # type: ignore[misc]  # WTForms ships no types
    """A day."""

    fault = BAD_DAY


class ClockTimeField(_OwnWords, TimeField):  # type: ignore[misc]  # WTForms ships no types
    """A time of day on the congress's clocks."""

    fault = BAD_TIME


class LocalMomentField(_OwnWords, DateTimeLocalField):  # type: ignore[misc]  # WTForms ships no types
    """A day and a time of day on the congress's clocks."""

    fault = BAD_MOMENT


class WholeField(_OwnWords, IntegerField):  # type: ignore[misc]  # WTForms ships no types
    """A whole number."""

    def __init__(self, label: str, *, fault: object, **options: object) -> None:
        super().__init__(label, **options)
        self.fault = fault


def cleaned(typed: str, *, lines: bool) -> str:
    """Normalise a text: NFC, spaces folded, line ends kept where *lines*, else folded too.

    Raises ValueError for invisible characters.
    """
    normal = normal_form(typed)
    if has_traps(normal):
        raise ValueError(BAD_TEXT)
    if not lines:
        return " ".join(normal.split())
    return "\n".join(line.rstrip() for line in normal.split("\n")).strip("\n")


def presence(*, required: bool) -> Needed | Free:
    """Choose what an empty field means."""
    return Needed() if required else Free()


def text(
    label: str,
    *,
    longest: int,
    required: bool = False,
    lines: bool = False,
    also: Iterable[Validator] = (),
) -> Field:
    """Ask for a text of at most *longest* characters."""
    fault = lazy_gettext("Please shorten this to at most %(longest)s characters.", longest=longest)
    length = Length(max=longest, message=fault)
    return TextField(label, lines=lines, validators=[presence(required=required), length, *also])


def whole(label: str, *, least: int, most: int, required: bool = True) -> Field:
    """Ask for a whole number from *least* to *most*."""
    fault = lazy_gettext("Please give a whole number from %(least)s to %(most)s.", least=least, most=most)
    return WholeField(label, fault=fault, validators=[presence(required=required), NumberRange(least, most, fault)])


def day(label: str, *, required: bool = True, also: Iterable[Validator] = ()) -> Field:
    """Ask for a day."""
    return DayField(label, validators=[presence(required=required), *also])


def time_of_day(label: str, *, required: bool = True) -> Field:
    """Ask for a time of day, without a date and a zone."""
    return ClockTimeField(label, format=["%H:%M", "%H:%M:%S"], validators=[presence(required=required)])


def local_moment(label: str, *, required: bool = False) -> Field:
    """Ask for a day and a time as the clock on the wall shows it."""
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]  # the first is how browsers want it filled in
    return LocalMomentField(label, format=formats, validators=[presence(required=required)])


def choice(label: str, options: Sequence[tuple[str, str]], *, required: bool = True) -> Field:
    """Ask for one of *options*, [(value, word)]."""
    allowed = AnyOf([value for value, _word in options], message=BAD_CHOICE)
    return ChoiceField(label, options=options, validators=[presence(required=required), allowed])


def tick(label: str) -> Field:
    """Ask yes or no."""
    return BooleanField(label)


def judged(check: Callable[[BaseForm, Field], object]) -> Validator:
    """Turn a check of the rules into a validator, so that all faults of a form are told at once."""

    def validate(form: BaseForm, field: Field) -> None:
        try:
            check(form, field)
        except DomainError as fault:
            raise ValidationError(words_of(fault)) from None

    return validate


def email(label: str, *, required: bool = False) -> Field:
    """Ask for an address of mail; its form is checked, no name server is asked."""
    return text(label, longest=254, required=required, also=[is_email])


def link(label: str) -> Field:
    """Ask for the address of a page."""
    return text(label, longest=300, also=[is_link])


def is_email(_form: BaseForm, field: Field) -> None:
    """Check the form of an address of mail and keep it normalised."""
    try:
        field.data = validate_email(field.data, check_deliverability=False, allow_smtputf8=True).normalized
    except EmailNotValidError:
        raise ValidationError(BAD_EMAIL) from None


def is_link(_form: BaseForm, field: Field) -> None:
    """Check that a page's address is one that a browser opens as a page, and no script."""
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", field.data):
        raise ValidationError(BAD_LINK)
