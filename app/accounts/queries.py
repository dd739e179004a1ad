"""Every select on accounts and keys."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, ApiKey, Membership, Role
from app.congress.models import Congress
from app.errors import NotFound

_LIVING_KEY = select(ApiKey).where(ApiKey.digest == bindparam("digest"), ApiKey.revoked_at.is_(None))
# A congress by its slug, and a living key by its digest, which may be none or that of another congress: id, key, part, key's congress.
KEY_AT_CONGRESS = (
    select(Congress.id, ApiKey.id, ApiKey.part, ApiKey.congress_id)
    .outerjoin(ApiKey, (ApiKey.digest == bindparam("digest")) & ApiKey.revoked_at.is_(None))
    .where(Congress.slug == bindparam("slug"))
)


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email))


def role_by_name(session: Session, name: str) -> Role:
    """Find a role, made at its first use."""
    role = session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        session.add(role)
    return role


def living_key(session: Session, digest: str) -> ApiKey | None:
    """Find a key that has not been revoked."""
    return session.scalar(_LIVING_KEY, {"digest": digest})


def keys(session: Session, congress_id: int) -> Sequence[ApiKey]:
    """List the keys of a congress that somebody made by hand."""
    mine = ApiKey.congress_id == congress_id, ApiKey.is_device.is_(False)
    return session.scalars(select(ApiKey).where(*mine).order_by(ApiKey.id)).all()


def key_by_public_id(session: Session, congress_id: int, public_id: str) -> ApiKey:
    """Find a key of this congress; raises NotFound."""
    found = session.scalar(select(ApiKey).where(ApiKey.congress_id == congress_id, ApiKey.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def member(session: Session, congress_id: int, account_id: int) -> Account:
    """Find somebody who has a part in this congress; raises NotFound."""
    query = select(Account).join(Membership, Membership.account_id == Account.id)
    found = session.scalar(query.where(Membership.congress_id == congress_id, Account.id == account_id))
    if found is None:
        raise NotFound
    return found


def needs_readers(session: Session, congress_id: int) -> frozenset[int]:
    """Tell which accounts may read access needs and the like in a congress."""
    query = select(Membership.account_id).where(Membership.congress_id == congress_id, Membership.sees_needs)
    return frozenset(session.scalars(query))


def members(session: Session, congress_id: int) -> Sequence[tuple[Account, str]]:
    """List the people of a congress with their parts, by name."""
    query = select(Account, Membership.part).join(Membership, Membership.account_id == Account.id)
    return [
        (account, part)
        for account, part in session.execute(query.where(Membership.congress_id == congress_id).order_by(Account.name))
    ]


def congresses_of(session: Session, account: Account, *, everything: bool) -> Sequence[tuple[Congress, str]]:
    """List the congresses somebody works for, latest first, with the part; all of them as organiser if *everything*."""
    if everything:
        rows = session.scalars(select(Congress).order_by(Congress.starts_on.desc(), Congress.id)).all()
        return [(congress, "organiser") for congress in rows]
    query = select(Congress, Membership.part).join(Membership, Membership.congress_id == Congress.id)
    found = session.execute(
        query.where(Membership.account_id == account.id).order_by(Congress.starts_on.desc(), Congress.id)
    )
    return [(congress, part) for congress, part in found]
