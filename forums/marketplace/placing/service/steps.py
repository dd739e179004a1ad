"""The verbs of corrections by hand: move a stand within a draft, take it off, release it, take a step back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from forums.marketplace.placing import errors, queries, reasons, rules
from forums.marketplace.placing.models import DraftPlace, PlacementRun, PlacementStep, StandPin
from forums.marketplace.placing.problems import Market, market_of
from forums.marketplace.placing.rules import Board, Settings
from forums.marketplace.placing.service.runs import note

STEPS_KEPT = 50


def board_of(session: Session, congress: Congress, run: PlacementRun) -> tuple[Market, Board]:
    """Gather a draft as it stands, over the problem of today."""
    market = market_of(session, congress, Settings(**run.settings))
    places = {stand: place.pitch_id for stand, place in queries.draft(session, run.id).items()}
    return market, market.board(places)


def move(
    session: Session,
    congress: Congress,
    run: PlacementRun,
    *,
    stand: str,
    pitch: str,
    actor: str,
    now: datetime,
) -> int:
    """Put a stand on a pitch (by its number; "": on none) and pin it there; whoever is there changes places with it.

    Returns how many stands moved. Raises NoDraft, NoStandChosen, NoSuchPitch, or CannotStand with all that is in the way.
    """
    _check_draft(session, congress, run)
    market, board = board_of(session, congress, run)
    if stand not in market.stands:
        raise errors.NoStandChosen(field="stand")
    moves: Mapping[str, str | None] = {stand: None}
    if pitch:
        spot = next((name for name, one in market.pitches.items() if one.number == pitch), None)
        if spot is None:
            raise errors.NoSuchPitch(field="pitch")
        moves, found = rules.moves_for(board, stand, spot)
        if found:
            told = [{"kind": o.kind, "needs": o.needs, "has": o.has, "other": o.other} for o in found]
            raise errors.CannotStand(obstacles=told, pitch=pitch)
    _remember(session, congress, run, [market.stands[name].id for name in moves])
    _write(session, run, {market.stands[n].id: market.pitches[s].id if s else None for n, s in moves.items()})
    ids = [market.stands[name].id for name in moves]
    session.execute(delete(StandPin).where(StandPin.stand_id.in_(ids)))
    if pitch:
        spot_id = market.pitches[str(moves[stand])].id
        session.execute(delete(StandPin).where(StandPin.pitch_id == spot_id))
        session.add(StandPin(stand_id=market.stands[stand].id, pitch_id=spot_id, pinned_at=now, actor=actor))
    session.flush()  # the reasons below read draft and pins
    explain(session, congress, run, by_hand=frozenset({stand}))
    note(session, run, "placing.moved", actor=actor, now=now, stands=len(moves), pitch=pitch)
    return len(moves)


def release(session: Session, congress: Congress, stands: Collection[str], *, actor: str, now: datetime) -> int:
    """Leave pinned stands to the calculation again; returns how many were pinned."""
    market = market_of(session, congress, Settings())
    ids = [market.stands[name].id for name in stands if name in market.stands]
    gone = delete(StandPin).where(StandPin.stand_id.in_(ids)).returning(StandPin.stand_id)
    count = len(session.scalars(gone, execution_options={"synchronize_session": False}).all())
    run = next(iter(queries.runs(session, congress.id)), None)
    if run is not None and count:
        note(session, run, "placing.released", actor=actor, now=now, stands=count)
    return count


def undo(session: Session, congress: Congress, run: PlacementRun, *, actor: str, now: datetime) -> None:
    """Take the last step by hand back, pins included; raises NoDraft, NothingToUndo, or NoSuchPitch if its pitch is gone."""
    _check_draft(session, congress, run)
    step = queries.last_step(session, run.id)
    if step is None:
        raise errors.NothingToUndo
    market, _ = board_of(session, congress, run)
    alive = {pitch.id for pitch in market.pitches.values()}
    held = {stand.id for stand in market.stands.values()}
    rows = [row for row in step.before if row[0] in held]
    if any(row[1] is not None and row[1] not in alive for row in rows):
        raise errors.NoSuchPitch
    _write(session, run, {stand: pitch for stand, pitch, _ in rows})
    session.execute(delete(StandPin).where(StandPin.stand_id.in_([row[0] for row in rows])))
    session.add_all(
        StandPin(stand_id=stand, pitch_id=pinned, pinned_at=now, actor=actor)
        for stand, _, pinned in rows
        if pinned in alive
    )
    session.delete(step)
    session.flush()  # as above
    explain(session, congress, run)
    note(session, run, "placing.undone", actor=actor, now=now)


def explain(session: Session, congress: Congress, run: PlacementRun, *, by_hand: frozenset[str] = frozenset()) -> None:
    """Write down anew why each stand is where it is: one that moves changes the reasons of others."""
    market, board = board_of(session, congress, run)
    places = queries.draft(session, run.id)
    names = {stand.id: name for name, stand in market.stands.items()}
    kept = frozenset(names[one] for one, place in places.items() if one in names and place.reason.get("kept"))
    told = reasons.reasons(board, by_hand=by_hand, kept=kept - by_hand)
    for name, stand in market.stands.items():
        if stand.id in places:
            places[stand.id].reason = told.get(name, {})


def _check_draft(session: Session, congress: Congress, run: PlacementRun) -> None:
    congress_queries.hold(session, congress.id)
    session.refresh(run)
    if run.status != "draft":
        raise errors.NoDraft


def _write(session: Session, run: PlacementRun, places: Mapping[int, int | None]) -> None:
    """Write where stands are; all of them leave first, since the database refuses two on a pitch even for a moment."""
    known = queries.draft(session, run.id)
    for stand in places:
        if stand in known:
            known[stand].pitch_id = None
    session.flush()  # the pitches are free from here on
    for stand, pitch in places.items():
        if stand in known:
            known[stand].pitch_id = pitch
        else:
            session.add(DraftPlace(run_id=run.id, stand_id=stand, pitch_id=pitch, reason={}))
    session.flush()  # the draft is read anew


def _remember(session: Session, congress: Congress, run: PlacementRun, stands: Collection[int]) -> None:
    places, pins = queries.draft(session, run.id), queries.pins(session, congress.id)
    before = [[one, places[one].pitch_id if one in places else None, pins.get(one)] for one in stands]
    step = queries.count_steps(session, run.id) + 1
    old = delete(PlacementStep).where(PlacementStep.run_id == run.id, PlacementStep.step <= step - STEPS_KEPT)
    session.execute(old.execution_options(synchronize_session=False))
    session.add(PlacementStep(run_id=run.id, step=step, before=before))
