"""An organiser writes to those who are confirmed, tries it, sends it, and sees what became of it."""

import re
from datetime import timedelta

import pytest
from browsing import submit
from builders import make_congress, make_forum, make_participant
from sqlalchemy import event, select, update

from app import clock
from app.db import db
from app.factory import relay_of
from app.jobs.models import Job
from app.mailings.models import Mailing

HOME = "/organise/bbe/mailings"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe", title={"de": "Frühling", "en": "Spring"})
        for name in ("Ada", "Bob"):
            make_participant(session, congress, name=name, now=clock.now(), language="en")
        make_participant(session, congress, name="Cem", confirmed=False, now=clock.now())
        return congress


@pytest.fixture
def office(organiser_of, bbe):
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def begun(office):
    """Begin with the reminder, and give the address of the draft."""
    answer = submit(office, HOME, {"start": "reminder"})
    assert answer.status_code == 303
    return answer.location.removesuffix("/change")


def seen(office, page):
    return re.search(r'name="seen" value="([^"]+)"', office.get(page).text)[1].replace("&#43;", "+")


def act(office, page, step="", **data):
    answer = submit(office, HOME, data, to=page + step)
    assert answer.status_code == 303, answer.text
    return office.get(page).text


def test_a_mailing_from_the_first_word_to_the_last_copy(app, office, writing, bbe, tmp_path):
    page = begun(office)
    text = {
        "subject_en": "Bring {name}",
        "subject_de": "Für {name}",
        "body_en": "In *{congress}*.",
        "body_de": "{link}",
    }
    saved = submit(office, f"{page}/change", text | {"status": "confirmed"})
    shown = office.get(f"{page}?recipient=1").text
    act(office, page, "/test")
    sent = act(office, page, seen=seen(office, page), when="now")
    relay_of(app).run_until_idle()
    after = office.get(page).text

    assert saved.status_code == 303
    assert [word in shown for word in ("2 people match now.", "As Bob reads it.", "Bring Bob", "<em>Spring</em>")] == [
        True
    ] * 4
    assert "/my/" not in shown
    assert "On its way to 2 people." in sent
    assert ("Ada" in after, "Bob" in after, "Cem" in after) == (True, True, False)
    mails = [path.read_text() for path in (tmp_path / "mail").glob("*.eml")]
    subjects = sorted(s for m in mails for s in re.findall(r"^Subject: (.*)", m, re.MULTILINE) if "Bring" in s)
    own = re.compile(r"member\d+@example\.org")
    assert [own.sub("me", subject) for subject in subjects] == ["Bring Ada", "Bring Bob", "[Test] Bring me"]
    assert "Use again" in office.get(HOME).text


def test_a_word_in_braces_that_means_nothing_is_refused_and_nothing_is_lost(office):
    page = begun(office)
    typed = {"subject_de": "Hallo", "body_de": "Liebe {vorname}", "organisation": "Stadt Ulm", "sector": ["state"]}

    refused = submit(office, f"{page}/change", typed)
    foreign = submit(office, f"{page}/change", {"subject_de": "a", "body_de": "b", "forums": "0123456789abcdef"})

    assert (refused.status_code, foreign.status_code) == (422, 422)
    for kept in (
        "{vorname} means nothing here. Possible are: {name}",
        "Liebe {vorname}",
        'value="Stadt Ulm"',
        'value="state" checked',
    ):
        assert kept in refused.text
    assert "Please choose one of the given answers." in foreign.text


def test_what_a_colleague_changed_meanwhile_is_not_sent_unseen(office):
    page = begun(office)
    before = seen(office, page)
    submit(office, f"{page}/change", {"subject_de": "Anders", "body_de": "Text"})

    refused = submit(office, page, {"seen": before, "when": "now"})
    forged = submit(office, page, {"seen": "never", "when": "now"})

    assert (refused.status_code, forged.status_code) == (422, 422)
    assert "Somebody else was faster" in refused.text


def test_it_is_scheduled_in_the_time_of_the_congress_taken_back_and_thrown_away(office, writing):
    page = begun(office)
    act(office, page, seen=seen(office, page), when="later", starts_at="2099-07-01T08:00")
    with writing() as session:
        planned = session.scalars(select(Mailing)).one()
        assert (planned.status, planned.starts_at.isoformat()) == ("scheduled", "2099-07-01T06:00:00+00:00")
    past = submit(office, page, {"seen": seen(office, page), "when": "later", "starts_at": "2020-01-01T08:00"})
    assert (past.status_code, "This moment has passed." in past.text) == (422, True)

    assert "It is a draft again and does not go out by itself." in act(office, page, "/unschedule")
    assert submit(office, page, {}, to=f"{page}/remove").location.endswith(HOME)
    assert office.get(page).status_code == 404


def test_undelivered_mails_are_explained_and_tried_again_one_or_all(app, office, writing, bbe):
    page = begun(office)
    act(office, page, seen=seen(office, page), when="now")
    failed = {"status": "dead", "error": "the mail server answered 550 5.1.1", "finished_at": clock.now()}
    with writing() as session:
        session.execute(update(Job).where(Job.payload["mail"].as_string() == "mailings.copy").values(failed))
    dead = office.get(f"{page}?state=dead").text
    listed = office.get("/organise/bbe/undelivered").text
    one = re.search(r'action="(/organise/bbe/undelivered/\w+)"', listed)[1]

    assert submit(office, "/organise/bbe/undelivered", {}, to=one).status_code == 303
    assert waiting(writing) == 1
    assert "1 mail is tried again." in act_on_list(office)
    assert waiting(writing) == 2
    for told in (dead, listed):
        assert "There is no mailbox at this address." in told
        assert "550 5.1.1" in told


def act_on_list(office):
    submit(office, "/organise/bbe/undelivered", {})
    return office.get("/organise/bbe/undelivered").text


def waiting(writing):
    with writing() as session:
        chosen = select(Job.id).where(Job.payload["mail"].as_string() == "mailings.copy", Job.status == "waiting")
        return len(session.scalars(chosen).all())


def test_pause_go_on_send_to_new_ones_and_stop(office, writing, bbe):
    page = begun(office)
    act(office, page, seen=seen(office, page), when="now")
    paused = act(office, page, "/pause")
    assert "It goes on." in act(office, page, "/resume")
    with writing() as session:
        make_forum(session, bbe)
        make_participant(session, bbe, name="Late", now=clock.now() + timedelta(seconds=1))
    offered = office.get(page).text
    more = act(office, page, "/more")
    stopped = act(office, page, "/stop")
    again = act(office, page, "/resume")

    assert "Paused." in paused
    assert "Send to 1 more person" in offered
    assert "On its way to 1 person." in more
    assert "Stopped for good." in stopped
    assert "Somebody else was faster" in again


def test_the_pages_cost_the_same_number_of_statements_however_many_get_it(app, office, writing, bbe):
    page = begun(office)
    act(office, page, seen=seen(office, page), when="now")
    few = [statements(app, office, address) for address in (page, HOME)]
    with writing() as session:
        for number in range(20):
            make_participant(session, bbe, name=f"Guest {number}", now=clock.now())
    act(office, page, "/more")

    assert [statements(app, office, address) for address in (page, HOME)] == few


def statements(app, office, address):
    asked = []

    def note(*arguments):
        asked.append(arguments[2])

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        assert office.get(address).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
