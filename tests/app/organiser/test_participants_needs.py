"""Access needs, interpreting and food: read by those who act on them; others see that there is something."""

import pytest
from browsing import PASSWORD, enter, submit
from builders import NOON, make_congress, make_participant

from app.accounts.models import Part
from app.accounts.service import create_account, create_key, grant
from registration.participants import queries

CONFIDED = {"access_needs": "wheelchair", "interpreting": "sign language", "food": "halal"}


@pytest.fixture
def office(app, writing):
    """``office(True)`` is the browser of an organiser who may read needs, ``office(False)`` of one who may not."""
    with writing() as session:
        congress = make_congress(session, slug="care")
        guest = make_participant(session, congress, name="Ada Lovelace", **CONFIDED)
        keys = {}
        for reads in (True, False):
            account = create_account(session, email=f"{reads}@example.org", name="", password_hash=PASSWORD)
            session.flush()  # the journal needs its id
            grant(session, account, congress, Part.ORGANISER, sees_needs=reads, actor="operator", now=NOON)
            keys[reads] = create_key(session, congress, Part.ORGANISER, label="", sees_needs=reads, actor="", now=NOON)

    def browser(reads):
        client = app.test_client()
        enter(client, f"{reads}@example.org")
        return client

    browser.guest, browser.congress, browser.keys = guest, congress, keys
    return browser


def seen(answer):
    return [word for word in CONFIDED.values() if word in answer.get_data(as_text=True)]


def test_only_who_has_the_right_reads_what_guests_confide(office, app, writing):
    home = f"/organise/care/participants/{office.guest.public_id}"
    usual = "/organise/care/participants/export.csv"
    chosen = f"{usual}?columns=access_needs&columns=interpreting&columns=food"
    pages = (home, f"{home}/change", chosen)
    carer, other = office(True), office(False)

    assert [seen(carer.get(page)) for page in pages] == [list(CONFIDED.values())] * 3
    assert seen(carer.get(usual)) == []  # only where it was asked for
    assert [seen(other.get(page)) for page in pages] == [[]] * 3
    assert "given" in other.get(f"{home}?lang=en").text
    take = f"/organise/care/privacy/people/{office.guest.public_id}/export.zip"
    assert (carer.get(take).status_code, other.get(take).status_code) == (200, 403)

    told = {}
    for reads, key in office.keys.items():
        answer = app.test_client().get(
            f"/api/v1/congresses/care/participants/{office.guest.public_id}", headers={"Authorization": f"Bearer {key}"}
        )
        told[reads] = {name: answer.json[name] for name in CONFIDED}
    assert told == {True: CONFIDED, False: dict.fromkeys(CONFIDED)}

    # Whoever does not see an answer does not wipe it out either, not even by sending one.
    typed = {"name": "Ada King", "email": "ada@example.org", "role": "participant", "language": "en", "food": ""}
    assert submit(other, f"{home}/change", typed).status_code == 303
    with writing() as session:
        changed = queries.by_public_id(session, office.congress.id, office.guest.public_id)
        assert changed.name == "Ada King"
        assert {name: getattr(changed, name) for name in CONFIDED} == CONFIDED
