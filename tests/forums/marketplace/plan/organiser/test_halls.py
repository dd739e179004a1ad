import io
import json
import re

import pypdf
from builders import make_congress
from PIL import Image

from forums.marketplace.plan import queries

TABLE = re.compile(r'<(?:input|select)[^>]* name="([^"]+)"')


def test_a_hall_is_drawn_by_tables_alone_undone_and_taken_along(writing, organiser_of, token_of):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
    office = organiser_of(congress)
    halls = "/organise/bbe/halls"
    token = token_of(office, halls)

    def post(address, *, follow=False, **fields):
        return office.post(
            address,
            data={"csrf_token": token} | fields,
            follow_redirects=follow,
            headers={"Accept-Language": "en"},
        )

    def drawn():
        with writing() as session:
            (hall,) = queries.halls(session, congress.id)
            return {p.number: (p.x, p.y, p.power, p.zone) for p in hall.pitches}, [f.kind for f in hall.fixtures]

    # A hall of 30 × 20 m, with comma or point.
    assert post(halls, name="", width="30", depth="x").status_code == 422
    hall = post(halls, name="Forum", width="30,0", depth="20").location.removeprefix("http://localhost")
    assert post(halls, name="Forum", width="3", depth="3").status_code == 422

    # Three pitches at once; an escape route that one of them would be in, and then beside them.
    row = {
        "count": "3",
        "number-row": "A1",
        "width-row": "3",
        "depth-row": "2",
        "x-row": "1",
        "y-row": "1",
        "gap": "0.5",
    }
    assert post(f"{hall}/row", **row | {"count": "many"}).status_code == 422
    assert post(f"{hall}/row", **row, **{"power-row": "1"}).status_code == 303
    page = office.get(hall).text
    fields = {name: _value(page, name) for name in TABLE.findall(page.split('id="pitches"')[1].split("</form>")[0])}
    fields = {name: text for name, text in fields.items() if text}
    escape = {"fixture-kind-0": "escape", "fixture-x-0": "4.5", "fixture-y-0": "0", "fixture-depth-0": "20"}
    escape["fixture-width-0"] = "2"
    refused = post(hall, **fields | escape)
    assert refused.status_code == 422
    assert "Pitch A2 would stand in an escape route" in refused.text
    assert 'value="4.5"' in refused.text
    assert post(hall, **fields | escape | {"fixture-x-0": "12"}).status_code == 303
    assert drawn() == ({"A1": (1, 1, 1, ""), "A2": (4.5, 1, 1, ""), "A3": (8, 1, 1, "")}, ["escape"])

    # Somebody else who still sees the hall as it was does not overwrite it.
    assert post(hall, **fields).status_code == 409
    fields["revision"] = str(int(fields["revision"]) + 1)
    fields |= escape | {"fixture-x-0": "12"}

    # What is ticked is changed together, or goes; two steps back it is there again.
    bulk = {"step": "set", "tick": ["pitch-0", "pitch-2"], "all-power": "2", "all-zone": "Nord"}
    assert post(hall, **fields | bulk | {"tick": []}).status_code == 422
    assert "degrees" in post(hall, **fields | {"turn-2": "schief"}).text
    fields["turn-2"] = "-20,5°"
    assert post(hall, **fields | bulk).status_code == 303
    fields["revision"] = str(int(fields["revision"]) + 1)
    assert drawn()[0]["A3"] == (8, 1, 2, "Nord")
    assert post(hall, **fields | {"step": "remove", "tick": ["pitch-0", "fixture-0"]}).status_code == 303
    assert (list(drawn()[0]), drawn()[1]) == (["A2", "A3"], [])
    with writing() as session:
        before = {p.number: p.id for p in queries.pitches(session, congress.id)}
    assert "taken back" in post(f"{hall}/undo", follow=True).text
    with writing() as session:
        after = {p.number: p.id for p in queries.pitches(session, congress.id)}
    assert before.items() < after.items()
    assert drawn() == ({"A1": (1, 1, 2, "Nord"), "A2": (4.5, 1, 1, ""), "A3": (8, 1, 2, "Nord")}, ["escape"])

    # The file restores it; one that is none is refused.
    plan = office.get(f"{hall}/plan.json").data
    assert [f["properties"]["kind"] for f in json.loads(plan)["features"]] == ["pitch", "pitch", "pitch", "escape"]
    assert post(f"{hall}/size", name="Halle", width="12", depth="9").status_code == 422
    assert post(f"{hall}/size", name="Halle", width="40", depth="9").status_code == 422
    assert post(f"{hall}/import", file=(io.BytesIO(plan.replace(b'"A1"', b'"B1"')), "x.json")).status_code == 303
    assert list(drawn()[0]) == ["B1", "A2", "A3"]
    with writing() as session:
        assert {p.number: p.turn for p in queries.pitches(session, congress.id)} == {"B1": 0, "A2": 0, "A3": -20.5}
    for broken in (b"{}", b"", b"\xff"):
        assert post(f"{hall}/import", file=(io.BytesIO(broken), "x.json")).status_code == 422

    # A picture behind it is what its content is, and no more.
    sneaky = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><script>1</script><g/></svg>'
    assert post(f"{hall}/picture", picture=(io.BytesIO(b"nothing"), "plan.svg")).status_code == 422
    assert post(f"{hall}/picture", picture=(io.BytesIO(sneaky), "plan.png")).status_code == 303
    assert (
        post(f"{hall}/picture/place", **{"picture-width": "25", "picture-x": "-1", "picture-y": "0"}).status_code == 303
    )
    shown = re.search(r'<image[^>]*href="([^"]+)"[^>]*x="-1"[^>]*width="25" height="12.5"', office.get(hall).text)
    sent = office.get(shown[1])
    assert (sent.mimetype, b"script" in sent.data, b"<g" in sent.data) == ("image/svg+xml", False, True)
    assert 'width="306mm"' in office.get(f"{hall}/print?scale=100").text
    ground = io.BytesIO()
    Image.new("RGBA", (200, 100), (0, 0, 0, 90)).save(ground, "PNG")
    assert post(f"{hall}/picture", picture=(io.BytesIO(ground.getvalue()), "plan.png")).status_code == 303
    paper = hall.replace("/halls/", "/market-day/halls/") + ".pdf?paper="
    [page] = pypdf.PdfReader(io.BytesIO(office.get(paper + "a1&scale=100").data)).pages
    assert "A1, zu drucken mit 100 %: Der Balken ist 50 mm lang · Maßstab 1 : 100" in page.extract_text()
    assert [image.image.size for image in page.images] == [(200, 100)]
    assert [office.get(paper + asked).status_code for asked in ("a4", "a4&scale=25", "b4")] == [200, 422, 404]

    assert post(f"{hall}/remove").status_code == 303
    assert post(f"{hall}/undo").status_code == 404


def _value(page, name):
    """Read what a field holds as the page came: a text, a chosen option, or nothing for a box that is not ticked."""
    tag = re.search(rf'<(input|select)[^>]* name="{re.escape(name)}"[^>]*>', page)
    if tag[1] == "select":
        options = page[tag.end() :].split("</select>")[0]
        return (re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options))[1]
    if 'type="checkbox"' in tag[0]:
        return ""
    return re.search(r'value="([^"]*)"', tag[0])[1]
