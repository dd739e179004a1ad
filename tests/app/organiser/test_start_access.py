"""Who may open the pages of setting up: every route of these rooms, tried by everyone who may not."""

import pytest
from browsing import enter, make_account, token
from builders import make_congress

ROOMS = {
    "basics",
    "publication",
    "deadlines",
    "rooms",
    "programme",
    "programme_sessions",
    "speakers",
    "organisations",
    "people",
}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def addresses(app):
    """List (method, address) of all routes of ROOMS in the congress bbe-2027, with some word for what is within."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in ROOMS:
            values = {name: "1" if name == "member" else "0" * 16 for name in rule.arguments} | {"congress": "bbe-2027"}
            found += [
                (method, adapter.build(rule.endpoint, values, method)) for method in rule.methods & {"GET", "POST"}
            ]
    return sorted(found)


@pytest.fixture
def congress(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
        make_account(session, "stranger@example.org", organises=make_congress(session))
        make_account(session, "gate@example.org", guards=congress)
    return congress


def test_there_are_routes_to_try(app):
    assert {address.split("/")[3] for _method, address in addresses(app)} >= {"basics", "rooms", "speakers", "people"}


def test_without_login_every_page_leads_to_the_login(app, client, congress):
    sent = {"csrf_token": token(client, "/account/login")}

    answers = {client.open(address, method=method, data=sent).location or "" for method, address in addresses(app)}

    assert {answer.partition("?")[0] for answer in answers} == {"/account/login"}


@pytest.mark.parametrize("email", ["stranger@example.org", "gate@example.org"])
def test_organisers_of_other_congresses_and_gate_staff_are_refused(app, client, congress, email):
    enter(client, email)
    sent = {"csrf_token": token(client, "/account/")}

    answers = {client.open(address, method=method, data=sent).status_code for method, address in addresses(app)}

    assert answers == {403}


def test_a_post_without_token_changes_nothing(app, client, congress):
    enter(client, "anna@example.org")

    answers = {client.post(address).status_code for method, address in addresses(app) if method == "POST"}

    assert answers == {400}


def test_what_is_not_there_is_not_found(app, client, congress):
    enter(client, "anna@example.org")
    within = [address for method, address in addresses(app) if method == "GET" and "0" * 16 in address]

    assert {client.get(address).status_code for address in within} == {404}
    assert client.get("/organise/bbe-2027/rooms/" + "9" * 400).status_code == 404
    assert client.post(
        f"/organise/bbe-2027/people/{10**30}/remove", data={"csrf_token": token(client, "/account/")}
    ).status_code in {303, 404}
