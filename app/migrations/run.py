"""Bring a database to a revision, and tell what is left to migrate."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from app.models import metadata


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate up to *revision*."""
    with engine.connect() as connection:
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Migrate down to *revision*; ``base`` removes every table and all they hold."""
    with engine.connect() as connection:
        command.downgrade(configuration(connection), revision)


def differences(engine: Engine) -> list[Any]:  # Any: Alembic's tuples have no common type
    """List what the models have and the database has not, or the other way round."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


def is_current(engine: Engine) -> bool:
    """Tell whether the database stands at the newest revision."""
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        heads = set(ScriptDirectory.from_config(configuration(connection)).get_heads())
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def configuration(connection: Connection) -> AlembicConfig:
    """Configure Alembic to find our revisions and to work on *connection*."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
