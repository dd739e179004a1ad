from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.congress.models import Congress
from app.congress.queries import by_slug
from forums.assignment.check import examine
from forums.assignment.problem import SLOT
from forums.assignment.solver import solve
from forums.dialogue.models import AssignmentRun, Forum, Pin, Preference, Seat
from forums.dialogue.problems import problem_of
from forums.dialogue.settings import Settings
from registration.participants.models import Participant


def of_congress(session, table, slug):
    query = select(table).join(Participant, Participant.id == table.participant_id)
    return session.scalars(
        query.join(Congress, Congress.id == Participant.congress_id).where(Congress.slug == slug)
    ).all()


@pytest.mark.parametrize("slug", ["bbe-2017", "niedersachsen-2017", "bamf-2011"])
def test_a_congress_that_is_over_has_a_published_assignment(examples, slug):
    congress = by_slug(examples, slug)
    run = examples.scalars(select(AssignmentRun).where(AssignmentRun.congress_id == congress.id)).one()
    seats = of_congress(examples, Seat, slug)
    maximum = {forum.id: forum.maximum for forum in examples.scalars(select(Forum))}
    wished = {(wish.participant_id, wish.forum_id): wish.rank for wish in of_congress(examples, Preference, slug)}
    ranks = Counter(wished.get((seat.participant_id, seat.forum_id)) for seat in seats)

    assert (run.status, run.published_at) == ("published", congress.assignment_published_at)
    assert run.result["status"] == "optimal"
    assert run.published_at.date() < congress.starts_on
    assert all(seat.reason for seat in seats)
    assert all(number <= maximum[forum] for forum, number in Counter(seat.forum_id for seat in seats).items())
    assert ranks[1] > 0.6 * len(seats)
    assert ranks[1] + ranks[2] > 0.9 * len(seats)
    assert ranks[2] > 0


def test_moderators_sit_in_their_own_forum(examples):
    pins = dict(examples.execute(select(Pin.participant_id, Pin.forum_id)).all())
    seats = dict(examples.execute(select(Seat.participant_id, Seat.forum_id)).all())
    past = {person: forum for person, forum in pins.items() if person in seats}

    assert len(past) >= 18
    assert all(seats[person] == forum for person, forum in past.items())


def test_nobody_of_the_congress_to_come_is_seated(examples):
    assert of_congress(examples, Seat, "bbe-2027") == []
    assert by_slug(examples, "bbe-2027").assignment_published_at is None


def test_six_forums_mix_carriers_and_sectors_of_a_real_congress(examples):
    """200 people of 23 carriers and others: at most two of an organisation in a forum, and every sector's quota kept, all hard."""
    settings = Settings(org_max=2, soft=("minimum",))
    problem = problem_of(examples, by_slug(examples, "bbe-2017"), settings)
    people = {one.id: replace(one, previous={}) for one in problem.participants}
    problem = replace(problem, participants=tuple(people.values()))

    solution = solve(problem, seed=2017, seconds=20)

    verdict = examine(problem, solution)
    assert (solution.status, verdict.faults, verdict.is_certified) == ("optimal", (), True)
    places = [(places[SLOT], people[name]) for name, places in solution.assignment.items() if places]
    assert (len(problem.forums), len(people)) == (6, 195)  # five have not confirmed
    assert max(Counter((forum, one.org) for forum, one in places if one.org).values()) <= 2
    sectors = Counter((forum, one.sector) for forum, one in places)
    for forum in problem.forums:
        for sector, (fewest, most) in forum.sector_quota.items():
            assert fewest <= sectors[forum.id, sector] <= most
    assert dict(solution.objective)["unplaced"] == 0
