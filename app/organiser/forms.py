"""Organisers' forms on participants."""

from datetime import date
from typing import Any, Final

from flask import g, request
from flask_babel import lazy_gettext

from app import i18n
from app.congress.models import Congress
from app.congress.rules import days_of
from app.errors import DomainError
from app.organiser import own_answers
from app.web import fields
from app.web.forms import Form
from app.web.languages import page_language
from app.web.problem import words_of
from registration.fields import words
from registration.fields.answers import OFFICE, Told
from registration.fields.rules import ACCESS, Plan
from registration.fields.whole import Known, read_all
from registration.participants.errors import Invalid
from registration.participants.models import Participant
from registration.participants.rules import LENGTHS, SENSITIVE, RegistrationRequest

NOT_SAID = ("", lazy_gettext("not said"))
# The languages that participants name as theirs most often; mails go out in German or English.
LANGUAGES: Final = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("uk", "Українська"),
    ("tr", "Türkçe"),
    ("ku", "Kurdî"),
    ("ti", "ትግርኛ"),
    ("vi", "Tiếng Việt"),
]


class ParticipantForm(Form):
    """What is known about a participant."""

    name = fields.text(lazy_gettext("Name"), longest=LENGTHS["name"], required=True)
    email = fields.text(lazy_gettext("E-mail address"), longest=LENGTHS["email"], required=True)
    pronouns = fields.text(lazy_gettext("Pronouns"), longest=LENGTHS["pronouns"])
    organisation = fields.text(lazy_gettext("Organisation"), longest=LENGTHS["organisation"])
    # Their options are lists of the congress, which answers() judges by.
    sector = fields.ChoiceField(lazy_gettext("Sector"), options=())
    level = fields.ChoiceField(lazy_gettext("Level"), options=())
    role = fields.ChoiceField(lazy_gettext("Role"), options=(), validators=[fields.Needed()])
    language = fields.choice(lazy_gettext("Language"), LANGUAGES)
    access_needs = fields.text(lazy_gettext("Access needs"), longest=LENGTHS["access_needs"], lines=True)
    interpreting = fields.text(lazy_gettext("Interpreting"), longest=LENGTHS["interpreting"])
    food = fields.text(lazy_gettext("Food"), longest=LENGTHS["food"])
    photo_consent = fields.tick(lazy_gettext("Agrees to photos"))

    def __init__(self, plan: Plan, *, known: Known | None = None, **values: object) -> None:
        super().__init__(**values)
        self.plan, self.known = plan, known
        told_days = known.request.days if known is not None else ()
        self.days = g.congress.asked_days or (days_of_all(g.congress) if told_days else ())
        self.chosen_days = request.form.getlist("days") if request.method == "POST" else (told_days or self.days)
        self.own_faults: dict[str, list[str]] = {}  # of the congress's own questions, by name of the entry
        language = page_language()
        for name in ("sector", "level", "role"):
            question = plan.field(name)
            chosen = [getattr(known.request, name)] if known is not None else []
            options = words.options_for(plan, question, language, chosen=chosen) if question is not None else []
            self[name].options = options if name == "role" else [NOT_SAID, *options]

    @classmethod
    def of(cls, participant: Participant, plan: Plan, known: Known) -> "ParticipantForm":
        """Fill the form with what is known."""
        return cls(plan, known=known, obj=participant, photo_consent=participant.photo_consent_at is not None)

    @property
    def day_options(self) -> list[tuple[str, str]]:
        """Put the days into words, [(ISO, word)]."""
        return [(day, i18n.long_day(date.fromisoformat(day), page_language())) for day in self.days]

    def spare_needs(self) -> "ParticipantForm":
        """Leave out what is for the eyes of others."""
        for name in SENSITIVE:
            delattr(self, name)
        return self

    @property
    def shows_needs(self) -> bool:
        return ACCESS in self._fields

    def answers(self) -> tuple[RegistrationRequest, Told]:
        """Read the answers, cleaned, those to the congress's own questions too; what the form leaves out stays as it is.

        Raises errors.Invalid.
        """
        left_out = [name for name in SENSITIVE if self.known is not None and name not in self._fields]
        values: dict[str, Any] = {
            name: getattr(self.known.request, name) for name in left_out if self.known
        }  # Any: texts
        values |= {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        consent = bool(values.pop("photo_consent"))
        texts: dict[str, Any] = {
            name: value or "" for name, value in values.items()
        }  # Any: each key has its field's type
        days = tuple(self.chosen_days) if self.days else ()
        answers = RegistrationRequest(photo_consent=consent, days=days, **texts)
        sent = own_answers.sent(self.plan)
        answers, told = read_all(self.plan, answers, sent, asking=OFFICE, known=self.known, days=self.days or None)
        return answers, told if self.shows_needs else told.without(ACCESS)

    def blame(self, error: DomainError) -> None:
        """Put each of several faults beside its own field."""
        for fault in error.faults.values() if isinstance(error, Invalid) else (error,):
            if fault.field and fault.field not in self._fields:
                self.own_faults[fault.field] = [words_of(fault)]
            else:
                super().blame(fault)


def days_of_all(congress: Congress) -> tuple[str, ...]:
    """List all days of a congress, ISO, for somebody who chose some when it still asked."""
    return tuple(day.isoformat() for day in days_of(congress.starts_on, congress.ends_on))


class NoteForm(Form):
    """The organisers' own note on a participant."""

    note = fields.text(lazy_gettext("Note"), longest=4000, lines=True)
