"""Backups under load, and the way back."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import NOON, make_congress
from flask import Flask
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import DatabaseError

from app import backup
from app.backup import BackupRefused
from app.congress.queries import all_congresses, by_slug
from app.db import db, reading, transaction
from app.journal.models import JournalEntry
from app.journal.service import record


@pytest.fixture
def inside(app: Flask):
    """The application, with a congress in it."""
    with app.app_context():
        with transaction() as session:
            make_congress(session, slug="kept")
        yield app
        db.session.remove()


def note(session, number: int) -> None:
    """Write two rows that belong together."""
    for action in ("left", "right"):
        record(
            session,
            f"test.{action}",
            actor="test",
            congress_id=None,
            subject_kind="pair",
            subject_id=number,
            now=NOON,
        )


@contextmanager
def somebody_who_writes(app: Flask):
    """A thread that commits pairs of rows all the time; gives the list of what is committed."""
    done, stop, begun = [], threading.Event(), threading.Event()

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                with transaction() as session:
                    note(session, len(done) + 1)
                done.append(len(done) + 1)
                if len(done) >= 20:
                    begun.set()
            db.session.remove()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert begun.wait(timeout=30)
        yield done
    finally:
        stop.set()
        thread.join(timeout=30)


def pairs() -> tuple[list[int], list[int]]:
    """List the numbers of the left and of the right rows."""
    rows = reading().execute(select(JournalEntry.action, JournalEntry.subject_id).order_by(JournalEntry.id)).all()
    reading().rollback()
    return tuple([number for action, number in rows if action == f"test.{side}"] for side in ("left", "right"))


def slugs() -> list[str]:
    found = [congress.slug for congress in all_congresses(reading())]
    db.session.remove()
    return found


def test_a_backup_under_load_is_complete_up_to_a_moment(inside: Flask, tmp_path: Path):
    with somebody_who_writes(inside) as done:
        before = len(done)
        backup.back_up(db.engine, tmp_path / "b")
        after = len(done) + 1

    backup.restore(db.engine, tmp_path / "b")

    left, right = pairs()
    assert left == right == list(range(1, len(left) + 1))
    assert before <= len(left) <= after
    assert len(done) >= len(left)


def test_a_restored_database_is_the_one_of_then(inside: Flask, tmp_path: Path):
    backup.back_up(db.engine, tmp_path / "b")
    with transaction() as session:
        make_congress(session, slug="later")
        session.delete(by_slug(session, "kept"))
    db.session.remove()

    backup.restore(db.engine, tmp_path / "b")
    restored = slugs()
    with transaction() as session:
        make_congress(session, slug="new")

    assert restored == ["kept"]
    assert sorted(slugs()) == ["kept", "new"]


def test_a_backup_from_before_a_table_was_added_is_restored_whole(inside: Flask, tmp_path: Path):
    backup.back_up(db.engine, tmp_path / "b")
    with transaction() as session:
        session.execute(text("create table newer (congress_id integer references congress (id))"))

    db.session.remove()
    backup.restore(db.engine, tmp_path / "b")

    with pytest.raises(DatabaseError, match="newer"):
        reading().execute(text("select * from newer"))
    db.session.remove()
    assert slugs() == ["kept"]


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(inside: Flask, tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()

    backup.back_up(db.engine, folder / "b #1?.db")

    assert [(p.name, p.stat().st_mode & 0o777) for p in folder.iterdir()] == [("b #1?.db", 0o600)]


def test_a_backup_never_overwrites_a_file(inside: Flask, tmp_path: Path):
    (tmp_path / "b").write_text("precious")

    with pytest.raises(BackupRefused, match=r"b: exists already. Choose another name"):
        backup.back_up(db.engine, tmp_path / "b")

    assert (tmp_path / "b").read_text() == "precious"


def test_a_backup_into_no_folder_says_so(inside: Flask, tmp_path: Path):
    with pytest.raises(BackupRefused, match=r"there is no such folder. Create it"):
        backup.back_up(db.engine, tmp_path / "nowhere" / "b")


def foreign(path: Path, engine_name: str, postgres) -> None:
    """A sound database that is not ours."""
    if engine_name == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            database.execute("create table theirs (id integer)")
        return
    postgres.sql("create database theirs")
    program = [
        backup._program(db.engine, "pg_dump"),
        "--format=custom",
        "--dbname",
        postgres.url("theirs").replace("+psycopg", ""),
    ]
    subprocess.run([*program, "--file", path], check=True)
    postgres.sql("drop database theirs")


@pytest.mark.parametrize("flaw", ["missing", "empty", "text", "cut", "foreign"])
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(inside: Flask, tmp_path: Path, flaw: str, request):
    file = tmp_path / "b"
    if flaw == "foreign":
        foreign(file, db.engine.dialect.name, request.getfixturevalue("postgres"))
    elif flaw == "cut":
        backup.back_up(db.engine, file)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif flaw != "missing":
        file.write_text("" if flaw == "empty" else "minutes of a meeting\n" * 1000)
    with transaction() as session:
        make_congress(session, slug="later")
    db.session.remove()

    with pytest.raises(BackupRefused) as refused:
        backup.restore(db.engine, file)

    assert str(refused.value).startswith(f"{file}: ")
    assert {"missing": "Give the file that `reihum backup` wrote", "cut": "othing was changed"}.get(
        flaw, "Give another file"
    ) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert sorted(slugs()) == ["kept", "later"]


def test_a_program_that_is_missing_is_named(app: Flask):
    with app.app_context(), pytest.raises(BackupRefused, match="pg_nowhere: this program of PostgreSQL is missing"):
        backup._program(db.engine, "pg_nowhere")


@pytest.fixture
def file_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a SQLite file, for what concerns files only."""
    shutil.copy(sqlite_template, tmp_path / "house.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'house.db'}")
    yield engine
    engine.dispose()


