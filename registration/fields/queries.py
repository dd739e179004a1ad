"""Every select on forms, lists and answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, undefer

from app.congress.models import Congress
from app.errors import NotFound
from app.orm import table_of
from registration.fields import rules
from registration.fields.models import ChoiceList, FieldAnswer, FormField, Upload
from registration.fields.rules import USUAL, Condition, Field, Kind, Limits, Option, Plan, Section
from registration.fields.whole import Known
from registration.organisations.models import Organisation
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest
from registration.places.models import Category

_ORDER = list(Section)
# What a participant's list is called in their row; the needs ticked are answers.
_COLUMN_OF_LIST = {"sector": Participant.sector, "level": Participant.level}


def plan(session: Session, congress_id: int) -> Plan:
    """Read the form of a congress with its lists and categories, in three statements."""
    rows = session.scalars(select(FormField).where(FormField.congress_id == congress_id)).all()
    lists = session.scalars(select(ChoiceList).where(ChoiceList.congress_id == congress_id)).all()
    own_lists = {found.name: options_of(found.options) for found in lists} | _roles(session, congress_id)
    fields = sorted(rows, key=lambda row: (_ORDER.index(Section(row.section)), row.position, row.id))
    standing = [_field(row) for row in fields if row.removed_at is None]
    keys = {field.key for field in standing}
    arranged = (*standing, *(field for field in USUAL.fields if field.key not in keys))
    together = sorted(arranged, key=lambda field: _ORDER.index(field.section))
    removed = tuple(_field(row) for row in fields if row.removed_at is not None)
    return Plan(tuple(together), {**USUAL.lists, **own_lists}, removed)


def with_list(session: Session, congress_id: int, name: str) -> Plan:
    """Read one list of a congress into the usual form, in one statement: for pages that only say what its codes mean."""
    found = list_row(session, congress_id, name)
    return replace(USUAL, lists={**USUAL.lists, name: options_of(found.options)}) if found else USUAL


def _roles(session: Session, congress_id: int) -> dict[str, tuple[Option, ...]]:
    """Read as what people come; a congress without categories has the usual roles."""
    query = select(Category.code, Category.label, Category.is_open).where(Category.congress_id == congress_id)
    found = session.execute(query.order_by(Category.position, Category.id)).all()
    return {rules.ROLE: tuple(Option(code, label, not is_open) for code, label, is_open in found)} if found else {}


def _field(row: FormField) -> Field:
    return Field(
        key=row.key,
        kind=Kind(row.kind),
        section=Section(row.section),
        id=row.id,
        is_built_in=row.is_built_in,
        label=row.label,
        help=row.help,
        is_required=row.is_required,
        is_shown=row.is_shown,
        at_door=row.at_door,
        seen_by=row.seen_by,
        kept_days=row.kept_days,
        condition=Condition(row.condition["source"], tuple(row.condition["values"])) if row.condition else None,
        options=options_of(row.options),
        limits=Limits(**{**row.limits, "types": tuple(row.limits["types"])}) if row.limits else Limits(),
        is_removed=row.removed_at is not None,
    )


def options_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:  # Any: JSON
    """Read options from JSON."""
    return tuple(Option(row["code"], row["label"], bool(row.get("retired"))) for row in rows)


def rows(session: Session, congress_id: int) -> Sequence[FormField]:
    return session.scalars(
        select(FormField).where(FormField.congress_id == congress_id).order_by(FormField.position, FormField.id)
    ).all()


def asks_at_door(session: Session, congress_id: int) -> bool:
    """Tell whether a congress has questions for the door."""
    here = exists().where(
        FormField.congress_id == congress_id, FormField.at_door, FormField.is_shown, FormField.removed_at.is_(None)
    )
    return bool(session.scalar(select(here)))


def row(session: Session, congress_id: int, key: str) -> FormField:
    """Find a question of this congress, a removed one too; raises NotFound."""
    found = session.scalar(select(FormField).where(FormField.congress_id == congress_id, FormField.key == key))
    if found is None:
        raise NotFound
    return found


def list_row(session: Session, congress_id: int, name: str) -> ChoiceList | None:
    return session.get(ChoiceList, (congress_id, name))


def answers_of(session: Session, participant_ids: Sequence[int]) -> dict[int, dict[str, Any]]:  # Any: rules.Value
    """Give the answers of some participants, by id and then by key of the question, in one statement."""
    query = select(FieldAnswer.participant_id, FormField.key, FieldAnswer.value).join(FormField)
    found: dict[int, dict[str, Any]] = {}  # Any: as above
    for person, key, value in session.execute(query.where(FieldAnswer.participant_id.in_(participant_ids))):
        found.setdefault(person, {})[key] = value
    return found


def answers(session: Session, participant_id: int) -> dict[str, Any]:  # Any: rules.Value
    """Give the answers of one participant by key of the question."""
    return answers_of(session, [participant_id]).get(participant_id, {})


def known(session: Session, participant: Participant) -> Known:
    """Read all that somebody has told so far, built-in answers and others."""
    texts = {name: getattr(participant, name) for name in rules.TOLD}
    request = RegistrationRequest(
        **texts, photo_consent=participant.photo_consent_at is not None, days=participant.day_list
    )
    return Known(request, answers(session, participant.id))


def told_of_all(session: Session, congress_id: int) -> dict[int, dict[str, Any]]:  # Any: texts
    """Read the built-in answers of everybody in a congress, by id and then by name."""
    columns = [getattr(Participant, name) for name in rules.TOLD]
    query = select(Participant.id, *columns).where(Participant.congress_id == congress_id)
    return {person: dict(zip(rules.TOLD, texts, strict=True)) for person, *texts in session.execute(query)}


def ids_of(session: Session, participant_id: int, keys: Collection[str]) -> list[int]:
    """Look up the questions with these keys that somebody has answered."""
    query = select(FieldAnswer.field_id).join(FormField, FormField.id == FieldAnswer.field_id)
    mine = query.where(FieldAnswer.participant_id == participant_id, FormField.key.in_(keys))
    return list(session.scalars(mine)) if keys else []


def columns(session: Session, congress: Congress) -> list[Field]:
    """List the questions whose answers make columns of an export, in the order of the form; removed ones with answers last."""
    found = plan(session, congress.id)
    access = found.field(rules.ACCESS)
    needs = [access] if access is not None and access.id is not None and found.lists[rules.ACCESS] else []
    answered = set(numbers_of_answers(session, congress.id))
    return [*found.own, *needs, *(field for field in found.removed if field.key in answered)]


def numbers_of_answers(session: Session, congress_id: int) -> dict[str, int]:
    """Count the answers to each question that has some, by key."""
    query = select(FormField.key, func.count()).join(FieldAnswer, FieldAnswer.field_id == FormField.id)
    counted = query.where(FormField.congress_id == congress_id).group_by(FormField.key)
    return {str(key): number for key, number in session.execute(counted)}


def answers_to(session: Session, field_id: int) -> Sequence[FieldAnswer]:
    return session.scalars(select(FieldAnswer).where(FieldAnswer.field_id == field_id).order_by(FieldAnswer.id)).all()


def codes_in_use(session: Session, field: FormField) -> dict[str, int]:
    """Count how often each option of a question was chosen, by code."""
    counted: dict[str, int] = {}
    for value in session.scalars(select(FieldAnswer.value).where(FieldAnswer.field_id == field.id)):
        for code in value if isinstance(value, list) else [value]:
            counted[str(code)] = counted.get(str(code), 0) + 1
    return counted


def codes_of_list_in_use(session: Session, congress_id: int, name: str) -> dict[str, int]:
    """Count how often each option of a list of the congress was chosen, by code; a sector by people and organisations."""
    if name == rules.ACCESS:
        field = session.scalar(select(FormField).where(FormField.congress_id == congress_id, FormField.key == name))
        return codes_in_use(session, field) if field is not None else {}
    questions: list[Select[str, int]] = []
    if name in _COLUMN_OF_LIST:
        column = _COLUMN_OF_LIST[name]
        questions.append(
            select(column, func.count()).where(Participant.congress_id == congress_id, column != "").group_by(column)
        )
    if name in {"sector", "organisation_type"}:
        kept = Organisation.sector if name == "sector" else Organisation.role
        mine = Organisation.congress_id == congress_id
        questions.append(select(kept, func.count()).where(mine, kept != "").group_by(kept))
    counted: dict[str, int] = {}
    for question in questions:
        for code, number in session.execute(question):
            counted[code] = counted.get(code, 0) + number
    return counted


def upload_of(session: Session, participant_id: int, public_id: str) -> Upload:
    """Find a file of somebody with its content; raises NotFound."""
    query = select(Upload).where(Upload.participant_id == participant_id, Upload.public_id == public_id)
    found = session.scalar(query.options(undefer(Upload.content)))
    if found is None:
        raise NotFound
    return found


def waiting_upload(session: Session, field_id: int, public_id: str) -> Upload | None:
    """Find a file that waits for the rest of its form."""
    query = select(Upload).where(Upload.field_id == field_id, Upload.public_id == public_id)
    return session.scalar(query.where(Upload.participant_id.is_(None)))


def number_of_waiting_uploads(session: Session, congress_id: int) -> int:
    query = select(func.count()).select_from(Upload).join(FormField, FormField.id == Upload.field_id)
    mine = query.where(FormField.congress_id == congress_id, Upload.participant_id.is_(None))
    return session.scalar(mine) or 0


def key_of_upload(session: Session, upload: Upload) -> str:
    """Tell the key of the question that a file answers."""
    return session.scalars(select(FormField.key).where(FormField.id == upload.field_id)).one()


def uploads_of(session: Session, participant_id: int) -> Sequence[Upload]:
    """List the files of somebody without their content, for a copy of everything about them."""
    return session.scalars(select(Upload).where(Upload.participant_id == participant_id).order_by(Upload.id)).all()


@dataclass(frozen=True)
class Timed:
    """A question whose answers are kept for a time, up to ``last_day`` at the congress: how many people still have one."""

    congress_id: int
    field_id: int
    key: str
    is_built_in: bool
    label: Mapping[str, str]
    last_day: date
    number: int


def timed_answers(session: Session, congress: Congress) -> list[Timed]:
    """List the questions of a congress that promise to forget, and still have answers; the next ones to go first."""
    query = select(FormField).where(FormField.congress_id == congress.id, FormField.kept_days.is_not(None))
    found = []
    for field in session.scalars(query.order_by(FormField.kept_days, FormField.id)):
        last_day = rules.kept_until(congress.ends_on, field.kept_days)
        number = _number_who_answered(session, field)
        if last_day is not None and number:
            found.append(
                Timed(
                    congress_id=congress.id,
                    field_id=field.id,
                    key=field.key,
                    is_built_in=field.is_built_in,
                    label=field.label,
                    last_day=last_day,
                    number=number,
                )
            )
    return found


def expired_answers(session: Session, *, now: datetime) -> list[Timed]:
    """List, of all congresses, those whose time has run out."""
    has_some = exists().where(FormField.congress_id == Congress.id, FormField.kept_days.is_not(None))
    congresses = session.scalars(select(Congress).where(has_some).order_by(Congress.id)).all()
    return [
        timed
        for congress in congresses
        if congress.ends_on < now.astimezone(ZoneInfo(congress.zone)).date()
        for timed in timed_answers(session, congress)
        if timed.last_day < now.astimezone(ZoneInfo(congress.zone)).date()
    ]


def _number_who_answered(session: Session, field: FormField) -> int:
    counted = select(func.count()).select_from(FieldAnswer).where(FieldAnswer.field_id == field.id)
    number = session.scalar(counted) or 0
    if field.is_built_in and field.key in rules.FORGETTABLE:
        number = max(number, session.scalar(_having_told(field)) or 0)
    return number


def _having_told(field: FormField) -> Select[int]:
    mine = select(func.count()).select_from(Participant).where(Participant.congress_id == field.congress_id)
    if field.key == "photo_consent":
        return mine.where(Participant.photo_consent_at.is_not(None))
    return mine.where(table_of(Participant).c[field.key] != "")


def keys_taken(session: Session, congress_id: int) -> set[str]:
    return set(session.scalars(select(FormField.key).where(FormField.congress_id == congress_id)))


def sources_of(fields: Iterable[Field], key: str) -> list[Field]:
    """List the questions that are asked only after an answer to *key*."""
    return [field for field in fields if field.condition is not None and field.condition.source == key]
