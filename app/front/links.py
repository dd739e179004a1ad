"""Whole addresses, for mails, calendars and search engines."""

from flask import current_app

from app.config import Config


def config() -> Config:
    current: Config = current_app.extensions["reihum_config"]
    return current


def absolute(endpoint: str, **values: str) -> str:
    """Build the public address of a page. Never from the request: its Host is whatever the sender claims."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return config().public_url + path
