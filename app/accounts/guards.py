"""Guards that know accounts: who may open a route of a congress, by login or by key."""

import functools
from collections.abc import Callable, Mapping

from flask import current_app, g, request
from flask_security import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

from app import tokens
from app.accounts import queries
from app.accounts.models import ApiKey, Part
from app.accounts.service import is_administrating, may, may_see_needs
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import ask, reading
from app.errors import DomainError, Forbidden, NotFound
from app.web.guards import View, marked

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class LoginNeeded(DomainError):
    """Nobody is logged in and no key was sent."""

    code = "login-needed"
    status = 401
    message = "Please log in, or send a key in the header Authorization: Bearer KEY."


def needs(part: Part) -> Callable[[View], View]:
    """Let in who has *part* in the congress of the address (view argument ``congress``, its slug); ask others to log in.

    The congress is at hand as ``g.congress`` afterwards, the one who acts as ``actor()``.
    """

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            if not current_user.is_authenticated:
                return _login()
            congress = by_slug(reading(), str(kwargs["congress"]))
            if not may(current_user, congress.id, part):
                raise Forbidden
            g.congress, g.actor = congress, f"user:{current_user.id}"
            g.sees_needs = may_see_needs(current_user, congress.id)
            return view(*args, **kwargs)

        return marked(guarded, who=part.value)  # type: ignore[return-value]  # wraps keeps the view's signature

    return guard


def needs_administrator(view: View) -> View:
    """Let in who may set up congresses and people."""

    @functools.wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        if not current_user.is_authenticated:
            return _login()
        if not is_administrating(current_user):
            raise Forbidden
        g.actor = f"user:{current_user.id}"
        return view(*args, **kwargs)

    return marked(guarded, who="administrator")  # type: ignore[return-value]  # wraps keeps the view's signature


def needs_login(view: View) -> View:
    """Let in everyone who is logged in."""

    @functools.wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        if not current_user.is_authenticated:
            return _login()
        g.actor = f"user:{current_user.id}"
        return view(*args, **kwargs)

    return marked(guarded, who="login")  # type: ignore[return-value]  # wraps keeps the view's signature


def api_needs(part: Part) -> Callable[[View], View]:
    """Let in a key of this congress (header ``Authorization: Bearer``), or a login, then with the CSRF token as ``X-CSRFToken``."""

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            key = _key_sent()
            congress = _congress_asked_for(kwargs, by_key=key is not None)
            if key is not None:
                if key.congress_id != congress.id or key.part not in {part, Part.ORGANISER}:
                    raise Forbidden
                g.actor, g.sees_needs = f"key:{key.id}", key.sees_needs
            else:
                _check_login(congress.id, part)
            g.congress = congress
            return view(*args, **kwargs)

        return marked(guarded, who=f"api:{part.value}")  # type: ignore[return-value]  # wraps keeps the view's signature

    return guard


def quick_api_needs(part: Part) -> Callable[[View], View]:
    """Let in like api_needs, at a fifth of the cost for a key; only ``g.congress_id`` is at hand afterwards.

    For the addresses that many devices ask every few seconds.
    """

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            digest = _digest_sent()
            if digest is None:
                g.congress_id = _congress_asked_for(kwargs, by_key=False).id
                _check_login(g.congress_id, part)
            else:
                g.congress_id = _congress_of_key(str(kwargs["congress"]), digest, part)
            return view(*args, **kwargs)

        return marked(guarded, who=f"api:{part.value}")  # type: ignore[return-value]  # wraps keeps the view's signature

    return guard


def sees_needs() -> bool:
    """Tell whether who acts may read what guests confided: access needs, interpreting, food. Others learn that it is there."""
    return bool(g.get("sees_needs", False))


def actor() -> str:
    """Name who acts in this request, for the journal."""
    return str(g.get("actor", "guest"))


def _login() -> Response:
    response: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
    return response


def _congress_asked_for(arguments: Mapping[str, object], *, by_key: bool) -> Congress:
    """Find the congress of the address; a stranger does not learn from the answer whether it exists."""
    if not by_key and not current_user.is_authenticated:
        raise LoginNeeded
    return by_slug(reading(), str(arguments["congress"]))


def _key_sent() -> ApiKey | None:
    digest = _digest_sent()
    if digest is None:
        return None
    found = queries.living_key(reading(), digest)
    if found is None:
        raise LoginNeeded
    return found


def _digest_sent() -> str | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return tokens.digest(key.strip()) if scheme.lower() == "bearer" else None


def _congress_of_key(slug: str, digest: str, part: Part) -> int:
    found = ask(queries.KEY_AT_CONGRESS, slug=slug, digest=digest)
    if found is None:
        raise NotFound if queries.living_key(reading(), digest) else LoginNeeded
    congress_id, key_id, key_part, key_congress_id = found
    if key_id is None:
        raise LoginNeeded
    if key_congress_id != congress_id or key_part not in {part, Part.ORGANISER}:
        raise Forbidden
    g.actor = f"key:{key_id}"
    return int(congress_id)


def _check_login(congress_id: int, part: Part) -> None:
    if not current_user.is_authenticated:
        raise LoginNeeded
    if not may(current_user, congress_id, part):
        raise Forbidden
    if request.method not in SAFE_METHODS:
        csrf: CSRFProtect = current_app.extensions["csrf"]
        csrf.protect()
    g.actor, g.sees_needs = f"user:{current_user.id}", may_see_needs(current_user, congress_id)
