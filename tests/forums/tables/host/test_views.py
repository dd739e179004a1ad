"""Two phones at one table, at once: nothing that was written is ever lost."""

import io
import re

import pytest
from builders import SECRET, make_congress, make_rounds, make_table
from PIL import Image

from app.congress.queries import by_slug
from forums.tables import queries
from forums.tables.service import harvest


@pytest.fixture
def table(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_rounds(session, congress, 2)
        return make_table(session, congress, number=1)


@pytest.fixture
def phone_of(app, table, token_of):
    """``phone_of()`` gives the page of another phone; its ``send`` opens no page first, so that it may be out of date."""
    address = f"/bbe/harvest/{table.public_id}/{harvest.link_of(table, secret=SECRET)}"

    class Phone:
        def __init__(self):
            self.client = app.test_client()
            self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
            self.token = token_of(self.client, address)

        def read(self):
            return self.client.get(address).text

        def send(self, step, **fields):
            return self.client.post(address, data={"csrf_token": self.token, "step": step, **fields})

    return Phone


@pytest.fixture
def kept(writing, table):
    def read():
        with writing() as session:
            return [(note.text, note.version, bool(note.clash_of)) for note in queries.notes(session, [table.id])]

    return read


def note_of(page):
    return {name: re.findall(f'name="{name}" value="([^"]+)"', page)[-1] for name in ("note", "version")}


def test_a_phone_that_sends_twice_writes_once(phone_of, kept):
    phone = phone_of()

    for _ in range(2):
        assert phone.send("add", text="Mehr Zeit", kind="key", round="1", key="abc").status_code == 303

    assert kept() == [("Mehr Zeit", 1, False)]


def test_two_phones_that_change_one_note_at_once_lose_nothing(phone_of, kept):
    first, second = phone_of(), phone_of()
    first.send("add", text="Sponsoren", kind="note", key="1")
    seen = note_of(first.read())

    assert first.send("change", text="Sponsoren suchen", **seen).status_code == 303
    assert second.send("change", text="Stiftungen fragen", **seen).status_code == 303

    assert kept() == [("Sponsoren suchen", 2, False), ("Stiftungen fragen", 1, True)]
    page = second.read()
    assert page.index("Sponsoren suchen") < page.index("Stiftungen fragen")
    assert "Two versions of one note" in page


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("other", [("Sponsoren suchen", 2, False)]),
        ("this", [("Stiftungen fragen", 3, False)]),
        ("both", [("Sponsoren suchen", 2, False), ("Stiftungen fragen", 1, False)]),
    ],
)
def test_a_clash_ends_as_the_host_chooses(phone_of, kept, keep, left):
    phone = phone_of()
    phone.send("add", text="Sponsoren", kind="note", key="1")
    seen = note_of(phone.read())
    phone.send("change", text="Sponsoren suchen", **seen)
    phone.send("change", text="Stiftungen fragen", **seen)
    page = phone.read()
    clash = re.search(
        r'value="settle">\s*<input[^>]*name="note" value="(\w+)">\s*<input[^>]*name="version" value="(\d+)"', page
    )

    phone.send("settle", note=clash[1], version=clash[2], keep=keep)

    assert kept() == left


def test_what_changed_meanwhile_is_not_removed(phone_of, kept):
    phone = phone_of()
    phone.send("add", text="Eins", kind="note", key="1")
    seen = note_of(phone.read())
    phone.send("change", text="Zwei", **seen)

    phone.send("remove", **seen)
    assert kept() == [("Zwei", 2, False)]

    phone.send("remove", **note_of(phone.read()))
    assert kept() == []


def test_a_photo_is_made_small_and_forgets_where_it_was_taken(phone_of, writing, table):
    picture, exif = Image.new("RGB", (3000, 2000), "white"), Image.Exif()
    exif[0x010F] = "Maker of phones"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    phone = phone_of()

    sent = phone.send("photo", round="1", photo=(io.BytesIO(out.getvalue()), "paper.jpg"))
    refused = phone.send("photo", round="1", photo=(io.BytesIO(b"<svg/>"), "paper.jpg"))

    with writing() as session:
        content = queries.photos(session, [table.id])[0].content
    shown = Image.open(io.BytesIO(content))
    assert (sent.status_code, refused.status_code) == (303, 422)
    assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (1600, 1067), {})
    link = re.search(r'href="([^"]+/photos/\w+)"', phone.read())[1]
    assert phone.client.get(link).data == content


def test_a_wrong_or_old_link_opens_nothing(client, writing, table):
    address = f"/bbe/harvest/{table.public_id}/{harvest.link_of(table, secret=SECRET)}"
    assert client.get(address).status_code == 200
    with writing() as session:
        harvest.renew_link(session.merge(table))

    assert client.get(address).status_code == 404
    assert client.get(f"/bbe/harvest/{table.public_id}/nothing").status_code == 404


def test_an_empty_note_comes_back(phone_of):
    answer = phone_of().send("add", text=" ", kind="note", key="1")

    assert answer.status_code == 422
    assert "Please write something down first." in answer.text


def test_organisers_read_all_and_take_it_along(phone_of, organiser_of, writing, table):
    phone_of().send("add", text="Mehr Zeit", kind="key", round="1", key="1")
    phone_of().send("add", text="Und Kaffee", kind="note", round="", key="2")
    with writing() as session:
        congress = by_slug(session, "bbe")
    office = organiser_of(congress)

    page = office.get("/organise/bbe/harvest", headers={"Accept-Language": "en"}).text
    document = office.get("/organise/bbe/harvest/harvest.md", headers={"Accept-Language": "en"}).text

    assert "Mehr Zeit" in page
    assert document.splitlines()[2:] == [
        "## Table 1: Topic 1",
        "",
        "### Key points",
        "",
        "- Mehr Zeit",
        "",
        "### The table as a whole",
        "",
        "- Und Kaffee",
    ]
