import re

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_preferences
from sqlalchemy import select

from app.factory import relay_of
from app.jobs.models import Job
from forums.dialogue import queries, service
from forums.dialogue.models import AssignmentRun, Seat
from forums.dialogue.settings import Settings

START = "/organise/bbe/assignment"
FIELDS = {"aim": "fairness", "org_max": "", "seconds": "20", "seed": "11", "soft-minimum": "yes"}


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def people(writing, congress):
    with writing() as session:
        forums = [make_forum(session, congress, number=n, places=2) for n in (1, 2)]
        guests = [make_participant(session, congress, name=f"Guest {n}") for n in (1, 2, 3)]
        for guest in guests:
            make_preferences(session, guest, *forums)
        return forums, guests


def runs(writing, congress):
    with writing() as session:
        return queries.runs(session, congress.id)


def test_the_start_page_tells_what_will_be_solved(office, writing, people, congress):
    with writing() as session:
        make_participant(session, congress, confirmed=False)
        make_participant(session, congress, role="press")
        service.pin(session, congress, [people[1][0].public_id], forum=people[0][0], actor="user:1", now=NOON)
        make_participant(session, congress), make_participant(session, congress)

    page = text(office.get(START))

    for sentence in (
        "5 confirmed people",
        "2 forums",
        "0 to 4 places.",
        "1 person is pinned and stays where you put them.",
        "1 registration is not confirmed yet and is not counted in.",
        "1 speaker, moderator or helper without a wish is not counted in.",
        "There are more people than places: 1 will get no place unless you raise a maximum.",
    ):
        assert sentence in page


def test_without_forums_or_people_the_page_says_what_is_missing(office, congress):
    assert "There is nothing to assign yet" in text(office.get(START))


def test_an_assignment_goes_from_the_form_to_the_personal_seat(office, send, writing, app, people, congress):
    started = send(START, **FIELDS)

    (run,) = runs(writing, congress)
    address = f"{START}/{run.public_id}"
    assert (started.status_code, started.location) == (303, address)
    assert run.settings["soft"] == ["minimum"]
    waiting = office.get(f"{address}/progress")
    assert waiting.json["state"] == "queued"
    assert office.get(f"{address}/progress", headers={"If-None-Match": waiting.headers["ETag"]}).status_code == 304
    assert "The assignment is being calculated" in text(office.get(address))
    assert "being calculated" in text(office.get(START))

    relay_of(app).run_until_idle()

    assert office.get(f"{address}/progress").json["state"] == "draft"
    assert office.get(address).location == f"{address}/draft"
    with writing() as session:
        assert session.scalars(select(Seat)).all() == []
    question = text(office.get(f"{address}/publish"))
    assert "3 people get a first place and are told by mail." in question
    assert "Publish and mail 3 people" in question
    published = send(f"{address}/publish")
    assert (published.status_code, published.location) == (303, f"{address}/draft")
    page = text(office.get(f"{address}/draft"))
    assert "Published assignment" in page
    assert "Everybody sits as published." in page
    with writing() as session:
        assert len(session.scalars(select(Seat)).all()) == 3
        assert session.scalars(select(Seat.reason)).first()


def test_a_stale_draft_is_not_published_but_calculated_again_with_the_same_lot(
    office, send, writing, draft_of, people, congress
):
    draft = draft_of(congress, seed=5, aim="few-moves")
    with writing() as session:
        make_participant(session, congress)

    page = text(office.get(f"{draft}/publish"))
    assert "Calculate again before you publish." in page
    assert "Publish and mail" not in page
    refused = send(f"{draft}/publish", f"{draft}/publish")
    assert (refused.status_code, refused.location) == (303, draft)
    assert "Please calculate again first." in text(office.get(f"{draft}/draft"))
    again = send(f"{draft}/publish", f"{draft}/again")

    newest = runs(writing, congress)[0]
    assert again.location == f"{START}/{newest.public_id}"
    assert (newest.seed, newest.settings["objective"]) == (5, ["unplaced", "moves", "leximin"])


