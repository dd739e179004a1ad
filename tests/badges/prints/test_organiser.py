"""Print runs: whose badges, what changed, new codes; long ones in the background."""

import re
from contextlib import suppress
from html import unescape

import pytest
from builders import NOON, make_congress, make_forum, make_participant
from sqlalchemy import func, select, update

from app.db import transaction
from app.factory import features
from app.jobs.models import Job
from app.jobs.relay import Cancelled, Relay
from badges import queries
from badges.prints import service
from badges.prints.jobs import forget_files, print_badges
from badges.prints.models import PrintLine, PrintPiece, PrintRun
from forums.dialogue.models import Forum, Seat
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.privacy.service import erase

PAGE = "/organise/bbe/badges/"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, bbe):
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def people(writing, bbe):
    with writing() as session:
        found = {
            name: make_participant(session, bbe, name=name, role=role, organisation=organisation)
            for name, role, organisation in (
                ("Ada", "press", "Z"),
                ("Bo", "participant", "Y"),
                ("Cem", "participant", "X"),
            )
        }
        for number, name in ((2, "Ada"), (1, "Cem")):
            forum = make_forum(session, bbe, number=number)
            session.add(Seat(participant_id=found[name].id, forum_id=forum.id, reason={}, assigned_at=NOON))
        return found


@pytest.fixture
def relay(app):
    jobs = {kind: run for feature in features() for kind, run in feature.jobs.items()}
    return Relay(app, jobs=jobs, routines=())


def names(paper):
    return [re.search("Ada|Bo|Cem", page.extract_text())[0] for page in paper.reader.pages]


def codes_of(writing, people):
    with writing() as session:
        return {name: queries.living_badge(session, person.id).code for name, person in people.items()}


def test_runs_are_chosen_ordered_repeated_and_looked_up(office, people, token_of, writing, as_paper):
    token = {"csrf_token": token_of(office, PAGE + "check?who=all"), "sheet": "a6"}

    def printed(**asked):
        with office.get(office.post(PAGE + "print", data=token | asked).location) as file:
            return names(as_paper(file.data))

    assert "have been printed before" not in office.get(PAGE + "check?who=all").text
    assert printed(who="all", order="organisation") == ["Cem", "Bo", "Ada"]
    assert printed(who="all", order="forum") == ["Cem", "Ada", "Bo"]
    assert printed(who="all", category="press") == ["Ada"]
    with writing() as session:
        forum = session.scalar(select(Forum.public_id).where(Forum.number == 1))
    assert printed(who="all", forum=forum) == ["Cem"]

    assert "All badges are printed already." in office.get(PAGE + "check?who=new").text
    assert "No badges" in office.get(PAGE + "check?who=changed").text
    with writing() as session:
        session.execute(update(Participant).where(Participant.name == "Bo").values(pronouns="they"))
    assert "One badge" in office.get(PAGE + "check?who=changed").text
    before = codes_of(writing, people)
    assert printed(who="changed", codes="new") == ["Bo"]
    after = codes_of(writing, people)
    assert {name for name in people if before[name] != after[name]} == {"Bo"}
    assert "No badges" in office.get(PAGE + "check?who=changed").text
    assert "3 of these badges have been printed before." in office.get(PAGE + "check?who=all").text

    history = office.get(PAGE + "runs").text
    assert "5 print runs" in history
    assert "those whose badge says something else since" in history
    page = f"{PAGE}people/{people['Ada'].public_id}"
    once_more = office.post(f"{page}/print", data=token | {"codes": "new"})
    assert codes_of(writing, people)["Ada"] != after["Ada"]
    with office.get(once_more.location) as file:
        assert file.headers["Content-Disposition"].startswith("inline")


def test_a_stopped_run_changes_no_code_and_a_kept_one_holds_nobody_who_is_erased(
    office, people, token_of, writing, as_paper, monkeypatch, relay, app
):
    data = {"csrf_token": token_of(office, PAGE + "check?who=all"), "sheet": "a6", "codes": "new", "order": "name"}
    office.post(PAGE + "print", data=data | {"who": "all"})
    before = codes_of(writing, people)
    monkeypatch.setattr(service, "LONG", 2)
    told = []

    def erase_bo_when_all_are_written(done, total):
        told.append((done, total))
        if (done, total) == (6, 6):
            with transaction() as session:
                bo = participants.by_id(session, people["Bo"].id)
                erase(session, bo, held=app.extensions["reihum_personal"], reason="organiser", actor="user:1", now=NOON)

    def stop_when_all_are_written(done, total):
        if done == total:
            raise Cancelled

    def run(progress, **asked):
        page = office.post(PAGE + "print", data=data | asked).location
        with writing() as session:
            job = session.scalar(select(Job).order_by(Job.id.desc()).limit(1))
        with app.app_context(), suppress(Cancelled):
            print_badges(progress, job)
        return office.get(page).text

    stopped = run(stop_when_all_are_written, who="found", q="example")
    unchanged = codes_of(writing, people)
    done = run(erase_bo_when_all_are_written, who="all")

    assert "No code has changed" in stopped
    assert unchanged == before
    assert told == [(3, 6), (4, 6), (5, 6), (6, 6), (2, 4), (3, 4), (4, 4)]
    del people["Bo"]
    after = codes_of(writing, people)
    [address] = re.findall(r'href="([^"]+\.pdf[^"]*)"', done)
    with office.get(unescape(address)) as file:
        paper = as_paper(file.data)
    assert names(paper) == ["Ada", "Cem"]
    assert [paper.codes(page=1), paper.codes(page=2)] == [[after["Ada"]], [after["Cem"]]]
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(PrintLine)) == 0
        assert not any("example" in str(job.payload) for job in session.scalars(select(Job)))


def test_a_long_run_is_written_in_the_background_and_can_be_stopped(
    office, people, token_of, writing, as_paper, monkeypatch, relay, app
):
    monkeypatch.setattr(service, "LONG", 2)
    data = {"csrf_token": token_of(office, PAGE + "check?who=all"), "sheet": "a6", "who": "all", "order": "name"}

    page = office.post(PAGE + "print", data=data).location
    twice = office.post(PAGE + "print", data=data)
    waiting = office.get(f"{page}/progress").json
    stopped = office.post(f"{page}/stop", data=data)
    relay.run_until_idle()

    assert waiting["state"] == "queued"
    assert (twice.status_code, stopped.status_code) == (409, 303)
    assert "0 of their badges have been printed." in office.get(PAGE).text
    assert "Please begin again." in office.get(page).text

    page = office.post(PAGE + "print", data=data).location
    relay.run_until_idle()
    done = office.get(page).text
    assert office.get(f"{page}/progress").json["state"] == "done"
    assert "The file is kept for a day" in done
    [address] = re.findall(r'href="([^"]+\.pdf[^"]*)"', done)
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(PrintPiece)) == 1
        session.execute(update(Participant).where(Participant.name == "Bo").values(name="Cem"))
    with office.get(unescape(address)) as file:
        assert names(as_paper(file.data)) == ["Ada", "Bo", "Cem"]  # the kept file, as it was written
    with writing() as session:
        session.execute(update(PrintRun).values(printed_at=NOON.replace(year=2020)))
    with app.app_context():
        forget_files()
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(PrintPiece)) == 0
