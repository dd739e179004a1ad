import re
from datetime import timedelta

import pytest
from builders import make_congress, make_forum, make_participant
from form_reading import fields_of

from app import clock
from app.i18n import moment
from forums.dialogue.queries import preferences
from registration.organisations.models import Organisation

ADA = {"name": "Ada", "email": "ada@example.org"}


@pytest.fixture
def forums(open_congress, writing):
    """A congress with two forums; gives the congress and both."""
    congress = open_congress(wishes=2)
    with writing() as session:
        return congress, *(
            make_forum(session, congress, number=n, title={"en": f"Topic {n}", "de": f"Thema {n}"}) for n in (1, 2)
        )


def form_in(page):
    """Read what the forms of a page would send as they are."""
    return fields_of(page.text)


def faults_in(page):
    """Read the faults beside the fields, by field."""
    found = re.findall(r'<div class="fault" id="([\w-]+)-fault">(.*?)</div>', page.text)
    return {name: fault.split(".")[0] for name, fault in found}


def test_a_guest_registers_confirms_and_has_a_ticket(guest, forums, mails, link_in, everybody):
    congress, first, _ = forums

    answer = guest.post("/spring/register", **ADA, **{f"wish-{first.public_id}": "1"})
    told = guest.get(answer.location)
    [asked] = mails()
    page = guest.get(link_in(asked))
    [participant] = everybody(congress)
    confirmed = guest.post(link_in(asked), to=link_in(asked) + "/confirm")
    ticket = guest.get(confirmed.location)

    until = int(participant.deadline.timestamp())
    assert (answer.status_code, answer.location) == (303, f"/spring/registered?until={until}")
    assert moment(participant.deadline, congress.zone, "en") in told.text
    assert "Confirm registration" in page.text
    assert confirmed.status_code == 303
    assert ("<svg" in ticket.text, "Forum 1: Topic 1" in ticket.text) == (True, True)
    assert [p.status for p in everybody(congress)] == ["confirmed"]


def test_everything_a_guest_tells_is_kept(guest, forums, everybody, writing):
    congress, first, second = forums
    told = ADA | {
        "name": "أمينة حداد",
        "organisation": " Caritas  e. V. ",
        "sector": "civil_society",
        "level": "local",
        "role": "volunteer",
        "pronouns": "sie/ihr",
        "language": "en",
        "interpreting": "Dari",
        "access_needs": "two\nlines",
        "food": "vegan 🌱",
        "photo_consent": "yes",
    }

    guest.post("/spring/register", **told, **{f"wish-{second.public_id}": "1", f"wish-{first.public_id}": "2"})

    [kept] = everybody(congress)
    assert {name: getattr(kept, name) for name in told if name not in {"photo_consent", "organisation"}} == {
        name: value for name, value in told.items() if name not in {"photo_consent", "organisation"}
    }
    assert (kept.organisation, kept.photo_consent_at is not None) == ("Caritas e. V.", True)
    with writing() as session:
        assert preferences(session, kept.id) == [second.public_id, first.public_id]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(guest, forums, everybody):
    guest.language = "de"
    congress, first, second = forums
    typed = {
        "name": "x" * 201,
        "email": "ada@nowhere",
        "organisation": "Verein\u202e",
        "sector": "aristocracy",
        "level": "",
        "role": "king",
        "pronouns": "p" * 41,
        "interpreting": "i" * 101,
        "access_needs": "a" * 2001,
        "food": "a\x00b",
        "photo_consent": "yes",
        f"wish-{first.public_id}": "1",
        f"wish-{second.public_id}": "1",
    }

    before = guest.form("/spring/register")
    refused = guest.send("/spring/register", before | typed)

    again = form_in(refused)
    assert refused.status_code == 422
    assert set(faults_in(refused)) == {
        "name",
        "email",
        "organisation",
        "sector",
        "role",
        "pronouns",
        "wishes",
        "interpreting",
        "access_needs",
        "food",
    }
    assert {name: again[name] for name in typed if name not in {"sector", "role", "food"}} == {
        name: typed[name] for name in typed if name not in {"sector", "role", "food"}
    }
    assert (again["key"], everybody(congress)) == (before["key"], [])
    assert '<html lang="de"' in refused.text


def test_missing_answers_are_named_in_words(guest, open_congress):
    open_congress()

    refused = guest.post("/spring/register", name=" \u200b ", email="")

    assert (refused.status_code, faults_in(refused)) == (
        422,
        {"name": "This contains invisible control characters", "email": "Please fill in this field; it is required"},
    )
    assert 'href="#email">E-mail address: Please fill in this field' in refused.text


