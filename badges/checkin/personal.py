"""What the check-in holds about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData
from badges.checkin import moves, queries
from badges.checkin.models import Presence


def _leave(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Keep the counters equal to those whose presence is known; whoever was here stays as a number."""
    connection = session.connection()
    # As every scan begins: doors come after this row, and what is read below cannot change. Gates and live pages learn of it, too.
    queries.next_version(connection, person.congress_id)
    moves.leave_doors(connection, person.congress_id, person.id)
    here = session.get(Presence, person.id, populate_existing=True)
    if here is None:
        return
    queries.count_in(connection, person.congress_id, -int(here.left_at is None))
    yield ("present", "yes")


PERSONAL = (
    PersonalData(table="presence", label="Arrivals", before_erasing=_leave),
    PersonalData(table="scan", label="Scans at the entrance", secret=frozenset({"code_key", "device", "scan_id"})),
)
