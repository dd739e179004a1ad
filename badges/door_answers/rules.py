"""Which questions are asked at the door. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from registration.fields.rules import (
    ACCESS,
    ACCESS_OPTIONS,
    FORGETTABLE,
    Answers,
    Field,
    Plan,
    asked,
    told_by,
)
from registration.participants.rules import RegistrationRequest

YES: Final = "yes"


def at_door(plan: Plan) -> list[Field]:
    """List the questions that are asked at the door."""
    return [
        question
        for question in plan.fields
        if question.at_door and question.is_shown and (not question.is_built_in or question.key in FORGETTABLE)
    ]


def asked_of(plan: Plan, request: RegistrationRequest, answers: Answers) -> list[Field]:
    """List those that somebody is asked by what they have told; one that waits for another at the door waits on the page."""
    here = at_door(plan)
    sources = {question.key for question in here}
    now = asked(plan, {**told_by(request), **answers})
    return [
        question
        if question.condition is not None and question.condition.source in sources
        else replace(question, condition=None)
        for question in here
        if question.key in now or (question.condition is not None and question.condition.source in sources)
    ]


def names_of(question: Field) -> list[str]:
    """Name the entries of a question: the needs are ticked beside their free text."""
    return [question.name, ACCESS_OPTIONS] if question.key == ACCESS else [question.name]


def with_typed(
    request: RegistrationRequest, questions: list[Field], typed: Callable[[str], str]
) -> RegistrationRequest:
    """Put what was typed to built-in questions into the answers of somebody."""
    given: Mapping[str, object] = {
        question.key: typed(question.name) == YES if question.key == "photo_consent" else typed(question.name)
        for question in questions
        if question.is_built_in
    }
    return replace(request, **given)  # type: ignore[arg-type]  # keys are those of the request, see FORGETTABLE
