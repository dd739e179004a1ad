"""Organisers choose, check and print badges, and make a new one for a lost one."""

import re
from html import unescape

import pytest
from builders import NOON, make_congress, make_participant
from sqlalchemy import update

from app.accounts.models import Part
from badges import queries, service
from badges.checkin import queries as checkin
from registration.participants.models import Participant

PAGE = "/organise/bbe/badges/"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, bbe):
    """A browser in English in which an organiser of the congress is logged in."""
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def people(writing, bbe):
    with writing() as session:
        return {name: make_participant(session, bbe, name=name) for name in ("Ada", "Bo", "Cem")}


@pytest.fixture
def download(office, as_paper):
    def fetch(address):
        with office.get(address) as file:
            assert (file.status_code, file.mimetype) == (200, "application/pdf")
            assert "no-store" in file.headers["Cache-Control"]
            return as_paper(file.data)

    return fetch


@pytest.fixture
def print_them(office, token_of, download):
    """Go from a page to the PDF, as a browser would: the form, the address it leads to, the file."""

    def fetch(page, *, to=PAGE + "print", **choice):
        data = {"csrf_token": token_of(office, page)} | choice
        done = office.post(to, data=data)
        assert done.status_code == 303, done.text
        return download(done.location)

    return fetch


def test_everyone_confirmed_is_printed_on_a_sheet_of_ten(office, people, print_them, writing, bbe):
    with writing() as session:
        make_participant(session, bbe, name="Dora", confirmed=False)

    before = office.get(PAGE).text
    check = office.get(PAGE + "check?who=all").text
    paper = print_them(PAGE + "check?who=all")

    assert "3 people are confirmed" in before
    assert "3 badges on one page" in " ".join(check.split())
    assert len(paper.reader.pages) == 1
    assert all(name in paper.text() for name in people)
    assert "Dora" not in paper.text()
    with writing() as session:
        codes = {queries.living_badge(session, person.id).code for person in people.values()}
    assert set(paper.codes(dpi=300)) == codes
    assert "3 of their badges have been printed." in office.get(PAGE).text


def test_only_new_badges_are_printed_the_second_time(office, people, print_them, writing, bbe):
    print_them(PAGE + "check?who=all", sheet="a6")
    with writing() as session:
        make_participant(session, bbe, name="Dora")
        service.reissue(session, people["Bo"], actor="user:1", now=NOON)

    paper = print_them(PAGE + "check?who=new", who="new", sheet="a6")

    assert [page.extract_text().find("Bo") >= 0 for page in paper.reader.pages] == [True, False]
    assert "Dora" in paper.text()
    assert "All badges are printed already." in office.get(PAGE + "check?who=new").text


def test_a_print_can_be_fetched_again_without_what_died_since(office, people, print_them, writing, download):
    print_them(PAGE + "check?who=all", sheet="a6")
    with writing() as session:
        service.reissue(session, people["Bo"], actor="user:1", now=NOON)
        session.execute(update(Participant).where(Participant.name == "Cem").values(status="cancelled"))
    [address] = re.findall(r'href="(/organise/bbe/badges/prints/\d+\.pdf\?[^"]*)"', office.get(PAGE).text)

    paper = download(unescape(address))

    assert "Ada" in paper.text()
    assert len(paper.reader.pages) == 1


def test_a_search_prints_whom_it_finds(office, people, print_them):
    check = office.get(PAGE + "check?who=found&q=ad").text

    paper = print_them(PAGE + "check?who=found&q=ad", who="found", q="ad")

    assert "Ada" in check
    assert "Cem" not in check
    assert "Ada" in paper.text()
    assert "Cem" not in paper.text()


def test_letters_that_cannot_be_printed_are_told_before(office, people, writing, bbe):
    assert "cannot print" not in office.get(PAGE + "check").text
    with writing() as session:
        make_participant(session, bbe, name="陈 Wei")

    assert "Letters that we cannot print" in office.get(PAGE + "check").text


def test_used_labels_are_left_out(people, print_them):
    paper = print_them(PAGE + "check?skip=9", skip="9")

    assert len(paper.reader.pages) == 2


def test_nobody_to_print_is_said(office, token_of, writing, bbe):
    assert "nothing to print" in office.get(PAGE).text
    assert "Nobody who is confirmed" in office.get(PAGE + "check").text


def test_one_badge_is_printed_and_a_lost_one_replaced(office, people, print_them, token_of, writing):
    page = f"{PAGE}people/{people['Ada'].public_id}"
    first = print_them(page, to=f"{page}/print", sheet="a6").codes(dpi=200)

    done = office.post(f"{page}/reissue", data={"csrf_token": token_of(office, page)})
    second = print_them(page, to=f"{page}/print", sheet="a6").codes(dpi=200)

    assert done.status_code == 303
    assert len(first) == len(second) == 1
    assert first != second
    assert "One earlier badge no longer opens the door." in office.get(page).text
    with writing() as session:
        bearers = checkin.bearers(session.connection(), [service.key_of(code) for code in first + second])
    assert [bearers[service.key_of(code)].revoked_at is None for code in first + second] == [False, True]


def test_a_nonsense_choice_falls_back_to_what_is_usual(office, people):
    for choice in (
        "?sheet=nonsense&who=x&order=x&skip=-1",
        "check?skip=99999999999999999999",
        "check?skip=%C2%B2&who=found&q=%25_%5C%FF",
    ):
        assert office.get(PAGE + choice).status_code == 200


def test_an_unknown_print_is_not_there(office, people):
    for stamp in ("1", "99999999999999999999999999", "-1", "253402300800000000", "x"):
        assert office.get(f"{PAGE}prints/{stamp}.pdf").status_code == 404


def test_only_organisers_of_this_congress_print(organiser_of, writing, bbe, people, client):
    with writing() as session:
        other = make_congress(session, slug="other")
    gate, stranger = organiser_of(bbe, Part.GATE), organiser_of(other, Part.ORGANISER)

    for browser in (gate, stranger):
        assert browser.get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302
    assert stranger.get(f"/organise/other/badges/people/{people['Ada'].public_id}").status_code == 404
