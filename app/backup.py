"""Back up a database under load, and bring it back."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Engine

from app.errors import DomainError

MARK = "alembic_version"  # the table that every database of ours has
OURS = f"TABLE public {MARK} "  # so pg_restore lists it
ONLY_OWNER = 0o600  # a backup holds what guests confided
# SQLite holds a shared lock on these bytes of a file for as long as a connection in WAL mode is open.
SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
# Where Debian keeps the programs of each version; those on the PATH may be of another version than the server.
PROGRAMS = "/usr/lib/postgresql/{major}/bin"
EMPTY = (
    "do $$ declare it record; begin"
    " for it in select tablename from pg_tables where schemaname = 'public' loop"
    " execute format('drop table public.%I cascade', it.tablename); end loop;"
    " for it in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'public'::regnamespace"
    " and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop"
    " execute format('drop function %s cascade', it.name); end loop; end $$"
)
PATIENCE = "-c lock_timeout=10s"

UNSOUND = "this is not a sound backup of reihum"
ANOTHER = "Give another file that `reihum backup` wrote; nothing was changed"


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
    if not file.parent.is_dir():
        _refuse(file, "there is no such folder", "Create it, or choose another one")
    with _whole(file) as part:
        if engine.dialect.name == "sqlite":
            _back_up_sqlite(Path(str(engine.url.database)), part)
        else:
            _run_postgres(engine, file, "pg_dump", "--format=custom", "--file", str(part))


def restore(engine: Engine, file: Path) -> None:
    """Replace the whole database by the backup in *file*. Stop the server first. Raises BackupRefused; then nothing was changed."""
    if not file.is_file():
        _refuse(file, "there is no such file", "Give the file that `reihum backup` wrote")
    if engine.dialect.name == "sqlite":
        engine.dispose()
        _restore_sqlite(Path(str(engine.url.database)), file)
    else:
        _restore_postgres(engine, file)


def sqlite_file(engine: Engine) -> Path | None:
    """Name the file of a SQLite database; None for other engines."""
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """Give a name to write to that becomes *file* when all is written and on the disk, and disappears otherwise."""
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=ONLY_OWNER)
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _back_up_sqlite(database: Path, part: Path) -> None:
    if not database.is_file():
        _refuse(database, "there is no database", "Check REIHUM_INSTANCE, or run `reihum migrate` to create it")
    _copy_sqlite(database, part)
    if not _is_sound(part):
        _refuse(
            database, "the database is damaged", "Stop the server and run `reihum restore FILE` with your last backup"
        )


def _restore_sqlite(database: Path, file: Path) -> None:
    if not _is_sound(file):
        _refuse(file, UNSOUND, ANOTHER)
    if _is_in_use(database):
        _refuse(database, "the database is in use", "Stop the server first; nothing was changed")
    fresh = database.with_name(database.name + ".restoring")
    with _whole(fresh) as part:
        _copy_sqlite(file, part)
        if database.exists():
            _hand_over(database, part)
    _keep_aside(database)
    fresh.rename(database)


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with closing(_opened(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("pragma journal_mode=delete")  # one file that needs no others beside it
    except sqlite3.Error as fault:
        _refuse(source, f"it cannot be copied ({fault})", "Check that the disk has room and that the file is whole")


def _opened(database: Path) -> sqlite3.Connection:
    """Open a database that is there; SQLite would create one that is not."""
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)


def _is_sound(file: Path) -> bool:
    try:
        with closing(_opened(file)) as database:
            sound: bool = database.execute("pragma quick_check").fetchone()[0] == "ok"
            ours: bool = (
                database.execute("select count(*) from sqlite_master where name = ?", (MARK,)).fetchone()[0] == 1
            )
    except sqlite3.Error:
        return False
    return sound and ours


def _is_in_use(database: Path) -> bool:
    """Tell whether another process has the database open; it would go on writing into a file that has been moved away."""
    if not database.exists():
        return False
    with database.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
        except BlockingIOError:
            return True
    return False


def _hand_over(old: Path, new: Path) -> None:
    """Give *new* the rights of *old*: root may restore what another user serves."""
    shutil.copymode(old, new)
    with suppress(PermissionError):
        os.chown(new, old.stat().st_uid, old.stat().st_gid)


def _keep_aside(database: Path) -> None:
    """Move a database away and never overwrite one: a damaged file may still hold what the backup has not."""
    aside = next(
        name
        for number in count(1)
        if not (name := database.with_name(f"{database.name}.before-restore-{number}")).exists()
    )
    for ending in ("", "-wal", "-shm"):
        if (old := database.with_name(database.name + ending)).exists():
            old.rename(aside.with_name(aside.name + ending))


def _restore_postgres(engine: Engine, file: Path) -> None:
    """Write the backup out as statements, and run them after the removal of all tables, in one transaction.

    Past pg_restore's own --clean, which cannot remove a table that a later one refers to, such as after an update that went wrong.
    """
    listed = subprocess.run(  # noqa: S603 -- our own program
        [_program(engine, "pg_restore"), "--list", str(file)], check=False, capture_output=True, text=True
    )
    if listed.returncode != 0 or OURS not in listed.stdout:
        _refuse(file, UNSOUND, ANOTHER)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "script.sql")
        _run_postgres(engine, file, "pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(file))
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1")
        _run_postgres(engine, file, "psql", *options, "--command", EMPTY, "--file", str(script))


def _run_postgres(engine: Engine, file: Path, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database of *engine*; the password travels where no list of processes shows it."""
    url = engine.url.set(drivername="postgresql", password=None)
    environment = os.environ | {"PGOPTIONS": PATIENCE}
    if engine.url.password is not None:
        environment["PGPASSWORD"] = str(engine.url.password)
    address = [] if program == "pg_restore" else ["--dbname", url.render_as_string(hide_password=False)]
    command = [_program(engine, program), *address, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 -- our own program and our own address
    if done.returncode != 0:
        fault = next((line for line in done.stderr.splitlines() if "error" in line.lower()), "it failed")
        _refuse(
            file, fault, "Nothing was changed. Check that the server is stopped, and the database's address and rights"
        )


def _program(engine: Engine, name: str) -> str:
    """Find a program of the same version as the server: an older pg_dump refuses, a newer one may write what the server cannot read."""
    with engine.connect() as connection:
        version = connection.dialect.server_version_info or (0,)
    beside = Path(PROGRAMS.format(major=version[0]), name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        _refuse(Path(name), "this program of PostgreSQL is missing", "Install PostgreSQL's client programs")
    return found


def _refuse(file: Path, fault: str, remedy: str) -> NoReturn:
    raise BackupRefused(file=file, fault=fault, remedy=remedy)
