"""Every select on print runs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, delete, exists, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from badges.prints.models import PrintPiece, PrintRun


def run(session: Session, congress_id: int, public_id: str) -> PrintRun:
    """Find a print run of this congress; raises NotFound."""
    query = select(PrintRun).where(PrintRun.congress_id == congress_id, PrintRun.public_id == public_id)
    found = session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def by_public_id(session: Session, public_id: str) -> PrintRun | None:
    return session.scalar(
        select(PrintRun).where(PrintRun.public_id == public_id), execution_options={"populate_existing": True}
    )


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


def forget_files(session: Session, *, before: datetime) -> int:
    """Delete the files of runs that ended before; tell how many pieces there were."""
    old = select(PrintRun.id).where(PrintRun.printed_at < before)
    return _deleted(session.execute(delete(PrintPiece).where(PrintPiece.run_id.in_(old))))


def forget_files_of(session: Session, congress_id: int) -> int:
    """Delete the files of all runs of a congress; tell how many pieces there were."""
    of_congress = select(PrintRun.id).where(PrintRun.congress_id == congress_id)
    return _deleted(session.execute(delete(PrintPiece).where(PrintPiece.run_id.in_(of_congress))))


def _deleted(done: object) -> int:
    assert isinstance(done, CursorResult)  # noqa: S101 -- a DELETE gives nothing else; for the type checker
    return done.rowcount
