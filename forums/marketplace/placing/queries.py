"""Every select on runs, drafts, pins and places of stands."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from forums.marketplace.models import Stand
from forums.marketplace.placing.models import DraftPlace, PlacementRun, PlacementStep, StandPin, StandPlace
from forums.marketplace.plan.models import Pitch
from forums.marketplace.rules import HOLDING


def runs(session: Session, congress_id: int) -> Sequence[PlacementRun]:
    """List the runs of a congress, latest first."""
    query = select(PlacementRun).where(PlacementRun.congress_id == congress_id)
    return session.scalars(query.order_by(PlacementRun.created_at.desc(), PlacementRun.id.desc())).all()


def run(session: Session, congress_id: int, public_id: str) -> PlacementRun:
    """Find a run of this congress; raises NotFound."""
    found = run_by_public_id(session, public_id)
    if found is None or found.congress_id != congress_id:
        raise NotFound
    return found


def run_by_public_id(session: Session, public_id: str) -> PlacementRun | None:
    return session.scalar(select(PlacementRun).where(PlacementRun.public_id == public_id))


def run_underway(session: Session, congress_id: int) -> PlacementRun | None:
    query = select(PlacementRun).where(
        PlacementRun.congress_id == congress_id, PlacementRun.status.in_(("queued", "running"))
    )
    return session.scalar(query.limit(1))


def published_run(session: Session, congress_id: int) -> PlacementRun | None:
    query = select(PlacementRun).where(PlacementRun.congress_id == congress_id, PlacementRun.status == "published")
    return session.scalar(query.limit(1))


def draft(session: Session, run_id: int) -> dict[int, DraftPlace]:
    """Give the places of a draft by the id of the stand, as the database has them now."""
    query = select(DraftPlace).where(DraftPlace.run_id == run_id)
    return {place.stand_id: place for place in session.scalars(query, execution_options={"populate_existing": True})}


def pins(session: Session, congress_id: int) -> dict[int, int]:
    """Give the pinned pitch of each stand that takes part, both by id."""
    query = select(StandPin.stand_id, StandPin.pitch_id).join(Stand, Stand.id == StandPin.stand_id)
    rows = session.execute(query.where(Stand.congress_id == congress_id, Stand.state.in_(HOLDING)))
    return {stand_id: pitch_id for stand_id, pitch_id in rows}  # noqa: C416 -- rows are no pairs to the type checker


def places(session: Session, congress_id: int) -> Sequence[StandPlace]:
    """List the places that were published, with stand, pitch and hall, of stands that still take part; by number of the pitch."""
    query = (
        select(StandPlace)
        .join(StandPlace.stand)
        .join(StandPlace.pitch)
        .where(Stand.congress_id == congress_id, Stand.state.in_(HOLDING))
    )
    whole = query.options(joinedload(StandPlace.stand), joinedload(StandPlace.pitch).joinedload(Pitch.hall))
    return session.scalars(whole.order_by(Pitch.hall_id, Pitch.position)).all()


def all_places(session: Session, congress_id: int) -> dict[int, StandPlace]:
    """Give every published place by the id of the stand, those of stands that withdrew since as well."""
    query = select(StandPlace).join(Stand, Stand.id == StandPlace.stand_id).where(Stand.congress_id == congress_id)
    return {place.stand_id: place for place in session.scalars(query, execution_options={"populate_existing": True})}


def place_of(session: Session, stand_id: int) -> StandPlace | None:
    """Find the published place of a stand, with pitch and hall; None for one without, or that no longer takes part."""
    query = select(StandPlace).join(StandPlace.stand).where(StandPlace.stand_id == stand_id, Stand.state.in_(HOLDING))
    return session.scalar(
        query.options(joinedload(StandPlace.pitch).joinedload(Pitch.hall), joinedload(StandPlace.stand))
    )


def last_step(session: Session, run_id: int) -> PlacementStep | None:
    query = select(PlacementStep).where(PlacementStep.run_id == run_id).order_by(PlacementStep.step.desc())
    return session.scalar(query.limit(1))


def count_steps(session: Session, run_id: int) -> int:
    return session.scalar(select(func.max(PlacementStep.step)).where(PlacementStep.run_id == run_id)) or 0


def promised_pitches(session: Session, hall_id: int) -> set[str]:
    """Collect the public ids of the pitches of a hall that stands were told."""
    query = (
        select(Pitch.public_id)
        .join(StandPlace, StandPlace.pitch_id == Pitch.id)
        .join(Stand, Stand.id == StandPlace.stand_id)
        .where(Pitch.hall_id == hall_id, Stand.state.in_(HOLDING))
    )
    return set(session.scalars(query))
