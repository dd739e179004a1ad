"""What a recommendation may do, and that the log tells of everything."""

import pytest
from builders import NOON, make_congress, make_forum
from sqlalchemy import text

from forums.recommendations import errors, queries
from forums.recommendations.chain import Fault
from forums.recommendations.rules import AddresseeRequest, RecommendationRequest, Status, Tie
from forums.recommendations.service import recommendations as service
from forums.recommendations.service.log import verify

BY = {"actor": "user:1", "now": NOON}


def asked(title: str, **values) -> RecommendationRequest:
    return RecommendationRequest({"de": title}, {"de": "Wer was tun soll."}, **values)


def test_a_recommendation_goes_its_way_and_the_log_tells_it(session):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    funder = service.add_addressee(session, congress, AddresseeRequest("Stiftung", "funder"))
    made = service.create(session, congress, asked("Erste Fassung", forum=forum.public_id), **BY)

    service.change(session, congress, made, asked("Zweite Fassung", forum=forum.public_id), version=1, **BY)
    with pytest.raises(errors.ChangedMeanwhile):
        service.change(session, congress, made, asked("Andere zweite Fassung"), version=1, **BY)
    for step in (Status.DISCUSSED, Status.ADOPTED):
        service.move(session, made, step, **BY)
    with pytest.raises(errors.WordingSettled):
        service.change(session, congress, made, asked("Dritte Fassung"), version=2, **BY)
    with pytest.raises(errors.NoAddressee):
        service.move(session, made, Status.HANDED_OVER, **BY)
    with pytest.raises(errors.NoSuchStep):
        service.move(session, made, Status.DONE, **BY)
    handed = asked("Zweite Fassung", forum=forum.public_id, addressees=[funder.public_id])
    service.change(session, congress, made, handed, version=2, **BY)
    service.move(session, made, Status.HANDED_OVER, **BY)

    told = [(entry.action, entry.data["now"].get("status")) for entry in queries.entries(session, made.id)]
    assert told == [
        ("created", "draft"),
        ("worded", None),
        ("status", "discussed"),
        ("status", "adopted"),
        ("changed", None),
        ("status", "handed_over"),
    ]
    assert (made.number, made.version, made.title) == (1, 2, {"de": "Zweite Fassung"})
    assert verify(session, congress.id) == []


def test_verify_finds_what_was_done_to_the_tables_behind_the_log(session):
    congress, other = make_congress(session), make_congress(session)
    first = service.create(session, congress, asked("Eins"), **BY)
    second = service.create(session, congress, asked("Zwei"), **BY)
    service.create(session, other, asked("Anderswo"), **BY)
    service.tie(session, second, first, Tie.REPLACES, **BY)
    head = queries.end_of_log(session, congress.id).head

    def found(*statements: str) -> list[Fault]:
        step = session.begin_nested()
        for statement in statements:
            session.execute(text(statement), {"congress": congress.id})
        faults = verify(session, congress.id, expected=head)
        step.rollback()
        return faults

    assert first.status == Status.SUPERSEDED
    assert found() == []
    assert found("UPDATE recommendation_entry SET actor = 'user:2' WHERE congress_id = :congress AND number = 2") == [
        Fault(2, "changed")
    ]
    assert found("DELETE FROM recommendation_entry WHERE congress_id = :congress AND number = 2") == [
        Fault(2, "missing")
    ]
    assert Fault(4, "end") in found("DELETE FROM recommendation_entry WHERE congress_id = :congress AND number = 4")
    assert Fault(1, "changed") in found(
        "UPDATE recommendation_entry SET number = 99 WHERE congress_id = :congress AND number = 1",
        "UPDATE recommendation_entry SET number = 1 WHERE congress_id = :congress AND number = 2",
        "UPDATE recommendation_entry SET number = 2 WHERE congress_id = :congress AND number = 99",
    )
    assert found("UPDATE recommendation SET status = 'done' WHERE congress_id = :congress AND number = 1") == [
        Fault(1, "differs")
    ]
    assert verify(session, other.id) == []
