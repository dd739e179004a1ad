"""What the thematic tables hold about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from forums.tables import queries


def _wishes(session: Session, person: Person) -> Iterator[Row]:
    wished = queries.wishes_of(session, person.id)
    tables = queries.tables(session, person.congress_id)
    yield from ({"table": table.number} for table in tables if table.id in wished)


def _route(session: Session, person: Person) -> Iterator[Row]:
    for one, table in queries.route(session, person.id):
        yield {"round": one.number, "starts_at": one.starts_at, "table": table.number}


PERSONAL = (
    PersonalData(table="table_wish", label="Wishes for tables", collect=_wishes),
    PersonalData(table="table_stop", label="Places at tables", collect=_route),
    PersonalData(table="table_presence", label="Presence at tables"),
    PersonalData(table="table_absence", label="Notes of not being at the tables"),
    PersonalData(
        table="table_pair", label="Pairs kept apart at tables", column="first_id", secret=frozenset({"second_id"})
    ),
    PersonalData(
        table="table_pair", label="Pairs kept apart at tables", column="second_id", secret=frozenset({"first_id"})
    ),
    PersonalData(
        table="thematic_table",
        label="Tables of which somebody is host",
        column="host_id",
        secret=frozenset({"cohost_id"}),
    ),
    PersonalData(
        table="thematic_table",
        label="Tables of which somebody is co-host",
        column="cohost_id",
        secret=frozenset({"host_id"}),
    ),
)
