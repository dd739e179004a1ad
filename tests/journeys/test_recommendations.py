"""From six forums to the next edition: moderators type at once through cuts of the network, a plenary adopts, addressees answer."""

import re
from datetime import date
from io import BytesIO

import pytest
from browsing import PASSWORD
from builders import make_congress, make_forum
from journeys.furnished import PAST, Furnished
from journeys.mounted import mounted
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader
from sqlalchemy import select, update

from forums.recommendations.models import Addressee, RecommendationAnswer

SENTENCES, FORUMS = 30, 6
ADDRESSEES = {"Trägerkreis": "carrier", "Stiftung": "funder", "Kammer": "partner", "Landtag": "politics"}


def window(browser: Browser, url: str, furnished: Furnished, who: str = "") -> BrowserContext:
    context = browser.new_context(locale="de", base_url=url, viewport={"width": 390, "height": 844})
    if who:
        context.add_cookies([{"name": "reihum", "value": furnished.cookies[who], "url": url}])
    return context


def write_down(page: Page, text: str) -> None:
    mounted(page, page.get_by_label("Was gesagt wurde"))
    page.get_by_label("Was gesagt wurde").fill(text)
    page.get_by_role("button", name="Notiz festhalten").click()


def test_two_moderators_type_at_once_and_the_network_is_cut(
    browser: Browser, furnished: Furnished, furnished_url: str, accessible
):
    contexts = [window(browser, furnished_url, furnished) for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        page.goto(furnished.address("/bbe-2027/capture/{capture_forum}/{capture_link}"))
    accessible(first)

    for number in range(SENTENCES):
        if number == SENTENCES // 6:
            contexts[0].set_offline(True)
        if number == SENTENCES - SENTENCES // 3:
            contexts[0].set_offline(False)
            contexts[1].set_offline(True)
        write_down(first, f"Links sagt {number:02}")
        write_down(second, f"Rechts sagt {number:02}")
    contexts[1].set_offline(False)

    said = [f"{who} sagt {number:02}" for who in ("Links", "Rechts") for number in range(SENTENCES)]
    for page in (first, second):
        notes = page.locator("#notes summary", has_text=re.compile("(Links|Rechts) sagt"))
        expect(notes).to_have_count(len(said), timeout=30_000)
        told = " ".join(notes.all_inner_texts())
        assert [told.count(sentence) for sentence in said] == [1] * len(said)
        expect(page.locator("[data-state]")).to_have_text("Alles ist gesendet.")
    for context in contexts:
        context.close()


@pytest.fixture
def editions(writing):
    """A congress of 2017 with six forums, and the next edition, of 2027."""
    with writing() as session:
        days = {"starts_on": date(2017, 11, 9), "ends_on": date(2017, 11, 10)}
        past = make_congress(session, slug="bbe-2017", series="bbe", **days)
        for number in range(1, FORUMS + 1):
            make_forum(session, past, number=number)
        make_congress(session, slug="bbe-2027", series="bbe")
        return past


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_six_forums_recommend_and_the_next_edition_tells_what_became_of_it(
    house, someone, account_of, accessible, writing, editions
):
    office = someone(width=1280)
    office.goto("/account/login")
    office.locator("#email").fill(account_of(editions))
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url(re.compile(r"/organise/"))
    desk = "/organise/bbe-2017"
    for name, role in ADDRESSEES.items():
        office.goto(f"{desk}/addressees")
        office.get_by_label("Name der Organisation").fill(name)
        office.get_by_label("Was sie für den Kongress ist").select_option(role)
        office.get_by_label("E-Mail-Adresse für den Brief").fill(f"{role}@example.org")
        office.get_by_role("button", name="Adressaten anlegen").click()

    # Each forum writes down what it recommends; the organisers give each one to somebody.
    for number, name in enumerate([*ADDRESSEES, *ADDRESSEES][:FORUMS], 1):
        office.goto(f"{desk}/capture")
        with office.expect_navigation():
            office.get_by_role("link", name=f"Seite für die Moderation von Forum {number}").click()
        write_down(office, f"Empfehlung aus Forum {number}")
        expect(office.locator("#notes summary", has_text=f"aus Forum {number}")).to_have_count(1)
        office.goto(f"{desk}/capture")
        office.get_by_role("button", name=f"Empfehlung daraus machen: Empfehlung aus Forum {number}").click()
        office.get_by_label(name).check()
        office.get_by_role("button", name="Speichern").click()
    accessible(office)

    # The plenary adopts all six, and the resolution is printed in both languages.
    for number in range(1, FORUMS + 1):
        office.goto(f"{desk}/plenary")
        office.get_by_text(f"{number}. Empfehlung aus Forum {number}").click()
        vote = office.locator("form", has_text=f"Empfehlung {number} öffnen")
        vote.get_by_label("durch Handzeichen").check()
        vote.get_by_role("button").click()
        office.get_by_label("Dafür").fill(f"{100 + number}")
        office.get_by_role("button", name=f"Abstimmung über Empfehlung {number} beenden").click()
    accessible(office)
    for language, words in (("Deutsch", "106 dafür"), ("Englisch", "106 for")):
        link = office.get_by_role("link", name=f"Zum Drucken auf {language}").get_attribute("href")
        paper = PdfReader(BytesIO(office.request.get(link).body()))
        assert words in "".join(page.extract_text() for page in paper.pages)
        assert "/StructTreeRoot" in paper.root_object

    # Handed over by mail and paper; three answer by the link alone, one lets the day pass.
    office.goto(f"{desk}/hand-over")
    office.get_by_role("button", name="Übergeben und Briefe senden").click()
    accessible(office)
    for role, verdict in (("carrier", "angenommen"), ("funder", "zum Teil angenommen"), ("partner", "abgelehnt")):
        mail = house.message_to(f"{role}@example.org", number=1)
        assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]
        told = mail.get_body(("plain",)).get_content()
        answer = someone()
        answer.goto(re.search(r"http://\S+/answers/\S+", told)[0])
        form = answer.locator("form", has_text="Antwort senden").first
        form.get_by_label(verdict, exact=True).check()
        form.get_by_label("Warum").fill("Das Geld reicht nicht für alles.")
        form.get_by_label("Was Sie zusagen").fill(f"Zusage: {role}")
        form.get_by_role("button", name="Antwort senden").click()
        answer.get_by_text("Antwort ändern").first.wait_for()
    accessible(answer)
    with writing() as session:  # time passes
        silent = select(Addressee.id).where(Addressee.role == "politics").scalar_subquery()
        late = update(RecommendationAnswer).where(RecommendationAnswer.addressee_id == silent)
        session.execute(late.values(due_on=date(2018, 3, 1)))

    guest = someone()
    guest.goto("/bbe-2027/")
    told = guest.locator("#earlier").locator("xpath=..")
    expect(told).to_contain_text("6 Empfehlungen: 3 beantwortet, 0 umgesetzt, 1 überfällig")
    accessible(guest)
    told.get_by_role("link").last.click()
    guest.get_by_role("link", name="1. Empfehlung aus Forum 1").click()
    expect(guest.get_by_text("Zusage: carrier").first).to_be_visible()


def test_the_example_tells_of_2017_at_the_start_of_2027(browser: Browser, furnished_url: str):
    page = browser.new_page(base_url=furnished_url, locale="en")
    page.goto("/bbe-2027/")
    told = page.locator("#earlier").locator("xpath=..")

    for word in ("answered", "overdue"):
        expect(told).to_contain_text(word)
    told.get_by_role("link").last.click()
    expect(page).to_have_url(f"{furnished_url}/{PAST}/recommendations")
    assert page.locator("main li h2").count() == 6
    page.close()
