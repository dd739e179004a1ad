"""What the check-in holds about participants."""

from collections.abc import Iterator

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.feature import Person, PersonalData
from badges.checkin import moves
from badges.checkin.models import Attendance, Presence


def _leave(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Keep the counters equal to those whose presence is known; whoever was here stays as a number."""
    moves.leave_doors(session.connection(), person.congress_id, person.id)
    here = session.get(Presence, person.id)
    if here is None:
        return
    counting = update(Attendance).where(Attendance.congress_id == person.congress_id)
    by = int(here.left_at is None)
    # Gates and live pages learn of it by the version.
    session.execute(counting.values(present=Attendance.present - by, version=Attendance.version + 1))
    yield ("present", "yes")


PERSONAL = (
    PersonalData(table="presence", label="Arrivals", before_erasing=_leave),
    PersonalData(table="scan", label="Scans at the entrance", secret=frozenset({"code_key", "device", "scan_id"})),
)
