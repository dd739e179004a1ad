import io
import re
from datetime import timedelta

import pytest
from builders import make_congress, make_forum, make_participant, make_preferences, make_room, make_session
from form_reading import fields_of
from pypdf import PdfReader
from sqlalchemy import update

from app import clock
from app.i18n import moment
from forums.dialogue.models import Seat
from forums.dialogue.queries import preferences
from registration.participants import queries, service
from registration.participants.models import Participant

SECRET = "a secret for tests, of at least 32 characters"


def address_of(participant, congress):
    return f"/{congress.slug}/my/{service.link_of(participant, secret=SECRET)}"


@pytest.fixture
def arrive(open_congress, writing):
    """``arrive(confirmed=…)`` makes a congress at /spring/ with one guest; gives congress, guest and the address of their page."""

    def make(*, confirmed=True, congress=None, **values):
        congress = congress or open_congress()
        with writing() as session:
            person = make_participant(
                session, congress, now=clock.now(), confirmed=confirmed, **{"name": "Ada", "language": "en"} | values
            )
        return congress, person, address_of(person, congress)

    return make


def again(writing, person):
    with writing() as session:
        return queries.by_id(session, person.id)


def test_the_page_is_for_its_bearer_alone(guest, arrive):
    _, _, mine = arrive()

    page = guest.get(mine)

    assert (
        page.status_code,
        page.headers["Cache-Control"],
        page.headers["Referrer-Policy"],
        page.headers["X-Robots-Tag"],
    ) == (
        200,
        "private, no-store",
        "no-referrer",
        "noindex, nofollow",
    )
    assert "Content-Encoding" not in guest.get(mine, **{"Accept-Encoding": "gzip"}).headers


def test_a_forged_a_foreign_and_a_renewed_link_lead_nowhere(guest, arrive, open_congress):
    _, _, mine = arrive()
    open_congress(slug="autumn")
    token = mine.rpartition("/")[2]
    forged = [
        f"/spring/my/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}",
        "/spring/my/x",
        "/spring/my/" + "9" * 5000,
        "/spring/my/%00",
        f"/autumn/my/{token}",
    ]

    assert [
        guest.get(path + end).status_code
        for path in forged
        for end in ("", "/wishes", "/change", "/cancel", "/ticket.pdf")
    ] == [404] * 25
    assert [guest.post(mine, to=path + "/confirm").status_code for path in forged] == [404] * 5

    renewed = guest.post(mine, to=mine + "/renew")

    assert (guest.get(mine).status_code, guest.get(renewed.location).status_code) == (404, 200)


def test_a_dead_link_offers_to_mail_a_living_one(guest, arrive):
    _, _, mine = arrive()

    dead = guest.get(mine[:-3])

    assert (dead.status_code, dead.headers["Cache-Control"]) == (404, "private, no-store")
    assert 'action="/spring/link"' in dead.text
    assert "leads nowhere" in dead.text
    assert guest.get("/nowhere/my/x").status_code == 404


def test_the_page_speaks_the_guests_language_whatever_the_browser_says(guest, arrive, open_congress):
    congress = open_congress()

    for language, other in (("de", "en"), ("en", "de")):
        guest.language = other
        _, _, mine = arrive(congress=congress, language=language)
        pages = [guest.get(mine + end).text for end in ("", "/wishes", "/change", "/cancel")]
        assert [f'<html lang="{language}"' in page for page in pages] == [True] * 4

    assert '<html lang="de"' in guest.get(f"{mine}?lang=de").text


def test_opening_the_link_confirms_nothing_and_a_button_does_once(guest, arrive, writing, mails):
    congress, person, mine = arrive(confirmed=False)

    page = guest.get(mine)
    assert (again(writing, person).status, "<svg xmlns" in page.text) == ("pending", False)
    assert moment(person.deadline, congress.zone, "en") in page.text

    answers = [guest.post(mine, to=mine + "/confirm") for _ in range(2)]

    assert ([a.status_code for a in answers], again(writing, person).status) == ([303, 303], "confirmed")
    assert "Your place is confirmed. This is your ticket" in guest.get(mine).text
    assert [mail["Subject"].partition(":")[0] for mail in mails()] == ["Your place is confirmed"]


