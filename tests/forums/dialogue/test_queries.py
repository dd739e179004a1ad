import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import event

from app.errors import NotFound
from forums.dialogue import queries
from forums.dialogue.models import AssignmentRun, DraftSeat, Pin, Seat
from forums.dialogue.queries import Card, Demand
from registration.participants import service as registration


def test_demand_counts_first_and_all_wishes_of_holders_of_a_place(session):
    congress = make_congress(session, capacity=3)
    first, second, third = (make_forum(session, congress) for _ in range(3))
    for ranking in ((first, second), (first,), (second, first)):
        make_preferences(session, make_participant(session, congress), *ranking)
    waiting = make_participant(session, congress)
    make_preferences(session, waiting, third)

    assert queries.demand(session, congress.id) == {first.id: Demand(2, 3), second.id: Demand(1, 2)}


def test_seats_of_people_who_cancelled_do_not_count(session):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    zoe, ada, gone = (make_participant(session, congress, name=name) for name in ("Zoe", "Ada", "Gone"))
    session.add_all(
        Seat(participant_id=person.id, forum_id=forum.id, reason={}, assigned_at=NOON) for person in (zoe, ada, gone)
    )
    registration.cancel(session, gone, congress=congress, actor="guest", now=NOON)
    session.flush()  # the queries below read it

    assert queries.seats_by_forum(session, congress.id) == {forum.id: 2}
    assert queries.participants_of_forum(session, forum.id) == [ada, zoe]


def test_a_forum_is_found_by_the_number_that_a_form_sends(session):
    congress = make_congress(session)
    forum = make_forum(session, congress, number=3)
    make_forum(session, congress, number=4, cancelled_at=NOON)
    make_forum(session, make_congress(session), number=5)

    assert queries.forum_by_number(session, congress.id, "3") == forum
    for wrong in ("4", "5", "99999999999999999999", "", "-3", "3.0", "three", "³"):
        with pytest.raises(NotFound):
            queries.forum_by_number(session, congress.id, wrong)


def test_the_workbench_is_read_in_one_statement(session):
    congress = make_congress(session)
    first, second = (make_forum(session, congress) for _ in range(2))
    run = AssignmentRun(congress_id=congress.id, seed=1, settings={}, result={}, actor="user:1", created_at=NOON)
    session.add(run)
    session.flush()  # the seats below need its id
    ada = make_participant(session, congress, name="Ada", organisation="Verein e. V.", sector="state")
    ben = make_participant(session, congress, name="Ben")
    make_preferences(session, ada, first, second)
    session.add_all(
        DraftSeat(run_id=run.id, participant_id=p.id, forum_id=f, reason={}) for p, f in ((ada, second.id), (ben, None))
    )
    session.add(Pin(participant_id=ben.id, forum_id=first.id, pinned_at=NOON, actor="user:1"))
    session.add(Seat(participant_id=ada.id, forum_id=first.id, reason={}, assigned_at=NOON))
    session.flush()  # the query below reads it
    statements = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: statements.append(args[2]))

    cards = queries.cards(session, run.id)

    assert cards == [
        Card(ada.public_id, "Ada", "Verein e. V.", "vereinev", "state", True, second.id, 2, True, None, first.id),
        Card(ben.public_id, "Ben", "", "", "", True, None, None, False, first.id, None),
    ]
    assert len(statements) == 1
