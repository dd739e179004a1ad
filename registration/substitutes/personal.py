"""What substitutes hold about participants: whom they asked, and that they were asked themselves."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.substitutes import queries
from registration.substitutes.models import Substitution


def _asked(session: Session, person: Person) -> Iterator[Row]:
    for question in queries.to_address(session, person.congress_id, person.email):
        yield {"name": question.name, "email": question.email, "asked_at": question.asked_at}


def _forget_asked(session: Session, person: Person) -> int:
    ids = [question.id for question in queries.to_address(session, person.congress_id, person.email)]
    gone: Any = session.execute(delete(Substitution).where(Substitution.id.in_(ids)))  # Any: CursorResult
    return int(gone.rowcount)


PERSONAL = (
    PersonalData(table="substitution", label="Whom they asked to take their place", secret=frozenset({"link_digest"})),
    PersonalData(
        table="substitution", label="Whom they asked to take their place", collect=_asked, erase=_forget_asked
    ),
)
