"""Give people and machines access."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from app import tokens
from app.accounts.errors import LastOrganiser
from app.accounts.models import Account, ApiKey, Membership, Part
from app.accounts.queries import account_by_email, members, role_by_name
from app.congress.models import Congress
from app.errors import DomainError
from app.journal.service import record

ADMINISTRATOR = "administrator"
SHORTEST_PASSWORD = 12


class WeakPassword(DomainError):
    code = "weak-password"
    message = "A password needs at least %(shortest)s characters."


def create_account(
    session: Session, *, email: str, name: str, password_hash: str, language: str = "de", is_administrator: bool = False
) -> Account:
    """Create an account that can log in; an address that has one keeps it and gets the new password and name."""
    account = account_by_email(session, email)
    if account is None:
        account = Account(email=email, fs_uniquifier=secrets.token_hex(32), roles=[], memberships=[], active=True)
        session.add(account)
    account.name, account.password, account.language = name, password_hash, language
    account.fs_uniquifier = secrets.token_hex(32)  # whoever was logged in with the old password is so no longer
    if is_administrator and not is_administrating(account):
        account.roles.append(role_by_name(session, ADMINISTRATOR))
    session.flush()  # callers give the new account its parts by id
    return account


def is_administrating(account: Account) -> bool:
    """Tell whether an account may set up congresses and people."""
    return any(role.name == ADMINISTRATOR for role in account.roles)


def grant(
    session: Session,
    account: Account,
    congress: Congress,
    part: Part,
    *,
    sees_needs: bool | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Give an account a part in a congress, in place of the one it had.

    *sees_needs*: whether it may read what guests told of access needs, interpreting and food; unless told, organisers may.
    """
    reads = part is Part.ORGANISER if sees_needs is None else sees_needs
    account.memberships = [m for m in account.memberships if m.congress_id != congress.id]
    session.flush()  # the old part must be gone before the new one, by the unique constraint
    account.memberships.append(Membership(congress_id=congress.id, part=part.value, sees_needs=reads))
    details = {"part": part.value, "sees_needs": reads}
    record(
        session,
        "account.granted",
        actor=actor,
        congress_id=congress.id,
        subject_kind="account",
        subject_id=account.id,
        now=now,
        details=details,
    )


def invite(
    session: Session,
    congress: Congress,
    *,
    email: str,
    name: str,
    part: Part,
    sees_needs: bool | None = None,
    password_hash: str,
    actor: str,
    now: datetime,
) -> bool:
    """Give whoever has this address a part in a congress; tell whether the account is new and has *password_hash*.

    An account that exists keeps its name and password: organisers of one congress have no power over it. Raises LastOrganiser.
    """
    account = account_by_email(session, email)
    is_new = account is None
    if account is None:
        account = create_account(session, email=email, name=name, password_hash=password_hash)
    elif part is not Part.ORGANISER:
        _keep_an_organiser(session, congress, account)
    grant(session, account, congress, part, sees_needs=sees_needs, actor=actor, now=now)
    return is_new


def dismiss(session: Session, congress: Congress, account: Account, *, actor: str, now: datetime) -> None:
    """Take away somebody's part in a congress; the account stays. Raises LastOrganiser."""
    _keep_an_organiser(session, congress, account)
    account.memberships = [m for m in account.memberships if m.congress_id != congress.id]
    record(
        session,
        "account.dismissed",
        actor=actor,
        congress_id=congress.id,
        subject_kind="account",
        subject_id=account.id,
        now=now,
    )


def _keep_an_organiser(session: Session, congress: Congress, leaving: Account) -> None:
    staying = {account.id for account, part in members(session, congress.id) if part == Part.ORGANISER}
    if staying == {leaving.id}:
        raise LastOrganiser


def create_key(
    session: Session,
    congress: Congress,
    part: Part,
    *,
    label: str,
    sees_needs: bool | None = None,
    actor: str,
    now: datetime,
) -> str:
    """Create an API key and return it; it is shown this once and kept only as a digest. *sees_needs* as for grant."""
    key = f"rk_{secrets.token_urlsafe(32)}"
    made = ApiKey(congress_id=congress.id, part=part.value, label=label, digest=tokens.digest(key), created_at=now)
    made.sees_needs = part is Part.ORGANISER if sees_needs is None else sees_needs
    session.add(made)
    record(
        session,
        "key.created",
        actor=actor,
        congress_id=congress.id,
        subject_kind="key",
        subject_id=None,
        now=now,
        details={"part": part.value},
    )
    return key


def revoke_key(session: Session, key: ApiKey, *, actor: str, now: datetime) -> None:
    """Stop a key from working, at once and for good."""
    key.revoked_at = now
    record(
        session, "key.revoked", actor=actor, congress_id=key.congress_id, subject_kind="key", subject_id=key.id, now=now
    )


def may_see_needs(account: Account, congress_id: int) -> bool:
    """Tell whether an account may read access needs and the like in a congress. Administrators only if somebody gave it to them."""
    return any(m.sees_needs for m in account.memberships if m.congress_id == congress_id)


def may(account: Account, congress_id: int, part: Part) -> bool:
    """Tell whether an account may act as *part* in a congress; organisers may do what gate staff may."""
    if is_administrating(account):
        return True
    held = next((m.part for m in account.memberships if m.congress_id == congress_id), None)
    return held in {part.value, Part.ORGANISER.value}
