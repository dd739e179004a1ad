from datetime import UTC, datetime, timedelta

import pytest

from registration.invitations import errors, rules
from registration.invitations.rules import Invitee, State

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)


def test_a_code_is_read_however_it_is_typed():
    code = rules.code_of("unguessable")

    typed = [rules.in_groups(code), rules.in_groups(code).lower(), f" {code[:8]} {code[8:]} ", code.replace("O", "0")]

    assert (len(code), {rules.read_code(way) for way in typed}) == (16, {code})
    for nonsense in ("", "ABCD", code + "A", "ä" * 16):
        with pytest.raises(errors.NoSuchInvitation):
            rules.read_code(nonsense)


def test_a_list_of_addresses_is_read_as_people_paste_it():
    pasted = (
        "Ada Lovelace <ada@example.org>\n\ngrace@example.org\nHopper\tGrace\tg.hopper@example.org\n"
        '"Bo, Ri";bo@example.org\nADA@example.org\n'
    )

    assert list(rules.read_invitees(pasted)) == [
        Invitee("ada@example.org", "Ada Lovelace"),
        Invitee("grace@example.org"),
        Invitee("g.hopper@example.org", "Hopper Grace"),
        Invitee("bo@example.org", "Bo Ri"),
    ]


def test_every_faulty_line_is_named():
    with pytest.raises(errors.BadLines) as refused:
        rules.read_invitees("ada@example.org\nnobody\n\ntwo@example.org;three@example.org\nx@y\n")

    assert refused.value.details["lines"] == "2, 4, 5"
    assert [(told.line, told.quote, told.fault.code) for told in refused.value.complaints] == [
        (2, "nobody", "no-address"),
        (4, "two@example.org three@example.org", "no-address"),
        (5, "x@y", "bad-email"),
    ]
    assert [found.email for found in rules.read_invitees("ada@example.org\nnobody", leaves_out=True)] == [
        "ada@example.org"
    ]
    with pytest.raises(errors.BadLines):
        rules.read_invitees("nobody", leaves_out=True)
    for pasted, fault in (("\n ; \n", errors.NobodyToInvite), ("a@example.org\n" * 2001, errors.TooManyLines)):
        with pytest.raises(fault):
            rules.read_invitees(pasted)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.OPEN),
        ({"uses": 2}, State.USED),
        ({"expires_at": NOON}, State.EXPIRED),
        ({"expires_at": NOON + timedelta(seconds=1)}, State.OPEN),
        ({"declined_at": NOON}, State.DECLINED),
        ({"uses": 2, "revoked_at": NOON}, State.REVOKED),
    ],
)
def test_an_invitation_knows_where_it_stands(changes, state):
    facts = {"uses": 1, "most_uses": 2, "expires_at": None, "revoked_at": None, "declined_at": None}

    assert rules.state_of(**facts | changes, now=NOON) is state
