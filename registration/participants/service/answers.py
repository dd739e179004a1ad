"""The verbs of what somebody told: change it, and the organisers' own note beside it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.orm import add_rows
from registration.organisations.rules import key_of
from registration.participants import errors, queries, rules
from registration.participants.models import Consent, Participant
from registration.participants.rules import RegistrationRequest
from registration.participants.service import allotment
from registration.participants.service.telling import note_down
from registration.participants.service.waiting_list import offer_free_places
from registration.places.rules import Claim


def change(
    session: Session,
    participant: Participant,
    request: RegistrationRequest,
    *,
    may_change_email: bool,
    actor: str,
    now: datetime,
) -> None:
    """Change what somebody told about themselves. The journal names the fields, never the values.

    With category, days or organisation the quotas change that count them; a place that this frees is offered to those who wait.
    Raises QuotaFull. Only organisers may change the address, since whoever has the link may not be who owns the new address.
    """
    values = columns_of(request, consent_before=participant.photo_consent_at, now=now)
    if not may_change_email:
        del values["email"], values["email_key"]
    changed = sorted(
        name for name, value in values.items() if getattr(participant, name) != value and not name.endswith("_key")
    )
    if not changed:
        return
    if "email" in changed and _is_taken(session, participant, str(values["email_key"])):
        raise errors.AlreadyRegistered(field="email")
    _exchange(session, participant, request)
    consent_before = participant.photo_consent_at
    values |= {"changed_at": now, "revision": Participant.revision + 1}
    session.execute(update(Participant).where(Participant.id == participant.id).values(values))
    if "photo_consent_at" in changed:
        _log_consent(
            session, participant.id, before=consent_before, is_given=request.photo_consent, actor=actor, now=now
        )
    note_down(
        session, participant.congress_id, participant.id, "participant.changed", actor=actor, now=now, fields=changed
    )
    if {"role", "days", "organisation"} & set(changed):
        offer_free_places(session, session.get_one(Congress, participant.congress_id), now=now)


def _log_consent(
    session: Session, participant_id: int, *, before: datetime | None, is_given: bool, actor: str, now: datetime
) -> None:
    """Keep when consent was given or withdrawn; what was given at registration is kept with its first change."""
    rows = [(now, is_given, actor)]
    if before is not None and not queries.logged_consents(session, participant_id):
        rows.insert(0, (before, True, f"participant:{participant_id}"))
    columns = ("at", "is_given", "actor")
    add_rows(
        session, Consent, [{"participant_id": participant_id} | dict(zip(columns, row, strict=True)) for row in rows]
    )


def write_note(session: Session, participant: Participant, *, note: str, actor: str, now: datetime) -> None:
    """Keep the organisers' own note on somebody."""
    session.execute(update(Participant).where(Participant.id == participant.id).values(note=note, changed_at=now))
    note_down(session, participant.congress_id, participant.id, "participant.noted", actor=actor, now=now)


def columns_of(request: RegistrationRequest, *, consent_before: datetime | None, now: datetime) -> dict[str, object]:
    """Turn a cleaned request into columns. Consent keeps the moment it was first given."""
    names = (
        "name",
        "email",
        "pronouns",
        "organisation",
        "sector",
        "level",
        "role",
        "language",
        "access_needs",
        "interpreting",
        "food",
    )
    values: dict[str, object] = {name: getattr(request, name) for name in names}
    values["days"] = ",".join(request.days)
    values["name_key"] = rules.name_key_of(request.name)
    values["email_key"] = rules.email_key_of(request.email)
    values["organisation_key"] = key_of(request.organisation)
    values["photo_consent_at"] = (consent_before or now) if request.photo_consent else None
    return values


def _exchange(session: Session, participant: Participant, request: RegistrationRequest) -> None:
    """Let other quotas count somebody, if what these look at has changed."""
    after = allotment.claim_of(request)
    if Claim(participant.role, participant.days, participant.organisation_key) == after:
        return
    queries.hold(session, participant.congress_id)
    session.refresh(participant, ["status"])
    if participant.status in rules.HOLDING:
        allotment.exchange(session, participant.congress_id, queries.claim_of(session, participant.id), after)


def _is_taken(session: Session, participant: Participant, email_key: str) -> bool:
    other = queries.living_by_email(session, participant.congress_id, email_key)
    return other is not None and other.id != participant.id
