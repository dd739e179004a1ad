"""Every select on doubles."""

from collections.abc import Collection

from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint, delete, exists, select, update
from sqlalchemy.orm import Session

from app.orm import Base
from registration.doubles.models import DistinctPair
from registration.doubles.rules import Person
from registration.participants.models import Participant
from registration.participants.rules import LIVING, UNNAMED

# What belongs to one registration alone: its work in the queue, mails among it, what is known of its address, its wish to be erased,
# and whom it was told apart from.
STAYING = frozenset({"job", "mailing_recipient", "address_fault", "erasure_request", "distinct_pair"})
CHUNK = 500


def people(session: Session, congress_id: int) -> list[Person]:
    """List the living of a congress as they are compared."""
    columns = Participant.id, Participant.name_key, Participant.email_key, Participant.organisation_key
    query = select(*columns).where(Participant.congress_id == congress_id, Participant.status.in_(LIVING))
    query = query.where(Participant.name != UNNAMED)  # places of groups whose names follow
    return [Person(*row) for row in session.execute(query.order_by(Participant.id))]


def distinct(session: Session, congress_id: int) -> set[tuple[int, int]]:
    """List the pairs of a congress that somebody told apart."""
    query = select(DistinctPair.first_id, DistinctPair.second_id).join(
        Participant, Participant.id == DistinctPair.first_id
    )
    return {(first, second) for first, second in session.execute(query.where(Participant.congress_id == congress_id))}


def by_ids(session: Session, ids: Collection[int]) -> dict[int, Participant]:
    """Look people up for a page of pairs."""
    rows = session.scalars(select(Participant).where(Participant.id.in_(ids)))
    return {person.id: person for person in rows}


def tables_of_participants() -> list[tuple[Table, str]]:
    """List the tables whose rows belong to somebody, each with the column that says to whom."""
    return [
        (table, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "participant" and key.column.name == "id" and table.name not in STAYING
    ]


def hand_on(session: Session, table: Table, column: str, *, giver: int, taker: int) -> int:
    """Give rows of one table to somebody else, as far as its keys allow; return how many.

    Where nothing makes the owner unique all rows are given, such as scans. Where one key names owner and thing, those of things
    that the taker has none of, such as answers to questions. Else all or none: a ranking of wishes is not mixed from two.
    """
    owner = table.c[column]
    moving = update(table).where(owner == giver).values({column: taker})
    keys = _keys(table, column)
    if keys:
        theirs = table.alias()
        same = [theirs.c[name] == table.c[name] for name in keys[0]] if len(keys) == 1 else []
        moving = moving.where(~exists().where(theirs.c[column] == taker, *same))
    return int(session.connection().execute(moving).rowcount)


def _keys(table: Table, column: str) -> list[list[str]]:
    """List the keys of a table that name the owner, each by its other columns."""
    unique = [c for c in table.constraints if isinstance(c, PrimaryKeyConstraint | UniqueConstraint)]
    columns = [[c.name for c in key.columns] for key in (*unique, *(index for index in table.indexes if index.unique))]
    return [[name for name in names if name != column] for names in columns if column in names]


def remove(session: Session, participant_id: int) -> None:
    session.execute(
        delete(Participant).where(Participant.id == participant_id), execution_options={"synchronize_session": False}
    )
