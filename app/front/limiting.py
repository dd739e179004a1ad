"""How often somebody may send a form: enough for a hundred guests behind one router, too little to flood a mailbox."""

import hashlib

from flask import request
from flask_limiter.util import get_remote_address

from registration.participants.rules import email_key_of

PER_NETWORK = "60/minute"
PER_ADDRESS = "12/10minutes"


def address() -> str:
    """Count by the address typed, hashed, since counters may live in a store of others; without one by the network."""
    typed = request.form.get("email", "").strip()
    if not typed:
        return str(get_remote_address())
    slug = (request.view_args or {}).get("congress", "")
    return hashlib.sha256(f"{slug}\0{email_key_of(typed)}".encode("utf-8", "surrogatepass")).hexdigest()
