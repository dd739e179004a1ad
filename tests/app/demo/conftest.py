import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import NOON, SECRET
from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from app.config import Config
from app.db import db, end_reading, reading, transaction
from app.demo import service
from app.factory import create_app


@contextmanager
def loaded(folder: Path, url: str) -> Iterator[Flask]:
    """The application with all examples loaded at NOON."""
    app = create_app(Config(instance=str(folder), database_url=url, secret_key=SECRET, limits="off", relay="off"))
    app.testing = True
    with app.app_context(), transaction() as session:
        service.load(session, secret=SECRET, now=NOON)
        service.open_logins(session, app.extensions["reihum_config"], hash_password=hash_password, now=NOON)
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def demo_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with all examples on each engine, loaded once; for tests that only read."""
    folder = tmp_path_factory.mktemp("demo")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "reihum.db")
        with loaded(folder, f"sqlite:///{folder / 'reihum.db'}") as app:
            yield app
        return
    server = request.getfixturevalue("postgres")
    server.sql("create database demo template template_reihum")
    with loaded(folder, server.url("demo")) as app:
        yield app
    server.sql("drop database demo")


@pytest.fixture(scope="session")
def another_demo_app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The same, loaded another time, to compare with."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copy(sqlite_template, folder / "reihum.db")
    with loaded(folder, f"sqlite:///{folder / 'reihum.db'}") as app:
        yield app


@pytest.fixture
def examples(demo_app: Flask) -> Iterator[Session]:
    """A session for reading the loaded examples."""
    with demo_app.app_context():
        yield reading()
        end_reading()
