"""Every select on recommendations, addressees and the log."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from app.congress.models import Congress
from app.errors import NotFound
from forums.dialogue.models import Forum
from forums.recommendations.chain import Link
from forums.recommendations.models import (
    Addressee,
    Ballot,
    BallotVoice,
    CaptureDesk,
    CaptureNote,
    CaptureSetting,
    CaptureSupport,
    CaptureWording,
    LogFollower,
    Recommendation,
    RecommendationAnswer,
    RecommendationEntry,
    RecommendationLog,
    RecommendationTie,
    ReportBack,
)
from forums.recommendations.rules import PUBLIC, Status, Way
from registration.participants.models import Participant
from registration.participants.rules import Status as ParticipantStatus

FRESH = {"populate_existing": True}


_OF_AN_ANSWER = (
    joinedload(RecommendationAnswer.recommendation),
    joinedload(RecommendationAnswer.addressee),
    selectinload(RecommendationAnswer.milestones),
)


def _whole() -> Select[Recommendation]:
    return select(Recommendation).options(
        joinedload(Recommendation.forum),
        joinedload(Recommendation.table),
        selectinload(Recommendation.answers).joinedload(RecommendationAnswer.addressee),
        selectinload(Recommendation.answers).selectinload(RecommendationAnswer.milestones),
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


def raise_revisions(session: Session, congress_id: int, *, now: datetime) -> None:
    """Note that something public changed, for this congress and all of its series: their pages tell of each other."""
    own = select(Congress.series).where(Congress.id == congress_id).scalar_subquery()
    same = (Congress.id == congress_id) | ((Congress.series == own) & (Congress.series != ""))
    instant = literal(now, Congress.changed_at.type)
    later = case((Congress.changed_at < instant, instant), else_=Congress.changed_at)
    rising = update(Congress).where(same).values(revision=Congress.revision + 1, changed_at=later)
    session.execute(rising.execution_options(synchronize_session=False))


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


SERIES_STATE = select(func.count(), func.coalesce(func.sum(Congress.revision), 0)).where(
    Congress.series == bindparam("series"), Congress.series != "", Congress.is_public
)


def has_public(session: Session, congress: Congress) -> bool:
    """Tell whether this congress, or an earlier one of its series, has recommendations that the public may see."""
    ids = [one.id for one in series(session, congress) if one.starts_on <= congress.starts_on]
    query = select(Recommendation.id).where(Recommendation.congress_id.in_(ids), Recommendation.status.in_(PUBLIC))
    return session.scalar(query.limit(1)) is not None


def setting(session: Session, congress_id: int) -> CaptureSetting | None:
    return session.get(CaptureSetting, congress_id, populate_existing=True)


def desk(session: Session, forum_id: int) -> CaptureDesk | None:
    """Find where a forum is written down; None before the first note and the first new address."""
    return session.get(CaptureDesk, forum_id, populate_existing=True)


def desks(session: Session, forum_ids: Collection[int]) -> dict[int, CaptureDesk]:
    query = select(CaptureDesk).where(CaptureDesk.forum_id.in_(forum_ids))
    return {found.forum_id: found for found in session.scalars(query, execution_options=FRESH)}


def captured(session: Session, forum_ids: Collection[int]) -> Sequence[CaptureNote]:
    """List the notes of some forums as they came, taken away or not; always as the database has them now."""
    query = (
        select(CaptureNote).where(CaptureNote.forum_id.in_(forum_ids)).order_by(CaptureNote.forum_id, CaptureNote.id)
    )
    return session.scalars(query, execution_options=FRESH).all()


def captured_note(session: Session, forum_id: int, public_id: str) -> CaptureNote:
    """Find a note of this forum; raises NotFound."""
    query = select(CaptureNote).where(CaptureNote.forum_id == forum_id, CaptureNote.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def wordings(session: Session, note_ids: Collection[int]) -> Sequence[CaptureWording]:
    """List every version of some notes, first to last."""
    query = select(CaptureWording).where(CaptureWording.note_id.in_(note_ids))
    return session.scalars(query.order_by(CaptureWording.note_id, CaptureWording.version)).all()


def was_worded(session: Session, note_id: int, *, version: int, text: str) -> bool:
    """Tell whether a note had *text* as this version: then who sends it again has been heard already."""
    query = select(CaptureWording.version).where(
        CaptureWording.note_id == note_id, CaptureWording.version == version, CaptureWording.text == text
    )
    return session.scalar(query) is not None


def supports(session: Session, forum_ids: Collection[int]) -> dict[int, int]:
    """Count who supports the notes of some forums, by note."""
    query = (
        select(CaptureSupport.note_id, func.count())
        .join(CaptureNote, CaptureNote.id == CaptureSupport.note_id)
        .where(CaptureNote.forum_id.in_(forum_ids))
    )
    return dict(session.execute(query.group_by(CaptureSupport.note_id)).all())


def supported_by(session: Session, participant_id: int) -> set[int]:
    query = select(CaptureSupport.note_id).where(CaptureSupport.participant_id == participant_id)
    return set(session.scalars(query))


def proposals_by(session: Session, participant_id: int) -> Sequence[CaptureNote]:
    """List what somebody proposed."""
    query = select(CaptureNote).where(CaptureNote.author_id == participant_id)
    return session.scalars(query.order_by(CaptureNote.id)).all()


def ballots(session: Session, congress_id: int) -> Sequence[Ballot]:
    """List the votes of a congress, first to last, with their recommendations; always as the database has them now."""
    query = (
        select(Ballot)
        .join(Recommendation, Recommendation.id == Ballot.recommendation_id)
        .where(Recommendation.congress_id == congress_id)
        .options(joinedload(Ballot.recommendation))
        .order_by(Ballot.id)
    )
    return session.scalars(query, execution_options=FRESH).all()


def ballot(session: Session, congress_id: int, public_id: str) -> Ballot:
    """Find a vote of this congress; raises NotFound."""
    found = next((one for one in ballots(session, congress_id) if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def voted(session: Session, participant_id: int) -> set[int]:
    """Give the ids of the votes in which somebody has voted."""
    return set(session.scalars(select(BallotVoice.ballot_id).where(BallotVoice.participant_id == participant_id)))


def voices(session: Session, participant_id: int) -> Sequence[tuple[BallotVoice, Recommendation]]:
    """List where somebody has voted."""
    query = (
        select(BallotVoice, Recommendation)
        .join(Ballot, Ballot.id == BallotVoice.ballot_id)
        .join(Recommendation, Recommendation.id == Ballot.recommendation_id)
        .where(BallotVoice.participant_id == participant_id)
        .order_by(BallotVoice.ballot_id)
    )
    return [(voice, recommendation) for voice, recommendation in session.execute(query)]


def has_open_ballot(session: Session, congress_id: int) -> bool:
    query = (
        select(Ballot.id)
        .join(Recommendation, Recommendation.id == Ballot.recommendation_id)
        .where(Recommendation.congress_id == congress_id, Ballot.closed_at.is_(None), Ballot.way != Way.HANDS)
    )
    return session.scalar(query.limit(1)) is not None


def report_back(session: Session, congress_id: int) -> ReportBack | None:
    return session.get(ReportBack, congress_id, populate_existing=True)


def report_back_by_public_id(session: Session, slug: str, public_id: str) -> tuple[Congress, ReportBack]:
    """Find what a screen shows, below its own congress only; raises NotFound."""
    row = session.execute(
        select(Congress, ReportBack)
        .join(ReportBack, ReportBack.congress_id == Congress.id)
        .where(Congress.slug == slug, ReportBack.public_id == public_id),
        execution_options=FRESH,
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def written_so_far(session: Session, congress_id: int) -> int:
    """Give a number that rises whenever something is written down in a forum of the congress."""
    query = (
        select(func.coalesce(func.sum(CaptureDesk.version), 0))
        .join(Forum, Forum.id == CaptureDesk.forum_id)
        .where(Forum.congress_id == congress_id)
    )
    return int(session.scalar(query) or 0)


def cast_so_far(session: Session, congress_id: int) -> int:
    """Give how many votes were cast so far in all."""
    query = (
        select(func.coalesce(func.sum(Ballot.in_favour + Ballot.against + Ballot.abstained), 0))
        .join(Recommendation, Recommendation.id == Ballot.recommendation_id)
        .where(Recommendation.congress_id == congress_id)
    )
    return int(session.scalar(query) or 0)


def answers_of(session: Session, addressee_id: int) -> Sequence[RecommendationAnswer]:
    """List what was handed over to an addressee, each with its recommendation; always as the database has it now."""
    query = (
        select(RecommendationAnswer)
        .join(Recommendation, Recommendation.id == RecommendationAnswer.recommendation_id)
        .where(RecommendationAnswer.addressee_id == addressee_id, RecommendationAnswer.handed_over_at.is_not(None))
        .options(*_OF_AN_ANSWER)
        .order_by(Recommendation.number)
    )
    return session.scalars(query, execution_options=FRESH).all()


def answers_to(session: Session, recommendation_id: int) -> Sequence[RecommendationAnswer]:
    """List the answers to a recommendation as the database has them now."""
    query = (
        select(RecommendationAnswer)
        .where(RecommendationAnswer.recommendation_id == recommendation_id)
        .options(*_OF_AN_ANSWER)
    )
    return session.scalars(query.order_by(RecommendationAnswer.id), execution_options=FRESH).all()


def waiting_answers(session: Session) -> Sequence[RecommendationAnswer]:
    """List every answer in the house with a day by which something is due, of recommendations that are not settled."""
    query = (
        select(RecommendationAnswer)
        .join(Recommendation, Recommendation.id == RecommendationAnswer.recommendation_id)
        .where(
            RecommendationAnswer.handed_over_at.is_not(None),
            Recommendation.status.in_((Status.HANDED_OVER, Status.ANSWERED, Status.IN_PROGRESS)),
        )
        .options(*_OF_AN_ANSWER)
        .order_by(RecommendationAnswer.id)
    )
    return session.scalars(query, execution_options=FRESH).all()


def addressee_by_id(session: Session, addressee_id: int) -> Addressee | None:
    return session.get(Addressee, addressee_id, populate_existing=True)


def is_following(session: Session, participant_id: int) -> bool:
    return session.get(LogFollower, participant_id, populate_existing=True) is not None


def followers(session: Session, congress_id: int) -> Sequence[int]:
    """List who wants to be told what becomes of the recommendations, by id."""
    query = (
        select(LogFollower.participant_id)
        .join(Participant, Participant.id == LogFollower.participant_id)
        .where(Participant.congress_id == congress_id, Participant.status == ParticipantStatus.CONFIRMED)
    )
    return session.scalars(query.order_by(LogFollower.participant_id)).all()
