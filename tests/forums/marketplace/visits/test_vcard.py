"""vCards, read back by an address book's own reader."""

from datetime import UTC, datetime

import vobject

from forums.marketplace.visits.vcard import Card, written

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


def test_an_address_book_reads_back_what_was_written():
    first = Card(
        name="Ngô; Thị\\Hồng, geb. " + "ሰላም" * 12,
        uid="contact-1",
        changed_at=NOON,
        organisation="Verein; Vielfalt, e. V.",
        email="a@example.org",
        phone="+49 511 1",
        url="https://example.org/a,b;c",
        note="Zeile 1\nEND:VCARD\nZeile 3",
    )
    packed = written(first, Card(name="", uid="2", changed_at=NOON, organisation="Nur ein Verein"))

    one, two = vobject.readComponents(packed.decode())

    assert (one.fn.value, one.n.value.family) == (first.name, first.name)
    assert (one.org.value, one.email.value, one.tel.value) == ([first.organisation], first.email, first.phone)
    assert (one.url.value, one.note.value, one.uid.value) == ("https://example.org/a%2Cb%3Bc", first.note, "contact-1")
    assert (two.fn.value, two.org.value) == ("Nur ein Verein", ["Nur ein Verein"])
    assert max(map(len, packed.split(b"\r\n"))) <= 75
