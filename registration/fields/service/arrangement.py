"""Arrange the form of a congress. Nothing here deletes an answer: what is taken out is kept apart, and what would not fit is refused."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.journal.service import record
from registration.fields import arranging, errors, queries, rules
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.models import ChoiceList, FieldAnswer, FormField
from registration.fields.rules import Field, Option, Plan, Section


def add_field(
    session: Session,
    congress: Congress,
    request: FieldRequest,
    *,
    section: Section = Section.WISHES,
    actor: str,
    now: datetime,
) -> str:
    """Add a question at the end of a step and return its key. Raises ArrangementInvalid or TooManyFields."""
    plan = _begun(session, congress.id)
    if len(plan.own) >= rules.MOST_FIELDS:
        raise errors.TooManyFields(most=rules.MOST_FIELDS)
    wanted = arranging.clean_field(request, plan, known=None, section=section, languages=congress.languages)
    row = FormField(congress_id=congress.id, key=wanted.key, position=len(plan.fields) + len(plan.removed) + 1)
    _write(row, wanted)
    session.add(row)
    _note(session, congress, "form.added", wanted.key, actor=actor, now=now)
    return wanted.key


def change_field(
    session: Session, congress: Congress, key: str, request: FieldRequest, *, actor: str, now: datetime
) -> None:
    """Change a question; answers given stay, turned into the new kind where they fit.

    Raises ArrangementInvalid, AnswersWouldBeLost, or SourceNeeded where another question waits for an option taken out.
    """
    plan = _begun(session, congress.id)
    row = queries.row(session, congress.id, key)
    known = plan.field(key)
    if known is None:
        raise errors.OrderChanged
    in_use = queries.codes_in_use(session, row) if known.kind in rules.OPTIONED and not known.is_built_in else {}
    wanted = arranging.clean_field(request, plan, known=known, languages=congress.languages, in_use=in_use)
    if wanted == known:
        return
    _check_sources(plan, known, wanted, congress)
    if wanted.kind != known.kind:
        _convert(session, row, known, wanted)
    _write(row, wanted)
    _note(session, congress, "form.changed", key, actor=actor, now=now)


def remove_field(session: Session, congress: Congress, key: str, *, actor: str, now: datetime) -> None:
    """Ask a question no more. Its answers stay until their time is over, and it can be put back. Raises SourceNeeded, FixedField."""
    plan = _begun(session, congress.id)
    row = queries.row(session, congress.id, key)
    if row.is_built_in:
        raise errors.FixedField
    _check_nobody_waits(plan, key, congress)
    row.removed_at = now
    _note(session, congress, "form.removed", key, actor=actor, now=now)


def restore_field(session: Session, congress: Congress, key: str, *, actor: str, now: datetime) -> None:
    """Ask a removed question again, as the last of its step; one whose condition has no source any more asks everybody."""
    row = queries.row(session, congress.id, key)
    plan = queries.plan(session, congress.id)
    row.removed_at = None
    row.position = len(plan.fields) + len(plan.removed) + 1
    earlier = {question.key for question in plan.fields if question.section.rank <= Section(row.section).rank}
    if row.condition and row.condition["source"] not in earlier:
        row.condition = None
    _note(session, congress, "form.restored", key, actor=actor, now=now)


def move_field(session: Session, congress: Congress, key: str, *, by: int, actor: str, now: datetime) -> None:
    """Move a question up (−1) or down, across steps too. Raises SourceComesLater."""
    plan = _begun(session, congress.id)
    if plan.field(key) is None:
        raise errors.OrderChanged
    arrange(session, congress, rules.moved(sequence(plan), key, by=by), actor=actor, now=now)


def arrange(session: Session, congress: Congress, order: Sequence[str], *, actor: str, now: datetime) -> None:
    """Put all questions into a new order: keys, with the marks of rules.MARKS before those of each step.

    Raises OrderChanged if the form has other questions by now, and SourceComesLater.
    """
    plan = _begun(session, congress.id)
    if sorted(order) != sorted(sequence(plan)) or list(order)[:1] != [rules.mark(Section.YOU)]:
        raise errors.OrderChanged
    placed: list[Field] = []
    section = Section.YOU
    fields = {question.key: question for question in plan.fields}
    for entry in order:
        if entry in fields:
            placed.append(replace(fields[entry], section=section))
        else:
            section = rules.section_of(entry)
    if [question.section for question in placed] != sorted(
        (question.section for question in placed), key=list(Section).index
    ):
        raise errors.OrderChanged
    _check_order(placed, congress)
    for position, question in enumerate(placed, 1):
        changed = update(FormField).where(FormField.congress_id == congress.id, FormField.key == question.key)
        session.execute(changed.values(position=position, section=question.section.value))
    _note(session, congress, "form.arranged", "", actor=actor, now=now)


def sequence(plan: Plan) -> list[str]:
    """Give the order of a form as arrange takes it."""
    return [
        entry
        for section in Section
        for entry in (rules.mark(section), *(question.key for question in plan.in_section(section)))
    ]


def set_list(
    session: Session, congress: Congress, name: str, rows: Sequence[OptionRow], *, actor: str, now: datetime
) -> None:
    """Change a list of the congress, such as its sectors. What somebody has chosen is kept, retired if it was taken out.

    Raises ArrangementInvalid, or SourceNeeded where a question waits for an option taken out.
    """
    plan = _begun(session, congress.id) if name == rules.ACCESS else queries.plan(session, congress.id)
    in_use = queries.codes_of_list_in_use(session, congress.id, name)
    options = arranging.clean_list(rows, plan.lists[name], languages=congress.languages, in_use=in_use)
    _check_conditions(plan, name, options, congress)
    found = queries.list_row(session, congress.id, name)
    if found is None:
        found = ChoiceList(congress_id=congress.id, name=name)
        session.add(found)
    found.options = as_json(options)
    _note(session, congress, "form.list-changed", name, actor=actor, now=now)


def as_json(options: Sequence[Option]) -> list[dict[str, Any]]:  # Any: JSON
    """Write options as the database keeps them."""
    return [{"code": option.code, "label": dict(option.label), "retired": option.retired} for option in options]


def _begun(session: Session, congress_id: int) -> Plan:
    """Read the form; where nobody has arranged it, write the usual questions down first, so that each has its row."""
    plan = queries.plan(session, congress_id)
    missing = [question for question in plan.fields if question.id is None]
    if not missing:
        return plan
    for position, question in enumerate(plan.fields, 1):
        if question.id is None:
            row = FormField(congress_id=congress_id, key=question.key, position=position)
            _write(row, question)
            session.add(row)
    session.flush()  # the plan below is read from the database, with the new ids
    return queries.plan(session, congress_id)


def _write(row: FormField, question: Field) -> None:
    row.is_built_in, row.kind, row.section = question.is_built_in, question.kind.value, question.section.value
    row.label, row.help = dict(question.label), dict(question.help)
    row.is_required, row.is_shown, row.at_door = question.is_required, question.is_shown, question.at_door
    row.seen_by, row.kept_days = question.seen_by, question.kept_days
    condition = question.condition
    row.condition = {"source": condition.source, "values": list(condition.values)} if condition else None
    row.options, row.limits = as_json(question.options), asdict(question.limits)


def _convert(session: Session, row: FormField, known: Field, wanted: Field) -> None:
    answers = queries.answers_to(session, row.id)
    if answers and not rules.fits(known.kind, wanted.kind):
        raise errors.AnswersWouldBeLost(field="kind", number=len(answers))
    for answer in answers:
        value = rules.converted(answer.value, before=known.kind, after=wanted.kind)
        session.execute(update(FieldAnswer).where(FieldAnswer.id == answer.id).values(value=value))


def _check_sources(plan: Plan, known: Field, wanted: Field, congress: Congress) -> None:
    """Refuse what would leave another question waiting for ever: a hidden source, or an option taken out of it."""
    if (known.is_shown and not wanted.is_shown) or (wanted.at_door and not known.at_door):
        _check_nobody_waits(plan, known.key, congress)
    if not wanted.is_built_in:
        _check_conditions(plan, known.key, wanted.options, congress)


def _check_conditions(plan: Plan, key: str, options: Sequence[Option], congress: Congress) -> None:
    offered = {option.code for option in rules.offered(options)}
    for waiting in queries.sources_of(plan.fields, key):
        if waiting.condition is not None and not set(waiting.condition.values) <= offered:
            raise errors.SourceNeeded(question=_name(waiting, congress))


def _check_nobody_waits(plan: Plan, key: str, congress: Congress) -> None:
    for waiting in queries.sources_of(plan.fields, key):
        raise errors.SourceNeeded(question=_name(waiting, congress))


def _check_order(fields: Sequence[Field], congress: Congress) -> None:
    found = rules.check_order(fields)
    if found is not None:
        labels = {question.key: _name(question, congress) for question in fields}
        raise errors.SourceComesLater(question=labels.get(found[0], found[0]), source=labels.get(found[1], found[1]))


def _name(question: Field, congress: Congress) -> str:
    return question.label.get(congress.default_language) or next(iter(question.label.values()), question.key)


def _note(session: Session, congress: Congress, action: str, key: str, *, actor: str, now: datetime) -> None:
    raise_revision(session, congress.id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details={"fields": [key]} if key else {},
    )
