"""The verb of publication: a draft becomes the places that stands are told."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.mail import outbox
from forums.marketplace import queries as market_queries
from forums.marketplace.placing import errors, queries
from forums.marketplace.placing.models import PlacementRun, StandPlace
from forums.marketplace.placing.rules import is_lawful
from forums.marketplace.placing.service.runs import is_stale, note
from forums.marketplace.placing.service.steps import board_of

Change = str  # new, moved, removed, kept
TOLD = ("new", "moved", "removed")


def changes(before: Mapping[int, int], after: Mapping[int, int | None]) -> dict[int, Change]:
    """Compare places by the ids of stands and pitches; stands that have no pitch either way are left out."""
    found: dict[int, Change] = {}
    for stand in before.keys() | after.keys():
        old, new = before.get(stand), after.get(stand)
        if old == new:
            if new is not None:
                found[stand] = "kept"
        elif old is None:
            found[stand] = "new"
        else:
            found[stand] = "removed" if new is None else "moved"
    return found


def differences(session: Session, congress: Congress, run: PlacementRun) -> dict[int, Change]:
    """Compare a draft with what was published, for stands that take part."""
    held = {stand.id for stand in market_queries.accepted_stands(session, congress.id)}
    before = {stand: place.pitch_id for stand, place in queries.all_places(session, congress.id).items()}
    after = {stand: place.pitch_id for stand, place in queries.draft(session, run.id).items()}
    return {stand: change for stand, change in changes(before, after).items() if stand in held}


def publish(session: Session, congress: Congress, run: PlacementRun, *, actor: str, now: datetime) -> Counter[Change]:
    """Turn a draft into places and tell by mail exactly those whose pitch is new, another or gone; returns how many each.

    Raises NoDraft, or DraftStale when stands or pitches changed since, or somebody could no longer stand where the draft has them.
    """
    # First of all, since this row's lock makes two publications of a congress follow each other.
    congress_queries.raise_revision(session, congress.id, now=now)
    session.refresh(run)
    if run.status != "draft":
        raise errors.NoDraft
    _, board = board_of(session, congress, run)
    if is_stale(session, congress, run) or not is_lawful(board):
        raise errors.DraftStale
    taken = differences(session, congress, run)
    _write(session, congress, run, now=now)
    market = market_queries.marketplace(session, congress.id)
    if market is not None and market.plan_published_at is None:
        market.plan_published_at = now
    last = queries.published_run(session, congress.id)
    if last is not None:
        last.status = "replaced"
    run.status, run.published_at = "published", now
    for stand, change in sorted(taken.items()):
        if change in TOLD:
            outbox.put(
                session,
                "forums.stand-placed",
                now=now,
                congress_id=congress.id,
                participant_id=None,
                dedup_key=f"forums.stand-placed:{run.public_id}:{stand}",
                payload={"stand": stand, "change": change},
            )
    counted = Counter(taken.values())
    note(session, run, "placing.published", actor=actor, now=now, told=sum(counted[change] for change in TOLD))
    return counted


def _write(session: Session, congress: Congress, run: PlacementRun, *, now: datetime) -> None:
    """Replace the places; whoever keeps the pitch keeps the moment since when."""
    known = queries.all_places(session, congress.id)
    since = {(stand, place.pitch_id): place.placed_at for stand, place in known.items()}
    if known:
        session.execute(delete(StandPlace).where(StandPlace.stand_id.in_(list(known))))
    rows = [
        {
            "stand_id": stand,
            "pitch_id": place.pitch_id,
            "run_id": run.id,
            "reason": place.reason,
            "placed_at": since.get((stand, place.pitch_id), now),
        }
        for stand, place in queries.draft(session, run.id).items()
        if place.pitch_id is not None
    ]
    if rows:
        session.execute(insert(StandPlace), rows)
    session.expire_all()  # places were written past the session
