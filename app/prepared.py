"""Statements that are made once and handed to the driver as they are: what every registration and every scan asks and writes.

SQLAlchemy compiles them and turns values into what the driver takes; what it does anew at each execution (look for the compiled
form, set up a result) costs three times as much CPU as SQLite needs for the statement.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Row = tuple[Any, ...]  # Any: columns of any kind
Turn = Callable[[Any], Any]  # Any: from what Python has to what the driver takes, or back


@lru_cache(maxsize=512)
def prepared(statement: ClauseElement, dialect: Dialect) -> "Prepared":
    """Prepare a *statement* that is a constant of a module, once."""
    return Prepared(statement, dialect)


@lru_cache(maxsize=512)
def _named(columns: tuple[str, ...]) -> Any:  # Any: a class of tuples whose fields are only known here
    return namedtuple("Named", columns, rename=True)  # noqa: PYI024 -- as above


class Prepared:
    """One statement as one dialect sends it; of an INSERT, *keys* are the columns that get values.

    Connections are the driver's, as ``session.connection().connection`` gives them. A fault of the driver is raised as
    SQLAlchemy raises it, without the values, since they are people.
    """

    __slots__ = ("_dialect", "_entries", "_fixed", "_is_positional", "_named", "_turns", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect, keys: Collection[str] | None = None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=keys)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 -- a statement compiles to nothing else; for the type checker
        self.sql, self._dialect, self._is_positional = str(compiled), dialect, compiled.positional
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        turns = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._entries: list[tuple[str, Turn | None]] = [(name, turns[name]) for name in compiled.positiontup or binds]
        columns = getattr(statement, "exported_columns", ())
        backs = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._turns: list[tuple[int, Turn]] = [(place, turn) for place, turn in enumerate(backs) if turn]
        self._named = _named(tuple(column.key for column in columns))

    def row(self, connection: PoolProxiedConnection, values: Mapping[str, object]) -> Row | None:
        """Run the statement and give its first row, whole numbers and texts as the driver gives them."""
        cursor = self._run(connection, values)
        found: Row | None = cursor.fetchone()
        cursor.close()
        return found

    def rows(
        self, connection: PoolProxiedConnection, values: Mapping[str, object]
    ) -> list[Any]:  # Any: by names of columns
        """Run the statement and give its rows with the values that SQLAlchemy would give, by the names of its columns."""
        cursor = self._run(connection, values)
        found = [self._named._make(self._turned(row)) for row in cursor.fetchall()]
        cursor.close()
        return found

    def touched(self, connection: PoolProxiedConnection, values: Mapping[str, object]) -> int:
        """Run the statement and tell how many rows it touched."""
        cursor = self._run(connection, values)
        number: int = cursor.rowcount  # psycopg forgets it on close
        cursor.close()
        return number

    def each(self, connection: PoolProxiedConnection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run the statement for each of *rows*."""
        if len(rows) == 1:
            self._run(connection, rows[0]).close()
            return
        cursor = connection.cursor()
        try:
            cursor.executemany(self.sql, [self._given(values) for values in rows])
        except self._dialect.loaded_dbapi.Error as fault:
            raise self._told(fault) from fault
        finally:
            cursor.close()

    def _run(self, connection: PoolProxiedConnection, values: Mapping[str, object]) -> DBAPICursor:
        cursor = connection.cursor()
        try:
            cursor.execute(self.sql, self._given(values))
        except self._dialect.loaded_dbapi.Error as fault:
            cursor.close()
            raise self._told(fault) from fault
        return cursor

    def _given(self, values: Mapping[str, object]) -> Any:  # Any: a list or a dictionary, as the driver takes it
        given: Mapping[str, Any] = {**self._fixed, **values} if self._fixed else values  # Any: values of columns
        if self._is_positional:
            return [turn(given[name]) if turn else given[name] for name, turn in self._entries]
        return {name: turn(given[name]) if turn else given[name] for name, turn in self._entries}

    def _turned(self, row: Sequence[Any]) -> Sequence[Any]:  # Any: columns of any kind
        values = list(row)
        for place, turn in self._turns:
            values[place] = turn(values[place])
        return values

    def _told(self, fault: Exception) -> BaseException:
        of_driver = self._dialect.loaded_dbapi.Error
        return DBAPIError.instance(self.sql, None, fault, of_driver, hide_parameters=True, dialect=self._dialect)
