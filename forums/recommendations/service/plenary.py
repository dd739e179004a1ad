"""The verbs of the plenary: votes that count once each, and what the projector shows."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.orm import insert_new, new_public_id
from forums.recommendations import errors, queries
from forums.recommendations.models import Ballot, BallotVoice, Recommendation, ReportBack
from forums.recommendations.rules import Choice, Status, Way
from forums.recommendations.service.log import note

COUNTERS = {
    Choice.IN_FAVOUR: Ballot.in_favour,
    Choice.AGAINST: Ballot.against,
    Choice.ABSTAINED: Ballot.abstained,
}


def open_ballot(session: Session, recommendation: Recommendation, way: Way, *, actor: str, now: datetime) -> Ballot:
    """Let the plenary vote on a recommendation that is discussed; raises NoSuchStep or BallotOpen."""
    if recommendation.status == Status.DRAFT:
        note(session, recommendation, "status", actor=actor, now=now, changed={"status": Status.DISCUSSED.value})
    if recommendation.status != Status.DISCUSSED:
        raise errors.NoSuchStep
    others = queries.ballots(session, recommendation.congress_id)
    if any(one.recommendation_id == recommendation.id and one.closed_at is None for one in others):
        raise errors.BallotOpen
    ballot = Ballot(recommendation_id=recommendation.id, way=way.value, opened_at=now)
    session.add(ballot)
    note(session, recommendation, "ballot-opened", actor=actor, now=now, way=way.value)
    _show_anew(session, recommendation.congress_id)
    return ballot


def vote(session: Session, ballot: Ballot, participant_id: int, choice: Choice) -> None:
    """Count somebody's vote, once. How somebody voted is written down only where the vote is open.

    Raises AlreadyVoted, or BallotClosed, after which nothing of the transaction may be kept.
    """
    kept = choice.value if ballot.way == Way.OPEN else None
    row = {"ballot_id": ballot.id, "participant_id": participant_id, "choice": kept}
    voice = insert_new(session, BallotVoice).values(row).returning(BallotVoice.participant_id)
    if session.execute(voice).first() is None:
        raise errors.AlreadyVoted
    counter = COUNTERS[choice]
    counting = (
        update(Ballot)
        .where(Ballot.id == ballot.id, Ballot.closed_at.is_(None), Ballot.way != Way.HANDS)
        .values({counter: counter + 1})
        .returning(Ballot.id)
        .execution_options(synchronize_session=False)
    )
    if session.execute(counting).first() is None:
        raise errors.BallotClosed


def close_ballot(
    session: Session, ballot: Ballot, *, hands: tuple[int, int, int] = (0, 0, 0), actor: str, now: datetime
) -> Recommendation:
    """End a vote; *hands* are counted in the hall: for, against, abstained. More for than against adopts. Raises BallotClosed."""
    closing = (
        update(Ballot)
        .where(Ballot.id == ballot.id, Ballot.closed_at.is_(None))
        .values(
            closed_at=now,
            in_favour=Ballot.in_favour + hands[0],
            against=Ballot.against + hands[1],
            abstained=Ballot.abstained + hands[2],
        )
        .returning(Ballot.in_favour, Ballot.against, Ballot.abstained)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(closing).one_or_none()
    if row is None:
        raise errors.BallotClosed
    in_favour, against, abstained = row
    recommendation = ballot.recommendation
    is_adopted = in_favour > against and recommendation.status == Status.DISCUSSED
    changed = {"status": Status.ADOPTED.value} if is_adopted else {}
    counts = {"for": in_favour, "against": against, "abstained": abstained, "way": ballot.way}
    note(session, recommendation, "voted", actor=actor, now=now, changed=changed, **counts)
    _show_anew(session, recommendation.congress_id)
    return recommendation


def open_screen(session: Session, congress: Congress) -> ReportBack:
    """Give what the projector shows, from the beginning if it has not been opened yet."""
    row = {"congress_id": congress.id, "public_id": new_public_id(), "step": 0, "version": 1}
    session.execute(insert_new(session, ReportBack).values(row))
    found = queries.report_back(session, congress.id)
    if found is None:
        raise RuntimeError("the screen was just put there")
    return found


def turn(session: Session, congress: Congress, *, by: int, last: int) -> None:
    """Go some steps forward or back, between the first and the *last*."""
    screen = open_screen(session, congress)
    screen.step = min(max(screen.step + by, 0), last)
    screen.version += 1


def _show_anew(session: Session, congress_id: int) -> None:
    rising = update(ReportBack).where(ReportBack.congress_id == congress_id).values(version=ReportBack.version + 1)
    session.execute(rising.execution_options(synchronize_session=False))
