from collections import Counter
from datetime import timedelta

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences

from forums.assignment.check import examine
from forums.assignment.problem import parse_problem, problem_as_json
from forums.assignment.solution import parse_solution
from forums.dialogue import errors, problems, queries, service
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.service.forums import frame_of
from forums.dialogue.service.slots import move_to_slot
from forums.dialogue.settings import Settings

TERMS = {"actor": "user:1", "now": NOON}
DAY = timedelta(days=1)


@pytest.fixture
def held(session):
    """A congress in two slots: forums 1 and 2, then 3 and 4, of which 4 has the topic of 1 once more; four people who wish."""
    congress = make_congress(session)
    one, two = (make_forum(session, congress, number=n, places=4) for n in (1, 2))
    second_day = {"starts_at": one.starts_at + DAY, "ends_at": one.ends_at + DAY, "slot": 2}
    three = make_forum(session, congress, number=3, places=3, **second_day)
    four = make_forum(session, congress, number=4, places=3, repeats_id=one.id, **second_day)
    guests = [make_participant(session, congress, name=f"Guest {n}") for n in range(4)]
    for guest in guests:
        wishes = {"participant_id": guest.id, "actor": "guest", "now": NOON}
        service.set_preferences(session, congress, ranking=[f.public_id for f in (four, one, three, two)], **wishes)
    return congress, (one, two, three, four), guests


def seats(session, congress):
    numbers = {forum.id: forum.number for forum in queries.forums(session, congress.id)}
    return {key: numbers[seat.forum_id] for key, seat in queries.seats(session, congress.id).items()}


def test_wishes_are_ranked_slot_by_slot(session, held):
    congress, (one, two, three, four), (guest, *_) = held

    assert queries.ranks(session, guest.id) == {
        one.public_id: 1,
        two.public_id: 2,
        four.public_id: 1,
        three.public_id: 2,
    }
    congress.wishes = 1
    with pytest.raises(errors.TooManyPreferences):
        ranking = [one.public_id, two.public_id]
        service.set_preferences(session, congress, participant_id=guest.id, ranking=ranking, actor="guest", now=NOON)


def test_everybody_has_one_seat_a_slot_and_no_topic_twice(session, held, calculate):
    congress, (one, *_, four), guests = held

    run = calculate(session, congress)
    told = parse_solution(problems.solution_of(session, run))
    assert examine(problems.problem_of(session, congress, Settings()), told).faults == ()
    service.publish(session, run, **TERMS)

    taken = seats(session, congress)
    assert Counter(slot for _, slot in taken) == {1: 4, 2: 4}
    assert not [guest for guest in guests if (taken[guest.id, 1], taken[guest.id, 2]) == (1, 4)]
    assert {slot: result["wishing"] for slot, result in run.result["slots"].items()} == {"1": 4, "2": 4}
    seat = next(seat for seat in queries.seats(session, congress.id).values() if seat.slot == 2)
    assert seat.reason["forum"] == seat.forum.public_id if seat.forum_id == four.id else seat.reason

    # Whoever has the topic in the other slot waits for it in vain, as long as that is so.
    mine = next(guest for guest in guests if taken[guest.id, 2] == 4)
    assert not service.wait_for(session, mine, one, **TERMS)
    service.give_up(session, mine, slot=2, **TERMS)
    session.expire_all()
    assert changing_queries.seat_row(session, mine.id, 1).forum_id == one.id
    assert changing_queries.seat_row(session, mine.id, 2) is None


