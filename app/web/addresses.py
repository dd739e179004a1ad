"""Addresses: whole ones for mails, calendars and search engines, and those that cannot name anything of ours."""

from flask import current_app, request
from werkzeug.exceptions import BadRequest

from app.config import Config
from app.errors import NotFound


def absolute(endpoint: str, **values: str) -> str:
    """Build the public address of a page. Never from the request: its Host is whatever the sender claims."""
    config: Config = current_app.extensions["reihum_config"]
    return config.public_url + current_app.url_map.bind("localhost").build(endpoint, values)


def refuse_nul() -> None:
    """Answer NUL in an address at once: no row is called so, and PostgreSQL would not even look for it."""
    if "\x00" in request.path:
        raise NotFound
    if b"%00" in request.query_string:
        raise BadRequest
