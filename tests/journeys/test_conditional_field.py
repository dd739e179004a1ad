"""What a form asks depends on other answers: organiser and guests meet that by keyboard alone, with and without script."""

import pytest
from journeys.by_keyboard import choose, fill, press, reach, tick
from journeys.furnished import Furnished
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.db import reading
from registration.fields import queries
from registration.participants.models import Participant


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


def answers_of(furnished: Furnished, email: str) -> dict:
    with furnished.app.app_context():
        person = reading().scalars(select(Participant).where(Participant.email == email)).one()
        found = queries.answers(reading(), person.id)
        reading().rollback()
    return found


def test_an_organiser_makes_a_question_that_waits_by_keyboard(window, accessible):
    office = window("organiser")
    office.goto("/organise/leer/form/new?section=you")

    office.locator("[name=preview]").wait_for(state="hidden")  # so its script is there
    fill(office, "Frage auf Deutsch", "Für welche Zeitung schreiben Sie?")
    choose(office, "Art", "Eine Zeile")
    choose(office, "Nur nach einer Antwort auf", "Ich komme als")
    tick(office, "Presse")
    office.locator("#preview .only-if").wait_for()
    told = office.locator("#preview").inner_text()
    accessible(office)
    press(office, "Frage speichern")
    office.wait_for_url("**/form")
    office.locator(".drag-handle").first.wait_for()  # likewise
    line = office.locator(".question-line", has_text="Zeitung")
    reach(office, "Höher: Für welche Zeitung schreiben Sie?")
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
    fill(guest, "Ihr Name", "Nina Nacht")
    fill(guest, "E-Mail-Adresse", "nina.nacht@example.org")
    guest.locator(".step-list").wait_for()  # so the steps are there
    guest.keyboard.press("Enter")
    nights = guest.get_by_label("Für wie viele Nächte?")
    guest.get_by_label("Brauchen Sie eine Unterkunft?").wait_for()
    nights.wait_for(state="hidden")

    choose(guest, "Brauchen Sie eine Unterkunft?", "Ja, ein Einzel")
    nights.wait_for()
    accessible(guest)
    reach(guest, "Weiter")
    guest.keyboard.press("Enter")  # on to the next step, which wants the number first
    missing = guest.locator("#own-for_how_many_nights-fault").inner_text()
    fill(guest, "Für wie viele Nächte?", "2")
    guest.keyboard.press("Enter")
    summary = guest.locator("[data-summary]").inner_text()
    press(guest, "Anmeldung absenden")
    guest.wait_for_url("**/registered**")

    assert missing
    assert "Für wie viele Nächte?" in summary
    assert answers_of(furnished, "nina.nacht@example.org") == {
        "do_you_need_a_place_to_stay": "yes_a_single_room",
        "for_how_many_nights": 2,
    }


def test_without_script_the_server_decides_and_nothing_typed_is_lost(window, furnished):
    guest = window(scripts=False)
    guest.goto("/bbe-2027/register")
    fill(guest, "Ihr Name", "Otto Ohne")
    fill(guest, "E-Mail-Adresse", "otto.ohne@example.org")
    choose(guest, "Brauchen Sie eine Unterkunft?", "Ja, ein Bett")
    fill(guest, "Für wie viele Nächte?", "viele")
    press(guest, "Anmeldung absenden")

    refused = guest.locator(".error-summary").inner_text()
    kept = guest.get_by_label("Für wie viele Nächte?").input_value()
    choose(guest, "Brauchen Sie eine Unterkunft?", "Nein")
    press(guest, "Anmeldung absenden")
    guest.wait_for_url("**/registered**")

    assert "Für wie viele Nächte?" in refused
    assert kept == "viele"
    assert answers_of(furnished, "otto.ohne@example.org") == {"do_you_need_a_place_to_stay": "no_thank_you"}


def test_a_guest_is_offered_the_forums_of_their_days_at_once(window, accessible):
    guest = window()
    guest.goto("/cafe/register")
    guest.locator(".step-list").wait_for()
    guest.locator(".ranked").nth(1).wait_for(state="attached")  # so every script of the page is there
    monday, tuesday = "Mo., 8. November 2027", "Di., 9. November 2027"

    def offered(*toggled):
        for day in toggled:
            tick(guest, day)
        reach(guest, "Weiter")
        guest.keyboard.press("Enter")
        guest.locator("#step-wishes").wait_for()
        return guest.locator(".wish:visible .wish-title").all_inner_texts()

    def back():
        reach(guest, "Zurück")
        guest.keyboard.press("Enter")
        guest.locator("#step-you").wait_for()

    fill(guest, "Ihr Name", "Tim Tag")
    fill(guest, "E-Mail-Adresse", "tim.tag@example.org")
    on_monday = offered(tuesday)
    told = guest.locator("[data-some]").inner_text()
    reach(guest, "Wünschen: Forum 2")
    guest.keyboard.press("Enter")
    accessible(guest)
    back()
    on_tuesday = offered(monday, tuesday)
    back()
    on_both = offered(monday)
    ranks = guest.locator(".wish:visible .wish-rank").all_inner_texts()

    assert (on_monday, on_tuesday) == (["Forum 1", "Forum 2"], ["Forum 3", "Forum 4"])
    assert told == "Foren an Tagen, an denen Sie nicht kommen, stehen nicht zur Wahl."
    assert (on_both, ranks) == (
        ["Forum 2", "Forum 1", "Forum 3", "Forum 4"],
        ["1", "", "", ""],
    )  # nothing was forgotten
