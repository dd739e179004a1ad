"""Nothing is kept about somebody that the house cannot tell them and let go of."""

import re

from sqlalchemy import ForeignKey, Table

from app.factory import features
from app.feature import PersonalData
from app.models import metadata

# Columns that may well hold somebody's data, by their names.
PERSONAL = re.compile(
    r"(^|_)(names?|e?mail|phone|street|city|iban|payer|sender|recipient|note|comment|text|answer|address|ip|agent)(_|$)"
)
# Tables with such columns that hold nothing about participants, and why.
OTHERS = {
    "account": "people who log in; they are invited and dismissed by name",
    "role": "what administrators may do",
    "api_key": "machines",
    "congress": "the congress and whom to ask about it, published on its own pages",
    "room": "rooms",
    "organisation": "organisations as such; who belongs to them is told by participants",
    "speaker": "people in the published programme, by public role",
    "forum_moderator": "people in the published programme, by public role",
    "assignment_run": "the organisers' note on a calculation",
}
REMEDY = """
These hold data about participants, and nobody could tell or erase it. Declare each in the feature of its room:

    Feature(…, personal=(PersonalData(table="my_table", label="What it is called"),))

with column="…" where the foreign key to participant has another name. See PersonalData in app/feature.py and
docs/developer.md, "Personal data".
"""


def held() -> dict[str, list[PersonalData]]:
    found: dict[str, list[PersonalData]] = {}
    for feature in features():
        for data in feature.personal:
            found.setdefault(data.table, []).append(data)
    return found


def keys_to(table: Table, *, targets: set[str]) -> list[ForeignKey]:
    return [key for key in table.foreign_keys if key.column.table.name in targets]


def persons_keys(table: Table) -> list[ForeignKey]:
    return keys_to(table, targets={"participant"})


def test_every_table_that_refers_to_a_participant_is_declared():
    declared = {(data.table, data.column) for several in held().values() for data in several}
    undeclared = [
        f"{table.name}.{key.parent.name}"
        for table in metadata.sorted_tables
        for key in persons_keys(table)
        if (table.name, key.parent.name) not in declared
    ]

    assert undeclared == [], REMEDY


def test_rows_about_a_participant_go_or_let_go_when_the_participant_goes():
    held_back = [
        f"{table.name}.{key.parent.name}: ON DELETE {key.ondelete}"
        for table in metadata.sorted_tables
        for key in persons_keys(table)
        if key.ondelete not in {"CASCADE", "SET NULL"}
    ]

    assert held_back == [], "a participant could not be erased; give these foreign keys ON DELETE CASCADE (or SET NULL)"


def test_what_hangs_on_such_a_table_is_declared_as_well():
    """Files of an answer belong to whose answer it is; rows that a participant's row may lose without going are no matter."""
    persons = {
        table.name for table in metadata.sorted_tables for key in persons_keys(table) if key.ondelete == "CASCADE"
    }
    undeclared = [
        table.name
        for table in metadata.sorted_tables
        if table.name not in held() and [k for k in keys_to(table, targets=persons) if k.ondelete == "CASCADE"]
    ]

    assert undeclared == [], (
        REMEDY + "\nThey have no column of the participant's own: name collect=… and erase=… there."
    )


def test_every_table_with_personal_columns_is_declared_or_explained():
    silent = [
        f"{table.name}: {', '.join(column.name for column in table.columns if PERSONAL.search(column.name))}"
        for table in metadata.sorted_tables
        if table.name not in held()
        and table.name not in OTHERS
        and any(PERSONAL.search(column.name) for column in table.columns)
    ]

    assert silent == [], REMEDY + "\nIf one holds nothing about participants, say why in OTHERS of this test."


def test_what_is_declared_is_there():
    strange = [
        (data.table, data.column)
        for several in held().values()
        for data in several
        if data.table not in metadata.tables
        or (not {data.column, *data.secret} <= set(metadata.tables[data.table].columns.keys()) and data.erase is None)
    ]

    assert strange == []
    assert OTHERS.keys() <= metadata.tables.keys()
    assert OTHERS.keys().isdisjoint(held())
