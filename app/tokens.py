"""Unguessable links: derived, purpose-bound, revocable, and stored only as a digest."""

import base64
import hashlib
import hmac


def derive(secret: str, *, purpose: str, subject: str, version: int) -> str:
    """Derive the token of 256 bits that lets its bearer do *purpose* for *subject*, as 43 URL-safe characters.

    Derived and not drawn, so that a lost link can be mailed again although the database knows no more than its digest; raising
    *version* kills all earlier ones. A new secret kills them all.
    """
    text = f"{purpose}\x00{subject}\x00{version}".encode()
    mac = hmac.digest(secret.encode(), text, "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def digest(token: str) -> str:
    """Hash *token* for storing and looking up: 64 hex digits. SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
