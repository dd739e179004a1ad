"""Everything that guests and the gate do, done without script; and the way to the form by keyboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from journeys.furnished import Furnished
from playwright.sync_api import Browser, BrowserContext, Page

MOST_PRESSES = 6
FOCUS = """() => {
  const { id, tagName } = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return { id, tag: tagName, isVisible: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
}"""


@pytest.fixture
def reader_of(browser: Browser, furnished: Furnished, furnished_url: str) -> Iterator[Callable[..., Page]]:
    """``reader_of("gate", scripts=False)`` gives the phone of somebody; "nobody" is not logged in."""
    contexts: list[BrowserContext] = []

    def give(who: str = "nobody", *, scripts: bool) -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="de", base_url=furnished_url, java_script_enabled=scripts
        )
        contexts.append(context)
        if who in furnished.cookies:
            context.add_cookies([{"name": "reihum", "value": furnished.cookies[who], "url": furnished_url}])
        return context.new_page()

    yield give
    for context in contexts:
        context.close()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def send(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_guest_registers_without_script(reader_of):
    guest = reader_of(scripts=False)
    guest.goto("/bbe-2027/register")

    guest.get_by_label("Ihr Name").fill("نور الهدى")
    guest.get_by_label("E-Mail-Adresse").fill("nobody@example")
    guest.locator("select[name^=wish-]").nth(1).select_option("1")
    guest.locator("select[name^=wish-]").nth(0).select_option("2")
    send(guest, "Anmeldung absenden")
    told = guest.locator(".error-summary").inner_text()
    kept = (
        guest.get_by_label("Ihr Name").input_value(),
        [guest.locator("select[name^=wish-]").nth(n).input_value() for n in (0, 1, 2)],
    )
    guest.get_by_label("E-Mail-Adresse").fill("nour@example.org")
    send(guest, "Anmeldung absenden")

    assert "E-Mail-Adresse" in told
    assert kept == ("نور الهدى", ["2", "1", ""])
    assert heading(guest) == "Bitte sehen Sie in Ihr Postfach"


def test_a_full_congress_offers_the_waiting_list_without_script(reader_of):
    guest = reader_of(scripts=False)
    guest.goto("/heute/register")

    guest.get_by_label("Ihr Name").fill("Wer Wartet")
    guest.get_by_label("E-Mail-Adresse").fill("waits@example.org")
    send(guest, "Auf die Warteliste")

    assert heading(guest) == "Bitte sehen Sie in Ihr Postfach"
    assert "waiting" in guest.url


def test_a_guest_changes_wishes_and_answers_and_cancels_without_script(reader_of, furnished):
    guest = reader_of(scripts=False)
    own = furnished.address("/heute/my/{link_today_third}")

    guest.goto(f"{own}/wishes")
    first, second = guest.locator("select[name^=wish-]").nth(0), guest.locator("select[name^=wish-]").nth(1)
    first.select_option("")
    second.select_option("1")
    send(guest, "Wünsche speichern")
    wishes = guest.locator("section[aria-labelledby=wishes] li").all_inner_texts()
    guest.goto(f"{own}/change")
    guest.get_by_label("Organisation").fill("Nachbarschaft e. V.")
    send(guest, "Angaben speichern")
    page = guest.locator("main").inner_text()
    guest.goto(f"{own}/cancel")
    send(guest, "Ja, ich sage ab")

    assert wishes == ["Forum 2: Wie gelingt Nachbarschaft im Quartier 2"]
    assert "Nachbarschaft e. V." in page
    assert guest.get_by_role("heading", name="Sie haben abgesagt").count() == 1


def test_a_lost_link_is_asked_for_without_script(reader_of):
    guest = reader_of(scripts=False)
    guest.goto("/bbe-2027/link")

    guest.get_by_label("E-Mail-Adresse").fill("somebody@example.org")
    send(guest, "Link senden")

    assert guest.url.endswith("/bbe-2027/link/sent")


def test_organisers_log_in_and_search_without_script(reader_of):
    office = reader_of(scripts=False)
    office.goto("/organise/bbe-2027/participants/")

    office.get_by_label("E-Mail").fill("organiser@example.org")
    office.get_by_label("Passwort").fill("a password of some length")
    send(office, "Anmelden")
    office.goto("/organise/bbe-2027/participants/")
    office.get_by_label("Name, Organisation oder E-Mail-Adresse").fill("Patenwerk")
    send(office, "Suchen")

    assert re.fullmatch(r"\d+ Teilnehmende", heading(office))
    assert {"Patenwerk" in row for row in office.locator("tbody tr").all_inner_texts()} == {True}


def test_the_gate_checks_a_code_and_takes_it_back_without_script(reader_of):
    gate = reader_of("gate", scripts=False)
    gate.goto("/gate/heute/")

    gate.get_by_label("Code von Ausweis oder Ticket").fill("REIHUM1-NOBODY")
    send(gate, "Prüfen")
    verdict = gate.locator(".verdict.in-page .word").inner_text()
    send(gate, "Letzten Scan zurücknehmen")

    assert verdict in {"Unbekannt", "Kein Ausweis"}
    assert gate.url.partition("?")[0].endswith("/gate/heute/")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_field_of_the_form_is_six_presses_of_tab_away(reader_of, width):
    guest = reader_of(scripts=True)
    guest.set_viewport_size({"width": width, "height": 844})
    guest.goto("/bbe-2027/register")

    stops = []
    for _ in range(MOST_PRESSES):
        guest.keyboard.press("Tab")
        stops.append(guest.evaluate(FOCUS))

    assert "name" in {stop["id"] for stop in stops}, stops
    assert [stop for stop in stops if not stop["isVisible"]] == []


def test_the_skip_link_leads_past_everything(reader_of):
    guest = reader_of(scripts=True)
    guest.goto("/bbe-2027/register")

    guest.keyboard.press("Tab")
    guest.keyboard.press("Enter")
    guest.keyboard.press("Tab")

    assert guest.evaluate(FOCUS)["id"] == "name"
