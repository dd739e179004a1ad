"""`reihum …`: the commands of an installation. Errors go to stderr in one or two lines."""

import os
import sys

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import DatabaseError, OperationalError

from app import config as settings
from app.errors import DomainError
from app.factory import create_app, features


class NoDatabase(DomainError):
    code = "no-database"
    status = 500
    message = "The database cannot be used: %(fault)s. %(remedy)s"


def _create() -> Flask:
    return create_app(settings.load(os.environ))


@click.group()
@click.version_option(package_name="reihum")
@click.pass_context
def reihum(context: click.Context) -> None:
    """Run working congresses: registration, forums, badges, check-in."""
    context.obj = ScriptInfo(create_app=_create)


def main() -> None:
    """Run the command line; exit 1 when the rules say no, 2 for bad usage."""
    try:
        reihum(standalone_mode=True)
    except DomainError as error:
        sys.exit(_say(str(error)))
    except (OperationalError, DatabaseError) as error:
        sys.exit(_say(f"The database cannot be used: {error.orig}. {_remedy(str(error.orig))}"))
    except PermissionError as error:
        sys.exit(
            _say(
                f"{error.filename}: no permission to write. Give this user the right to write there, or set REIHUM_INSTANCE."
            )
        )


def _say(words: str) -> int:
    click.echo(f"reihum: {words}", err=True)
    return 1


def _remedy(fault: str) -> str:
    if "malformed" in fault or "not a database" in fault:
        return "The file is damaged: stop the server and run `reihum restore FILE` with your last backup."
    if "readonly" in fault or "unable to open" in fault:
        return "Give this user the right to write to the file and its folder, or set REIHUM_INSTANCE to another folder."
    if "no such table" in fault or "does not exist" in fault:
        return "Run `reihum migrate` first."
    return "Check REIHUM_DATABASE_URL and that the server runs."


for _feature in features():
    for _command in _feature.commands:
        reihum.add_command(_command)
