"""An organiser arranges a badge by mouse and by keyboard, sees it with the hardest names, keeps it, and prints it."""

import re
from io import BytesIO

import pypdf
import pytest
from browsing import PASSWORD
from builders import make_congress, make_participant
from journeys.mounted import mounted
from playwright.sync_api import expect

LONGEST = "Maximiliane Freifrau von Schwarzenberg-Lichtenstein"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        for name in (LONGEST, "محمد عبدالله الحسيني", "Jo Li"):
            make_participant(session, congress, name=name)
        return congress


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_badge_is_arranged_by_mouse_and_keyboard_seen_and_printed(someone, account_of, accessible, bbe):
    office = someone(width=1280, height=1000, language="en")
    office.goto("/account/login?next=/organise/bbe/badges/designs")
    office.locator("#email").fill(account_of(bbe))
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url(re.compile(r"/organise/"))
    office.goto("/organise/bbe/badges/designs")
    office.locator("#name").fill("All of them")
    office.locator("#name").press("Enter")

    # Real people, the hardest first; the element that shows the name is moved by mouse, and let go of by Escape.
    shown = office.locator("#preview figcaption")
    expect(shown).to_have_text(["the longest name", "a name from right to left"])
    expect(office.locator("#preview svg[aria-label]").first).to_have_attribute("aria-label", re.compile(LONGEST))
    number = next(
        one for one in range(20) if office.locator(f"#e{one}_element summary").inner_text().startswith("Name")
    )
    handle, down = office.locator(f"#preview [data-element='{number}']"), office.locator(f"#e{number}_y")
    before = float(down.input_value())
    _drag(office, handle, by=(0, 3), ending="Escape")
    expect(handle).to_have_attribute("y", f"{before:g}")
    _drag(office, handle, by=(0, -3))
    moved = f"{before - 3:g}"
    expect(down).to_have_value(moved)
    expect(handle).to_have_attribute("y", moved)
    expect(office.locator(f"#e{number}_element summary")).to_contain_text(f"4.2 / {moved} mm")
    accessible(office)

    # Steps are taken back and again, by button and by keyboard, also an element that the server removed.
    back, again = office.locator("#step-back"), office.locator("#step-forth")
    back.click()
    expect(down).to_have_value(f"{before:g}")
    expect(office.locator("[data-said]")).to_have_text("The last step is taken back.")
    expect(again).to_have_attribute("aria-disabled", "false")
    office.keyboard.press("Control+Shift+z")
    expect(down).to_have_value(moved)
    elements = office.locator("details.element")
    count = elements.count()
    office.locator(f"#e{number}_element button[value='remove-{number}']").click()
    expect(elements).to_have_count(count - 1)
    expect(office.locator("#step-back")).to_be_visible()
    office.keyboard.press("Control+z")
    expect(elements).to_have_count(count)
    expect(down).to_have_value(moved)
    office.locator(f"#e{number}_element summary").click()

    # By keyboard: the open fields say the same, and the preview is drawn anew by the server.
    down.focus()
    office.keyboard.press("Control+a")
    office.keyboard.type("9")
    expect(handle).to_have_attribute("y", "9")
    office.locator("#is_used").press("Space")
    office.get_by_role("button", name="Keep", exact=True).press("Enter")
    office.get_by_text("The design has been kept.").first.wait_for()
    expect(down).to_have_value("9")
    proof = office.request.get(office.url + "/proof.pdf").body()
    assert LONGEST in " ".join(pypdf.PdfReader(BytesIO(proof)).pages[0].extract_text().split())


def _drag(page, handle, *, by, ending=None):
    """Drag an element by so many millimetres, from its middle."""
    mounted(page, handle)
    box, millimetres = handle.bounding_box(), float(handle.get_attribute("width"))
    x, y, scale = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / millimetres
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] * scale / 2, y + by[1] * scale / 2)
    page.mouse.move(x + by[0] * scale, y + by[1] * scale)
    if ending:
        page.keyboard.press(ending)
    page.mouse.up()
