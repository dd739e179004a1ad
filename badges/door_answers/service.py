"""The verb of the questions at the door."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from badges.door_answers.rules import names_of, with_typed
from registration.fields import queries
from registration.fields.answers import Typed
from registration.fields.rules import Field, Plan, told_by
from registration.fields.service import keep
from registration.fields.some import read_some
from registration.participants import service as participants
from registration.participants.errors import Invalid, RegistrationError
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest, clean_request


def answer(
    session: Session,
    person: Participant,
    plan: Plan,
    questions: Sequence[Field],
    typed: Typed,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Keep what somebody answered to some questions at the door; all other answers stay. Raises Invalid with every fault."""
    known = queries.known(session, person)
    request = with_typed(known.request, list(questions), typed.one)
    cleaned, faults = _cleaned(plan, request, known.request, {question.name for question in questions})
    found = read_some(
        plan,
        typed,
        [name for question in questions for name in names_of(question)],
        built_in=told_by(cleaned),
        before=known.answers,
        built_in_before=told_by(known.request),
    )
    if faults or found.faults:
        raise Invalid(faults={**faults, **found.faults})
    participants.change(session, person, cleaned, may_change_email=False, actor=actor, now=now)
    keep(
        session,
        plan,
        found.told,
        participant_id=person.id,
        congress_id=person.congress_id,
        before=known.answers,
        actor=actor,
        now=now,
    )


def _cleaned(
    plan: Plan, request: RegistrationRequest, before: RegistrationRequest, names: Collection[str]
) -> tuple[RegistrationRequest, dict[str, RegistrationError]]:
    """Clean the built-in answers; days are not asked here and stay, and nothing is needed: who walked in may have no address.

    Faults of answers not asked are nobody's here.
    """
    choices = plan.choices_with(sector=before.sector, level=before.level, role=before.role)
    try:
        return replace(clean_request(replace(request, days=()), choices, needed=()), days=before.days), {}
    except Invalid as invalid:
        return before, {name: fault for name, fault in invalid.faults.items() if name in names}
