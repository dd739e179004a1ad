"""Every select on recommendations, addressees and the log."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from app.congress.models import Congress
from app.errors import NotFound
from forums.recommendations.chain import Link
from forums.recommendations.models import (
    Addressee,
    Recommendation,
    RecommendationAnswer,
    RecommendationEntry,
    RecommendationLog,
    RecommendationTie,
)

FRESH = {"populate_existing": True}


def _whole() -> Select[Recommendation]:
    return select(Recommendation).options(
        joinedload(Recommendation.forum),
        joinedload(Recommendation.table),
        selectinload(Recommendation.answers).joinedload(RecommendationAnswer.addressee),
    )


def recommendations(
    session: Session, congress_ids: Collection[int], *, statuses: Collection[str] = ()
) -> Sequence[Recommendation]:
    """List recommendations by congress and number, each with its forum, table and answers."""
    query = _whole().where(Recommendation.congress_id.in_(congress_ids))
    if statuses:
        query = query.where(Recommendation.status.in_(statuses))
    ordered = query.order_by(Recommendation.congress_id, Recommendation.number)
    return session.scalars(ordered, execution_options=FRESH).all()


def recommendation(session: Session, congress_id: int, public_id: str) -> Recommendation:
    """Find a recommendation of this congress as the database has it now; raises NotFound."""
    query = _whole().where(Recommendation.congress_id == congress_id, Recommendation.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def number_next(session: Session, congress_id: int) -> int:
    """Give the number of a new recommendation."""
    highest = session.scalar(select(func.max(Recommendation.number)).where(Recommendation.congress_id == congress_id))
    return (highest or 0) + 1


def entries(session: Session, recommendation_id: int) -> Sequence[RecommendationEntry]:
    """List what happened to a recommendation, first to last."""
    query = select(RecommendationEntry).where(RecommendationEntry.recommendation_id == recommendation_id)
    return session.scalars(query.order_by(RecommendationEntry.number)).all()


def links(session: Session, congress_id: int) -> list[Link]:
    """Read the whole log of a congress as it is sealed."""
    rows = session.execute(
        select(RecommendationEntry, Recommendation.public_id)
        .join(Recommendation, Recommendation.id == RecommendationEntry.recommendation_id)
        .where(RecommendationEntry.congress_id == congress_id)
        .order_by(RecommendationEntry.number),
        execution_options=FRESH,
    )
    return [
        Link(entry.number, entry.at, entry.actor, entry.action, subject, entry.data, entry.hash)
        for entry, subject in rows
    ]


def end_of_log(session: Session, congress_id: int) -> RecommendationLog | None:
    return session.get(RecommendationLog, congress_id, populate_existing=True)


def take_number(session: Session, congress_id: int) -> tuple[int, str]:
    """Lock the end of a log, lengthen it by one, and give the number of the new entry and the hash before it."""
    lengthen = (
        update(RecommendationLog)
        .where(RecommendationLog.congress_id == congress_id)
        .values(length=RecommendationLog.length + 1)
        .returning(RecommendationLog.length, RecommendationLog.head)
        .execution_options(synchronize_session=False)
    )
    number, head = session.execute(lengthen).one()
    return number, head


def set_head(session: Session, congress_id: int, head: str) -> None:
    """Note the hash of the entry just written."""
    moving = update(RecommendationLog).where(RecommendationLog.congress_id == congress_id).values(head=head)
    session.execute(moving.execution_options(synchronize_session=False))


def addressees(session: Session, congress_id: int) -> Sequence[Addressee]:
    """List the addressees of a congress by role and name."""
    query = select(Addressee).where(Addressee.congress_id == congress_id)
    return session.scalars(query.order_by(Addressee.role, Addressee.key), execution_options=FRESH).all()


def addressee(session: Session, congress_id: int, public_id: str) -> Addressee:
    """Find an addressee of this congress; raises NotFound."""
    query = select(Addressee).where(Addressee.congress_id == congress_id, Addressee.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def addressees_by_email(session: Session, congress_id: int, emails: Collection[str]) -> Sequence[Addressee]:
    """Find the addressees that are reached at one of some addresses of mail."""
    mine = select(Addressee).where(Addressee.congress_id == congress_id, Addressee.email.in_(emails))
    return session.scalars(mine).all()


def themes(session: Session, congress_id: int) -> Sequence[str]:
    """List the themes in use."""
    query = select(Recommendation.theme).where(Recommendation.congress_id == congress_id, Recommendation.theme != "")
    return session.scalars(query.distinct().order_by(Recommendation.theme)).all()


def series(session: Session, congress: Congress) -> Sequence[Congress]:
    """List the public congresses of the same series, this one included, first to last."""
    same: ColumnElement[bool] = Congress.id == congress.id
    if congress.series:
        same = same | ((Congress.series == congress.series) & Congress.is_public)
    return session.scalars(select(Congress).where(same).order_by(Congress.starts_on, Congress.id)).all()


def ties(session: Session, recommendation_ids: Collection[int]) -> Sequence[RecommendationTie]:
    """List the ties that begin or end at some recommendations."""
    touching = RecommendationTie.later_id.in_(recommendation_ids) | RecommendationTie.earlier_id.in_(recommendation_ids)
    query = select(RecommendationTie).where(touching)
    return session.scalars(query.order_by(RecommendationTie.later_id, RecommendationTie.earlier_id)).all()


def with_congress(session: Session, recommendation_ids: Collection[int]) -> dict[int, tuple[Recommendation, Congress]]:
    """Give recommendations with their congresses, by id; those of congresses that the public may not see are left out."""
    query = (
        select(Recommendation, Congress)
        .join(Congress, Congress.id == Recommendation.congress_id)
        .where(Recommendation.id.in_(recommendation_ids))
    )
    return {found.id: (found, congress) for found, congress in session.execute(query)}
