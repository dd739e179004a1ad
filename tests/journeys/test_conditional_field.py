"""A question that waits for an answer: an organiser makes one by keyboard, a guest meets it by keyboard and without script."""

import pytest
from journeys.furnished import Furnished
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.db import reading
from registration.fields import queries
from registration.participants.models import Participant

PRESSES = 120


@pytest.fixture
def window(browser: Browser, furnished: Furnished, furnished_url: str):
    """``window("organiser")`` gives the browser of somebody, ``window(scripts=False)`` one without script."""
    contexts = []

    def give(who: str = "nobody", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="de", base_url=furnished_url, java_script_enabled=scripts
        )
        contexts.append(context)
        if who in furnished.cookies:
            context.add_cookies([{"name": "reihum", "value": furnished.cookies[who], "url": furnished_url}])
        return context.new_page()

    yield give
    for context in contexts:
        context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something is reached that *selector* names, as somebody without a mouse does."""
    for _ in range(PRESSES):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by Tab on {page.url}")


def choose(page: Page, selector: str, word: str) -> None:
    """Choose an option by typing its first letters."""
    tab_to(page, selector)
    page.keyboard.type(word)


def answers_of(furnished: Furnished, email: str) -> dict:
    with furnished.app.app_context():
        person = reading().scalars(select(Participant).where(Participant.email == email)).one()
        found = queries.answers(reading(), person.id)
        reading().rollback()
    return found


def test_an_organiser_makes_a_question_that_waits_by_keyboard(window, accessible):
    office = window("organiser")
    office.goto("/organise/leer/form/new?section=you")

    tab_to(office, "#label_de")
    office.keyboard.type("Für welche Zeitung schreiben Sie?")
    choose(office, "#kind", "Eine Zeile")
    choose(office, "#source", "Ich komme als")
    tab_to(office, "[name=values][value='role:press']")
    office.keyboard.press("Space")
    office.locator("#preview .only-if").wait_for()
    told = office.locator("#preview").inner_text()
    accessible(office)
    tab_to(office, ".action-bar .btn-primary")
    office.keyboard.press("Enter")
    office.wait_for_url("**/form")
    line = office.locator(".question-line", has_text="Zeitung")
    tab_to(office, "[id^=question-fuer_welche] button[value=up]")
    with office.expect_response("**/form/order"):
        office.keyboard.press("Enter")
    office.get_by_role("status").filter(has_text="Platz").wait_for()
    keys = office.locator("[data-mark='/you'] [data-key]").evaluate_all("rows => rows.map((row) => row.dataset.key)")
    with office.expect_response("**/form/order"):
        office.keyboard.press("Enter")
    refused = office.get_by_role("status").filter(has_text="weiter unten")
    refused.wait_for()
    accessible(office)

    assert "Für welche Zeitung schreiben Sie?" in told
    assert "Presse" in told
    assert "Nur wenn" in line.inner_text()
    assert keys[-2].startswith("fuer_welche")


def test_a_guest_meets_the_question_by_keyboard_only_where_it_is_asked(window, furnished, accessible):
    guest = window()
    guest.goto("/bbe-2027/register")
    tab_to(guest, "#name")
    guest.keyboard.type("Nina Nacht")
    tab_to(guest, "#email")
    guest.keyboard.type("nina.nacht@example.org")
    guest.keyboard.press("Enter")
    nights = guest.get_by_label("Für wie viele Nächte?")
    stay = "[name=own-do_you_need_a_place_to_stay]"
    guest.locator(stay).first.wait_for()

    before = nights.is_visible()
    choose(guest, stay, "Ja, ein Einzel")
    during = nights.is_visible()
    accessible(guest)
    tab_to(guest, "#step-wishes .btn-primary")
    guest.keyboard.press("Enter")  # on to the next step, which wants the number first
    missing = guest.locator("#own-for_how_many_nights-fault").inner_text()
    tab_to(guest, "#own-for_how_many_nights")
    guest.keyboard.type("2")
    guest.keyboard.press("Enter")
    summary = guest.locator("[data-summary]").inner_text()
    tab_to(guest, "#step-check .btn-primary")
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/registered**")

    assert (before, during) == (False, True)
    assert missing
    assert "Für wie viele Nächte?" in summary
    assert answers_of(furnished, "nina.nacht@example.org") == {
        "do_you_need_a_place_to_stay": "yes_a_single_room",
        "for_how_many_nights": 2,
    }


def test_without_script_the_server_decides_and_nothing_typed_is_lost(window, furnished):
    guest = window(scripts=False)
    guest.goto("/bbe-2027/register")
    guest.get_by_label("Ihr Name").fill("Otto Ohne")
    guest.get_by_label("E-Mail-Adresse").fill("otto.ohne@example.org")
    guest.get_by_label("Brauchen Sie eine Unterkunft?").select_option("yes_a_shared_room")
    guest.get_by_label("Für wie viele Nächte?").fill("viele")
    guest.get_by_role("button", name="Anmeldung absenden").click()

    refused = guest.locator(".error-summary").inner_text()
    kept = guest.get_by_label("Für wie viele Nächte?").input_value()
    guest.get_by_label("Brauchen Sie eine Unterkunft?").select_option("no_thank_you")
    guest.get_by_role("button", name="Anmeldung absenden").click()
    guest.wait_for_url("**/registered**")

    assert "Für wie viele Nächte?" in refused
    assert kept == "viele"
    assert answers_of(furnished, "otto.ohne@example.org") == {"do_you_need_a_place_to_stay": "no_thank_you"}
