"""How often somebody may send a form: enough for a hundred guests behind one router, too little to flood a mailbox."""

import hashlib

from flask import request
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute

from app.errors import DomainError
from app.front.links import config
from app.web.limits import limiter
from registration.participants.rules import email_key_of

PER_NETWORK = RateLimitItemPerMinute(60)
GUESSES = RateLimitItemPerMinute(20)
PER_ADDRESS = RateLimitItemPerMinute(12, 10)


class TooOften(DomainError):
    """More forms came than people send."""

    code = "too-often"
    status = 429
    message = "Too many tries in a short time. Please wait a minute and try again."


def count() -> None:
    """Count a form that was sent, by the sender's network and by the address typed; raises TooOften.

    By the limiter's counters but not its decorators: three limits by those cost more than the registration itself.
    """
    if config().limits != "on":
        return
    counted = {PER_NETWORK: str(get_remote_address()), PER_ADDRESS: _address()}
    if not all(limiter.limiter.hit(limit, "front", whose) for limit, whose in counted.items() if whose):
        raise TooOften


def count_guess() -> None:
    """Count a try to guess a code, by the sender's network; raises TooOften."""
    if config().limits == "on" and not limiter.limiter.hit(GUESSES, "guess", str(get_remote_address())):
        raise TooOften


def _address() -> str:
    """Give the typed address hashed, since the counters may live in a store of others; '' without one."""
    typed = (request.form.get("email") or request.form.get("contact_email", "")).strip()
    slug = (request.view_args or {}).get("congress", "")
    return (
        hashlib.sha256(f"{slug}\0{email_key_of(typed)}".encode("utf-8", "surrogatepass")).hexdigest() if typed else ""
    )
