"""A table of people to invite, with headings or without, from a spreadsheet or a list of addresses alone."""

import pytest
from openpyxl import Workbook

from registration.exchange.errors import UnknownFormat
from registration.invitations.errors import BadLines
from registration.invitations.rules import Invitee
from registration.invitations.tables import read_table

ADA, BOB = Invitee("ada@example.org", "Ada King"), Invitee("bob@example.org", "Bob")


@pytest.mark.parametrize(
    "table",
    [
        "Nachname;Notiz;Vorname;E-Mail\nKing;kommt;Ada;ada@example.org\n;;Bob;bob@example.org\n",
        "\ufeffName,Mail\nAda King,ada@example.org\nBob,bob@example.org\nBob,BOB@example.org\n",
        "Ada\tKing\tada@example.org\nBob\t\tbob@example.org\n",
    ],
    ids=["headings", "comma", "no headings"],
)
def test_a_table_is_read_however_it_is_laid_out(table):
    assert read_table(table.encode()) == [ADA, BOB]


def test_addresses_alone_do(tmp_path):
    book = Workbook()
    for cell in ("E-Mail", "ada@example.org", None, "bob@example"):
        book.active.append([cell])
    book.save(tmp_path / "people.xlsx")
    content = (tmp_path / "people.xlsx").read_bytes()

    with pytest.raises(BadLines) as refused:
        read_table(content)

    assert [(told.line, told.quote, told.fault.code) for told in refused.value.complaints] == [
        (4, "bob@example", "bad-email")
    ]
    assert read_table(content, leaves_out=True) == [Invitee("ada@example.org")]
    with pytest.raises(UnknownFormat):
        read_table(b"%PDF-1.7")
