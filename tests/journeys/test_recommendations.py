"""From a forum to what became of it: moderators type at once through cuts of the network; a plenary adopts; an addressee answers."""

from io import BytesIO

import pytest
from journeys.furnished import PAST, Furnished
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

SENTENCES = 6


def window(browser: Browser, url: str, furnished: Furnished, who: str = "") -> BrowserContext:
    context = browser.new_context(locale="de", base_url=url, viewport={"width": 390, "height": 844})
    if who:
        context.add_cookies([{"name": "reihum", "value": furnished.cookies[who], "url": url}])
    return context


def write_down(page: Page, text: str) -> None:
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
        if number == 1:
            contexts[0].set_offline(True)
        if number == SENTENCES - 2:
            contexts[0].set_offline(False)
            contexts[1].set_offline(True)
        write_down(first, f"Links sagt {number}")
        write_down(second, f"Rechts sagt {number}")
    contexts[1].set_offline(False)

    said = [f"{who} sagt {number}" for who in ("Links", "Rechts") for number in range(SENTENCES)]
    for page in (first, second):
        for sentence in said:
            expect(page.locator("#notes summary", has_text=sentence)).to_have_count(1, timeout=30_000)
        expect(page.locator("[data-state]")).to_have_text("Alles ist gesendet.")
    for context in contexts:
        context.close()


def test_a_note_becomes_a_recommendation_that_somebody_keeps(
    browser: Browser, furnished: Furnished, furnished_url: str, accessible
):
    organiser = window(browser, furnished_url, furnished, "organiser").new_page()
    desk = "/organise/heute"
    organiser.goto(f"{desk}/capture")
    with organiser.expect_navigation():
        organiser.get_by_role("link", name="Seite für die Moderation von Forum 1").click()
    write_down(organiser, "Räume auch abends öffnen")
    expect(organiser.locator("#notes summary", has_text="Räume auch abends")).to_have_count(1)

    organiser.goto(f"{desk}/addressees")
    organiser.get_by_label("Name der Organisation").fill("Bezirksamt (Beispiel)")
    organiser.get_by_label("Was sie für den Kongress ist").select_option("administration")
    organiser.get_by_role("button", name="Adressaten anlegen").click()
    organiser.goto(f"{desk}/capture")
    organiser.get_by_role("button", name="Empfehlung daraus machen: Räume auch abends").click()
    organiser.get_by_label("Bezirksamt (Beispiel)").check()
    organiser.get_by_role("button", name="Speichern").click()
    accessible(organiser)

    organiser.goto(f"{desk}/plenary")
    organiser.get_by_text("1. Räume auch abends öffnen").click()
    organiser.get_by_label("durch Handzeichen").check()
    organiser.get_by_role("button", name="Abstimmung über Empfehlung 1 öffnen").click()
    organiser.get_by_label("Dafür").fill("7")
    organiser.get_by_role("button", name="Abstimmung über Empfehlung 1 beenden").click()
    expect(organiser.get_by_text("Empfehlung 1 ist beschlossen.")).to_be_visible()
    accessible(organiser)
    paper = organiser.request.get(organiser.get_by_role("link", name="Zum Drucken auf Deutsch").get_attribute("href"))
    assert "7 dafür" in PdfReader(BytesIO(paper.body())).pages[0].extract_text()

    organiser.goto(f"{desk}/hand-over")
    accessible(organiser)
    organiser.get_by_role("button", name="Übergeben und Briefe senden").click()
    organiser.get_by_role("link", name="Seite für die Antwort").click()
    organiser.get_by_label("angenommen", exact=True).check()
    organiser.get_by_label("Was Sie zusagen").fill("Ab Januar bis 22 Uhr")
    organiser.get_by_role("button", name="Antwort senden").click()
    accessible(organiser)
    organiser.get_by_role("link", name="Im öffentlichen Protokoll").click()
    expect(organiser.get_by_text("Ab Januar bis 22 Uhr").first).to_be_visible()
    accessible(organiser)
    organiser.context.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_example_tells_of_2017_at_the_start_of_2027(
    browser: Browser, furnished: Furnished, furnished_url: str, language: str
):
    page = browser.new_page(base_url=furnished_url, locale=language)
    page.goto("/bbe-2027/")
    told = page.locator("#earlier").locator("xpath=..")

    words = {"de": ("beantwortet", "überfällig"), "en": ("answered", "overdue")}[language]
    for word in words:
        expect(told).to_contain_text(word)
    told.get_by_role("link").last.click()
    expect(page).to_have_url(f"{furnished_url}/{PAST}/recommendations")
    assert page.locator("main li h2").count() == 6
    page.close()
