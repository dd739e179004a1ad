import pytest

from registration.participants.rules import UNNAMED, RegistrationRequest
from registration.parties.reading import read

USUAL = RegistrationRequest("", "", organisation="Patenwerk", language="de")


def told(text):
    """Give (name, address, organisation) of each."""
    reading = read(text, usual=USUAL)
    assert reading.faults == ()
    return [(person.name, person.email, person.organisation) for person in reading.people]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Ada;Lovelace;ada@example.org;Engines", ("Ada Lovelace", "ada@example.org", "Engines")),
        ("Ada\tLovelace\tada@example.org", ("Ada Lovelace", "ada@example.org", "Patenwerk")),
        ("Ada; Lovelace; ; Engines", ("Ada Lovelace", "", "Engines")),
        ("Ada Lovelace;ada@example.org", ("Ada Lovelace", "ada@example.org", "Patenwerk")),
        ('"Ada";"Lovelace"', ("Ada Lovelace", "", "Patenwerk")),
        ("Ada Lovelace", ("Ada Lovelace", "", "Patenwerk")),
        ("Ada Lovelace <ada@example.org>", ("Ada Lovelace", "ada@example.org", "Patenwerk")),
        ("ada@example.org", (UNNAMED, "ada@example.org", "Patenwerk")),
        (";;;Engines", (UNNAMED, "", "Engines")),
    ],
)
def test_a_line_is_a_person_however_much_it_tells(line, person):
    assert told(f"\n{line}\n ; \n") == [person]


def test_headings_put_the_columns_into_another_order():
    pasted = "E-Mail\tNachname\tVorname\tVerein\nada@example.org\tLovelace\tAda\tEngines\n\tHopper\tGrace\t\n"

    assert told(pasted) == [
        ("Ada Lovelace", "ada@example.org", "Engines"),
        ("Grace Hopper", "", "Patenwerk"),
    ]


def test_complaints_name_the_line_as_it_is_seen():
    reading = read("Ada;Lovelace;ada@example\n\nGrace;;grace@example.org\nG;H;GRACE@example.org", usual=USUAL)

    assert [(fault.line, fault.error.code) for fault in reading.faults] == [(1, "bad-email"), (4, "address-twice")]
    assert [person.name for person in reading.people] == ["Grace", "G H"]
