import re

import pytest
from browsing import enter, log_in, make_account, submit
from builders import make_congress

from app import tokens
from app.accounts import queries
from app.congress.queries import by_slug

PAGE = "/organise/bbe-2027/people"


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
    enter(client, "anna@example.org")
    return client


def secrets_on(page):
    return re.findall(r'class="secret ltr">([^<]+)<', page)


def members(writing):
    with writing() as session:
        congress = by_slug(session, "bbe-2027")
        return {account.email: (account.id, part) for account, part in queries.members(session, congress.id)}


def test_somebody_new_logs_in_with_the_password_that_is_shown_once(app, organiser, writing):
    assert submit(organiser, PAGE, {"email": "Bert@Example.org", "part": "gate"}).status_code == 303
    (password,) = secrets_on(organiser.get(PAGE).text)
    assert secrets_on(organiser.get(PAGE).text) == []

    bert = app.test_client()
    log_in(bert, "bert@example.org", password)

    assert bert.get("/organise/").status_code == 200
    assert bert.get(PAGE).status_code == 403
    assert members(writing)["bert@example.org"][1] == "gate"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_has_an_account_is_added_without_a_new_password(app, organiser, writing):
    with writing() as session:
        make_account(session, "bert@example.org")

    submit(organiser, PAGE, {"email": "bert@example.org", "part": "organiser"})

    assert secrets_on(organiser.get(PAGE).text) == []
    bert = app.test_client()
    enter(bert, "bert@example.org")
    assert bert.get(PAGE).status_code == 200


def test_who_is_removed_is_out_at_once_and_the_last_organiser_stays(app, organiser, writing):
    with writing() as session:
        make_account(session, "bert@example.org", organises=by_slug(session, "bbe-2027"))
    bert = app.test_client()
    enter(bert, "bert@example.org")
    ids = {email: account_id for email, (account_id, _part) in members(writing).items()}

    submit(organiser, PAGE, {}, to=f"{PAGE}/{ids['bert@example.org']}/remove")
    submit(organiser, PAGE, {}, to=f"{PAGE}/{ids['anna@example.org']}/remove")

    assert bert.get(PAGE).status_code == 403
    assert list(members(writing)) == ["anna@example.org"]


def test_a_key_is_shown_once_and_can_be_revoked(organiser, writing):
    assert submit(organiser, PAGE, {"label": "east door", "key_part": "gate"}, to=f"{PAGE}/keys").status_code == 303
    (key,) = secrets_on(organiser.get(PAGE).text)
    assert secrets_on(organiser.get(PAGE).text) == []
    with writing() as session:
        found = queries.living_key(session, tokens.digest(key))
        assert (found.label, found.part) == ("east door", "gate")

    submit(organiser, PAGE, {}, to=f"{PAGE}/keys/{found.public_id}/revoke")

    with writing() as session:
        assert queries.living_key(session, tokens.digest(key)) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_people_and_keys_that_cannot_be_are_refused(organiser, writing):
    faulty = [
        ("email", "", {}),
        ("email", "nobody", {}),
        ("email", "a\u202e@example.org", {}),
        ("part", "king", {}),
        ("name", "x" * 201, {}),
        ("label", "", {"to": f"{PAGE}/keys"}),
        ("label", "x" * 101, {"to": f"{PAGE}/keys"}),
        ("key_part", "king", {"to": f"{PAGE}/keys"}),
    ]
    valid = {"email": "bert@example.org", "part": "gate", "label": "x", "key_part": "gate"}
    for field, typed, where in faulty:
        page = submit(organiser, PAGE, valid | {field: typed}, **where)
        assert (field, typed[:10], page.status_code, f'href="#{field}"' in page.text) == (field, typed[:10], 422, True)

    assert list(members(writing)) == ["anna@example.org"]
