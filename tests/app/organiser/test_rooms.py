import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_forum, make_room, make_session

from app.congress import queries
from app.programme.queries import sessions
from forums.dialogue.queries import forums

PAGE = "/organise/bbe-2027/rooms"


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
        room = make_room(session, congress, name="Saal", public_id="a" * 16)
        make_session(session, congress, room_id=room.id)
        make_forum(session, congress, room_id=room.id, title={"de": "Forum eins"})
    enter(client, "anna@example.org")
    return client


def names(writing):
    with writing() as session:
        return [room.name for room in queries.rooms(session, queries.by_slug(session, "bbe-2027").id)]


def test_a_room_is_added_once(organiser, writing):
    typed = {"name": "Raum 2", "capacity": "40", "floor": "2", "hint": "Links.\nDann rechts."}

    assert submit(organiser, PAGE, typed).status_code == 303
    again = submit(organiser, PAGE, typed)

    assert (again.status_code, 'href="#name"' in again.text) == (422, True)
    assert sorted(names(writing)) == ["Raum 2", "Saal"]


def test_a_new_name_reaches_everything_that_meets_in_the_room(organiser, writing):
    answer = submit(organiser, f"{PAGE}/{'a' * 16}", {"name": "Großer Saal"})

    assert answer.status_code == 303
    with writing() as session:
        congress = queries.by_slug(session, "bbe-2027")
        assert [(item.room.name, item.revision) for item in sessions(session, congress.id)] == [("Großer Saal", 1)]
        assert [(forum.room.name, forum.revision) for forum in forums(session, congress.id)] == [("Großer Saal", 1)]
        assert congress.revision == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_room_that_is_needed_is_not_deleted_and_says_by_what(organiser, writing):
    room = f"{PAGE}/{'a' * 16}"

    answer = submit(organiser, room, {}, to=f"{room}/delete")

    assert answer.status_code == 303
    assert "Forum eins" in organiser.get(PAGE).text
    assert names(writing) == ["Saal"]


def test_a_room_that_nothing_needs_is_deleted(organiser, writing):
    with writing() as session:
        make_room(session, queries.by_slug(session, "bbe-2027"), name="Leer", public_id="b" * 16)
    room = f"{PAGE}/{'b' * 16}"

    assert submit(organiser, room, {}, to=f"{room}/delete").status_code == 303
    assert names(writing) == ["Saal"]
    assert organiser.get(room).status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_room_that_cannot_be_is_refused(organiser, writing):
    faulty = {
        "name": ("", " ", "a\u202eb", "x" * 101, "Saal"),
        "capacity": ("0", "-3", "9" * 30, "viele"),
        "position": ("1000", "x"),
        "hint": ("x" * 1001,),
    }
    for field, values in faulty.items():
        for typed in values:
            page = submit(organiser, PAGE, {"name": "Raum 3", field: typed})
            assert (field, typed[:10], page.status_code, f'href="#{field}"' in page.text) == (
                field,
                typed[:10],
                422,
                True,
            )

    assert names(writing) == ["Saal"]
