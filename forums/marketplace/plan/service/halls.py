"""The verbs of halls: add one, draw in it, take a step back, remove it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.journal.service import record
from app.orm import new_public_id
from forums.marketplace.placing.queries import promised_pitches
from forums.marketplace.plan import document, errors, queries, rules
from forums.marketplace.plan.models import Fixture, Hall, HallVersion, Pitch
from forums.marketplace.plan.rules import FixturePlan, Layout, PitchPlan
from registration.participants.rules import clean_text

STEPS_KEPT = 50


def create_hall(
    session: Session, congress: Congress, *, name: str, width: float, depth: float, actor: str, now: datetime
) -> Hall:
    """Add an empty hall; raises NoName or NameTaken."""
    name = _checked_name(session, congress, name, hall=None)
    hall = Hall(public_id=new_public_id(), congress_id=congress.id, name=name, width_m=width, depth_m=depth)
    hall.revision, hall.changed_at = 1, now
    session.add(hall)
    session.flush()  # the journal names the hall by its id
    session.refresh(hall, ["pitches", "fixtures"])
    _note(session, hall, "hall.created", actor=actor, now=now)
    return hall


def rename_hall(session: Session, congress: Congress, hall: Hall, *, name: str, actor: str, now: datetime) -> None:
    """Give a hall another name; raises NoName or NameTaken."""
    hall.name = _checked_name(session, congress, name, hall=hall)
    _touch(session, hall, now=now)
    _note(session, hall, "hall.changed", actor=actor, now=now)


def remove_hall(session: Session, hall: Hall, *, actor: str, now: datetime) -> None:
    """Take a hall away with all that is in it; raises PitchInUse."""
    _check_unused(session, hall, {pitch.public_id for pitch in hall.pitches})
    _note(session, hall, "hall.removed", actor=actor, now=now)
    session.execute(delete(Hall).where(Hall.id == hall.id))
    congress_queries.raise_revision(session, hall.congress_id, now=now)


def layout_of(hall: Hall) -> Layout:
    """Give what is drawn in a hall."""
    pitches = tuple(
        PitchPlan(p.number, p.rect, p.power, p.has_wall, p.has_light, p.value, p.zone, p.public_id)
        for p in hall.pitches
    )
    fixtures = tuple(FixturePlan(f.kind, tuple((x, y) for x, y in f.points), f.name) for f in hall.fixtures)
    return Layout(hall.width_m, hall.depth_m, pitches, fixtures)


def draw(
    session: Session,
    hall: Hall,
    change: Callable[[Layout], Layout],
    *,
    revision: int | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Replace what is drawn in a hall by what *change* makes of it, as a step that can be undone.

    Pitches keep who they are by id, else by number. With *revision*, raises PlanChanged if others drew since; raises PlanInvalid
    holding every fault, and PitchInUse for a pitch that a stand was promised.
    """
    congress_queries.hold(session, hall.congress_id)  # numbers are counted across halls
    session.refresh(hall, ["revision", "width_m", "depth_m", "pitches", "fixtures"])
    if revision is not None and hall.revision != revision:
        raise errors.PlanChanged
    before = layout_of(hall)
    after = _without_foreign_ids(change(before), {pitch.public_id for pitch in hall.pitches})
    faults = rules.faults_of(after, numbers_elsewhere=queries.numbers_elsewhere(session, hall.congress_id, hall.id))
    if faults:
        raise errors.PlanInvalid(faults=faults)
    if after == before:
        return
    _remember(session, hall, before)
    _fill(session, hall, after)
    _touch(session, hall, now=now)
    _note(session, hall, "hall.changed", actor=actor, now=now)


def undo(session: Session, hall: Hall, *, actor: str, now: datetime) -> None:
    """Take the last step back; raises NothingToUndo, or PitchInUse where the step added a pitch that is promised by now."""
    congress_queries.hold(session, hall.congress_id)
    version = queries.last_version(session, hall.id)
    if version is None:
        raise errors.NothingToUndo
    session.refresh(hall, ["pitches", "fixtures"])
    before = document.parse(version.layout)
    faults = rules.faults_of(before, numbers_elsewhere=queries.numbers_elsewhere(session, hall.congress_id, hall.id))
    if faults:
        raise errors.PlanInvalid(faults=faults)
    session.delete(version)
    _fill(session, hall, before)
    _touch(session, hall, now=now)
    _note(session, hall, "hall.undone", actor=actor, now=now)