def test_an_impossible_rule_is_said_by_name_with_ways_out_to_try(office, send, writing, draft_of, people, congress):
    (first, _), guests = people
    with writing() as session:
        service.pin(session, congress, [g.public_id for g in guests], forum=first, actor="user:1", now=NOON)

    impossible = draft_of(congress)
    page = text(office.get(impossible))

    assert "This cannot be assigned" in page
    assert "3 people are pinned to Forum 1: Guest 1, Guest 2, Guest 3." in page
    assert "Forum 1 has at most 2 places." in page
    assert re.search(r"Release Guest [123]\.", page)
    assert "Raise the maximum of Forum 1 from 2 to 3." in page
    settings = []
    for way in ("0", "1", "fixed"):
        send(impossible, f"{impossible}/try", way=way)
        newest = runs(writing, congress)[0]
        settings.append({name: newest.settings.get(name) for name in ("seats", "released", "without")})
        with writing() as session:
            service.cancel_run(session, queries.run(session, congress.id, newest.public_id), actor="user:1", now=NOON)
    tried = {name: {repr(one[name]) for one in settings} for name in settings[0]}
    assert repr({first.public_id: [0, 3]}) in tried["seats"]
    assert any(first.public_id in released for released in tried["released"])
    assert "['pins']" in tried["without"]
    assert send(impossible, f"{impossible}/try", way="99").status_code == 404


def test_pinned_people_are_released_from_the_start_page(office, send, writing, people, congress):
    forums, guests = people
    with writing() as session:
        service.pin(session, congress, [g.public_id for g in guests[:2]], forum=forums[1], actor="user:1", now=NOON)
    page = text(office.get(START))
    assert "2 pinned people" in page

    released = send(START, f"{START}/pins", person=guests[0].public_id)

    assert (released.status_code, released.location) == (303, f"{START}#pins")
    with writing() as session:
        assert [row[:2] for row in queries.pinned_people(session, congress.id)] == [(guests[1].public_id, "Guest 2")]
    send(START, f"{START}/pins")
    assert "Please choose at least one person." in text(office.get(START))


def test_a_run_that_ran_out_of_time_says_what_to_do(office, writing, people, congress):
    with writing() as session:
        run = service.start_run(session, session.merge(congress), settings=Settings(), seed=1, actor="user:1", now=NOON)
        service.begin_run(session, run.public_id)
        service.fail_run(session, run.public_id, note="out-of-time", now=NOON)

    page = text(office.get(f"{START}/{run.public_id}"))

    assert "In 20 seconds no valid assignment was found" in page


def test_a_run_is_stopped_before_it_begins(office, send, writing, app, people, congress):
    send(START, **FIELDS)
    (run,) = runs(writing, congress)
    address = f"{START}/{run.public_id}"

    stopped = send(address, f"{address}/cancel")
    relay_of(app).run_until_idle()

    assert stopped.status_code == 303
    assert "The calculation was stopped" in text(office.get(address))
    with writing() as session:
        found = session.scalars(select(AssignmentRun)).one()
        assert (found.status, found.result) == ("cancelled", {})
        assert session.scalars(select(Job.status).where(Job.kind == "assignment")).one() == "cancelled"


def test_a_second_start_is_refused_while_one_is_under_way(office, send, people, congress):
    send(START, **FIELDS)

    refused = send("/organise/bbe/forums/new", START, **FIELDS)

    assert refused.status_code == 409
    assert "An assignment is being calculated already." in text(refused)


@pytest.mark.parametrize("wrong", [{"aim": "luck"}, {"seconds": "1e9"}, {"seed": "-1"}, {"org_max": "0"}])
def test_wrong_settings_are_refused_beside_their_field(office, send, people, congress, wrong):
    refused = send(START, **FIELDS | wrong)

    assert refused.status_code == 422
    assert f'id="{next(iter(wrong))}-fault"' in text(refused)
    assert next(iter(wrong.values())) in text(refused) or wrong == {"aim": "luck"}


def test_a_run_whose_job_was_given_up_shows_as_failed(office, writing, people, congress):
    with writing() as session:
        run = service.start_run(session, session.merge(congress), settings=Settings(), seed=1, actor="user:1", now=NOON)
        session.flush()  # the job below is looked up
        session.scalars(select(Job).where(Job.public_id == run.job_public_id)).one().status = "dead"

    page = text(office.get(f"{START}/{run.public_id}"))

    assert "The calculation has failed" in page
    assert run.public_id in page


def test_nothing_starts_without_the_token_a_login_or_the_part(office, client, writing, people, congress):
    with writing() as session:
        make_congress(session, slug="other")

    assert office.post(START, data=FIELDS).status_code == 400
    assert client.get(START).status_code == 302
    assert office.get("/organise/other/assignment").status_code == 403
    assert office.get(f"{START}/0000000000000000").status_code == 404
    assert runs(writing, congress) == []