def test_a_confirmation_that_comes_too_late_is_refused_in_words(guest, arrive, writing):
    _, person, mine = arrive(confirmed=False)
    with writing() as session:
        session.execute(update(Participant).values(deadline=clock.now() - timedelta(seconds=1)))

    page = guest.get(mine).text
    guest.send(mine + "/confirm", {"csrf_token": guest.form("/spring/register")["csrf_token"]})

    assert ("The time for this has passed" in page, "Confirm registration" in page) == (True, False)
    assert "The time for this has passed, and the place was given back" in guest.get(mine).text
    assert again(writing, person).status == "pending"


def test_whoever_cancelled_or_lapsed_reads_how_to_come_back(guest, arrive, writing):
    _, _, mine = arrive()
    asked = guest.get(mine + "/cancel").text
    guest.post(mine + "/cancel")
    cancelled = guest.get(mine).text
    with writing() as session:
        session.execute(update(Participant).values(status="lapsed"))
    lapsed = guest.get(mine).text

    assert "Yes, cancel my registration" in asked
    for page, told in ((cancelled, "You have cancelled"), (lapsed, "Your registration has lapsed")):
        assert (told in page, 'href="/spring/register">Register again' in page) == (True, True)
        assert ("<svg xmlns" in page, "/calendar/" in page) == (False, False)
    assert [guest.get(mine + end).status_code for end in ("/wishes", "/change", "/cancel", "/ticket.pdf")] == [
        409,
        409,
        409,
        404,
    ]


