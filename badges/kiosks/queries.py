"""Every select of a kiosk."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from badges.checkin.models import Scan
from badges.gates.models import GateDevice
from registration.participants.models import Participant
from registration.participants.rules import Status

MOST = 50  # of one part before the @, such as "info"


def people_at(session: Session, congress_id: int, address: str, *, is_whole: bool) -> Sequence[Participant]:
    """List the confirmed whose address is this one, or begins so before its @."""
    query = select(Participant).where(
        Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED, Participant.email_key != ""
    )
    key = Participant.email_key
    query = query.where(key == address if is_whole else key.startswith(f"{address}@", autoescape=True))
    return session.scalars(query.order_by(Participant.id).limit(MOST)).all()


def scan_at(session: Session, gate: GateDevice, scan_id: str) -> Scan | None:
    """Find what a kiosk scanned itself."""
    query = select(Scan).where(Scan.device == gate.public_id, Scan.scan_id == scan_id, Scan.undone_at.is_(None))
    return session.scalar(query)
