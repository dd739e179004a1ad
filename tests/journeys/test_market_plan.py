"""An organiser draws a hall, has the stands placed, corrects by dragging and by keyboard, and publishes; the stands read where they are."""

import re

import pytest
from browsing import PASSWORD
from builders import make_congress, make_stand
from journeys.mounted import mounted


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        for name, power in (("Ada", 1), ("Ben", 0), ("Cem", 0)):
            email = f"{name.lower()}@example.org"
            make_stand(session, congress, organisation=name, power=power, contact_email=email)
        return congress


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_hall_is_drawn_and_stands_are_placed_corrected_and_told(house, someone, account_of, accessible, bbe):
    office = someone(width=1280, language="en")
    office.goto("/account/login")
    office.locator("#email").fill(account_of(bbe))
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url(re.compile(r"/organise/"))

    # A hall with a row of pitches; one is moved by mouse, one refused by the wall, one made larger by keyboard; a step back.
    office.goto("/organise/bbe/halls")
    for name, text in (("name", "Forum"), ("width", "20"), ("depth", "8")):
        office.locator(f"#{name}").fill(text)
    office.locator("main form .btn-primary").click()
    for name, text in (("count", "4"), ("x-row", "1"), ("y-row", "1"), ("gap", "0.5")):
        office.locator(f"#{name}").fill(text)
    office.locator("#power-row").select_option("1")
    office.get_by_role("button", name="Add the row").click()
    said = office.locator("[data-said]")
    _drag(office, "4", by=(0, 3))
    said.get_by_text("Kept.").wait_for()
    assert office.locator("#y-3").input_value() == "4"
    _drag(office, "1", by=(3, 0))
    said.get_by_text("Pitch 2 would lie on pitch 1.").wait_for()
    assert office.locator("#x-0").input_value() == "1"
    office.locator("#floor-pitch-0").focus()
    office.keyboard.press("PageDown")
    office.keyboard.press("Shift+ArrowDown")
    said.get_by_text("Kept.").wait_for()
    assert office.locator("#depth-1").input_value() == "2.1"
    accessible(office)
    office.locator("#undo").click()
    mounted(office, office.get_by_text("The last step is taken back.").first)
    assert office.locator("#depth-1").input_value() == "2"

    # Turned by a key, and on by the mouse; the table says so, and the stand's way to it is as before.
    office.locator("#floor-pitch-3").press("r")
    office.locator("#turn-3[value='15']").wait_for()
    office.locator("#tool").select_option("turn")
    box = office.locator("[data-number='4']").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    office.mouse.move(x + 30, y)
    office.mouse.down()
    office.mouse.move(x, y + 30)
    office.mouse.up()
    office.locator("#turn-3[value='-75']").wait_for()
    accessible(office)

    # Placed; a drag moves a stand to the pitch that is free, the keyboard back.
    office.goto("/organise/bbe/placement")
    office.locator("main form .btn-primary").click()
    office.locator("#plan[data-module]").wait_for()
    mounted(office)
    stands = office.locator("a:has([data-number])")
    taken = set(stands.locator("[data-number]").evaluate_all("all => all.map((one) => one.dataset.number)"))
    (free,) = {"1", "2", "3", "4"} - taken
    moved = min(taken)
    name = office.locator(f"a:has([data-number='{moved}']) text").nth(1).text_content()
    office.locator(f"[data-number='{moved}']").drag_to(office.locator(f"[data-number='{free}']"), steps=6)
    office.get_by_text("1 stand is moved and stays there.").first.wait_for()
    assert name in office.locator(f"a:has([data-number='{free}'])").text_content()
    accessible(office)
    office.locator(f"a:has([data-number='{free}'])").press("Space")
    office.locator(f"[data-number='{moved}'][tabindex='0']").press("Enter")
    office.locator(f"a:has([data-number='{moved}'])").wait_for()

    # Published: everybody reads the own pitch.
    office.locator("a[href$='/publish']").click()
    office.locator("main form .btn-primary").click()
    office.get_by_text("Published. 3 stands are told by mail.").first.wait_for()
    told = house.mail_to(f"{name.lower()}@example.org", number=1)
    assert re.search(rf"Fläche\W+{moved}\b", told)
    assert "Die Veranstaltenden haben diese Fläche von Hand gewählt." in " ".join(told.split())


def _drag(page, number, *, by):
    """Drag a pitch by so many metres."""
    pitch = page.locator(f"[data-number='{number}'] rect").first
    mounted(page, pitch)
    box = pitch.bounding_box()
    metre = box["width"] / 3.05  # with its line
    x, y = box["x"] + 10, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] * metre / 2, y + by[1] * metre / 2)
    page.mouse.move(x + by[0] * metre, y + by[1] * metre)
    page.mouse.up()
