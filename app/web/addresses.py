"""Addresses that cannot name anything of ours."""

from flask import request
from werkzeug.exceptions import BadRequest

from app.errors import NotFound


def refuse_nul() -> None:
    """Answer NUL in an address at once: no row is called so, and PostgreSQL would not even look for it."""
    if "\x00" in request.path:
        raise NotFound
    if b"%00" in request.query_string:
        raise BadRequest
