"""Whose page a secret address opens."""

from app import tokens
from app.db import reading
from app.errors import NotFound
from app.front.errors import DeadLink
from app.web import languages
from registration.participants import errors, queries, rules
from registration.participants.models import Participant


def bearer(congress: str, token: str) -> Participant:
    """Find whose page this is, and speak their language; raises DeadLink."""
    try:
        participant = queries.by_link(reading(), tokens.digest(token))
    except NotFound as nobody:
        raise DeadLink from nobody
    if participant.congress.slug != congress:
        raise DeadLink
    languages.use(participant.language)
    return participant


def living(congress: str, token: str) -> Participant:
    """The same for what only somebody who still comes can do; raises WrongState, too."""
    participant = bearer(congress, token)
    if participant.status not in rules.LIVING:
        raise errors.WrongState
    return participant


def actor_of(participant: Participant) -> str:
    """Name a participant as the one who acts, for the journal."""
    return f"participant:{participant.id}"
