"""Login by Flask-Security: argon2, TOTP as second factor, sessions that end for good."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, after_this_request, g, redirect, render_template, request, session
from flask_login import LoginManager, user_logged_in, user_logged_out
from flask_principal import Principal  # type: ignore[import-untyped]  # ships no types
from flask_security import Security, SQLAlchemySessionUserDatastore, current_user, views
from flask_security.forms import TwoFactorRescueForm, TwoFactorSetupForm
from flask_security.recovery_codes import mf_recovery
from flask_wtf import FlaskForm
from sqlalchemy import update
from wtforms import StringField

from app.accounts.models import Account, Role
from app.accounts.words import MESSAGES
from app.config import Config
from app.db import db, transaction
from app.errors import NotFound
from app.web.guards import marked
from app.web.limits import limiter

LOGIN = "/account/login"
ACCOUNT = "/account/"
ENDPOINTS = "security."  # how the endpoints of Flask-Security's blueprint begin
TRANSLATIONS = Path(__file__).parent.parent / "translations"
TRIES = "10 per minute; 100 per hour"
# What a login puts into the session. Everything else in the cookie was there before, and may have been planted.
KEPT_AT_LOGIN = frozenset({"_user_id", "_fresh", "_id", "_remember", "_remember_seconds"})
FOR_MEMBERS = frozenset({"change_password", "verify", "mf_recovery_codes", "two_factor_setup_validate"})


class AccountStore(SQLAlchemySessionUserDatastore):
    """Accounts as Flask-Security wants them, written under our write lock."""

    def commit(self) -> None:
        """Write what has changed. What was read before is let go first: on SQLite, reading cannot turn into writing.

        So no password is hashed while the write lock is held.
        """
        changed = [*db.session.new, *db.session.dirty]
        db.session.expunge_all()
        with transaction() as writing:
            writing.add_all(changed)


class SetupForm(TwoFactorSetupForm):
    """Whether the second factor is set up or disabled; our page has a button for each instead of a list."""

    setup = StringField()


class _Offers(StringField):  # type: ignore[misc]  # WTForms ships no types
    def __init__(self, **options: Any) -> None:  # Any: WTForms' own
        super().__init__(**options)
        self.choices: list[tuple[str, str]] = []  # filled by Flask-Security, not shown


class RescueForm(TwoFactorRescueForm):
    """Ways in without the second factor; our page links to the only one that we offer, the recovery codes."""

    help_setup = _Offers()


def init_security(app: Flask, config: Config) -> None:
    """Mount login, logout, second factor and change of password below /account."""
    app.config.update(_settings(config))
    store = AccountStore(db.session, Account, Role)
    security = Security(
        app,
        store,
        register_blueprint=True,
        render_template=_render,
        two_factor_setup_form=SetupForm,
        two_factor_rescue_form=RescueForm,
    )
    _spare_guests(app)
    security.want_json(lambda _request: False)
    app.before_request(_refuse_json)
    app.after_request(_keep_private)
    app.context_processor(_who)
    app.view_functions |= {f"{ENDPOINTS}{name}": view for name, view in LIMITED.items()}
    app.view_functions[f"{ENDPOINTS}two_factor_rescue"] = _no_rescue
    _mark(app)
    user_logged_in.connect(_forget_what_was_planted, app)
    user_logged_out.connect(_end_all_sessions, app)


def _spare_guests(app: Flask) -> None:
    """Let nobody look for a login before or after every request: guests have none, and our guards ask current_user themselves."""
    hooks = app.before_request_funcs[None]
    app.before_request_funcs[None] = [
        hook for hook in hooks if not isinstance(getattr(hook, "__self__", None), Principal)
    ]
    app.after_request_funcs[None] = [
        _if_asked_for(hook) if isinstance(getattr(hook, "__self__", None), LoginManager) else hook
        for hook in app.after_request_funcs[None]
    ]


def _if_asked_for(hook: Callable[..., Any]) -> Callable[[Response], Any]:  # Any: as Flask types its hooks
    """Let Flask-Login look whether to set or delete its cookie only where somebody was looked for, logged in or out."""
    return lambda response: hook(response) if "_login_user" in g else response


def _settings(config: Config) -> dict[str, object]:
    settings: dict[str, object] = {
        "URL_PREFIX": "/account",
        "STATIC_FOLDER": None,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SALT": config.secret_key,
        "PASSWORD_LENGTH_MIN": 12,
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_POST_SETUP_VIEW": ACCOUNT,
        "TOTP_SECRETS": {"1": config.secret_key},
        "TOTP_ISSUER": "reihum",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [_fernet_key(config.secret_key, purpose="recovery-codes")],
        "CHANGEABLE": True,
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "REGISTERABLE": False,
        "TRACKABLE": False,
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "POST_LOGIN_VIEW": "/organise/",
        "POST_LOGOUT_VIEW": "/",
        "POST_CHANGE_VIEW": ACCOUNT,
        "LOGIN_USER_TEMPLATE": "app/accounts/login.html",
        "CHANGE_PASSWORD_TEMPLATE": "app/accounts/change_password.html",
        "TWO_FACTOR_SETUP_TEMPLATE": "app/accounts/two_factor_setup.html",
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "app/accounts/two_factor_verify_code.html",
        "MULTI_FACTOR_RECOVERY_TEMPLATE": "app/accounts/mf_recovery.html",
        "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "app/accounts/mf_recovery_codes.html",
        "VERIFY_TEMPLATE": "app/accounts/verify.html",
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": [str(TRANSLATIONS)],
        "CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        # None writes the bare word; True, which is the default, wrote "no-store=True", and no cache knows that.
        "CACHE_CONTROL": {"private": None, "no-store": None},
    }
    settings |= {f"MSG_{name}": message for name, message in MESSAGES.items()}
    return {f"SECURITY_{name}": value for name, value in settings.items()} | {"WTF_CSRF_TIME_LIMIT": None}


def _fernet_key(secret: str, *, purpose: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}\x00{secret}".encode()).digest())


def _render(template: str, **context: Any) -> str:  # Any: whatever Flask-Security hands to a page
    """Draw a page of Flask-Security; a form with errors answers 422."""
    forms = [form for form in context.values() if isinstance(form, FlaskForm)]
    if request.method == "POST" and any(form.errors for form in forms):
        after_this_request(_refused)
    return render_template(template, **context)


def _refused(response: Response) -> Response:
    response.status_code = 422
    return response


def _refuse_json() -> None:
    """Flask-Security would also talk JSON; nobody here needs that, so it need not be watched."""
    if request.is_json and (request.endpoint or "").startswith(ENDPOINTS):
        abort(415)


def _no_rescue() -> str:
    """Flask-Security's way to mail the operator for help; recovery codes are ours."""
    raise NotFound


