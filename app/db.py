"""The database: engine settings for both engines, and the only commit of the house."""

import fcntl
import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.sql import ClauseElement

from app.orm import Base, rows_later
from app.prepared import Prepared, Row, prepared

WRITES = "reihum_writes"  # execution option of a connection whose transaction may write

MOST_TOGETHER = 64  # units of work under one commit
SAVEPOINT = tuple(text(f"{step} SAVEPOINT unit".lstrip()) for step in ("", "ROLLBACK TO", "RELEASE"))

Result = TypeVar("Result")
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False, "autoflush": False})


def init_database(app: Flask, url: str, *, threads: int) -> None:
    """Bind the database at *url* to *app*, which answers in so many *threads*, with the settings measured in docs/developer."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url) | pool_options(url, threads=threads)
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
        app.extensions["reihum_write_lock"] = lock_file_of(db.engine)
        app.extensions["reihum_company"] = _Company()


def engine_options(url: str) -> dict[str, Any]:  # Any: keyword arguments of create_engine
    """Choose engine settings: a cut PostgreSQL answers with an error within seconds instead of hanging.

    Errors keep the values of a statement to themselves, since they are logged and values are people.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 30}}
    timeouts = "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
    network = {
        "connect_timeout": 2,
        "tcp_user_timeout": 3000,
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 3,
    }
    return {"hide_parameters": True, "connect_args": {**network, "options": timeouts}}


def pool_options(url: str, *, threads: int) -> dict[str, Any]:  # Any: as above
    """Keep a connection for each thread, the last used at hand: what comes beyond is opened and closed again each time."""
    is_file = make_url(url).database not in {None, "", ":memory:"}  # what lives in memory has one connection
    return {"pool_size": threads, "max_overflow": threads, "pool_use_lifo": True} if is_file else {}


def configure_engine(engine: Engine) -> None:
    """Make SQLite safe for several writers, and take no connection from the pool that PostgreSQL has ended."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkout", _refuse_ended)


def lock_file_of(engine: Engine) -> Path | None:
    """Name the file whose lock lets SQLite's writers queue fairly; None where the engine queues them itself."""
    name = engine.url.database
    return Path(name + ".lock") if engine.dialect.name == "sqlite" and name and name != ":memory:" else None


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one unit of work: everything inside is kept, or nothing is.

    For doors and jobs only. On SQLite the write lock is taken at once (a lock upgrade later would fail), after a file lock under
    which writers queue: ×1.5 throughput and a longest wait of 0.2 s instead of 2 s with eight processes.
    """
    session: Session = db.session()
    if session.in_transaction():
        session.commit()  # ends what was only read, so that the work below starts on a fresh view
    with _turn():
        try:
            session.connection(execution_options={WRITES: True})
            yield session
            session.commit()
        except BaseException:  # an interrupted unit of work is undone as well
            session.rollback()
            raise


def together(work: Callable[[Session], Result]) -> Result:
    """Run a unit of work like transaction(), under one commit with those that others ask for at the same time.

    For the doors where many come at once: all who came while the last commit was under way share the next one, and everybody is
    answered after it. *work* may run in the thread of another request, so it gets a session and asks nothing of its own request.
    What it raises undoes it alone; if the commit fails, nothing is kept and everybody learns it. See decision 0051.
    """
    if db.session.registry.has() and (session := db.session()).in_transaction():
        session.commit()  # ends what was only read, so that what follows sees what others have kept
    company: _Company = current_app.extensions["reihum_company"]
    unit = _Unit(work)
    company.join(unit)
    if unit.leads:
        company.lead()
    if unit.fault is not None:
        raise unit.fault
    return cast("Result", unit.answer)  # work gave it, or there was a fault


@contextmanager
def core_transaction() -> Iterator[Connection]:
    """Run one unit of work like transaction(), of Core statements alone, at a third of what a session costs.

    For the doors where everyone waits. What the session of this request has read stays as it is.
    """
    with _turn(), db.engine.connect() as connection:
        writing = connection.execution_options(**{WRITES: True})
        with writing.begin():
            yield writing


def compact() -> bool:
    """Rewrite SQLite's file without the remains of deleted rows, and empty its log; tell whether nobody was still reading old pages.

    PostgreSQL reuses such room by itself.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    with _turn():
        driver = db.engine.raw_connection()
        try:
            cursor = driver.cursor()
            cursor.execute("vacuum")
            is_busy = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        finally:
            driver.close()
    return not is_busy


def reading() -> Session:
    """Give the session of this request for reading; it never takes the write lock."""
    session: Session = db.session()
    return session


def ask(statement: ClauseElement, **values: str | int) -> Row | None:
    """Answer one quick question of a busy page with its one row, whole numbers and texts as the driver gives them.

    Past SQLAlchemy's session and types, at a fifth of their cost; *statement* is a constant of the module that asks.
    """
    engine = db.engine
    question = prepared(statement, engine.dialect)
    connection = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            return question.row(connection, values)
        return _ask_at_once(question, connection, values)
    finally:
        connection.close()


