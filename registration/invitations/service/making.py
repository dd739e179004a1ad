"""The verbs of organisers: invite by code, by address, by organisation; change, remind, revoke."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.congress.rules import Admission
from app.journal.service import record
from app.mail import outbox
from app.orm import add_new_row, new_public_id
from registration.invitations import errors, queries
from registration.invitations.models import Invitation
from registration.invitations.rules import Invitee, Kind, Terms
from registration.invitations.service.codes import code_for, contact_link_for
from registration.participants.rules import email_key_of

INVITED = "registration.invited"
SEATS = "registration.seats"


def set_admission(
    session: Session,
    congress: Congress,
    admission: Admission,
    *,
    holds_places: bool,
    substitutes: bool,
    parties: bool,
    actor: str,
    now: datetime,
) -> None:
    """Say who may register, whether applications hold a place, whether places may be handed on, and whether groups register."""
    values = {
        "admission": admission.value,
        "applications_hold": holds_places,
        "allows_substitutes": substitutes,
        "allows_parties": parties,
    }
    if all(getattr(congress, name) == value for name, value in values.items()):
        return
    session.execute(update(Congress).where(Congress.id == congress.id).values(values))
    raise_revision(session, congress.id, now=now)
    _record(
        session,
        congress.id,
        "congress",
        congress.id,
        "congress.admission",
        actor=actor,
        now=now,
        admission=admission.value,
    )


def create_code(session: Session, congress: Congress, terms: Terms, *, secret: str, actor: str, now: datetime) -> str:
    """Make a code that may be given to anybody; return the public id of the invitation."""
    row = _row(congress, Kind.CODE, terms, secret=secret, now=now)
    _add(session, row, actor=actor, now=now)
    return str(row["public_id"])


def invite_addresses(
    session: Session,
    congress: Congress,
    invitees: Sequence[Invitee],
    terms: Terms,
    *,
    language: str,
    secret: str,
    actor: str,
    now: datetime,
) -> int:
    """Mail each of *invitees* a link of their own; return how many. Whoever was invited by address before is left out."""
    invited = 0
    for invitee in invitees:
        person = {"name": invitee.name, "email": invitee.email, "email_key": email_key_of(invitee.email)}
        row = _row(congress, Kind.ADDRESS, terms, secret=secret, now=now) | person | {"language": language}
        if _add(session, row, actor=actor, now=now):
            _mail(session, INVITED, congress.id, str(row["public_id"]), now=now)
            invited += 1
    return invited


def invite_organisation(
    session: Session,
    congress: Congress,
    contact: Invitee,
    terms: Terms,
    *,
    language: str,
    secret: str,
    actor: str,
    now: datetime,
) -> str:
    """Give an organisation, named by the label of *terms*, seats that its *contact* hands out; return the public id."""
    row = _row(congress, Kind.ORGANISATION, terms, secret=secret, now=now)
    public_id = str(row["public_id"])
    row |= {
        "name": contact.name,
        "email": contact.email,
        "email_key": email_key_of(contact.email),
        "language": language,
        "contact_digest": tokens.digest(contact_link_for(public_id, secret=secret)),
    }
    _add(session, row, actor=actor, now=now)
    _mail(session, SEATS, congress.id, public_id, now=now)
    return public_id


def change(session: Session, invitation: Invitation, terms: Terms, *, actor: str, now: datetime) -> None:
    """Change what an invitation allows. Raises TooFewPlaces below the number of those who came by it."""
    queries.hold(session, invitation.id)
    used = queries.uses(session, invitation.id)
    if terms.most_uses < used:
        raise errors.TooFewPlaces(field="most_uses", used=used)
    invitation.label, invitation.category = terms.label, terms.category
    invitation.most_uses, invitation.expires_at = terms.most_uses, terms.expires_at
    _note(session, invitation, "invitation.changed", actor=actor, now=now)


def revoke(session: Session, invitation: Invitation, *, actor: str, now: datetime) -> None:
    """Let nobody use an invitation any more; whoever registered by it stays registered. Twice is no error."""
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        session.flush()  # whoever uses it next reads it afresh
        raise_revision(session, invitation.congress_id, now=now)
        _note(session, invitation, "invitation.revoked", actor=actor, now=now)


def remove(session: Session, invitation: Invitation, *, actor: str, now: datetime) -> None:
    """Delete an invitation with the address that it holds; whoever registered by it stays registered."""
    _note(session, invitation, "invitation.removed", actor=actor, now=now)
    session.execute(delete(Invitation).where(Invitation.id == invitation.id))
    raise_revision(session, invitation.congress_id, now=now)


def remind(session: Session, congress: Congress, *, actor: str, now: datetime) -> int:
    """Mail everybody invited by address again who had time to answer and did not; return how many."""
    late = queries.to_remind(session, congress.id, now=now)
    for invitation in late:
        invitation.reminded_at = now
        _mail(session, INVITED, congress.id, invitation.public_id, now=now)
    if late:
        _record(
            session, congress.id, "congress", congress.id, "invitation.reminded", actor=actor, now=now, people=len(late)
        )
    return len(late)


def _row(congress: Congress, kind: Kind, terms: Terms, *, secret: str, now: datetime) -> dict[str, object]:
    public_id = new_public_id()
    return {
        "public_id": public_id,
        "congress_id": congress.id,
        "kind": kind.value,
        "label": terms.label,
        "category": terms.category,
        "language": congress.default_language,
        "name": "",
        "email": "",
        "email_key": "",
        "most_uses": 1 if kind is Kind.ADDRESS else terms.most_uses,
        "expires_at": terms.expires_at,
        "created_at": now,
        "digest": tokens.digest(code_for(public_id, secret=secret)),
        "contact_digest": None,
    }


def _add(session: Session, row: dict[str, object], *, actor: str, now: datetime) -> bool:
    invitation_id = add_new_row(session, Invitation, row)
    if invitation_id is None:
        return False
    congress_id = int(str(row["congress_id"]))
    raise_revision(session, congress_id, now=now)
    _record(
        session, congress_id, "invitation", invitation_id, "invitation.made", actor=actor, now=now, kind=row["kind"]
    )
    return True


def _mail(session: Session, kind: str, congress_id: int, public_id: str, *, now: datetime) -> None:
    outbox.put(session, kind, now=now, congress_id=congress_id, participant_id=None, payload={"invitation": public_id})


def _note(session: Session, invitation: Invitation, action: str, *, actor: str, now: datetime) -> None:
    _record(
        session, invitation.congress_id, "invitation", invitation.id, action, actor=actor, now=now, kind=invitation.kind
    )


def _record(
    session: Session,
    congress_id: int,
    subject_kind: str,
    subject_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    **details: object,
) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        now=now,
        details=details,
    )
