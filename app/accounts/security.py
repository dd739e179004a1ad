"""Login by Flask-Security: argon2, TOTP as second factor, sessions that end for good."""

import secrets

from flask import Flask
from flask_login import user_logged_out
from flask_security import Security, SQLAlchemySessionUserDatastore
from sqlalchemy import update

from app.accounts.models import Account, Role
from app.config import Config
from app.db import db, transaction

LOGIN = "/account/login"


def init_security(app: Flask, config: Config) -> None:
    """Mount login, logout, second factor and change of password below /account."""
    app.config.update(
        SECURITY_URL_PREFIX="/account",
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 -- the name of the method
        SECURITY_PASSWORD_SALT=config.secret_key,
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TOTP_SECRETS={"1": config.secret_key},
        SECURITY_TOTP_ISSUER="reihum",
        SECURITY_TWO_FACTOR_ALWAYS_VALIDATE=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_REGISTERABLE=False,
        SECURITY_TRACKABLE=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_POST_LOGIN_VIEW="/organise/",
        SECURITY_POST_LOGOUT_VIEW="/",
        SECURITY_LOGIN_USER_TEMPLATE="app/accounts/login.html",
        SECURITY_CHANGE_PASSWORD_TEMPLATE="app/accounts/change_password.html",  # noqa: S106 -- a template's name
        SECURITY_TWO_FACTOR_SETUP_TEMPLATE="app/accounts/two_factor_setup.html",
        SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE="app/accounts/two_factor_verify_code.html",
        SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE="app/accounts/mf_recovery.html",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_TEMPLATE="app/accounts/mf_recovery_codes.html",
        SECURITY_VERIFY_TEMPLATE="app/accounts/verify.html",
        SECURITY_FLASH_MESSAGES=True,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    Security(app, SQLAlchemySessionUserDatastore(db.session, Account, Role), register_blueprint=True)
    user_logged_out.connect(_end_all_sessions, app)


def _end_all_sessions(_app: Flask, user: Account) -> None:
    """Make every copy of the cookie worthless: logging out means out, on all devices."""
    with transaction() as session:
        session.execute(update(Account).where(Account.id == user.id).values(fs_uniquifier=secrets.token_hex(32)))
