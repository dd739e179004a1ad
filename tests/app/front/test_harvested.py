"""What the tables brought, for everybody: only once it is public, and without what is not settled."""

import io
import re

import pytest
from builders import SECRET, make_congress, make_rounds, make_table
from PIL import Image
from pypdf import PdfReader

from app.congress.queries import by_slug
from forums.tables import queries
from forums.tables.service import harvest


@pytest.fixture
def table(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_rounds(session, congress, 2)[0].question = {"de": "Wie?"}
        table = make_table(session, congress, number=1, topic={"de": "Kleine Budgets"})
        now = congress.changed_at
        for key, kind, number, text in (("1", "note", 1, "Kaffee"), ("2", "key", 2, "Wenig Formulare")):
            harvest.add_note(session, table, kind=kind, text=text, number=number, key=key, now=now)
        [note, _] = queries.notes(session, [table.id])
        for text in ("Kaffee hilft", "Tee hilft"):
            harvest.change_note(session, note, text=text, version=1, now=now)
        out = io.BytesIO()
        Image.new("RGB", (40, 30)).save(out, "PNG")
        harvest.add_photo(session, table, out.getvalue(), number=1, now=now)
    return table


def test_everybody_reads_the_harvest_while_it_is_public(table, client, organiser_of, token_of, writing):
    with writing() as session:
        congress = by_slug(session, "bbe")
    office = organiser_of(congress)
    page = f"/bbe/harvest/{table.public_id}"
    addresses = ("/bbe/harvest", page, "/bbe/harvest/harvest.md", "/bbe/harvest/harvest.pdf")

    def publish(**fields):
        token = token_of(office, "/organise/bbe/harvest")
        return office.post("/organise/bbe/harvest/publication", data={"csrf_token": token, **fields})

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert publish(publish="yes").status_code == 303
    whole, one, written, printed = (client.get(address, headers={"Accept-Language": "de"}) for address in addresses)

    for text in (whole.text, one.text, written.text, PdfReader(io.BytesIO(printed.data)).pages[0].extract_text()):
        assert text.index("Wenig Formulare") < text.index("Runde 1: Wie?") < text.index("Kaffee hilft")
        assert "Tee hilft" not in text
    assert "Set-Cookie" not in whole.headers
    assert "/bbe/harvest" in client.get("/bbe/").text
    picture = client.get(re.search(r'src="([^"]+/photos/\w+)"', one.text)[1])
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    host = f"{page}/{harvest.link_of(table, secret=SECRET)}"
    late = {"csrf_token": token_of(client, host), "step": "add", "text": "Noch etwas", "kind": "note", "key": "9"}
    assert client.post(host, data=late).status_code == 303
    assert "Noch etwas" in client.get("/bbe/harvest").text
    publish()
    assert [client.get(address).status_code for address in addresses] == [404] * 4
