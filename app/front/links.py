"""Whole addresses, and the settings that guests' links are made with."""

from flask import current_app

from app.config import Config
from app.web.addresses import absolute

__all__ = ["absolute", "config"]


def config() -> Config:
    current: Config = current_app.extensions["reihum_config"]
    return current