def test_the_damaged_database_is_kept_aside_each_time(file_engine: Engine, tmp_path: Path):
    database = tmp_path / "house.db"
    database.chmod(0o640)
    backup.back_up(file_engine, tmp_path / "b")

    for damage in ("first", "second"):
        database.write_text(f"damaged for the {damage} time")
        backup.restore(file_engine, tmp_path / "b")

    assert [(tmp_path / f"house.db.before-restore-{n}").read_text() for n in (1, 2)] == [
        "damaged for the first time",
        "damaged for the second time",
    ]
    assert backup._is_sound(database)
    assert database.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "b",
        "house.db",
        "house.db.before-restore-1",
        "house.db.before-restore-2",
    ]


def test_a_lost_database_comes_back_too(file_engine: Engine, tmp_path: Path):
    backup.back_up(file_engine, tmp_path / "b")
    (tmp_path / "house.db").unlink()

    backup.restore(file_engine, tmp_path / "b")

    assert backup._is_sound(tmp_path / "house.db")


def test_a_database_that_a_server_has_open_is_not_pulled_away(file_engine: Engine, tmp_path: Path):
    backup.back_up(file_engine, tmp_path / "b")
    server = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select * from alembic_version').fetchall();"
        "print('open', flush=True); input()"
    )
    with sqlite3.connect(tmp_path / "house.db") as connection:
        connection.execute("pragma journal_mode=wal")
    connection.close()
    with subprocess.Popen(
        [sys.executable, "-c", server, tmp_path / "house.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        before = (tmp_path / "house.db").read_bytes()

        with pytest.raises(BackupRefused, match=r"house.db: the database is in use. Stop the server first"):
            backup.restore(file_engine, tmp_path / "b")
        process.communicate("\n", timeout=30)

    assert (tmp_path / "house.db").read_bytes() == before
    backup.restore(file_engine, tmp_path / "b")


def test_a_damaged_database_is_not_passed_off_as_a_backup(file_engine: Engine, tmp_path: Path):
    with (tmp_path / "house.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40960)

    with pytest.raises(
        BackupRefused, match=r"house.db: the database is damaged. Stop the server and run `reihum restore"
    ):
        backup.back_up(file_engine, tmp_path / "b")

    assert [path.name for path in tmp_path.iterdir()] == ["house.db"]


def test_no_database_makes_no_backup_and_no_database(tmp_path: Path):
    with pytest.raises(BackupRefused, match=r"none.db: there is no database. Check REIHUM_INSTANCE"):
        backup.back_up(create_engine(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "b")

    assert list(tmp_path.iterdir()) == []
