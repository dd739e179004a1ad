"""A few questions of the form asked on their own, such as those at the door: all other answers stay as they are. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from registration.fields.answers import NOTHING, OFFICE, Told, Typed, as_typed, read
from registration.fields.rules import ACCESS, ACCESS_OPTIONS, Answers, Field, Kind, Plan
from registration.participants.errors import RegistrationError


@dataclass(frozen=True, slots=True)
class Some:
    """What was told: the answers to the questions asked, and the faults by name of the entry."""

    told: Told = NOTHING
    faults: Mapping[str, RegistrationError] = field(default_factory=dict)


def by_entry(plan: Plan) -> dict[str, Field]:
    """List, by name of the entry, the questions whose answers are kept apart, but for files: the own ones, and the needs to tick."""
    found = {question.name: question for question in plan.own if question.kind is not Kind.FILE}
    access = plan.field(ACCESS)
    if access is not None and access.id is not None and plan.lists[ACCESS]:
        found[ACCESS_OPTIONS] = access
    return found


def read_some(
    plan: Plan,
    typed: Typed,
    names: Collection[str],
    *,
    built_in: Answers,
    before: Answers | None,
    built_in_before: Answers | None,
) -> Some:
    """Read the entries, and files, with these *names*; none of them need be filled in, and no answer to another question is touched.

    *built_in* are the other answers of the person as they stand afterwards, on which conditions may wait.
    """
    questions = by_entry(plan)
    files = {question.name: question for question in plan.own if question.kind is Kind.FILE and question.name in names}
    known = before or {}
    entries = {
        name: typed.entries.get(name, ()) if name in names else as_typed(question, known.get(question.key))
        for name, question in questions.items()
    }
    entries |= {of_it: typed.entries.get(of_it, ()) for name in files for of_it in (f"{name}-kept", f"{name}-remove")}
    questions |= files
    sent = Typed(entries, {name: file for name, file in typed.files.items() if name in files})
    told, faults = read(plan, sent, built_in=built_in, asking=OFFICE, before=before, built_in_before=built_in_before)
    keys = frozenset(questions[name].key for name in names if name in questions) & told.keys
    values = {key: value for key, value in told.values.items() if key in keys}
    uploads = {key: file for key, file in told.uploads.items() if key in keys}
    return Some(Told(keys, values, uploads), {name: fault for name, fault in faults.items() if name in names})
