"""The verbs of the register of organisations."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.journal.service import record
from app.orm import insert_new, new_public_id
from registration.organisations import errors, queries
from registration.organisations.models import Organisation
from registration.organisations.rules import OrganisationRequest, key_of


def add(session: Session, congress: Congress, request: OrganisationRequest, *, actor: str, now: datetime) -> None:
    """Add an organisation. Raises NoName, or OrganisationTaken for another spelling of one in the list."""
    values = _columns(request) | {"public_id": new_public_id(), "congress_id": congress.id}
    organisation_id = session.scalar(insert_new(session, Organisation).values(values).returning(Organisation.id))
    if organisation_id is None:
        raise errors.OrganisationTaken(field="name")
    _note(session, congress.id, organisation_id, "organisation.added", actor=actor, now=now)


def change(
    session: Session, organisation: Organisation, request: OrganisationRequest, *, actor: str, now: datetime
) -> None:
    """Change an organisation. Raises NoName or OrganisationTaken."""
    values = _columns(request)
    other = queries.by_key(session, organisation.congress_id, str(values["key"]))
    if other is not None and other.id != organisation.id:
        raise errors.OrganisationTaken(field="name")
    if all(getattr(organisation, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(organisation, name, value)
    _note(session, organisation.congress_id, organisation.id, "organisation.changed", actor=actor, now=now)


def remove(session: Session, organisation: Organisation, *, actor: str, now: datetime) -> None:
    """Take an organisation out of the list; participants keep the name as they typed it."""
    session.execute(delete(Organisation).where(Organisation.id == organisation.id))
    _note(session, organisation.congress_id, organisation.id, "organisation.removed", actor=actor, now=now)


def _columns(request: OrganisationRequest) -> dict[str, object]:
    key = key_of(request.name)
    if not key:
        raise errors.NoName(field="name")
    return {
        "name": request.name,
        "key": key,
        "role": str(request.role),
        "sector": request.sector,
        "website": request.website,
    }


def _note(session: Session, congress_id: int, organisation_id: int, action: str, *, actor: str, now: datetime) -> None:
    raise_revision(session, congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress_id,
        subject_kind="organisation",
        subject_id=organisation_id,
        now=now,
    )
