"""The answers to a congress's own questions, as machines send and read them."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from registration.fields.answers import OFFICE, Asking, Told, Typed
from registration.fields.content import RawFile
from registration.fields.errors import BadFile, UnknownAnswer
from registration.fields.questions import entries_of
from registration.fields.rules import ACCESS, ACCESS_OPTIONS, OWN, Field, Kind, Plan
from registration.fields.whole import Known, read_all
from registration.participants.errors import Invalid, RegistrationError
from registration.participants.rules import RegistrationRequest

MACHINE = Asking(at_door=True, insists=True)  # asked what guests are asked; may answer what is asked at the door, too
Sent = Mapping[str, Any]  # Any: JSON, by key of the question


def read(
    plan: Plan, request: RegistrationRequest, sent: Sent, *, days: tuple[str, ...], known: Known | None = None
) -> tuple[RegistrationRequest, Told]:
    """Read a registration and the *sent* answers; *days* are those of the congress.

    Raises Invalid, whose faults are named ``answers.<key>``.
    """
    try:
        typed = _typed(plan, sent)
        if known is not None:  # a change names what it changes; the rest stays
            typed = _with_known(plan, typed, known, sent)
        asking = OFFICE if known else MACHINE
        return read_all(_without_door_duties(plan), request, typed, asking=asking, known=known, days=days)
    except Invalid as invalid:
        raise Invalid(faults={_named(name): fault for name, fault in invalid.faults.items()}) from invalid


def _typed(plan: Plan, sent: Sent) -> Typed:
    by_key = {question.key: question for question in plan.own}
    entries: dict[str, Sequence[str]] = {}
    files: dict[str, RawFile] = {}
    faults: dict[str, RegistrationError] = {}
    for key, value in sent.items():
        question = by_key.get(key)
        try:
            if key == ACCESS:
                entries[ACCESS_OPTIONS] = _texts(value)
            elif question is None:
                raise UnknownAnswer(field=f"answers.{key}")
            elif question.kind is Kind.FILE and value is not None:
                files[question.name] = _file(question, value)
            elif question.kind is Kind.FILE:
                entries[f"{question.name}-remove"] = ["yes"]
            else:
                entries[question.name] = _texts(value)
        except RegistrationError as fault:
            faults[f"answers.{key}"] = fault
    if faults:
        raise Invalid(faults=faults)
    return Typed(entries, files)


def _texts(value: Any) -> list[str]:  # Any: JSON
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if one is not None]


def _file(question: Field, value: Any) -> RawFile:  # Any: JSON
    """Read {"name": …, "content": base64}."""
    try:
        return RawFile(str(value["name"]), base64.b64decode(value["content"], validate=True))
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise BadFile(field=question.name, types=", ".join(question.limits.types)) from None


def _with_known(plan: Plan, typed: Typed, known: Known, sent: Sent) -> Typed:
    before: dict[str, list[str]] = {}
    for name, value in entries_of(plan, known.answers):
        before.setdefault(name, []).append(value)
    if ACCESS in sent:
        before.pop(ACCESS_OPTIONS, None)
    return replace(typed, entries={**before, **typed.entries})


def _without_door_duties(plan: Plan) -> Plan:
    """Require nothing of a machine that is asked only at the door."""
    relaxed = (replace(question, is_required=question.is_required and not question.at_door) for question in plan.fields)
    return plan if plan.is_usual else replace(plan, fields=tuple(relaxed))


def _named(name: str) -> str:
    if name == ACCESS_OPTIONS:
        return f"answers.{ACCESS}"
    return f"answers.{name.removeprefix(OWN)}" if name.startswith(OWN) else name
