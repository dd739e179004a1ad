"""What the gates hold about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData
from badges.gates import roster


def _let_go(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    """Empty their lines first: a row that is simply gone would leave the gates with what they have."""
    roster.forget(session, person.congress_id, person.id)
    yield from ()


PERSONAL = (
    PersonalData(
        table="gate_entry",
        label="Lines on the list of the gates",
        secret=frozenset({"code_key", "digest", "box"}),
        before_erasing=_let_go,
    ),
)
