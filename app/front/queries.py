"""Every select of the guests' pages that belongs to no single room."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import and_, bindparam, exists, or_, select, text
from sqlalchemy.orm import Session, joinedload

from app.congress.models import Congress
from app.congress.queries import by_id
from app.db import ask
from app.errors import NotFound
from app.front.standing import Standing
from app.jobs.models import Job
from app.orm import table_of
from forums.dialogue.models import Forum
from forums.dialogue.queries import wishable
from forums.marketplace import queries as market_of
from forums.recommendations.queries import has_public
from forums.tables.queries import has_public_harvest
from registration.fields.queries import plan
from registration.invitations.queries import has_codes
from registration.participants.models import Participant, Party, Places
from registration.places.models import Quota

NOT_OF_THE_CONGRESS = {
    "revision",
    "free",
    "waiting",
    "has_forums",
    "has_invitations",
    "has_recommendations",
    "has_harvest",
    "has_market",
    "wishable",
    "plan",
    "quotas",
    "stands_call",
}  # of the fields of a Standing
_CONGRESS, _PLACES = table_of(Congress).c, table_of(Places).c
_HELD = _PLACES.pending + _PLACES.confirmed + _PLACES.offered + _PLACES.reserved
# What changes without a new revision of the congress.
_MOVING = (
    select(_CONGRESS.id, _CONGRESS.revision, _PLACES.capacity - _HELD, _PLACES.waiting, _PLACES.quotas)
    .join_from(table_of(Congress), table_of(Places), _PLACES.congress_id == _CONGRESS.id)
    .where(_CONGRESS.is_public, _CONGRESS.slug == bindparam("slug"))
)


def moving(slug: str) -> tuple[int, int, int, int, int]:
    """Tell id, revision, free places, length of the waiting list and number of quotas of a public congress, by one quick question.

    Raises NotFound, also for a congress still in preparation.
    """
    row = ask(_MOVING, slug=slug)
    if row is None:
        raise NotFound
    congress_id, revision, free, waiting, quotas = row
    return congress_id, revision, free, waiting, quotas


def standing(session: Session, congress_id: int, *, revision: int) -> Standing:
    """Read what stays as it is for a revision; the counters are left at 0."""
    congress = by_id(session, congress_id)
    names = {field.name for field in fields(Standing)} - NOT_OF_THE_CONGRESS
    has_forums = session.scalar(select(exists().where(Forum.congress_id == congress_id)))
    values = {name: getattr(congress, name) for name in names}
    market = market_of.standing_of(session, congress_id)
    return Standing(
        **values,
        revision=revision,
        free=0,
        waiting=0,
        has_forums=bool(has_forums),
        has_invitations=has_codes(session, congress_id),
        has_recommendations=has_public(session, congress),
        has_harvest=has_public_harvest(session, congress_id),
        has_market=market.published_at is not None,
        wishable=wishable(session, congress_id),
        plan=plan(session, congress_id),
        stands_call=(market.applications_from, market.applications_until),
    )


def editions(session: Session) -> Sequence[tuple[int, int]]:
    """List id and revision of every public congress: what the list of congresses turns on."""
    query = select(Congress.id, Congress.revision).where(Congress.is_public).order_by(Congress.id)
    return session.execute(query).all()


def full(session: Session, congress_id: int) -> frozenset[str]:
    """Name the categories (by code) and days (ISO) of which a quota of their own has no place left."""
    kind = Quota.category.label("kind"), Quota.day.label("day")
    query = select(*kind).where(Quota.congress_id == congress_id, Quota.held >= Quota.capacity)
    query = query.where(Quota.organisation_key == "", or_(Quota.category == "", Quota.day == ""))
    return frozenset(category or day for category, day in session.execute(query))


def party_of(session: Session, job: Job) -> Party | None:
    """Find the group that a mail is about, with the congress; None if it is gone."""
    query = select(Party).where(Party.public_id == job.payload["party"])
    return session.scalar(query.options(joinedload(Party.congress)))


def is_told_already(session: Session, job: Job, party_id: int) -> bool:
    """Tell whether another mail of the same moment tells the contact of a group as well."""
    to_contact = or_(Participant.email_key == "", Participant.confirmed_at.is_(None))
    same = and_(Job.kind == job.kind, Job.created_at == job.created_at, Job.id < job.id)
    earlier = exists().where(same, Job.participant_id == Participant.id, Participant.party_id == party_id, to_contact)
    return bool(session.scalar(select(earlier)))


def answers(session: Session) -> bool:
    """Ask the database something, to learn whether it answers."""
    return bool(session.scalar(text("SELECT 1")) == 1)
