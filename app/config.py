"""Configuration: environment only, laptop defaults, and no variable that nobody reads."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from app.errors import DomainError

PREFIX = "REIHUM_"
DEFAULT_SECRET = "only-for-a-laptop-never-for-guests"  # noqa: S105 -- a known default that production refuses


class BadConfig(DomainError):
    """A setting is unknown, malformed or not fit for production."""

    code = "bad-config"
    status = 500
    message = "%(setting)s: %(fault)s. %(remedy)s"


def _setting(default: str, help_text: str, *, secret: bool = False) -> str:
    """Declare a setting: its laptop default, what it does, and whether its value is never printed."""
    return field(default=default, metadata={"help": help_text, "secret": secret})


@dataclass(frozen=True)
class Config:
    """Every setting as text, as the environment gives it; the properties below give it its type."""

    env: str = _setting("laptop", "laptop or production. Production refuses defaults that are unsafe in the open")
    instance: str = _setting("instance", "folder for the database, mails and locks of this installation")
    database_url: str = _setting("", "SQLAlchemy address; empty: SQLite in the instance folder", secret=True)
    secret_key: str = _setting(
        DEFAULT_SECRET, "signs cookies and derives guests' links; at least 32 characters", secret=True
    )
    base_url: str = _setting("", "public address, such as https://congress.example.org; empty: http://127.0.0.1:PORT")
    port: str = _setting("8000", "port of the built-in server")
    host: str = _setting("127.0.0.1", "address the built-in server listens on")
    threads: str = _setting("8", "threads of the built-in server")
    proxies: str = _setting("0", "number of trusted reverse proxies in front (X-Forwarded-For, -Proto, -Host)")
    smtp_url: str = _setting(
        "", "smtp://user:password@host:587 or smtps://…; empty: mails become files in instance/mail", secret=True
    )
    mail_from: str = _setting("reihum <reihum@localhost>", "sender of all mails")
    mail_per_minute: str = _setting("600", "highest number of mails sent in a minute")
    relay: str = _setting("on", "on: the server also runs jobs and mail; off: run `reihum worker` beside it")
    limits: str = _setting("on", "on: rate limits for registration, login and lost links; off: none (tests)")
    limits_storage: str = _setting("memory://", "where rate limits are counted; redis://… if several processes serve")

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def instance_path(self) -> Path:
        return Path(self.instance).resolve()

    @property
    def database(self) -> str:
        """Give the SQLAlchemy address; PostgreSQL always by psycopg 3."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'reihum.db'}"
        scheme, colon, rest = self.database_url.partition("://")
        return f"postgresql+psycopg{colon}{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @property
    def public_url(self) -> str:
        return (self.base_url or f"http://127.0.0.1:{self.port}").rstrip("/")


def load(environ: Mapping[str, str]) -> Config:
    """Read the configuration from *environ*.

    Raises BadConfig for an unknown ``REIHUM_*`` variable, a malformed value, or a production without its own secret.
    """
    given = {name[len(PREFIX) :].lower(): value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in sorted(given.keys() - {f.name for f in fields(Config)}):
        raise BadConfig(
            setting=PREFIX + name.upper(), fault="no such setting", remedy="See `reihum config` for all settings"
        )
    config = Config(**given)
    _check(config)
    return config


def origin_of(name: str, environ: Mapping[str, str]) -> str:
    """Tell where the value of the setting *name* comes from: 'environment' or 'default'."""
    return "environment" if PREFIX + name.upper() in environ else "default"


def _check(config: Config) -> None:
    _check_choice("env", config.env, {"laptop", "production"})
    _check_choice("relay", config.relay, {"on", "off"})
    _check_choice("limits", config.limits, {"on", "off"})
    for name in ("port", "threads", "proxies", "mail_per_minute"):
        _check_number(name, getattr(config, name))
    _check_scheme("smtp_url", config.smtp_url, ("smtp://", "smtps://"))
    _check_scheme("base_url", config.base_url, ("http://", "https://"))
    if config.is_production:
        _check_production(config)


def _check_choice(name: str, value: str, choices: set[str]) -> None:
    if value not in choices:
        _refuse(name, f"{value!r} is not possible", f"Use one of: {', '.join(sorted(choices))}")


def _check_number(name: str, value: str) -> None:
    if not (value.isascii() and value.isdigit() and int(value) <= 65535):  # noqa: PLR2004 -- the highest port, ample for the rest
        _refuse(name, f"{value!r} is not a whole number from 0 to 65535", "Give such a number")


def _check_scheme(name: str, value: str, schemes: tuple[str, ...]) -> None:
    if value and not value.startswith(schemes):
        _refuse(name, "the address has an unknown beginning", f"Begin with {' or '.join(schemes)}")


def _check_production(config: Config) -> None:
    if config.secret_key == DEFAULT_SECRET or len(config.secret_key) < 32:  # noqa: PLR2004 -- 32 characters hold well over 128 bits
        _refuse(
            "secret_key",
            "production needs a secret of its own",
            f"For example: {PREFIX}SECRET_KEY={secrets.token_urlsafe(32)}",
        )
    if not config.base_url.startswith("https://"):
        _refuse(
            "base_url",
            "production needs the public https address",
            f"For example: {PREFIX}BASE_URL=https://congress.example.org",
        )


def _refuse(name: str, fault: str, remedy: str) -> None:
    raise BadConfig(setting=PREFIX + name.upper(), fault=fault, remedy=remedy)
