"""The secret addresses: of a stand for whoever holds it, of the jury for a member without an account."""

import hmac
from typing import Final

from app import tokens
from app.errors import NotFound
from forums.marketplace.models import MarketJuror, Stand

STAND: Final = "stand"
JUROR: Final = "market-juror"


def link_of(stand: Stand, *, secret: str) -> str:
    """Give the secret that opens the page of a stand."""
    return tokens.derive(secret, purpose=STAND, subject=stand.public_id, version=stand.link_version)


def juror_link_of(juror: MarketJuror, *, secret: str) -> str:
    """Give the secret that opens the page of a member of the jury."""
    return tokens.derive(secret, purpose=JUROR, subject=juror.public_id, version=juror.link_version)


def check(expected: str, token: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    if not hmac.compare_digest(expected.encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound
