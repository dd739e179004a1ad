"""Migrations from nothing and back to nothing, on both engines."""

import multiprocessing
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from builders import make_congress, make_room
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.db import configure_engine
from app.migrations import run
from app.models import metadata

MARK = "alembic_version"
REVISION = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "next", "{newest}", None, None

def upgrade():
    {step}

def downgrade():
    pass
"""
ORPHAN = (
    "insert into places (congress_id, capacity, pending, confirmed, offered, waiting, cancelled, lapsed)"
    " values (99, 1, 0, 0, 0, 0, 0, 0)"
)
_number = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a single table."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        configure_engine(engine)
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgres")
    name = f"empty_{next(_number)}"
    server.sql(f"create database {name}")
    engine = create_engine(server.url(name))
    yield engine
    engine.dispose()
    server.sql(f"drop database {name} with (force)")


@pytest.fixture
def upgrade_with(tmp_path: Path):
    """``upgrade_with(engine, step)`` migrates to a revision after our own that does *step*."""
    ours = Path(run.__file__).parent / "versions"

    def upgrade(engine: Engine, step: str) -> None:
        newest = max(path.stem[:4] for path in ours.glob("0*.py"))
        (tmp_path / "next.py").write_text(REVISION.format(newest=newest, step=step))
        with engine.connect() as connection:
            config = run.configuration(connection)
            config.set_main_option("path_separator", "space")
            config.set_main_option("version_locations", f"{ours} {tmp_path}")
            command.upgrade(config, "next")

    return upgrade


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def execute(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def scalar(engine: Engine, query: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(query).scalar()


@pytest.fixture
def furnished(empty: Engine) -> Engine:
    """A database with a parent and a child: a congress and its room."""
    run.upgrade(empty)
    with Session(empty) as session, session.begin():
        make_room(session, make_congress(session))
    return empty


def migrate_when_told(url: str, start: Any, results: Any) -> None:
    """One process that migrates, as several that start with the same machine do."""
    engine = create_engine(url)
    configure_engine(engine)
    start.wait()
    try:
        run.upgrade(engine)
        results.put("done")
    except SQLAlchemyError as fault:
        results.put(str(fault))
    engine.dispose()


def test_every_table_comes_and_goes_with_the_migrations(empty: Engine):
    run.upgrade(empty)
    after = tables(empty)
    left = run.differences(empty)

    run.downgrade(empty)

    assert after == {*metadata.tables, MARK}
    assert left == []
    assert tables(empty) == {MARK}


def test_up_down_and_up_again_ends_where_it_began(empty: Engine):
    run.upgrade(empty)
    run.downgrade(empty)
    run.upgrade(empty)
    run.upgrade(empty)  # safe to repeat

    assert run.differences(empty) == []
    assert run.is_current(empty)


def test_a_database_is_current_only_at_the_newest_revision(empty: Engine):
    before = run.is_current(empty)
    run.upgrade(empty)
    newest = run.is_current(empty)
    run.downgrade(empty)

    assert (before, newest, run.is_current(empty)) == (False, True, False)


def test_two_that_migrate_at_the_same_time_wait_for_each_other(empty: Engine):
    spawn = multiprocessing.get_context("spawn")
    start, results = spawn.Event(), spawn.Queue()
    url = empty.url.render_as_string(hide_password=False)
    processes = [spawn.Process(target=migrate_when_told, args=(url, start, results)) for _ in range(2)]
    for process in processes:
        process.start()
    start.set()
    answers = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(timeout=60)

    assert answers == ["done", "done"]
    assert run.is_current(empty)


def test_a_migration_that_fails_leaves_nothing_half_done(furnished: Engine, upgrade_with):
    step = (
        'op.create_table("half", sa.Column("id", sa.Integer)); op.execute("delete from room"); op.execute("nonsense")'
    )

    with pytest.raises(Exception, match="syntax error"):
        upgrade_with(furnished, step)

    assert tables(furnished) == {*metadata.tables, MARK}
    assert scalar(furnished, "select count(*) from room") == 1
    assert run.is_current(furnished)
    with pytest.raises(IntegrityError):  # foreign keys are watched again
        execute(furnished, ORPHAN)


def test_rebuilding_a_table_keeps_its_children_and_watches_over_them_again(furnished: Engine, upgrade_with):
    step = (
        'with op.batch_alter_table("congress", recreate="auto") as table:\n'
        '        table.alter_column("slug", type_=sa.String(61), existing_type=sa.String(60))'
    )

    upgrade_with(furnished, step)

    assert scalar(furnished, "select count(*) from room") == 1
    assert scalar(furnished, "select count(*) from congress") == 1
    with pytest.raises(IntegrityError):
        execute(furnished, ORPHAN)


def test_a_migration_that_would_orphan_rows_is_refused(furnished: Engine, upgrade_with):

    with pytest.raises((RuntimeError, IntegrityError)):
        upgrade_with(furnished, 'op.execute("update room set congress_id = 99")')

    assert scalar(furnished, "select count(*) from room where congress_id = 99") == 0
    assert run.is_current(furnished)
