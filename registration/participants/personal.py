"""What registration itself holds about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData
from registration.participants import queries
from registration.participants.rules import Status

# Keys of the house, and what is derived from other columns.
SECRET = frozenset({"link_digest", "feed_digest", "link_version", "feed_version", "idempotency_key"})
FOLDED = frozenset({"name_key", "email_key", "organisation_key"})


def _leave(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Take somebody out of the counters; what they were counted as stays as numbers."""
    leaving = queries.by_id(session, person.id)
    assert leaving is not None, "who is erased is still there"  # noqa: S101 -- for the type checker
    queries.count(session, person.congress_id, {Status(leaving.status): -1})
    yield from ((kind, getattr(leaving, kind)) for kind in ("status", "sector", "level", "role"))
    yield ("registered", leaving.registered_at.date().isoformat())


PERSONAL = (
    PersonalData(table="participant", column="id", label="Registration", secret=SECRET | FOLDED, before_erasing=_leave),
)
