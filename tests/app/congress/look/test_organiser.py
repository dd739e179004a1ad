"""The logo and the colour of a congress: kept drawn anew and legible, on papers, badges and the public page."""

from io import BytesIO

from browsing import submit
from builders import SECRET, make_congress, make_participant
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from app.congress.look.models import CongressLook
from badges.drawing import ink
from registration.participants.service import link_of

PAGE = "/organise/bbe/look"


def test_logo_and_colour_stand_on_papers_badges_and_the_public_page(client, organiser_of, writing):
    with writing() as session:
        bbe = make_congress(session, slug="bbe")
        ticket = f"/bbe/my/{link_of(make_participant(session, bbe), secret=SECRET)}/ticket.pdf"
    office = organiser_of(bbe)
    plain = PdfReader(BytesIO(client.get(ticket).data)).pages[0]
    bad = submit(office, PAGE, {"logo": (BytesIO(b"<svg onload=alert(1)>"), "logo.svg")}, to=f"{PAGE}/logo")

    submit(office, PAGE, {"logo": (drawn_logo(), "logo.png")}, to=f"{PAGE}/logo")
    submit(office, PAGE, {"is_own": "yes", "colour": "#ffcc00"}, to=f"{PAGE}/colour")

    assert (bad.status_code, "Das ist kein Bild" in bad.text) == (422, True)
    with writing() as session:
        look = session.scalars(select(CongressLook)).one()
        colour, address = look.colour, f"/bbe/logo?v={look.digest}"
        assert (look.type, look.width, look.height, look.paper_width) == ("png", 400, 200, 1000)
    assert "#896e00</span>, Kontrast zu Weiß 4,9\u00a0:\u00a01" in office.get(PAGE).text
    page = PdfReader(BytesIO(client.get(ticket).data)).pages[0]
    assert ([image.image.size for image in page.images], list(plain.images)) == ([(1000, 500)], [])
    assert (ink(colour) in page.get_contents().get_data(), ink(colour) in plain.get_contents().get_data()) == (
        True,
        False,
    )
    assert address in client.get("/bbe/").text
    small = client.get(address)
    assert (small.mimetype, small.headers["Cache-Control"]) == ("image/png", "public, max-age=604800")
    assert b"tEXt" not in small.data
    design = submit(office, "/organise/bbe/badges/designs", {"name": "Ours", "sheet": "a6"}).location
    with_logo = office.get(design + "/proof.pdf")
    shown = submit(office, design, {"count": "0", "do": "add", "new": "picture"}).text
    assert with_logo.status_code == 200
    assert ('<option value="logo" selected>' in shown, "/organise/bbe/look/logo?v=" in shown) == (True, True)

    submit(office, PAGE, {}, to=f"{PAGE}/logo/remove")
    submit(office, PAGE, {"colour": "#ffcc00"}, to=f"{PAGE}/colour")

    assert (client.get(address).status_code, "congress-logo" in client.get("/bbe/").text) == (404, False)
    assert list(PdfReader(BytesIO(client.get(ticket).data)).pages[0].images) == []


def drawn_logo() -> BytesIO:
    """A picture of 1,200 dots that shines through at one edge, with words hidden in it."""
    picture, out = Image.new("RGBA", (1200, 600), "navy"), BytesIO()
    picture.paste((0, 0, 0, 0), (0, 0, 100, 600))
    picture.save(out, "PNG", pnginfo=hidden())
    out.seek(0)
    return out


def hidden():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Location", "at home")
    return words
