"""What doubles bring to the house."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Feature, MenuEntry, Person, PersonalData, Row
from registration.doubles import organiser, queries, words


def _told_apart(session: Session, person: Person) -> Iterator[Row]:
    """Tell when somebody was told apart from another, who is nobody's business."""
    for pair in queries.pairs_of(session, person.id):
        yield {"decided_at": pair.decided_at, "actor": pair.actor}


def _forget(session: Session, person: Person) -> int:
    found = queries.pairs_of(session, person.id)
    for pair in found:
        session.delete(pair)
    return len(found)


DOUBLES = Feature(
    name="doubles",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Doubles", "doubles.doubles", "register", 30),),
    personal=(PersonalData(table="distinct_pair", label="Told apart", collect=_told_apart, erase=_forget),),
    journal=words.JOURNAL,
)
