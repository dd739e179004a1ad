"""What participants answered to the questions of a congress, as organisers read and change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g, request, url_for
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.accounts.guards import sees_needs
from app.accounts.models import Part
from app.accounts.service import may
from app.web.languages import page_language
from registration.fields import queries, questions, words
from registration.fields.answers import OFFICE, Typed
from registration.fields.questions import Question, typed_of
from registration.fields.rules import ACCESS, Answers, Field, Kind, Plan
from registration.fields.whole import Known
from registration.participants.models import Participant


@dataclass(frozen=True)
class Told:
    """An answer in words; a file can be followed."""

    label: str
    words: str
    href: str = ""


def sent(plan: Plan) -> Typed:
    """Take what the form sent to the congress's own questions."""
    return typed_of(request.form, request.files, plan)


def asked(
    plan: Plan, before: Known | None, faults: Mapping[str, Sequence[str]], *, person: Participant | None = None
) -> list[Question]:
    """List the own questions, and the access needs to tick, with what was typed, or else with what is known."""
    answers: Answers = before.answers if before is not None else {}
    typed = request.form if request.method == "POST" else MultiDict(questions.entries_of(plan, answers))
    files = {
        key: file | ({"href": _address(person, file["id"])} if person is not None else {})
        for key, file in questions.files_of(answers, plan).items()
    }
    drawn = questions.draw(plan, page_language(), typed=typed, faults=faults, asking=OFFICE, files=files)
    return [
        question
        for question in questions.flat(drawn)
        if (not question.field.is_built_in or question.needs) and _may_see(question.field)
    ]


def told(session: Session, plan: Plan, participant: Participant) -> list[Told]:
    """List the answers to the own questions, those asked no more too, as far as the reader may see them."""
    answers = queries.answers(session, participant.id)
    access = plan.field(ACCESS)
    fields = [*([access] if access is not None else []), *plan.own, *plan.removed]
    return [
        _told(plan, question, answers, participant)
        for question in fields
        if question.key in answers and _may_see(question)
    ]


def columns(session: Session, plan: Plan) -> list[Field]:
    """List the questions that make columns of an export, as far as the reader may see them."""
    return [question for question in queries.columns(session, g.congress) if _may_see(question)]


def cells(plan: Plan, fields: Sequence[Field], answers: Answers) -> list[str]:
    """Write somebody's answers into the columns of an export; days so that tables sort them, and an import reads them."""
    return [
        str(answers.get(question.key, ""))
        if question.kind is Kind.DATE
        else words.told(plan, question, answers.get(question.key), page_language())
        for question in fields
    ]


def _told(plan: Plan, question: Field, answers: Answers, participant: Participant) -> Told:
    value = answers[question.key]
    href = _address(participant, value["id"]) if question.kind is Kind.FILE else ""
    language = page_language()
    return Told(words.label_of(question, language), words.told(plan, question, value, language), href)


def _may_see(question: Field) -> bool:
    if question.key == ACCESS and not sees_needs():
        return False
    return may(current_user, g.congress.id, Part(question.seen_by))


def _address(participant: Participant, public_id: str) -> str:
    return url_for(
        "organiser_participants.file", congress=g.congress.slug, person=participant.public_id, file=public_id
    )
