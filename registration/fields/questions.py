"""Questions as a page draws them: worded, filled with what was typed, with the fault beside and the condition told."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext
from werkzeug.datastructures import FileStorage, MultiDict

from registration.fields import words
from registration.fields.answers import Asking, Typed, as_typed
from registration.fields.content import MEGABYTE, NAMES, RawFile
from registration.fields.rules import ACCESS, ACCESS_OPTIONS, FILE_TYPES, Answers, Field, Kind, Plan, Section

Entries = MultiDict[str, str]
# What browsers may fill in by themselves.
AUTOCOMPLETE = {"name": "name", "email": "email", "organisation": "organization"}
MOST_RADIOS = 7  # more options than these are a list to unfold


@dataclass(frozen=True)
class Question:
    """One question, ready to be drawn by macros/questions.html."""

    field: Field
    name: str  # of the entry, and the id of its control
    label: str
    help: str
    value: str = ""
    chosen: Sequence[str] = ()  # of several
    options: Sequence[tuple[str, str]] = ()
    needs: Sequence[tuple[str, str]] = ()  # access needs to tick, beside the free text
    needs_chosen: Sequence[str] = ()
    faults: Sequence[str] = ()
    needs_faults: Sequence[str] = ()
    only_if: str = ""  # the condition, in words
    source: str = ""  # the name of the entry on which it waits
    values: Sequence[str] = ()  # the values for which it is asked; any, if there are none
    file: Mapping[str, str] = dataclasses.field(
        default_factory=dict
    )  # "id", "name", and "href" where it can be looked at

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def kind(self) -> str:
        return self.field.kind.value

    @property
    def is_long_choice(self) -> bool:
        return self.kind != Kind.CHOICE or len(self.options) > MOST_RADIOS

    @property
    def accept(self) -> str:
        """What the browser shall let people choose from their folders."""
        return ",".join(FILE_TYPES[kind] for kind in self.field.limits.types)

    @property
    def consent(self) -> str:
        """What somebody agrees to; the congress's own words, if it has some."""
        return self.label if self.field.label else str(words.CONSENT)

    @property
    def autocomplete(self) -> str:
        return AUTOCOMPLETE.get(self.key, "")


def draw(
    plan: Plan,
    language: str,
    *,
    typed: Entries,
    faults: Mapping[str, Sequence[str]],
    asking: Asking,
    files: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, list[Question]]:
    """Word the questions of a form by step; *files* are those there already, by key."""
    word = partial(_question, plan, language, typed=typed, faults=faults, files=files or {})
    return {
        section.value: [
            word(question)
            for question in plan.in_section(section)
            if question.is_shown and (asking.at_door or not question.at_door)
        ]
        for section in Section
    }


def draw_one(plan: Plan, question: Field, language: str) -> Question:
    """Word one question, empty, whether or not anybody is asked it."""
    return _question(plan, language, question, typed=MultiDict(), faults={}, files={})


def flat(by_section: Mapping[str, Iterable[Question]]) -> list[Question]:
    """Give all questions in the order of the form."""
    return [question for questions in by_section.values() for question in questions]


def _question(
    plan: Plan,
    language: str,
    question: Field,
    *,
    typed: Entries,
    faults: Mapping[str, Sequence[str]],
    files: Mapping[str, Mapping[str, str]],
) -> Question:
    chosen = typed.getlist(question.name)
    needs_chosen = typed.getlist(ACCESS_OPTIONS) if question.key == ACCESS else []
    is_access = question.key == ACCESS
    choosing = question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.COUNTRY} and not is_access
    source = plan.field(question.condition.source) if question.condition else None
    return Question(
        field=question,
        name=question.name,
        label=words.label_of(question, language),
        help=_help(question, language),
        value=chosen[0] if chosen else "",
        chosen=chosen,
        options=words.options_for(plan, question, language, chosen=chosen) if choosing else (),
        needs=words.options_for(plan, question, language, chosen=needs_chosen) if is_access else (),
        needs_chosen=needs_chosen,
        faults=faults.get(question.name, ()),
        needs_faults=faults.get(ACCESS_OPTIONS, ()) if is_access else (),
        only_if=_only_if(plan, question, source, language) if source is not None else "",
        source=entry_of(source) if source is not None else "",
        values=question.condition.values if question.condition else (),
        file=files.get(question.key, {}),
    )


def entry_of(source: Field) -> str:
    """Name the entry of a form on which a condition looks."""
    return source.name


def _help(question: Field, language: str) -> str:
    told = words.help_of(question, language)
    if question.kind is not Kind.FILE:
        return told
    names = ", ".join(NAMES[kind] for kind in question.limits.types)
    limit = gettext("%(types)s; at most %(megabytes)s MB.", types=names, megabytes=question.limits.megabytes)
    return f"{told} {limit}".strip()


def _only_if(plan: Plan, question: Field, source: Field, language: str) -> str:
    """Say when a question is asked, for whom no script does it."""
    label = words.label_of(source, language)
    values = question.condition.values if question.condition else ()
    if not values:
        return str(gettext("Only if you have answered “%(question)s”.", question=label))
    known = {option.code: words.option_word(source.key, option, language) for option in plan.options_of(source)}
    named = [known.get(value, value) for value in values]
    last = gettext("%(first)s or %(last)s", first=", ".join(named[:-1]), last=named[-1]) if named[1:] else named[0]
    return str(gettext("Only if your answer to “%(question)s” is: %(answers)s.", question=label, answers=last))


def typed_of(entries: Entries, files: MultiDict[str, FileStorage], plan: Plan) -> Typed:
    """Take what a form sent; of each file no more is read than is allowed, and one byte."""
    raw = {}
    for question in plan.own if plan.has_files or files else ():
        sent = files.get(question.name) if question.kind is Kind.FILE else None
        if sent is not None and sent.filename:
            sent.stream.seek(0)  # a form that comes back is read a second time
            most = question.limits.megabytes * MEGABYTE + 1
            raw[question.name] = RawFile(sent.filename, sent.stream.read(most))
    return Typed({name: entries.getlist(name) for name in entries}, raw)


def entries_of(plan: Plan, answers: Answers) -> list[tuple[str, str]]:
    """Put answers back into the entries of a form; a file stays where it is."""
    found = []
    for question in plan.own:
        if question.kind is not Kind.FILE:
            found += [(question.name, value) for value in as_typed(question, answers.get(question.key))]
    return [*found, *((ACCESS_OPTIONS, code) for code in answers.get(ACCESS) or ())]


def files_of(answers: Answers, plan: Plan) -> dict[str, dict[str, str]]:
    """Tell the files that are there, by key of the question."""
    return {
        question.key: {"id": answers[question.key]["id"], "name": answers[question.key]["name"]}
        for question in plan.own
        if question.kind is Kind.FILE and question.key in answers
    }


def names(plan: Plan, language: str) -> dict[str, str]:
    """Give what each entry of the form is called, in the order of the form, for the head of a page with faults."""
    found: dict[str, str] = {}
    for question in plan.fields:
        found[question.name] = words.label_of(question, language)
        if question.key == ACCESS:
            found[ACCESS_OPTIONS] = found[question.name]
    return found
