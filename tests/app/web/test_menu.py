from browsing import enter, make_account
from builders import make_congress


def test_the_menu_shows_where_one_is(client, writing):
    with writing() as session:
        make_account(session, "anna@example.org", organises=make_congress(session, slug="bbe-2027"))
    enter(client, "anna@example.org")
    places = {"": "/", "basics": "/basics", "programme/new": "/programme"}

    for address, current in places.items():
        page = client.get(f"/organise/bbe-2027/{address}").text
        lines = [line for line in page.split("<li>") if 'aria-current="page"' in line]
        assert (address, [f'href="/organise/bbe-2027{current}"' in line for line in lines]) == (address, [True])


def test_outside_a_congress_there_is_no_menu(client, writing):
    with writing() as session:
        make_account(session, "bert@example.org")
    enter(client, "bert@example.org")

    assert 'id="menu"' not in client.get("/organise/").text
