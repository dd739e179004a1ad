"""The verb of the voting desk."""

from sqlalchemy.orm import Session

from badges import qr, queries
from badges.service import key_of
from badges.voting import errors
from forums.recommendations.errors import AlreadyVoted, BallotClosed
from forums.recommendations.models import Ballot
from forums.recommendations.rules import Choice
from forums.recommendations.service import plenary


def vote(session: Session, congress_id: int, ballot: Ballot, *, code: str, choice: Choice) -> None:
    """Count the vote of whoever carries a badge, once, however they vote: one row keeps it from here and from their phone.

    Of a secret vote nothing is kept that tells who chose what, here as little as there. Raises NoBearer, BadgeHasVoted or NoBallot,
    after which nothing of the transaction may be kept.
    """
    try:
        person = queries.bearer(session, congress_id, key_of(qr.read_code(code)))
    except qr.NotACode:
        person = None
    if person is None:
        raise errors.NoBearer(field="code")
    try:
        plenary.vote(session, ballot, person.id, choice)
    except AlreadyVoted:
        raise errors.BadgeHasVoted(field="code") from None
    except BallotClosed:
        raise errors.NoBallot(field="code") from None
