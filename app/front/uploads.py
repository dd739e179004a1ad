"""Files in the guests' forms: kept while the rest of a form is put right, so that nobody has to choose them twice."""

from werkzeug.datastructures import FileStorage, MultiDict

from app import clock
from app.db import reading, transaction
from registration.fields import service
from registration.fields.answers import Typed
from registration.fields.content import check
from registration.fields.questions import typed_of
from registration.fields.rules import Field, Kind, Plan
from registration.participants.errors import RegistrationError

NOTHING = Typed({})


def typed(plan: Plan, form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> Typed:
    """Take what was sent to the congress's own questions; nothing, where there are none."""
    return NOTHING if plan.is_usual else typed_of(form, files, plan)


def keep(plan: Plan, sent: Typed, *, congress_id: int) -> dict[str, dict[str, str]]:
    """Keep the good files of a form that comes back, and tell them by key of the question."""
    found = {}
    for question in plan.own if plan.has_files else ():
        if question.kind is Kind.FILE and not question.at_door:
            file = _kept(question, sent, congress_id=congress_id)
            if file["id"] and file["name"]:
                found[question.key] = file
    return found


def _kept(question: Field, sent: Typed, *, congress_id: int) -> dict[str, str]:
    field_id = question.id or 0
    raw = sent.files.get(question.name)
    before = sent.one(f"{question.name}-kept")
    if raw is None:
        return {"id": before, "name": service.waiting_name(reading(), field_id=field_id, public_id=before)}
    try:
        file = check(raw, question.limits, field=question.name)
    except RegistrationError:
        return {"id": "", "name": ""}
    with transaction() as writing:
        kept = service.keep_upload(writing, file, field_id=field_id, congress_id=congress_id, now=clock.now())
    return {"id": kept, "name": file.name}