def test_wishes_for_forums_that_are_not_there_are_refused(guest, forums, everybody, writing):
    congress, first, second = forums
    with writing() as session:
        foreign = make_forum(session, make_congress(session)).public_id
        third = make_forum(session, congress, number=3)

    one = guest.post("/spring/register", **ADA, **{f"wish-{foreign}": "1"})
    many = guest.post(
        "/spring/register", **ADA, **{f"wish-{f.public_id}": str(n) for n, f in enumerate((first, second, third), 1)}
    )

    assert [(a.status_code, list(faults_in(a))) for a in (one, many)] == [(422, ["wishes"])] * 2
    assert everybody(congress) == []


def test_a_repeat_of_the_same_form_makes_one_registration(guest, open_congress, everybody, mails):
    congress = open_congress(capacity=1)
    form = guest.form("/spring/register") | ADA

    answers = [guest.send("/spring/register", form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303] * 3
    assert len(everybody(congress)) == len(mails()) == 1


def test_a_known_and_an_unknown_address_get_the_same_answer(guest, open_congress, everybody, mails):
    congress = open_congress()
    guest.post("/spring/register", **ADA)

    known = guest.post("/spring/register", **ADA)
    new = guest.post("/spring/register", **ADA | {"email": "ben@example.org"})
    pages = [guest.get(answer.location.partition("?")[0]).text for answer in (known, new)]
    links = [guest.post("/spring/link", email=address) for address in ("ada@example.org", "nobody@example.org")]
    sent = [guest.get(answer.location).text for answer in links]

    # The place is kept until a moment counted from each request: the second may have passed in between.
    answers = [re.sub(r"until=\d+", "until=", answer.text) for answer in (known, new)]
    assert (known.status_code, answers[0]) == (new.status_code, answers[1])
    assert (pages[0], sent[0], links[0].location) == (pages[1], sent[1], links[1].location)
    assert sorted(mail["To"] for mail in mails()) == ["ada@example.org", "ada@example.org", "ben@example.org"]
    assert len(everybody(congress)) == 2


def test_a_full_congress_offers_the_waiting_list_on_the_form(guest, open_congress, everybody):
    congress = open_congress(capacity=1)
    early = guest.form("/spring/register") | ADA | {"email": "late@example.org"}
    guest.post("/spring/register", **ADA)

    refused = guest.send("/spring/register", early)
    joined = guest.send("/spring/register", form_in(refused))
    told = guest.get(joined.location)
    straight = guest.post("/spring/register", name="Cem", email="cem@example.org")

    assert (refused.status_code, form_in(refused)["email"], "Join the waiting list" in refused.text) == (
        409,
        "late@example.org",
        True,
    )
    assert (joined.location, "place on the waiting list" in told.text) == ("/spring/registered?waiting=yes", True)
    assert straight.status_code == 303
    assert [p.status for p in everybody(congress)] == ["pending", "waiting", "waiting"]


def test_who_waits_is_offered_the_place_and_takes_it_by_the_pages(guest, open_congress, mails, link_in, everybody):
    congress = open_congress(capacity=1)
    guest.post("/spring/register", **ADA)
    guest.post("/spring/register", name="Ben", email="ben@example.org")
    ada, ben = (link_in(mail) for mail in mails())

    waiting = guest.get(ben).text
    guest.post(ada, to=ada + "/cancel")
    offered = guest.get(ben).text
    told = mails()[2:]
    guest.post(ben, to=ben + "/confirm")

    assert ("You are number 1 on the waiting list" in waiting, "Take the place" in offered) == (True, True)
    assert [(p.name, p.status) for p in everybody(congress)] == [("Ada", "cancelled"), ("Ben", "confirmed")]
    assert sorted((mail["To"], mail["Subject"].partition(":")[0]) for mail in told) == [
        ("ada@example.org", "Your registration is cancelled"),
        ("ben@example.org", "A place has come free for you"),
    ]
    assert link_in(next(mail for mail in told if mail["To"] == "ben@example.org")) == ben


def test_registration_outside_its_time_says_when_and_keeps_nothing(guest, open_congress, everybody):
    now = clock.now()
    congress = open_congress(registration_closes_at=now - timedelta(seconds=1))
    other = open_congress(slug="later")
    form = guest.form("/later/register") | ADA

    page = guest.get("/spring/register")
    refused = guest.send("/spring/register", form)

    assert (page.status_code, "Registration is closed" in page.text, "Set-Cookie" in page.headers) == (200, True, False)
    assert (refused.status_code, "Registration is closed" in refused.text) == (409, True)
    assert (everybody(congress), everybody(other)) == ([], [])


def test_wishes_after_their_deadline_are_refused_and_no_longer_asked_for(
    guest, forums, writing, everybody, open_congress
):
    _, first, _ = forums
    late = open_congress(slug="late", preferences_until=clock.now() - timedelta(seconds=1))
    with writing() as session:
        forum = make_forum(session, late)

    form = guest.form("/late/register")
    refused = guest.send("/late/register", form | ADA | {f"wish-{forum.public_id}": "1"})

    assert [name for name in form if name.startswith("wish-")] == []
    assert (refused.status_code, everybody(late)) == (409, [])
    assert f"wish-{first.public_id}" in guest.form("/spring/register")


def test_a_form_without_its_token_is_given_back_with_all_that_was_typed(guest, open_congress, everybody):
    congress = open_congress()
    form = guest.form("/spring/register") | ADA

    for token in ("", "forged", None):
        sent = {k: v for k, v in (form | {"csrf_token": token}).items() if v is not None}
        refused = guest.send("/spring/register", sent)
        assert (refused.status_code, form_in(refused)["email"]) == (400, "ada@example.org")

    assert everybody(congress) == []
    assert guest.send("/spring/register", form_in(refused)).status_code == 303


def test_the_form_comes_from_the_cache_with_tokens_of_each_reader(app, guest, open_congress):
    open_congress()

    mine, mine_again = guest.form("/spring/register"), guest.form("/spring/register")
    theirs = form_in(app.test_client().get("/spring/register"))

    assert len({mine["key"], mine_again["key"], theirs["key"]}) == 3
    assert mine["csrf_token"].partition(".")[0] != theirs["csrf_token"].partition(".")[0]


def test_organisations_of_the_register_are_suggested(guest, open_congress, writing):
    congress = open_congress()
    with writing() as session:
        session.add(Organisation(congress_id=congress.id, name='Stadt "Essen" & Co', key="stadtessen"))

    assert '<option value="Stadt &#34;Essen&#34; &amp; Co">' in guest.get("/spring/register").text


def test_too_many_forms_are_refused_but_a_network_of_many_guests_is_not(app_with, open_congress, everybody):
    congress = open_congress(capacity=500)
    browser = app_with(limits="on").test_client()
    form = form_in(browser.get("/spring/register", headers={"Accept-Language": "en"})) | {"name": "Ada"}

    def send(name, network="192.0.2.1"):
        typed = form | {"email": f"{name}@example.org", "key": ""}
        return browser.post("/spring/register", data=typed, environ_base={"REMOTE_ADDR": network})

    first = [send(number).status_code for number in range(60)]
    refused = send("ada")
    elsewhere = [send("ada", network=f"198.51.100.{number}").status_code for number in range(13)]

    assert (first, refused.status_code, form_in(refused)["email"]) == ([303] * 60, 429, "ada@example.org")
    assert (elsewhere, len(everybody(congress))) == ([303] * 12 + [429], 61)


def test_the_form_for_a_lost_link_is_given_back_without_its_token(guest, open_congress, mails):
    open_congress()

    refused = guest.send("/spring/link", {"email": "ada@example.org"})

    assert (refused.status_code, form_in(refused)["email"], mails()) == (400, "ada@example.org", [])
    assert guest.send("/spring/link", form_in(refused)).status_code == 303


def test_a_link_is_not_mailed_to_a_broken_address(guest, open_congress, mails):
    open_congress()

    refused = guest.post("/spring/link", email="ada@")

    assert (refused.status_code, list(faults_in(refused)), form_in(refused)["email"]) == (422, ["email"], "ada@")
    assert mails() == []


def test_the_page_after_registering_says_no_later_date_than_true(guest, open_congress):
    open_congress()
    latest = moment(clock.now() + timedelta(hours=72), "Europe/Berlin", "en")

    pages = [guest.get(f"/spring/registered?until={until}") for until in ("9" * 30, "-5", "x", "")]

    assert [page.status_code for page in pages] == [200] * 4
    assert latest[:-5] in pages[0].text


def test_other_congresses_keep_their_guests_apart(guest, open_congress, everybody, writing, mails):
    spring, autumn = open_congress(), open_congress(slug="autumn")
    with writing() as session:
        make_participant(session, spring, now=clock.now(), **ADA)

    guest.post("/autumn/link", email="ada@example.org")
    guest.post("/autumn/register", **ADA)

    assert [len(everybody(congress)) for congress in (spring, autumn)] == [1, 1]
    assert [mail["Subject"].partition(":")[0] for mail in mails()].count("The link to your page") == 0
