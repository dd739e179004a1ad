"""Real databases for every test that wants one: the same tests on SQLite and on a PostgreSQL that the tests start themselves."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import browsing
import pytest
from builders import SECRET
from databases import Postgres, as_postgres, binaries
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from quick_commands import QuickCommands, quick_commands
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from starting import Compiled, share_statements, start_quickly

from app.accounts.models import Part
from app.config import Config
from app.congress.models import Congress
from app.db import configure_engine, db, transaction
from app.factory import create_app
from app.migrations import run

_number = count(1)
start_quickly()
_compiled = Compiled()

# A busy machine must not fail a property; in CI the same examples come each time.
settings.register_profile(
    "house", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A private PostgreSQL for this run, without network and without fsync, gone afterwards."""
    folder = Path(
        subprocess.run(["mktemp", "-d", "/tmp/pg-XXXXXX"], check=True, capture_output=True, text=True).stdout.strip()
    )
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    as_postgres(
        binaries() / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=200 -c shared_buffers=64MB"
    as_postgres(binaries() / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    server = Postgres(folder)
    try:
        server.sql("create database template_reihum")
        engine = create_engine(server.url("template_reihum"))
        run.upgrade(engine)
        engine.dispose()
        yield server
    finally:
        server.close()
        as_postgres(binaries() / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = create_engine(f"sqlite:///{path}")
    configure_engine(engine)
    run.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def commands() -> Iterator[QuickCommands]:
    """The program, loaded once, to run commands of it in processes of their own."""
    with quick_commands() as loaded:
        yield loaded


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database; every test that asks for it runs on both engines."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "reihum.db")
        yield f"sqlite:///{tmp_path / 'reihum.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    yield server.lend()
    server.take_back()


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    return Config(instance=str(tmp_path), database_url=database_url, secret_key=SECRET, limits="off", relay="off")


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The whole application on an empty database."""
    app = create_app(config)
    app.jinja_env.bytecode_cache = _compiled
    app.testing = True
    with app.app_context():
        share_statements(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session in one open transaction, for tests of services and queries. Tests of doors use ``writing`` and ``client``."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def writing(app: Flask) -> Any:
    """``with writing() as session:`` does something in a transaction of its own and commits it, for tests of doors."""

    @contextmanager
    def write() -> Iterator[Session]:
        with app.app_context(), transaction() as session:
            yield session

    def begin() -> AbstractContextManager[Session]:
        return write()

    return begin


@pytest.fixture
def token_of() -> Any:
    """``token_of(client, address)`` reads the CSRF token from the form of a page, as a browser would send it back."""
    return browsing.token


@pytest.fixture
def account_of(writing: Any) -> Any:
    """``account_of(congress, Part.GATE)`` makes an account with a part in a congress and gives its address of mail."""

    def make(congress: Congress, part: Part = Part.ORGANISER) -> str:
        email = f"member{next(_number)}@example.org"
        with writing() as session:
            browsing.make_account(session, email, **{"organises" if part is Part.ORGANISER else "guards": congress})
        return email

    return make


@pytest.fixture
def organiser_of(app: Flask, account_of: Any) -> Any:
    """``organiser_of(congress)`` gives a browser in which an organiser of the congress is logged in."""

    def log_in(congress: Congress, part: Part = Part.ORGANISER) -> FlaskClient:
        browser = app.test_client()
        browsing.enter(browser, account_of(congress, part))
        return browser

    return log_in
