"""Every select on consents."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registration.participants.models import Consent, Participant


def logged_consents(session: Session, participant_id: int) -> Sequence[Consent]:
    query = select(Consent).where(Consent.participant_id == participant_id).order_by(Consent.at, Consent.id)
    return session.scalars(query).all()


def consents(session: Session, participant: Participant) -> Sequence[tuple[datetime, bool]]:
    """Tell when somebody agreed to photos and took it back, first to last.

    What was given at registration and never changed stands with the participant alone, to spare a row with every registration.
    """
    logged = [(entry.at, entry.is_given) for entry in logged_consents(session, participant.id)]
    return logged or ([(participant.photo_consent_at, True)] if participant.photo_consent_at else [])
