"""Alembic's environment; run through app.migrations.run, which hands over a connection."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from alembic import context

from app.db import WRITES
from app.models import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

MIGRATING = 7_346_486  # any number that nobody else in this database locks by


def run(connection: "Connection") -> None:
    """Migrate in one transaction: a migration that fails leaves nothing half done, on SQLite too."""
    is_sqlite = connection.dialect.name == "sqlite"
    with foreign_keys_off(connection) if is_sqlite else alone(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (orphans := connection.exec_driver_sql("pragma foreign_key_check").fetchall()):
                msg = f"this migration would leave rows without their parents: {orphans[:3]}"
                raise RuntimeError(msg)


@contextmanager
def alone(connection: "Connection") -> "Iterator[None]":
    """Run in a transaction for which a second one that migrates waits; SQLite's write lock does that by itself."""
    with connection.begin():
        connection.exec_driver_sql(f"select pg_advisory_xact_lock({MIGRATING})")
        yield


@contextmanager
def foreign_keys_off(connection: "Connection") -> "Iterator[None]":
    """Run in a transaction without foreign keys: a batch migration drops tables, and SQLite would delete all their children.

    Past SQLAlchemy, since it would begin a transaction first, inside which SQLite ignores this pragma without a word. Renaming is done
    old way, as otherwise no table could be replaced that the triggers of another name.
    """
    connection = connection.execution_options(**{WRITES: True})
    driver = connection.connection.dbapi_connection
    assert driver is not None, "a checked-out connection has a driver"  # noqa: S101 -- tells mypy what the pool guarantees
    driver.cursor().execute("pragma foreign_keys=off")
    driver.cursor().execute("pragma legacy_alter_table=on")
    try:
        with connection.begin():
            yield
    finally:
        driver.cursor().execute("pragma legacy_alter_table=off")
        driver.cursor().execute("pragma foreign_keys=on")


run(context.config.attributes["connection"])
