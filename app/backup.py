"""Back up a database under load, and bring it back."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from app.errors import DomainError

DATABASE = "<database>"  # stands in a command for the address, which holds a password
MARK = "alembic_version"  # the table that every database of ours has


class BackupRefused(DomainError):
    """A backup cannot be made or used as wished."""

    code = "backup-refused"
    status = 500
    message = "%(file)s: %(fault)s. %(remedy)s"


def back_up(engine: Engine, file: Path) -> None:
    """Write the whole database to *file* in one consistent step while people go on working; all or nothing.

    SQLite by its backup interface (copying the file lost every commit under load), PostgreSQL by pg_dump. Raises BackupRefused.
    """
    if file.exists():
        _refuse(file, "exists already", "Choose another name, for example one with today's date")
    part = file.with_name(file.name + ".part")
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
    else:
        _run_postgres(engine, "pg_dump", "--format=custom", "--file", str(part), DATABASE)
    part.rename(file)


def restore(engine: Engine, file: Path) -> None:
    """Replace the whole database by the backup in *file*. Stop the server first. Raises BackupRefused; then nothing was changed."""
    if not file.is_file():
        _refuse(file, "there is no such file", "Give the file that `reihum backup` wrote")
    if engine.dialect.name == "sqlite":
        _restore_sqlite(engine, file)
    else:
        _run_postgres(
            engine,
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            "--dbname",
            "",
            str(file),
        )


def _restore_sqlite(engine: Engine, file: Path) -> None:
    _check_sqlite(file)
    target = Path(str(engine.url.database))
    damaged = target.with_name(target.name + ".before-restore")
    engine.dispose()
    if target.exists():
        # Kept aside and not overwritten: a damaged file may still hold what the backup has not.
        for ending in ("", "-wal", "-shm"):
            if (old := target.with_name(target.name + ending)).exists():
                shutil.move(old, damaged.with_name(damaged.name + ending))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as fresh:
        source.backup(fresh)


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            sound = source.execute("pragma quick_check").fetchone()[0] == "ok"
            ours = source.execute("select count(*) from sqlite_master where name = ?", (MARK,)).fetchone()[0] == 1
    except sqlite3.DatabaseError:
        sound = ours = False
    if not (sound and ours):
        _refuse(
            file,
            "this is not a sound backup of reihum",
            "Give another file that `reihum backup` wrote; nothing was changed",
        )


def _run_postgres(engine: Engine, program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        _refuse(
            Path(program),
            "this program of PostgreSQL is missing",
            "Install PostgreSQL's client programs, then repeat the command",
        )
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = [program, *(url if argument == DATABASE else argument for argument in arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 -- our own program and our own address
    if done.returncode != 0:
        _refuse(
            Path(arguments[-1]),
            (done.stderr.strip().splitlines() or ["it failed"])[-1],
            "Check the database's address and rights",
        )


def _refuse(file: Path, fault: str, remedy: str) -> None:
    raise BackupRefused(file=file, fault=fault, remedy=remedy)
