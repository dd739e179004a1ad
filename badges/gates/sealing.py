"""What a gate knows of somebody, sealed with the code of their badge: whoever has the list but not the badge has nothing. Pure.

The key comes from the code's 128 random bits by HKDF (RFC 5869), so it cannot be guessed and another code gives another one; the
box is AES-128-GCM. Its nonce is drawn from key and text together: the same text gives the same box, and no nonce serves two texts.
"""

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PURPOSE = b"reihum gate list 1"
NONCE_BYTES = 12
_KEY_BYTES = 16
_SALT = bytes(32)


def seal(code: str, text: bytes) -> bytes:
    """Seal *text* for those who can show *code*: nonce, ciphertext, tag."""
    key = _derive(code)
    nonce = hmac.digest(key, text, "sha256")[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, text, PURPOSE)


def unseal(code: str, box: bytes) -> bytes:
    """Open a box; raises InvalidTag of cryptography for another code."""
    return AESGCM(_derive(code)).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], PURPOSE)


def _derive(code: str) -> bytes:
    """HKDF with SHA-256 in one round, which is all that 16 bytes need."""
    secret = hmac.new(_SALT, code.encode(), sha256).digest()
    return hmac.digest(secret, PURPOSE + b"\x01", "sha256")[:_KEY_BYTES]
