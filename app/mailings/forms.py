"""The form of a mailing: its text in each language, and whom it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from flask_babel import LazyString, lazy_gettext
from wtforms import ValidationError
from wtforms.fields import SelectMultipleField
from wtforms.form import BaseForm

from app.congress.models import Congress
from app.congress.rules import instant_of, wall_of
from app.mailings import errors
from app.mailings.models import Mailing
from app.mailings.rules import NONE, Audience
from app.mailings.service import Draft
from app.mailings.words import ANSWERS, LANGUAGES, NOT_SAID, SEATS, WISHES
from app.web import fields
from app.web.forms import Form, Wording, in_languages, spread
from registration.participants.words import STATES

SEVERAL = ("status", "role", "sector", "level", "language", "forums", "wishes", "answers")
ONE = ("organisation", "photo", "inside", "returned")
YES_OR_NO = [(code, word) for code, word in ANSWERS.items()]


class ManyField(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    """Any of ``options``, [(value, word)]; the template draws them."""

    def __init__(self, label: LazyString, options: Sequence[tuple[str, object]] = (), **settings: object) -> None:
        super().__init__(label, choices=[value for value, _word in options], **settings)
        self.options = options

    def offer(self, options: Sequence[tuple[str, object]]) -> None:
        """Set what only the congress knows."""
        self.options, self.choices = options, [value for value, _word in options]

    def pre_validate(self, _form: BaseForm) -> None:
        if not set(self.data or ()) <= set(self.choices):
            raise ValidationError(fields.BAD_CHOICE)


@dataclass(frozen=True)
class Question:
    """A question of the congress's own: ``options`` are the answers to choose, [(as rules.Answered writes it, word)]."""

    label: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """What only the congress knows: categories, sectors and levels by code, forums by public id; each with its name in the reader's
    language; and its own questions.
    """

    categories: Mapping[str, str]
    sectors: Mapping[str, str]
    levels: Mapping[str, str]
    forums: Mapping[str, str]
    questions: Sequence[Question] = ()


class MailingForm(Form):
    """What is written, and whom it is for."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {
        "subject": Wording(lazy_gettext("Subject"), 200, required=True),
        "body": Wording(lazy_gettext("Text"), 20_000, required=True, lines=True),
    }

    status = ManyField(lazy_gettext("State"), [(state.value, word) for state, (_shape, word) in STATES.items()])
    role = ManyField(lazy_gettext("Category"))
    sector = ManyField(lazy_gettext("Sector"))
    level = ManyField(lazy_gettext("Level"))
    language = ManyField(lazy_gettext("Language"), list(LANGUAGES.items()))
    forums = ManyField(lazy_gettext("Sits in"))
    wishes = ManyField(lazy_gettext("Wishes for"))
    answers = ManyField(lazy_gettext("Answers to your own questions"))
    organisation = fields.text(lazy_gettext("Organisation"), longest=200)
    photo = fields.choice(lazy_gettext("Agrees to photos"), YES_OR_NO, required=False)
    inside = fields.choice(lazy_gettext("Checked in"), YES_OR_NO, required=False)
    returned = fields.choice(lazy_gettext("Mails came back"), YES_OR_NO, required=False)
    also_later = fields.tick(lazy_gettext("Whoever comes to match later gets it too"))

    @classmethod
    def of(cls, congress: Congress, mailing: Mailing, choices: "Choices") -> Self:
        """Make the form of a mailing, filled with what is written."""
        audience = Audience.of(mailing.audience)
        values: dict[str, object] = {name: list(getattr(audience, name)) for name in SEVERAL}
        values |= {name: getattr(audience, name) for name in ONE} | {"also_later": mailing.also_later}
        texts = spread({"subject": mailing.subject, "body": mailing.body})
        form: Self = in_languages(cls, tuple(congress.languages))(data=values | texts)
        form.role.offer(list(choices.categories.items()))
        form.sector.offer([*choices.sectors.items(), (NONE, NOT_SAID)])
        form.level.offer([*choices.levels.items(), (NONE, NOT_SAID)])
        form.answers.offer([option for question in choices.questions for option in question.options])
        form.forums.offer([*choices.forums.items(), *SEATS.items()])
        form.wishes.offer([*choices.forums.items(), *WISHES.items()])
        return form

    def draft(self) -> Draft:
        """Read the form."""
        stored = {name: list(self[name].data or ()) for name in SEVERAL} | {name: self[name].data or "" for name in ONE}
        return Draft(
            self.in_all_languages("subject"),
            self.in_all_languages("body"),
            Audience.of(stored),
            also_later=self.also_later.data,
        )


class SendForm(Form):
    """When a mailing goes out; ``seen`` is when it was last changed, as the organiser saw it."""

    starts_at = fields.local_moment(lazy_gettext("Send at"))
    seen = fields.text(lazy_gettext("State"), longest=40)

    @classmethod
    def of(cls, congress: Congress, mailing: Mailing) -> Self:
        """Make the form of a mailing as it is now."""
        starts_at = wall_of(mailing.starts_at, congress.zone) if mailing.starts_at else None
        form: Self = cls(data={"seen": mailing.changed_at.isoformat(), "starts_at": starts_at})
        return form

    def seen_at(self) -> datetime:
        """Tell which state of the mailing the organiser saw. Raises OutOfTurn for what is none."""
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            raise errors.OutOfTurn from None

    def moment(self, congress: Congress) -> datetime | None:
        """Read the moment in the zone of *congress*; None for now. Raises NoSuchTime."""
        wall = self.starts_at.data
        return instant_of(wall, congress.zone, field="starts_at") if wall else None


def summary(audience: Audience, words: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Say whom an audience means, a phrase for each of its conditions; *words* gives those of the codes, by condition."""
    phrases = []
    for name in SEVERAL:
        told = [str(words[name].get(code, code)) for code in getattr(audience, name)]
        phrases += [", ".join(told)] if told else []
    phrases += [audience.organisation] if audience.organisation else []
    return phrases + [str(words[name][answer]) for name in ONE[1:] if (answer := getattr(audience, name))]
