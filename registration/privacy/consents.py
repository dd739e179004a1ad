"""What somebody was told and agreed to, and which version of the notice held then."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.congress.notices import in_force
from app.congress.queries import notices
from registration.participants.models import Participant
from registration.participants.queries import consents


@dataclass(frozen=True)
class Agreement:
    """One step: when, what in words, and the version of the notice in force then."""

    at: datetime
    words: str
    version: int


def of(session: Session, participant: Participant) -> list[Agreement]:
    """List what somebody was told and agreed to, first to last."""
    versions = notices(session, participant.congress_id)
    words = {True: gettext("Agreed to photos"), False: gettext("Took the consent to photos back")}
    steps = [(participant.registered_at, gettext("Registered; the privacy notice was shown"))]
    steps += [(at, words[is_given]) for at, is_given in consents(session, participant)]
    return [Agreement(at, str(said), in_force(versions, at)) for at, said in steps]