def _keep_private(response: Response) -> Response:
    """Let no cache keep what somebody sees who is logged in, not even the browser's own after the logout."""
    if _logged_in() is not None:
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _who() -> dict[str, object]:
    account = _logged_in()
    return {"account": account.name or account.email if account else None}


def _logged_in() -> Account | None:
    """Tell who was found to be logged in, without looking into the cookie of a page that nobody asked about."""
    account: Account | None = g.get("_login_user")
    return account if account is not None and account.is_authenticated else None


def _mark(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        room, _, name = endpoint.partition(".")
        if room == "security":
            marked(view, who="login" if name in FOR_MEMBERS else "public")


def _forget_what_was_planted(_app: Flask, user: Account) -> None:  # noqa: ARG001 -- the signal's signature
    """Begin a new session at login: who planted a cookie before knows nothing of what comes after, not even the CSRF token."""
    for name in set(session) - KEPT_AT_LOGIN:
        del session[name]
    g.pop("csrf_token", None)


def _end_all_sessions(_app: Flask, user: Account) -> None:
    """Make every copy of the cookie worthless: logging out means out, on all devices."""
    with transaction() as writing:
        writing.execute(update(Account).where(Account.id == user.id).values(fs_uniquifier=secrets.token_hex(32)))


def _second_factor_of() -> str:
    """Count tries at the second factor by account, since whoever knows the password may come from many addresses."""
    return f"second-factor:{session.get('tf_user_id', request.remote_addr)}"


def _validate_second_factor() -> Any:  # Any: whatever Flask-Security's view answers
    """Lead away who is logged in and has nothing to validate; Flask-Security would log them out, on all devices, for a mere look."""
    if current_user.is_authenticated and session.get("tf_state") != "validating_profile":
        return redirect(ACCOUNT)
    return views.two_factor_token_validation()


# Decorated once and not in init_security: the limiter counts a limit as often as it was declared.
LIMITED = {
    "login": limiter.limit(TRIES, methods=["POST"])(views.login),
    "verify": limiter.limit(TRIES, methods=["POST"])(views.verify),
    "change_password": limiter.limit(TRIES, methods=["POST"])(views.change_password),
    "two_factor_token_validation": limiter.limit(TRIES, methods=["POST"], key_func=_second_factor_of)(
        _validate_second_factor
    ),
    "mf_recovery": limiter.limit(TRIES, methods=["POST"], key_func=_second_factor_of)(mf_recovery),
}
