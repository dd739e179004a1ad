"""Every select on print runs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import CursorResult, Insert, delete, exists, literal, select, update
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.orm import UtcDateTime, insert_new
from badges.models import Badge
from badges.prints.models import PrintLine, PrintPiece, PrintRun

_UNSEEN = {"synchronize_session": False}


def run(session: Session, congress_id: int, public_id: str) -> PrintRun:
    """Find a print run of this congress; raises NotFound."""
    query = select(PrintRun).where(PrintRun.congress_id == congress_id, PrintRun.public_id == public_id)
    found = session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def by_public_id(session: Session, public_id: str) -> PrintRun | None:
    """Find a run that is about to change; whoever erases somebody at this moment waits, or is waited for."""
    query = select(PrintRun).where(PrintRun.public_id == public_id).with_for_update()
    return session.scalar(query, execution_options={"populate_existing": True})


def runs(session: Session, congress_id: int, *, limit: int = 30) -> Sequence[PrintRun]:
    """List the latest runs, newest first."""
    query = select(PrintRun).where(PrintRun.congress_id == congress_id)
    return session.scalars(query.order_by(PrintRun.printed_at.desc(), PrintRun.id.desc()).limit(limit)).all()


def under_way(session: Session, congress_id: int) -> PrintRun | None:
    query = select(PrintRun).where(PrintRun.congress_id == congress_id, PrintRun.status.in_(("queued", "running")))
    return session.scalar(query.order_by(PrintRun.id.desc()).limit(1))


def kept_run(session: Session, congress_id: int, printed_at: datetime) -> PrintRun | None:
    """Find the run of this moment whose file is still kept."""
    has_file = exists().where(PrintPiece.run_id == PrintRun.id)
    query = select(PrintRun).where(PrintRun.congress_id == congress_id, PrintRun.printed_at == printed_at, has_file)
    return session.scalar(query.limit(1))


def piece(session: Session, run_id: int, number: int) -> bytes | None:
    return session.scalar(select(PrintPiece.content).where(PrintPiece.run_id == run_id, PrintPiece.number == number))


def begin_again(session: Session, congress_id: int) -> None:
    """Send the run that is being written back to its beginning."""
    running = PrintRun.congress_id == congress_id, PrintRun.status == "running"
    session.execute(update(PrintRun).where(*running).values(status="queued"), execution_options=_UNSEEN)


def new_codes(session: Session, participant_ids: Collection[int], *, run_id: int) -> dict[int, str]:
    """Map some people to the codes that a run under way is about to give them."""
    query = select(Badge.participant_id, PrintLine.code).join(PrintLine, PrintLine.badge_id == Badge.id)
    query = query.where(PrintLine.run_id == run_id, PrintLine.code.is_not(None), Badge.revoked_at.is_(None))
    found = session.execute(query.where(Badge.participant_id.in_(participant_ids)))
    return {person: code for person, code in found if code is not None}


def forget_lines(session: Session, run_id: int) -> None:
    session.execute(delete(PrintLine).where(PrintLine.run_id == run_id), execution_options=_UNSEEN)


def forget_lines_of(session: Session, participant_id: int) -> int:
    """Delete what a run is about to print of somebody; tell how many lines there were."""
    badges = select(Badge.id).where(Badge.participant_id == participant_id)
    done = session.execute(delete(PrintLine).where(PrintLine.badge_id.in_(badges)), execution_options=_UNSEEN)
    return _changed(done)


def take_effect(session: Session, run: PrintRun, *, now: datetime) -> int:
    """Let the badges of a run be printed, and those with a new code have it; tell how many have.

    What died meanwhile stays dead, and whoever got another badge meanwhile keeps that one. By statements over all of them at once.
    """
    lines = select(PrintLine.badge_id).where(PrintLine.run_id == run.id)
    renewed, same = lines.where(PrintLine.code.is_not(None)), lines.where(PrintLine.code.is_(None))
    living = Badge.revoked_at.is_(None)
    says = select(PrintLine.printed_text).where(PrintLine.badge_id == Badge.id, PrintLine.run_id == run.id)
    values = {"printed_at": run.printed_at, "printed_text": says.scalar_subquery()}
    session.execute(update(Badge).where(Badge.id.in_(same), living).values(values), execution_options=_UNSEEN)
    revoking = update(Badge).where(Badge.id.in_(renewed), living).values(revoked_at=now)
    number = _changed(session.execute(revoking, execution_options=_UNSEEN))
    if number:
        session.execute(_successors(session, run, revoked_at=now))
    return number


def _successors(session: Session, run: PrintRun, *, revoked_at: datetime) -> Insert:
    """The badges with the new codes, for those that were revoked at this moment."""
    printed_at = literal(run.printed_at, UtcDateTime)
    columns = {
        "participant_id": Badge.participant_id,
        "issue": Badge.issue + 1,
        "code": PrintLine.code,
        "code_key": PrintLine.code_key,
        "issued_at": Badge.revoked_at,
        "printed_at": printed_at,
        "printed_text": PrintLine.printed_text,
    }
    rows = select(*columns.values()).join(PrintLine, PrintLine.badge_id == Badge.id)
    rows = rows.where(PrintLine.run_id == run.id, PrintLine.code.is_not(None), Badge.revoked_at == revoked_at)
    return insert_new(session, Badge).from_select(list(columns), rows)


def forget_files(session: Session, *, before: datetime) -> int:
    """Delete the files of runs that ended before; tell how many pieces there were."""
    old = select(PrintRun.id).where(PrintRun.printed_at < before)
    return _changed(session.execute(delete(PrintPiece).where(PrintPiece.run_id.in_(old))))


def forget_files_of(session: Session, congress_id: int) -> int:
    """Delete the files of all runs of a congress; tell how many pieces there were."""
    of_congress = select(PrintRun.id).where(PrintRun.congress_id == congress_id)
    return _changed(session.execute(delete(PrintPiece).where(PrintPiece.run_id.in_(of_congress))))


def _changed(done: object) -> int:
    assert isinstance(done, CursorResult)  # noqa: S101 -- UPDATE and DELETE give nothing else; for the type checker
    return done.rowcount