def test_who_is_not_there_on_the_day_of_a_slot_has_no_seat_and_is_not_counted(session, held, calculate):
    congress, (one, two, _, four), (first, second, third, whole) = held
    first.days, second.days, third.days = "2027-11-08", "2027-11-09", "2027-11-10"  # on the last no forum meets
    make_pair = {"are_together": True, **TERMS}
    service.add_pairs(session, congress, [first.public_id, whole.public_id], **make_pair)  # as far as both are there
    session.flush()  # what follows reads it

    assert problems.count_people(session, congress) == (3, {0: 1, 1: 1, 2: 1})
    run = calculate(session, congress, soft=())
    told = parse_solution(problems.solution_of(session, run))
    assert examine(problems.problem_of(session, congress, Settings(soft=())), told).faults == ()
    assert [(run.result["slots"][slot]["wishing"], run.result["slots"][slot]["unplaced"]) for slot in "12"] == [
        (2, 0)
    ] * 2
    service.publish(session, run, **TERMS)

    taken = seats(session, congress)
    assert sorted(taken) == sorted([(first.id, 1), (second.id, 2), (whole.id, 1), (whole.id, 2)])
    assert taken[first.id, 1] == taken[whole.id, 1]
    with pytest.raises(errors.NotThere):
        service.wait_for(session, first, four, **TERMS)

    # Whoever comes on other days than they said frees the seat; an organiser may put them there all the same.
    whole.days = first.days = "2027-11-09"
    service.pin(
        session, congress, [first.public_id], forum=next(f for f in held[1] if f.number == taken[first.id, 1]), **TERMS
    )
    assert service.let_go(session, now=NOON) == 1
    assert sorted(seats(session, congress)) == sorted([(first.id, 1), (second.id, 2), (whole.id, 2)])
    again = calculate(session, congress)
    assert {(row.participant_id, row.slot) for row in queries.draft_seats(session, again.id)} == {
        (first.id, 1),
        (first.id, 2),
        (second.id, 2),
        (whole.id, 2),
    }

    # Of a slot that meets on two days, only the wishes for one's own days count.
    two.starts_at, two.ends_at, whole.days = two.starts_at + DAY, two.ends_at + DAY, "2027-11-08"
    session.flush()  # the problem is read from the database
    people = {person.id: person for person in problems.problem_of(session, congress, Settings()).participants}
    assert set(queries.preferences(session, whole.id)) >= {one.public_id, two.public_id}
    assert people[whole.public_id].prefs_by_slot[0] == (one.public_id,)


def test_slots_without_a_common_topic_are_proven_each_by_itself(session, held, calculate):
    congress, (_, _, _, four), _ = held
    four.repeats_id = None
    session.flush()  # the problem is read from the database

    run = calculate(session, congress)

    problem, solution = problems.problem_of(session, congress, Settings()), problems.solution_of(session, run)
    assert [run.result["status"], sorted(solution["certificate"]["slots"])] == ["optimal", ["0", "1"]]
    assert examine(problem, parse_solution(solution)).is_certified
    assert run.result["histogram"]["ranks"] == [7, 1]
    assert len(problems.problem_of(session, congress, Settings(without=("topic_once",))).forums) == 4
    as_it_is_handed_out = problem_as_json(problem)
    assert parse_problem(as_it_is_handed_out) == problem


def test_wishes_and_pins_go_along_to_another_slot_until_people_are_told(session, held, calculate):
    congress, (one, two, three, four), (ada, ben, *_) = held
    service.pin(session, congress, [ada.public_id, ben.public_id], forum=two, **TERMS)
    service.pin(session, congress, [ben.public_id], forum=three, **TERMS)

    move_to_slot(session, two, 2)
    two.slot = 2
    session.flush()  # what follows reads it

    assert queries.ranks(session, ada.id) == {
        one.public_id: 1,
        four.public_id: 1,
        three.public_id: 2,
        two.public_id: 3,
    }
    assert [queries.pins_of(session, person.id) for person in (ada, ben)] == [{2: two.id}, {2: three.id}]
    assert frame_of(session, congress, forum=two).told_slot is None
    make_preferences(session, make_participant(session, congress), two)
    service.publish(session, calculate(session, congress), **TERMS)
    assert frame_of(session, congress, forum=two).told_slot == 2
