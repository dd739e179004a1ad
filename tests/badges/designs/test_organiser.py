"""Organisers design badges, see them with real people, and print them."""

import io
import re

import pytest
from builders import make_congress, make_participant
from PIL import Image

PAGE = "/organise/bbe/badges/designs"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_participant(session, congress, name="Maximiliane von Schwarzenberg-Lichtenstein", role="press")
        make_participant(session, congress, name="محمد الحسيني")
        return congress


@pytest.fixture
def office(organiser_of, bbe):
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def fields_of(page: str) -> dict[str, str]:
    """What the form of a design would send as it stands, but for its buttons and boxes that are ticked."""
    form = page[page.index('id="designer"') : page.index("</form>", page.index('id="designer"'))]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]*?value="([^"]*)"', form))
    found |= {
        name: value for value, name in re.findall(r'value="([^"]*)"[^>]* name="([^"]+)"', form) if name == "count"
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else re.findall(r'value="([^"]*)"', options)[0]
    boxes = re.findall(r'type="checkbox"[^>]*name="([^"]+)"[^>]*?(checked)?>', form)
    return {name: value for name, value in found.items() if (name, "") not in boxes}


def test_a_design_is_begun_changed_seen_and_printed(office, bbe, token_of, as_paper):
    token = {"csrf_token": token_of(office, PAGE)}
    picture = io.BytesIO()
    Image.new("RGBA", (3000, 300), (255, 0, 0, 128)).save(picture, "PNG")
    picture.seek(0)

    nameless = office.post(PAGE, data=token | {"name": " ", "sheet": "zweckform-l4785"})
    begun = office.post(PAGE, data=token | {"name": "Alle", "sheet": "zweckform-l4785"})
    no_picture = office.post(f"{PAGE}/pictures", data=token | {"file": (io.BytesIO(b"GIF89a"), "a.png")})
    office.post(f"{PAGE}/pictures", data=token | {"file": (picture, "logo.png")})
    office.post(f"{PAGE}/colours", data=token | {"colour_press": "#7a1f5c", "colour_team": "red"})
    logo = re.findall(r'pictures/(\w+)\.png"', office.get(PAGE).text)[0]
    page = begun.location
    first = office.get(page).text
    typed = fields_of(first)
    added = office.post(page, data=typed | {"do": "add", "new": "picture"}).text
    more = fields_of(added) | {"e11_picture": logo, "e11_x": "5,5", "e11_y": "40", "e11_width": "20", "e11_height": "8"}
    more |= {"e3_size": "18", "e3_align": "centre", "name": "Für alle", "is_used": "yes"}
    seen = office.post(page, data=more | {"preview": "yes"}).text
    covered = office.post(page, data=more | {"e3_y": "30", "do": "save"})
    nonsense = office.post(page, data=more | {"e3_x": "links", "do": "save"})
    kept = office.post(page, data=more | {"do": "save"})
    proof = as_paper(office.get(f"{page}/proof.pdf").data)

    assert (nameless.status_code, no_picture.status_code) == (422, 422)
    assert "the longest name" in first
    assert "a name from right to left" in first
    assert first.count("<svg") >= 3
    assert "What you see is not kept yet." in added
    assert f"pictures/{logo}.png" in seen
    assert (covered.status_code, nonsense.status_code, kept.status_code) == (422, 422, 303)
    assert "It lies on the code" in covered.text
    assert 'value="links"' in nonsense.text
    assert proof.fault() == ""
    assert len(proof.reader.pages) == 2
    assert "محمد الحسيني" in proof.text()
    asked = token | {"who": "all", "sheet": "zweckform-l4785"}
    with office.get(office.post("/organise/bbe/badges/print", data=asked).location) as file:
        printed = as_paper(file.data)
    assert sorted(printed.reader.pages[0]["/Resources"]["/XObject"]) == ["/A0", "/A2", "/P0"]
    assert len(printed.codes(dpi=200)) == 2
    with office.get(f"{PAGE}/pictures/{logo}.png") as shown:
        assert Image.open(io.BytesIO(shown.data)).size == (1200, 120)

    copied = office.post(PAGE, data=token | {"name": "Presse", "like": page.rsplit("/", 1)[1], "sheet": "a6"})
    press = fields_of(office.get(copied.location).text) | {"is_used": "yes", "do": "save"}
    assert "already in use" in office.post(copied.location, data=press).text
    assert office.post(copied.location, data=press | {"categories": "press"}).status_code == 303
    assert office.post(f"{PAGE}/pictures/{logo}/remove", data=token).status_code == 303
    assert "part of" in office.get(PAGE).text
    assert office.post(f"{page}/remove", data=token).status_code == 303
    assert office.get(page).status_code == 404
