"""What the doors of the API share: how they read, and whom they let in."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from app.accounts.guards import api_needs
from app.accounts.models import Part
from app.api.parsing import BodyParser

CREATED, OK = 201, 200
# Python 3.13 renamed it, and flask-smorest describes answers by the name that this Python has.
REFUSED = HTTPStatus(422).name
_WITH_KEY: dict[str, object] = {"security": [{"key": []}]}


def blueprint(name: str, description: str) -> Blueprint:
    """Make a group of doors under /api/v1; *name* is ``api`` or ends in ``_api``, so that keys need no CSRF token."""
    made = Blueprint(name, __name__, url_prefix="/api/v1", description=description)
    made.ARGUMENTS_PARSER = BodyParser()
    return made


def needs(doors: Blueprint, part: Part) -> Callable[..., Any]:  # Any: flask-smorest's decorators are untyped
    """Guard a route, and say so in the description."""

    def guard(view: Any) -> Any:  # Any: as above
        return doors.doc(**_WITH_KEY)(api_needs(part)(view))

    return guard
