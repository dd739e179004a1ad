"""`reihum …`: the commands of an installation. Errors go to stderr in one or two lines."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo
from flask_security import hash_password
from sqlalchemy.exc import DatabaseError

from app import backup as backups
from app import clock, serving
from app import config as settings
from app.db import db, end_reading, reading, transaction
from app.demo import service as demo_service
from app.errors import DomainError
from app.factory import create_app, features
from app.migrations import run
from forums.assignment.cli import check_forums, solve_forums
from forums.placement.cli import check_stands, solve_stands
from forums.rotation.cli import check_tables, solve_tables
from registration.privacy import queries as privacy_queries
from registration.privacy import service as privacy_service
from registration.privacy import tombstones


class NotMigrated(DomainError):
    """The tables are older than the program."""

    code = "not-migrated"
    status = 500
    message = "The database is not at the newest state. Run `reihum migrate` first."


@click.group()
@click.version_option(package_name="reihum")
@click.pass_context
def reihum(context: click.Context) -> None:
    """Run working congresses: registration, dialogue forums, badges, check-in, calendars."""
    context.obj = ScriptInfo(create_app=lambda: create_app(_config()))


@reihum.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of REIHUM_PORT.")
def serve(port: int | None) -> None:
    """Serve the pages, and run jobs and mails beside them.

    Example: reihum serve --port 8080
    """
    config = _config() if port is None else replace(_config(), port=str(port))
    app = create_app(config)
    _check_database(app)
    serving.serve(app, config, say=click.echo)


@reihum.command()
@click.option("--load-only", is_flag=True, help="Load the examples and end.")
@click.option(
    "--reset", is_flag=True, help="Begin anew: delete the example congresses and all that belongs to them first."
)
def demo(*, load_only: bool, reset: bool) -> None:
    """Load the example congresses, print addresses and logins, and serve. What is there is kept.

    Example: REIHUM_INSTANCE=/tmp/try reihum demo --reset
    """
    config = _config()
    demo_service.check_allowed(config)
    app = create_app(config)
    with app.app_context():
        run.upgrade(db.engine)
        with transaction() as session:
            if reset:
                demo_service.clear(session)
            demo_service.load(session, secret=config.secret_key, now=clock.now(), say=click.echo)
            demo_service.open_logins(session, config, hash_password=hash_password, now=clock.now())
        for line in demo_service.demo_addresses(reading(), config):
            click.echo(line)
        end_reading()
    if not load_only:
        serving.serve(app, config, say=click.echo)


@reihum.command()
def worker() -> None:
    """Run jobs and mails in a process of their own; then serve with REIHUM_RELAY=off.

    Example: REIHUM_RELAY=off reihum worker
    """
    app = create_app(_config())
    _check_database(app)
    serving.work(app)


@reihum.command()
def migrate() -> None:
    """Bring the database to the newest state; safe to repeat.

    Example: reihum backup before.db && reihum migrate
    """
    app = create_app(_config())
    with app.app_context():
        run.upgrade(db.engine)
        _let_go_again(app)
    click.echo("The database is at the newest state.")


@reihum.command()
def config() -> None:
    """Print every setting with its value and origin; secrets are not shown.

    Example: REIHUM_PORT=8080 reihum config
    """
    current = _config()
    for setting in fields(current):
        value = getattr(current, setting.name)
        shown = "(secret)" if setting.metadata["secret"] and value else value or "(empty)"
        origin = settings.origin_of(setting.name, os.environ)
        click.echo(f"{settings.PREFIX}{setting.name.upper()} = {shown}  [{origin}]\n    {setting.metadata['help']}")


@reihum.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write the whole database to FILE while people go on working.

    Example: reihum backup reihum-2027-11-07.backup
    """
    with create_app(_config()).app_context():
        backups.back_up(db.engine, file)
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB written.")


@reihum.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.confirmation_option(
    prompt="This replaces everything in the database. Is the server stopped, and shall it be done?"
)
def restore(file: Path) -> None:
    """Replace the whole database by the backup in FILE. Stop the server first. Whoever was erased since does not come back.

    Example: reihum restore --yes reihum-2027-11-07.backup
    """
    config = _config()
    app = create_app(config)
    with app.app_context():
        tombstones.keep(config.instance_path, _erased_so_far())
        db.session.remove()
        backups.restore(db.engine, file)
        if run.is_current(db.engine):
            _let_go_again(app)
    click.echo("Restored. Run `reihum migrate` if the backup is from an older version.")


@reihum.group()
def solve() -> None:
    """Solve a planning problem from a file."""


@reihum.group()
def check() -> None:
    """Check a solution, independently of the solver's code."""


def main() -> None:
    """Run the command line; exit 1 when the rules say no, 2 for bad usage."""
    try:
        reihum()
    except DomainError as error:
        sys.exit(_say(str(error)))
    except DatabaseError as error:
        sys.exit(_say(f"The database cannot be used: {str(error.orig).splitlines()[0]}.\n{_remedy(str(error.orig))}"))
    except OSError as error:
        sys.exit(_say(f"{error.filename}: {error.strerror}. {_remedy_of_system(error)}"))


def _config() -> settings.Config:
    return settings.load(os.environ)


def _check_database(app: Flask) -> None:
    """Refuse to serve from a damaged, read-only or outdated database, rather than fail at the first guest."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with transaction() as session:
                session.connection().exec_driver_sql("pragma user_version = 0")  # a write that changes nothing
        if not run.is_current(db.engine):
            raise NotMigrated
        db.session.remove()


def _erased_so_far() -> Sequence[str]:
    """Ask the database that is about to be replaced whom it has erased; a broken or older one may not know."""
    file = backups.sqlite_file(db.engine)
    if file is not None and not file.exists():
        return []  # to ask would create it
    with suppress(DatabaseError):
        return privacy_queries.digests(reading())
    return []


def _let_go_again(app: Flask) -> None:
    """Erase those whom a backup brought back, with a proof for each; their mails and files go when the server runs."""
    config: settings.Config = app.extensions["reihum_config"]
    digests = tombstones.known(config.instance_path)
    if not digests:
        return
    with transaction() as session:
        held = app.extensions["reihum_personal"]
        again = privacy_service.erase_again(session, digests, held=held, now=clock.now())
    if again:
        click.echo(f"{len(again)} erased again, as the backup still knew them.")
    db.session.remove()


def _say(words: str) -> int:
    click.echo(f"reihum: {words}", err=True)
    return 1


def _remedy_of_system(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Give this user the right to write there, or set REIHUM_INSTANCE to another folder."
    return "Check the name and what is there, or set REIHUM_INSTANCE to another folder."


def _remedy(fault: str) -> str:
    if "malformed" in fault or "not a database" in fault:
        return "The file is damaged: stop the server and run `reihum restore FILE` with your last backup."
    if "readonly" in fault or "unable to open" in fault:
        return "Give this user the right to write to the file and its folder, or set REIHUM_INSTANCE to another folder."
    if "no such table" in fault or "does not exist" in fault:
        return "Run `reihum migrate` first."
    return "Check REIHUM_DATABASE_URL and that the database server runs."


for _solver in (solve_forums, solve_tables, solve_stands):
    solve.add_command(_solver)
for _checker in (check_forums, check_tables, check_stands):
    check.add_command(_checker)
for _feature in features():
    for _command in _feature.commands:
        reihum.add_command(_command)
