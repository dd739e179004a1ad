"""Rate limits: against trying out links and passwords, and against flooding somebody's mailbox."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.config import Config

limiter = Limiter(key_func=get_remote_address, default_limits=[])


def init_limits(app: Flask, config: Config) -> None:
    """Count where the configuration says; RATELIMIT_ENABLED is off only where tests say so."""
    app.config["RATELIMIT_ENABLED"] = config.limits == "on"
    app.config["RATELIMIT_STORAGE_URI"] = config.limits_storage
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)
