"""What addressees are given, what they answer, and when they are reminded."""

from datetime import date, timedelta

import pytest
from builders import NOON, make_congress, make_participant, make_recommendation
from sqlalchemy import select

from app.jobs.models import Job
from forums.recommendations import errors, queries
from forums.recommendations.rules import AddresseeRequest, Status
from forums.recommendations.service import handover, milestones
from forums.recommendations.service.handover import AnswerRequest, ReportRequest, stage_of
from forums.recommendations.service.log import verify
from forums.recommendations.service.recommendations import add_addressee
from forums.recommendations.standing import is_overdue

DUE = date(2027, 9, 1)
BY = {"actor": "user:1", "now": NOON}


def test_reminders_come_before_and_after_a_day_once_each():
    stages = [stage_of(DUE, today=DUE + timedelta(days=days)) for days in (-15, -14, -4, -3, 0, 1, 13, 14, 28, 29)]

    assert stages == [None, -14, -14, -3, -3, 1, 1, 14, 14, None]


def test_what_is_handed_over_is_answered_reported_and_done(session):
    congress = make_congress(session)
    carrier, funder = (
        add_addressee(session, congress, AddresseeRequest(name, "funder", f"{name.lower()}@example.org"))
        for name in ("Verein", "Fonds")
    )
    both = {"addressees": [carrier.public_id, funder.public_id]}
    one = make_recommendation(session, congress, Status.DISCUSSED, Status.ADOPTED, **both)
    follower = make_participant(session, congress)
    handover.follow(session, follower.id)

    def mails() -> list[str]:
        kinds = [job.payload.get("mail", "") for job in session.scalars(select(Job).order_by(Job.id))]
        return [kind for kind in kinds if kind.startswith("forums.")]

    with pytest.raises(errors.NeedsDay):
        handover.hand_over(session, congress, [one.public_id], due_on=NOON.date(), **BY)
    handover.hand_over(session, congress, [one.public_id], due_on=DUE, **BY)
    with pytest.raises(errors.NothingToHandOver):
        handover.hand_over(session, congress, [one.public_id], due_on=DUE, **BY)
    assert mails() == [handover.HANDED_OVER] * 2
    assert one.status == Status.HANDED_OVER

    late = NOON.replace(month=9, day=2)
    assert [handover.remind(session, now=late) for _ in range(2)] == [2, 2]
    assert mails().count(handover.ANSWER_DUE) == 2, "the same reminder goes out once"

    def plan(found, **values) -> None:
        milestones.plan(session, found, today=NOON.date(), now=NOON, **values)

    def answer(addressee) -> object:
        [found] = queries.answers_of(session, addressee.id)
        return found

    with pytest.raises(errors.RecommendationInvalid) as refused:
        handover.answer(session, answer(carrier), AnswerRequest("declined", "", "", None), now=NOON)
    assert list(refused.value.faults) == ["reason"]
    promise = AnswerRequest("accepted", "", "Zwei Stellen", date(2028, 1, 1))
    handover.answer(session, answer(carrier), promise, now=NOON)
    assert one.status == Status.HANDED_OVER
    with pytest.raises(errors.NothingPromised):
        plan(answer(funder), title="Erste Stelle", due_on=DUE)
    with pytest.raises(errors.RecommendationInvalid) as refused:
        plan(answer(carrier), title=" ", due_on=NOON.date())
    assert sorted(refused.value.faults) == ["due_on", "title"]
    for title in ("Erste Stelle", "Irrtum", "Zweite Stelle"):
        plan(answer(carrier), title=title, due_on=DUE)
    milestones.drop(session, answer(carrier), answer(carrier).milestones[1], now=NOON)
    assert [handover.remind(session, now=late) for _ in range(2)] == [2, 2], "the other's answer, and the milestones"
    assert mails().count(handover.MILESTONE_DUE) == 1
    assert is_overdue(answer(carrier), status=one.status, today=late.date())
    handover.answer(session, answer(funder), AnswerRequest("declined", "Kein Geld", "", None), now=NOON)
    assert one.status == Status.ANSWERED
    first, second = answer(carrier).milestones
    seen = {"reached": first.public_id, "evidence": "https://example.org/x"}
    handover.report(session, answer(carrier), ReportRequest("Eine Stelle", 50, **seen), now=NOON)
    milestones.reach(session, answer(carrier), second, today=NOON.date(), now=NOON)
    assert not is_overdue(answer(carrier), status=one.status, today=late.date())
    assert (one.status, one.percent) == (Status.IN_PROGRESS, 50)
    assert handover.remind(session, now=NOON.replace(year=2028, month=1, day=2)) == 1
    handover.report(session, answer(carrier), ReportRequest("Beide", 100), now=NOON)
    assert (one.status, one.percent) == (Status.DONE, 100)

    assert mails().count(handover.PROGRESS) == 4
    last = queries.entries(session, one.id)[-1]
    assert (last.actor, last.data["report"], last.data["share"]) == (f"addressee:{carrier.id}", "Beide", 100)
    assert verify(session, congress.id) == []