def _without_foreign_ids(layout: Layout, known: set[str]) -> Layout:
    """Let nobody claim the id of a pitch elsewhere."""
    pitches = (pitch if pitch.id in known else replace(pitch, id="") for pitch in layout.pitches)
    return replace(layout, pitches=tuple(pitches))


def _remember(session: Session, hall: Hall, layout: Layout) -> None:
    step = queries.last_step(session, hall.id) + 1
    old = delete(HallVersion).where(HallVersion.hall_id == hall.id, HallVersion.step <= step - STEPS_KEPT)
    session.execute(old.execution_options(synchronize_session=False))
    session.add(HallVersion(hall_id=hall.id, step=step, layout=document.as_json(layout, with_ids=True)))


def _fill(session: Session, hall: Hall, layout: Layout) -> None:
    """Write a layout into the rows; a pitch that stays is the same row, so that whoever stands there stays."""
    hall.width_m, hall.depth_m = layout.width, layout.depth
    by_id = {pitch.public_id: pitch for pitch in hall.pitches}
    ids = {plan.id for plan in layout.pitches}
    by_number = {pitch.number: pitch for pitch in hall.pitches if pitch.public_id not in ids}
    kept: list[Pitch] = []
    for plan in layout.pitches:
        pitch = by_id.get(plan.id) or (by_number.get(plan.number) if plan.id not in by_id else None)
        kept.append(pitch or Pitch(public_id=plan.id or new_public_id(), congress_id=hall.congress_id))
    _check_unused(session, hall, by_id.keys() - {pitch.public_id for pitch in kept})
    _free_numbers(session, hall, kept, layout)
    for position, (pitch, plan) in enumerate(zip(kept, layout.pitches, strict=True)):
        rect = plan.rect
        pitch.position, pitch.number = position, plan.number
        pitch.x, pitch.y, pitch.width, pitch.depth, pitch.turn = rect.x, rect.y, rect.width, rect.depth, rect.turn
        pitch.power, pitch.has_wall, pitch.has_light = plan.power, plan.has_wall, plan.has_light
        pitch.value, pitch.zone = plan.value, plan.zone
    hall.pitches = kept
    hall.fixtures = [
        Fixture(position=position, kind=one.kind, name=one.name, points=[list(point) for point in one.points])
        for position, one in enumerate(layout.fixtures)
    ]


def _free_numbers(session: Session, hall: Hall, kept: list[Pitch], layout: Layout) -> None:
    """Let go of numbers that change hands, since the database refuses a number twice even for a moment."""
    going = [pitch for pitch in hall.pitches if pitch not in kept]
    hall.pitches = [pitch for pitch in hall.pitches if pitch in kept]
    for pitch, plan in zip(kept, layout.pitches, strict=True):
        if pitch in hall.pitches and pitch.number != plan.number:
            pitch.number = f"?{pitch.id}"[:10]
    if going or any(pitch.number.startswith("?") for pitch in hall.pitches):
        session.flush()  # the numbers are free from here on


def _check_unused(session: Session, hall: Hall, going: set[str]) -> None:
    promised = promised_pitches(session, hall.id)
    for pitch in hall.pitches:
        if pitch.public_id in going & promised:
            raise errors.PitchInUse(field="tick", number=pitch.number)


def _checked_name(session: Session, congress: Congress, name: str, *, hall: Hall | None) -> str:
    cleaned = clean_text(name, field="name", longest=rules.LONGEST_NAME)
    if not cleaned:
        raise errors.NoName(field="name")
    other = queries.hall_by_name(session, congress.id, cleaned)
    if other is not None and (hall is None or other.id != hall.id):
        raise errors.NameTaken(field="name")
    return cleaned


def _touch(session: Session, hall: Hall, *, now: datetime) -> None:
    hall.revision += 1
    hall.changed_at = now
    session.flush()  # the revision below is an UPDATE past the session
    congress_queries.raise_revision(session, hall.congress_id, now=now)


def _note(session: Session, hall: Hall, action: str, *, actor: str, now: datetime) -> None:
    details: dict[str, Any] = {"hall": hall.name}  # Any: JSON
    record(
        session,
        action,
        actor=actor,
        congress_id=hall.congress_id,
        subject_kind="hall",
        subject_id=hall.id,
        now=now,
        details=details,
    )
