import pytest
from builders import NOON, make_congress

from app.accounts import queries, service
from app.accounts.errors import LastOrganiser
from app.accounts.models import Part
from app.errors import NotFound

WHO = {"actor": "user:1", "now": NOON}


def invite(session, congress, email, part=Part.ORGANISER, hashed="first"):
    return service.invite(session, congress, email=email, name="", part=part, password_hash=hashed, **WHO)


def parts(session, congress):
    session.flush()
    return {account.email: part for account, part in queries.members(session, congress.id)}


def test_somebody_new_gets_an_account_and_a_part(session):
    congress = make_congress(session)

    assert invite(session, congress, "anna@example.org")

    assert parts(session, congress) == {"anna@example.org": "organiser"}
    account = queries.account_by_email(session, "anna@example.org")
    assert account.password == "first"
    assert service.may(account, congress.id, Part.GATE)


def test_an_account_keeps_its_password_when_another_congress_invites_it(session):
    first, second = make_congress(session), make_congress(session)
    invite(session, first, "anna@example.org")

    assert not invite(session, second, "anna@example.org", Part.GATE, hashed="stolen")

    account = queries.account_by_email(session, "anna@example.org")
    assert account.password == "first"
    assert (service.may(account, first.id, Part.ORGANISER), service.may(account, second.id, Part.ORGANISER)) == (
        True,
        False,
    )


def test_a_congress_keeps_an_organiser(session):
    congress = make_congress(session)
    invite(session, congress, "anna@example.org")
    anna = queries.account_by_email(session, "anna@example.org")
    session.flush()

    with pytest.raises(LastOrganiser):
        service.dismiss(session, congress, anna, **WHO)
    with pytest.raises(LastOrganiser):
        invite(session, congress, "anna@example.org", Part.GATE)
    invite(session, congress, "bert@example.org")
    session.flush()
    service.dismiss(session, congress, anna, **WHO)

    assert parts(session, congress) == {"bert@example.org": "organiser"}


def test_a_revoked_key_is_dead(session):
    congress = make_congress(session)
    service.create_key(session, congress, Part.GATE, label="east door", **WHO)
    session.flush()
    (key,) = queries.keys(session, congress.id)
    assert queries.living_key(session, key.digest) is key

    service.revoke_key(session, queries.key_by_public_id(session, congress.id, key.public_id), **WHO)
    session.flush()

    assert queries.living_key(session, key.digest) is None
    with pytest.raises(NotFound):
        queries.key_by_public_id(session, make_congress(session).id, key.public_id)