def _ask_at_once(question: Prepared, connection: PoolProxiedConnection, values: Mapping[str, str | int]) -> Row | None:
    """Ask without a transaction, whose begin and end would be two more ways to the server and back."""
    driver: Any = connection.driver_connection  # Any: a DB-API connection has no common type
    try:
        driver.autocommit = True
        row = question.row(connection, values)
        driver.autocommit = False
    except BaseException:
        connection.invalidate()  # nobody else gets a connection that may keep everything at once
        raise
    return row


def end_reading() -> None:
    """Close the read transaction, so that a long answer does not keep the database from tidying up. What was read stays readable."""
    db.session.expunge_all()
    db.session.rollback()


def _configure_sqlite(
    connection: Any, _record: ConnectionPoolEntry
) -> None:  # Any: a DB-API connection has no common type
    connection.isolation_level = None  # SQLAlchemy, not the driver, emits BEGIN
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=30000"):
        connection.execute(f"pragma {pragma}")


def _refuse_ended(
    connection: Any, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:  # Any: as above
    """Look whether the server, or the watch over the network, has ended a connection that was at rest; the pool opens another then.

    While at rest the server has nothing to say but that. SQLAlchemy would ask it, which is a way there and back at each request.
    """
    if connection.closed:
        raise InvalidatePoolError
    watch = select.poll()
    watch.register(connection.pgconn.socket, select.POLLIN)
    if watch.poll(0):
        raise InvalidatePoolError


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 -- a transaction begins on a connection; for the type checker
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _turn() -> Iterator[None]:
    path: Path | None = current_app.extensions["reihum_write_lock"]
    if path is None:
        yield
        return
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)  # a file object would cost ten times as much
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


class _Undone(Exception):
    """One unit of work undoes what others did in the same transaction."""


class _Unit:
    """A unit of work on its way into a common commit. Whoever asked for it waits at ``door`` until it is done, or leads the next."""

    __slots__ = ("answer", "door", "fault", "leads", "work")

    def __init__(self, work: Callable[[Session], Any]) -> None:  # Any: each door knows what its work gives
        self.work = work
        self.door = threading.Lock()
        self.leads = False
        self.answer: Any = None  # Any: as above
        self.fault: BaseException | None = None

    def run(self, session: Session) -> None:
        """Do the work within a transaction that others share, apart from them; what it raises is told to whoever asked for it.

        Under a savepoint by statements of our own: SQLAlchemy compiles its savepoints each time, which took a quarter of a registration.
        Raises _Undone where SQLAlchemy itself has taken back the whole transaction, as it does when a flush fails.
        """
        connection = session.connection()
        keep, undo, end = (prepared(step, connection.dialect) for step in SAVEPOINT)
        keep.touched(connection.connection, {})
        try:
            self.answer = self.work(session)
            session.flush()  # what belongs to this unit, before the next one begins
        except Exception as fault:
            self.fault = fault
            if not session.is_active:
                raise _Undone from fault
            session.expunge_all()
            undo.touched(connection.connection, {})
        # PostgreSQL ends its savepoints with the transaction; to ask for it is one more way there and back.
        if connection.dialect.name == "sqlite":
            end.touched(connection.connection, {})


class _Company:
    """Those who wait for a commit. The first of them leads: runs the work of all, commits, and lets them and the next leader go."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[_Unit] = deque()
        self._is_led = self._was_shared = False

    def join(self, unit: _Unit) -> None:
        """Return when *unit* is done, or is to lead."""
        with self._lock:
            self._waiting.append(unit)
            if not self._is_led:
                self._is_led = unit.leads = True
                return
            unit.door.acquire()
        unit.door.acquire()

    def lead(self) -> None:
        """Do what waits, the own unit first, and hand the lead to the first of those who came meanwhile."""
        if self._was_shared:
            self._gather()
        with self._lock:
            units = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        self._was_shared = len(units) > 1
        try:
            _keep(units)
        finally:
            with self._lock:
                following = self._waiting[0] if self._waiting else None
                self._is_led = following is not None
            if following is not None:
                following.leads = True
                following.door.release()
            for unit in units[1:]:
                unit.door.release()

    def _gather(self) -> None:
        """Let others run while that brings more of them here.

        Those who were answered together come back together; without this the first of them would have a commit of its own.
        """
        here = 0
        while here < len(self._waiting) < MOST_TOGETHER:
            here = len(self._waiting)
            time.sleep(0)


def _keep(units: list[_Unit], *, apart: bool = False) -> None:
    """Run units in one transaction. First as if nobody raised anything; if somebody does, anew, with each *apart* from the others."""
    try:
        with transaction() as session:
            if len(units) == 1:
                units[0].answer = units[0].work(session)
            elif apart:
                for unit in units:
                    unit.run(session)
            else:
                _run_at_once(units, session)
    except _Undone:
        for unit in units:
            unit.fault = None
        for some in [[unit] for unit in units] if apart else [units]:
            _keep(some, apart=True)
    except BaseException as fault:  # noqa: BLE001 -- nothing is kept, and everybody has to know
        for unit in units:
            unit.fault = unit.fault or fault


def _run_at_once(units: list[_Unit], session: Session) -> None:
    """Do the work of all without savepoints, and write at the end what none of them reads: half the ways to the database."""
    try:
        with rows_later(session):
            for unit in units:
                unit.answer = unit.work(session)
                session.flush()  # what belongs to this unit, before the next one begins
    except Exception as fault:
        raise _Undone from fault
