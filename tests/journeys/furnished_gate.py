"""The gates of the congress that runs today: scans with every verdict, and devices in every state."""

from datetime import datetime, timedelta
from uuid import UUID

from builders import (
    SECRET,
)
from journeys.furnished_today import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.congress.queries import by_slug
from app.demo import queries as demo_queries
from badges import service as badges
from badges.certificates import service as certificates
from badges.certificates.models import Certificate
from badges.certificates.rules import Basis
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from badges.gates import doors
from badges.gates import service as gates
from badges.gates.rules import Permission
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant

SCANS = ("welcome", "already", "unknown", "malformed", "cancelled", "elsewhere", "old", "pending")


def scan_everything(session: Session, *, stranger_of: str, now: datetime) -> dict[str, str]:
    """Let the gate meet every verdict; give the ids of the scans."""
    congress = by_slug(session, TODAY)
    keeper = session.scalars(select(Account).where(Account.email == "gate@example.org")).one()
    by_name = {p.name: p for p in session.scalars(select(Participant).where(Participant.congress_id == congress.id))}
    inside = badges.badge_of(session, by_name["سمیرا Öztürk"], now=now).code
    old = badges.badge_of(session, by_name["ሰላም ተስፋይ"], now=now).code
    badges.reissue(session, by_name["ሰላም ተስፋይ"], actor="user:1", now=now)
    stranger = demo_queries.example_guest(session, stranger_of)
    assert stranger is not None
    codes = {
        "welcome": inside,
        "already": inside,
        "unknown": inside[:-4] + "AAAA",
        "malformed": "https://example.org/",
        "cancelled": badges.badge_of(session, by_name["Old"], now=now).code,
        "elsewhere": badges.badge_of(session, stranger, now=now).code,
        "old": old,
        "pending": badges.badge_of(session, by_name["New"], now=now).code,
    }
    scans = [
        ScanRequest(str(UUID(int=number)), number, codes[name], now + timedelta(seconds=number), "Ost")
        for number, name in enumerate(SCANS, 1)
    ]
    later = now + timedelta(seconds=len(scans))
    checkin.record_scans(session, congress, device=f"form-{keeper.id}", scans=scans, actor="user:1", now=later)
    return {f"scan_{name}": scan.scan_id for name, scan in zip(SCANS, scans, strict=True)}


def open_gates(session: Session, *, now: datetime) -> dict[str, str]:
    """Gates in three states, the open one with a scan that it saw otherwise; give their ids."""
    congress = by_slug(session, TODAY)
    forum = session.scalars(
        select(Forum).join(Seat, Seat.forum_id == Forum.id).where(Forum.congress_id == congress.id)
    ).first()
    request = doors.DoorRequest("Tür zur Elbe", forum_id=forum.id if forum else None, capacity=30)
    door = doors.add(session, congress, request, actor="user:1", now=now)
    opened = {
        f"gate_{state}": gates.add(
            session, congress, name=name, permission=Permission.SUPERVISOR, door=door, actor="user:1", now=now
        )
        for state, name in (("waiting", "Nordeingang"), ("open", "Ost"), ("revoked", "Verlorenes Telefon"))
    }
    session.flush()  # keys are found by asking
    gates.enrol(
        session, opened["gate_open"], gates.token_of(opened["gate_open"], secret=SECRET), secret=SECRET, now=now
    )
    desk = gates.add(
        session,
        congress,
        name="Anmeldung",
        permission=Permission.STEWARD,
        takes_walk_ins=True,
        actor="user:1",
        now=now,
    )
    session.flush()  # as above
    key = gates.enrol(session, desk, gates.token_of(desk, secret=SECRET), secret=SECRET, now=now).key
    gates.hear(opened["gate_open"], gates.Report(battery=12, unsent=3, list_version=0), now=now)
    gates.revoke(session, opened["gate_revoked"], actor="user:1", now=now)
    guest = session.scalars(select(Participant).where(Participant.name == "سمیرا Öztürk")).first()
    assert guest is not None
    card = badges.key_of(badges.badge_of(session, guest, now=now).code)
    scan = ScanRequest(str(UUID(int=99)), 99, "", now, "Ost", card, "welcome")
    reason = {"door": door.public_id, "reason": "Hilft hier mit"}
    vouched = ScanRequest(str(UUID(int=98)), 98, "", now, "Ost", card, "welcome", **reason)
    let_in = ScanRequest(str(UUID(int=97)), 97, "", now, "Anmeldung", card, "welcome")
    checkin.record_scans(session, congress, device=desk.public_id, scans=[let_in], actor="key:1", now=now)
    device = opened["gate_open"].public_id
    checkin.record_scans(session, congress, device=device, scans=[scan, vouched], actor="key:1", now=now)
    certificates.set_terms(
        session,
        congress,
        certificates.TermsRequest(is_open=True, basis=Basis.DAYS, body={}, signed_by="Dr. Clara Amt"),
        actor="user:1",
        now=now,
    )
    printed = {
        "name": guest.name,
        "congress": "Heute",
        "dates": "",
        "place": "",
        "extent": "",
        "body": "",
        "signed_by": "",
    }
    given = Certificate(congress_id=congress.id, participant_id=guest.id, language="de", printed=printed, issued_at=now)
    session.add(given)
    session.flush()  # its public id is drawn then
    words = {name: gate.public_id for name, gate in opened.items()}
    return words | {"today_door": door.public_id, "certificate": given.public_id, "desk_key": key}
