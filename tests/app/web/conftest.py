"""One application for all tests of a module: what every page shares does not depend on what is in the database, nor on its engine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import SECRET
from flask import Flask

from app.config import Config
from app.db import db
from app.factory import create_app


@pytest.fixture(scope="module")
def config(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("web")
    shutil.copy(sqlite_template, folder / "reihum.db")
    return Config(instance=str(folder), secret_key=SECRET, limits="off", relay="off")


@pytest.fixture(scope="module")
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    app.testing = True
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
