"""What a browser does for its user: keep cookies, fill in forms with their token, follow where it is sent."""

import re
from functools import lru_cache
from html import unescape

from builders import NOON
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import service
from app.accounts.models import Account, Part
from app.accounts.queries import account_by_email
from app.congress.models import Congress
from app.db import reading

PASSWORD = "a password of some length"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@lru_cache(maxsize=8)
def _hash(password: str) -> str:
    return hash_password(password)


def make_account(
    session: Session,
    email: str,
    *,
    organises: Congress | None = None,
    guards: Congress | None = None,
    is_administrator: bool = False,
    password: str = PASSWORD,
) -> Account:
    account = service.create_account(
        session, email=email, name="", password_hash=_hash(password), is_administrator=is_administrator
    )
    for congress, part in ((organises, Part.ORGANISER), (guards, Part.GATE)):
        if congress is not None:
            service.grant(session, account, congress, part, actor="operator", now=NOON)
    return account


def token(client: FlaskClient, page: str) -> str:
    """Read the token out of the form on a page."""
    found = TOKEN.search(client.get(page).text)
    assert found, f"no form with a token on {page}"
    return unescape(found[1])


def submit(client: FlaskClient, page: str, data: dict[str, object], *, to: str | None = None) -> TestResponse:
    """Fill in the form that stands on *page* and send it to *to* (the page itself unless told)."""
    return client.post(to or page, data={"csrf_token": token(client, page)} | data)


def enter(client: FlaskClient, email: str) -> None:
    """Be logged in already. Checking a password is made to be slow; the login itself is tried in tests/app/accounts."""
    with client.application.app_context():
        account = account_by_email(reading(), email)
        assert account, f"nobody has the address {email}"
        cookie = {"_user_id": account.fs_uniquifier, "_fresh": True}
    with client.session_transaction() as session:
        session.update(cookie)


def log_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return submit(client, "/account/login", {"email": email, "password": password})
