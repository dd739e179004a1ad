"""Files in the guests' forms: kept while the rest of a form is put right, so that nobody has to choose them twice."""

from werkzeug.datastructures import FileStorage, MultiDict

from app import clock
from app.db import transaction
from registration.fields import service
from registration.fields.answers import Typed
from registration.fields.questions import typed_of
from registration.fields.rules import Kind, Plan

NOTHING = Typed({})


def typed(plan: Plan, form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> Typed:
    """Take what was sent to the congress's own questions; nothing, where there are none."""
    return NOTHING if plan.is_usual else typed_of(form, files, plan)


def keep(plan: Plan, sent: Typed, *, congress_id: int) -> dict[str, dict[str, str]]:
    """Keep the good files of a form that comes back, and tell them by key of the question."""
    found = {}
    for question in plan.own if plan.has_files else ():
        if question.kind is Kind.FILE and not question.at_door:
            with transaction() as writing:
                file = service.keep_good_file(writing, question, sent, congress_id=congress_id, now=clock.now())
            if file["id"] and file["name"]:
                found[question.key] = file
    return found