def test_the_ticket_is_the_same_code_on_screen_and_paper(guest, arrive, open_congress):
    _, _, mine = arrive(name="Ada Lovelace", organisation="Verein")

    first, second = (re.findall(r'<path fill="#000" d="([^"]+)"', guest.get(mine).text) for _ in range(2))
    paper = guest.get(mine + "/ticket.pdf")
    [page] = PdfReader(io.BytesIO(paper.data)).pages

    assert (first == second, len(first)) == (True, 1)
    assert (paper.mimetype, paper.headers["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert all(text in page.extract_text() for text in ("Ada Lovelace", "Verein", "Auditorium"))


def test_wishes_change_until_the_deadline_which_is_shown(guest, arrive, writing):
    congress, person, mine = arrive()
    with writing() as session:
        first, second = (make_forum(session, congress, number=n) for n in (1, 2))
        make_preferences(session, person, first)

    form = guest.form(mine + "/wishes")
    page = guest.get(mine + "/wishes").text
    kept = guest.send(mine + "/wishes", form | {f"wish-{first.public_id}": "2", f"wish-{second.public_id}": "1"})
    twice = guest.send(mine + "/wishes", form | {f"wish-{second.public_id}": "1"})
    with writing() as session:
        ranked = preferences(session, person.id)
        session.execute(update(type(congress)).values(preferences_until=clock.now()))
    late = guest.send(mine + "/wishes", form)

    assert (form[f"wish-{first.public_id}"], form[f"wish-{second.public_id}"]) == ("1", "")
    assert moment(congress.preferences_until, congress.zone, "en") in page
    assert (kept.status_code, ranked) == (303, [second.public_id, first.public_id])
    assert (
        twice.status_code,
        "Two forums have the same number" in twice.text,
        fields_of(twice.text)[f"wish-{second.public_id}"],
    ) == (422, True, "1")
    assert (late.status_code, "Wishes could be changed until" in late.text, "<select" in late.text) == (
        409,
        True,
        False,
    )


def test_the_forum_is_told_with_room_moderation_and_reason_once_it_is_published(guest, arrive, writing):
    congress, person, mine = arrive()
    with writing() as session:
        room = make_room(session, congress, name="Elbe", hint="Second floor")
        wanted, given = (
            make_forum(session, congress, number=1),
            make_forum(session, congress, number=2, title={"en": "Housing"}, room_id=room.id),
        )
        make_session(
            session,
            congress,
            kind="forums",
            title={"en": "Forum time"},
            starts_at=given.starts_at,
            ends_at=given.ends_at,
        )
        reason = {
            "forum": given.public_id,
            "rank": 2,
            "pinned": False,
            "has_wishes": True,
            "dearer": [{"forum": wanted.public_id, "rank": 1, "why": "full", "seated": 30, "as_dear": 30}],
        }
        session.add(Seat(participant_id=person.id, forum_id=given.id, reason=reason, assigned_at=clock.now()))
        make_preferences(session, person, wanted, given)

    before = guest.get(mine).text
    with writing() as session:
        session.execute(update(type(congress)).values(assignment_published_at=clock.now()))
    after = guest.get(mine).text

    assert ("My forum" in before, "Forum time" in before) == (False, True)
    assert all(
        told in after
        for told in (
            "My forum",
            "Forum 2: Housing",
            "Elbe",
            "Second floor",
            "Your 2nd wish.",
            "all 30 people there had it as their 1st wish",
        )
    )
    assert "Forum time" not in after


def test_answers_change_but_the_address_does_not(guest, arrive, writing, everybody):
    congress, person, mine = arrive(name="Ada", food="vegan")

    form = guest.form(mine + "/change")
    changed = guest.send(
        mine + "/change",
        form | {"name": "Ada L.", "email": "eve@example.org", "language": "de", "photo_consent": "yes"},
    )
    faulty = guest.send(mine + "/change", form | {"name": "", "food": "x" * 201})

    after = again(writing, person)
    assert (changed.status_code, after.name, after.email, after.food, after.language) == (
        303,
        "Ada L.",
        person.email,
        "vegan",
        "de",
    )
    assert after.photo_consent_at is not None
    assert (faulty.status_code, fields_of(faulty.text)["food"]) == (422, "x" * 201)
    assert [p.id for p in everybody(congress)] == [person.id]


def test_a_guest_without_photo_consent_can_take_it_back(guest, arrive, writing):
    _, person, mine = arrive(photo_consent=True)

    form = guest.form(mine + "/change")
    del form["photo_consent"]
    guest.send(mine + "/change", form)

    assert again(writing, person).photo_consent_at is None


def test_a_new_link_is_also_mailed(guest, arrive, mails, link_in):
    _, _, mine = arrive()
    mails()

    renewed = guest.post(mine, to=mine + "/renew")

    assert link_in(mails()[-1]) == renewed.location != mine
    assert "Your page has a new address" in guest.get(renewed.location).text


def test_the_day_shows_what_comes_next_while_the_congress_is_on(guest, arrive, open_congress, writing):
    now = clock.now()
    congress = open_congress(
        starts_on=now.date() - timedelta(days=1), ends_on=now.date() + timedelta(days=1), zone="UTC"
    )
    _, _, mine = arrive(congress=congress)
    with writing() as session:
        make_session(
            session,
            congress,
            title={"en": "What is on"},
            starts_at=now - timedelta(minutes=1),
            ends_at=now + timedelta(minutes=1),
        )

    page = guest.get(mine).text

    assert re.search(r"Now, \d\d:\d\d–\d\d:\d\d: <strong>What is on</strong>", page)


def test_the_calendar_address_is_secret_and_leads_to_the_own_feed(guest, arrive):
    _, _, mine = arrive()

    page = guest.get(mine).text
    [address] = re.findall(r'value="http://127\.0\.0\.1:8000(/spring/calendar/[\w-]{43}\.ics)"', page)
    feed = guest.get(address)

    assert (f'href="webcal://127.0.0.1:8000{address}"' in page, feed.mimetype) == (True, "text/calendar")


def test_no_address_holds_anything_about_the_person_but_the_secret(guest, arrive):
    _, person, mine = arrive(name="Ada Lovelace", email="ada@example.org")

    links = set(re.findall(r'(?:href|action)="([^"]*)"', guest.get(mine).text))

    telling = ("Ada", "Lovelace", "ada", "example.org", person.public_id)
    assert [
        link for link in links if any(word in link.replace("mailto:kongress@example.org", "") for word in telling)
    ] == []


def test_every_form_of_the_page_needs_its_token(client, arrive, writing):
    _, person, mine = arrive(confirmed=False)

    answers = [client.post(mine + end).status_code for end in ("/confirm", "/wishes", "/change", "/cancel", "/renew")]

    assert (answers, again(writing, person).status) == ([400] * 5, "pending")


def test_forms_work_over_https_where_the_page_sends_no_referrer(client, arrive, writing):
    _, person, mine = arrive(confirmed=False)

    page = client.get(mine, base_url="https://localhost")
    done = client.post(mine + "/confirm", data=fields_of(page.text), base_url="https://localhost")

    assert (done.status_code, again(writing, person).status) == (303, "confirmed")


def test_a_page_of_another_congress_cannot_be_cancelled_from_here(guest, arrive, writing):
    _, person, mine = arrive()
    with writing() as session:
        make_congress(session, slug="autumn")

    refused = guest.post(mine + "/cancel", to=mine.replace("/spring/", "/autumn/") + "/cancel")

    assert (refused.status_code, again(writing, person).status) == (404, "confirmed")
