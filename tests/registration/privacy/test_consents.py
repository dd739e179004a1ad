"""What somebody was told and agreed to, with the version of the notice that held then."""

from datetime import timedelta

from browsing import enter, make_account, submit
from builders import NOON, make_congress, make_participant, make_request

from app.congress import service as congresses
from app.congress.queries import notices
from app.congress.rules import Controller
from registration.participants import rules, service
from registration.privacy import consents

DAY = timedelta(days=1)


def test_each_step_tells_the_version_that_held(app, session):
    congress = make_congress(session)
    guest = make_participant(session, congress, photo_consent=True)
    hosts = [Controller("Bund", "Berlin", "Ada", "ada@example.org"), Controller("Stiftung")]
    congresses.set_controllers(session, congress, hosts, actor="user:1", now=NOON + DAY)
    congresses.set_controllers(session, congress, hosts, actor="user:1", now=NOON + 2 * DAY)  # changes nothing
    for number, agrees in enumerate((False, True), 2):
        session.refresh(guest)
        answers = rules.clean_request(make_request(name=guest.name, email=guest.email, photo_consent=agrees))
        moment = NOON + number * DAY
        service.change(session, guest, answers, may_change_email=False, actor=f"participant:{guest.id}", now=moment)
    session.refresh(guest)

    with app.test_request_context("/?lang=en"):
        told = [(step.at, step.words, step.version) for step in consents.of(session, guest)]

    assert told == [
        (NOON, "Registered; the privacy notice was shown", 1),
        (NOON, "Agreed to photos", 1),
        (NOON + 2 * DAY, "Took the consent to photos back", 2),
        (NOON + 3 * DAY, "Agreed to photos", 2),
    ]
    first, second = notices(session, congress.id)
    assert (first.version, first.controllers, first.text) == (1, [], congress.privacy)
    assert [one["name"] for one in second.controllers] == ["Bund", "Stiftung"]


def test_two_hosts_stand_in_the_notice_with_whom_to_ask(app, writing):
    with writing() as session:
        congress = make_congress(session, slug="joint")
        make_account(session, "boss@example.org", organises=congress)
    office = app.test_client()
    enter(office, "boss@example.org")
    page = "/organise/joint/privacy/controllers"
    typed = {
        "name_1": "Bund",
        "address_1": "Berlin",
        "contact_1": "Ada",
        "email_1": "a@example.org",
        "name_2": "Stiftung",
    }

    faulty = submit(office, page, typed | {"email_1": "nobody"})
    done = submit(office, page, typed)

    notice = app.test_client().get("/joint/privacy?lang=en").text
    assert (faulty.status_code, done.status_code) == (422, 303)
    assert [word in notice for word in ("Berlin", "Ada", "a@example.org", "Stiftung", "share the responsibility")] == [
        True
    ] * 5
    assert "Version 2 of this notice" in notice
