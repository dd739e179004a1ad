"""What somebody has answered, on their own page: shown, put back into the form, and changed."""

from dataclasses import dataclass, replace

from flask import url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app import clock
from app.db import transaction
from app.front import forms
from app.web.languages import page_language
from registration.fields import queries, questions, words
from registration.fields.answers import GUEST, Typed
from registration.fields.rules import TOLD, Field, Kind, Plan, Value
from registration.fields.service import keep
from registration.fields.whole import Known, read_all
from registration.participants import service
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest

HIDDEN = frozenset({"name", "wishes", "language", "photo_consent"})  # they stand elsewhere on the page


@dataclass(frozen=True)
class OwnAnswer:
    """An answer as the page shows it; a file can be followed."""

    label: str
    told: str
    href: str = ""


def entries(plan: Plan, told: Known) -> forms.Form:
    """Put what somebody told into the entries of the form."""
    values = [(name, getattr(told.request, name)) for name in TOLD]
    consent = [("photo_consent", forms.YES)] if told.request.photo_consent else []
    days = [("days", day) for day in told.request.days]
    return MultiDict([*values, *consent, *days, *questions.entries_of(plan, told.answers)])


def change(participant: Participant, plan: Plan, before: Known, form: forms.Form, typed: Typed) -> RegistrationRequest:
    """Keep what somebody changed and give it back; raises errors.Invalid. The address of mail stays, whatever was sent."""
    sent = forms.answers(MultiDict([*form.items(multi=True), ("email", participant.email)]))
    days = participant.congress.asked_days
    sent = replace(sent, days=tuple(form.getlist("days"))) if days else sent
    request, told = read_all(plan, sent, typed, asking=GUEST, known=before, days=days or None)
    actor, now = f"participant:{participant.id}", clock.now()
    with transaction() as writing:
        service.change(writing, participant, request, may_change_email=False, actor=actor, now=now)
        keep(
            writing,
            plan,
            told,
            participant_id=participant.id,
            congress_id=participant.congress_id,
            before=before.answers,
            actor=actor,
            now=now,
        )
    return request


def files(participant: Participant, plan: Plan, told: Known, *, token: str) -> dict[str, dict[str, str]]:
    """Tell the files that are there, each with the address under which its owner can look at it."""
    return {
        key: file | {"href": _file_address(participant, token, file["id"])}
        for key, file in questions.files_of(told.answers, plan).items()
    }


def shown(session: Session, participant: Participant, *, token: str) -> list[OwnAnswer]:
    """List all that somebody has answered, in the order of the form, for their page; what is asked no more comes last."""
    plan = queries.plan(session, participant.congress_id)
    answers = words.together(plan, _texts(participant), queries.answers(session, participant.id), page_language())
    return [
        _own_answer(participant, plan, question, answers[question.key], token=token)
        for question in (*plan.fields, *plan.removed)
        if not question.at_door and question.key not in HIDDEN and answers.get(question.key)
    ]


def _own_answer(participant: Participant, plan: Plan, question: Field, value: Value, *, token: str) -> OwnAnswer:
    language = page_language()
    label = words.label_of(question, language)
    if question.kind is Kind.FILE:
        return OwnAnswer(label, value["name"], _file_address(participant, token, value["id"]))
    return OwnAnswer(label, words.told(plan, question, value, language))


def _texts(participant: Participant) -> dict[str, Value]:
    return {name: getattr(participant, name) for name in TOLD}


def _file_address(participant: Participant, token: str, public_id: str) -> str:
    return url_for("personal.own_file", congress=participant.congress.slug, token=token, file=public_id)
