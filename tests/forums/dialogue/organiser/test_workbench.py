import re

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import event, select

from app.db import db
from forums.assignment.check import examine
from forums.assignment.problem import parse_problem
from forums.assignment.solution import parse_solution
from forums.dialogue.models import Pin
from registration.participants import service as registration


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def people(writing, congress):
    """Two forums of two places, three guests who all wish for the first one first, a fourth without wishes."""
    with writing() as session:
        forums = [make_forum(session, congress, number=n, places=2) for n in (1, 2)]
        guests = [
            make_participant(session, congress, name=f"Guest {n}", organisation="Verein", sector="state")
            for n in (1, 2, 3)
        ]
        for guest in guests:
            make_preferences(session, guest, *forums)
        return forums, [*guests, make_participant(session, congress, name="Guest 4")]


def pins(writing):
    with writing() as session:
        return dict(session.execute(select(Pin.participant_id, Pin.forum_id)).all())


def test_the_draft_tells_what_came_out_before_anything_is_told_to_anyone(office, draft_of, people, congress):
    page = text(office.get(draft_of(congress) + "/draft"))

    assert "3 of 3 have their 1st or 2nd wish" in page
    assert "Nobody has been told anything yet." in page
    assert "Nobody got less than their 2nd wish" in page
    assert "Proven optimal" in page
    assert "Every forum has its minimum and none is overfull" in page
    assert "The largest group of one organisation in one forum: 2 of 3 from Verein" in page
    assert page.count("data-card") == 4
    assert "Publish</a>" in page


def test_people_are_pinned_by_ticking_and_choosing(office, send, writing, draft_of, people, congress):
    (_, second), guests = people
    draft = draft_of(congress)

    answer = send(f"{draft}/draft", f"{draft}/pins", person=[g.public_id for g in guests[:2]], forum="2")

    assert (answer.status_code, answer.location) == (303, f"{draft}/draft#forum-2")
    assert pins(writing) == {guests[0].id: second.id, guests[1].id: second.id}
    page = text(office.get(f"{draft}/draft"))
    assert "2 people are pinned to Forum 2." in page
    assert "Out of date" in page
    assert "Publish</a>" not in page
    column = page.split('id="forum-2"')[1].split("</details>")[0]
    assert re.findall(r"Guest \d", column)[:2] == ["Guest 1", "Guest 2"]

    send(f"{draft}/draft", f"{draft}/pins", person=guests[0].public_id, forum="free")
    assert pins(writing) == {guests[1].id: second.id}


def test_a_person_is_pinned_from_their_own_page_that_says_why(office, send, writing, draft_of, people, congress):
    (first, _), guests = people
    draft = draft_of(congress)
    address = f"{draft}/people/{guests[3].public_id}"

    page = text(office.get(address))
    assert "Guest 4" in page
    assert "You wished for no forum; here a place was free." in page
    assert send(address, f"{draft}/pins", person=guests[3].public_id, forum="1").status_code == 303

    assert pins(writing) == {guests[3].id: first.id}


def test_nonsense_and_strangers_are_refused(office, send, writing, draft_of, people, congress):
    draft = draft_of(congress)
    with writing() as session:
        other = make_congress(session, slug="other")
        stranger = make_participant(session, other)

    nobody = send(f"{draft}/draft", f"{draft}/pins", forum="2")
    told = text(office.get(f"{draft}/draft"))
    foreign = send(f"{draft}/draft", f"{draft}/pins", person=stranger.public_id, forum="2")
    nowhere = send(f"{draft}/draft", f"{draft}/pins", person=people[1][0].public_id, forum="9" * 20)

    assert (nobody.status_code, foreign.status_code, nowhere.status_code) == (303, 404, 404)
    assert "Please choose at least one person." in told
    assert office.get(f"{draft}/people/{stranger.public_id}").status_code == 404
    assert office.post(f"{draft}/pins", data={"person": people[1][0].public_id, "forum": "2"}).status_code == 400
    assert office.get(draft.replace("/bbe/", "/other/") + "/draft").status_code == 403
    assert pins(writing) == {}


def test_a_draft_of_another_congress_is_not_there(organiser_of, writing, draft_of, people, congress):
    draft = draft_of(congress)
    with writing() as session:
        other = make_congress(session, slug="other")
    neighbour = organiser_of(other)

    for path in ("/draft", "/publish", "/progress", ""):
        assert neighbour.get(draft.replace("/bbe/", "/other/") + path).status_code == 404


def test_whoever_cancelled_since_is_marked_and_does_not_hold_up_publishing(office, writing, draft_of, people, congress):
    draft = draft_of(congress)
    with writing() as session:
        guest = session.merge(people[1][0])
        registration.cancel(session, guest, congress=session.merge(congress), actor="guest", now=NOON)

    page = text(office.get(f"{draft}/draft"))

    assert "1 person cancelled since; publishing leaves them out." in page
    assert "cancelled since</small>" in page
    assert "Publish</a>" in page


def test_problem_and_solution_are_handed_out_to_be_checked(office, writing, draft_of, people, congress):
    draft = draft_of(congress)

    problem, solution = (office.get(f"{draft}/{name}.json") for name in ("problem", "solution"))

    verdict = examine(parse_problem(problem.json), parse_solution(solution.json))
    assert (verdict.faults, verdict.is_certified) == ((), True)
    assert "Guest" not in text(problem)
    with writing() as session:
        make_participant(session, congress)
    assert office.get(f"{draft}/problem.json").status_code == 409


def test_the_draft_page_asks_as_much_for_many_as_for_few_and_stays_small(office, writing, draft_of, app, congress):
    with writing() as session:
        forums = [make_forum(session, congress, number=n, places=60) for n in range(1, 7)]
        make_preferences(session, make_participant(session, congress), *forums[:3])
    few, _ = asked(app, office, draft_of(congress))
    with writing() as session:
        for n in range(60):
            guest = make_participant(
                session, congress, name=f"Guest {n}", organisation=f"Verein {n % 9} e. V.", sector="state"
            )
            make_preferences(session, guest, *(forums[(n + k) % 6] for k in range(3)))

    many, page = asked(app, office, draft_of(congress))

    assert many == few <= 20
    bytes_a_person = (len(page.split('class="board"')[1].split("</form>")[0])) / 61
    assert bytes_a_person * 700 < 300_000


def asked(app, office, draft):
    statements = []
    with app.app_context():
        engine = db.engine

    def note(*args):
        statements.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    page = text(office.get(f"{draft}/draft"))
    event.remove(engine, "before_cursor_execute", note)
    return len(statements), page
