from datetime import UTC, datetime

import pytest
from browsing import enter, make_account, submit
from builders import make_congress, make_room

from app.congress.queries import by_slug
from app.programme import queries
from app.programme.models import Speaker

PAGE = "/organise/bbe-2027/programme"
NEW = f"{PAGE}/new"
TYPED = {
    "key": "0123456789abcdef",
    "title_de": "Vortrag",
    "title_en": "Lecture",
    "kind": "lecture",
    "day": "2027-11-08",
    "starts": "10:00",
    "ends": "11:30",
}
SPEAKERS = "/organise/bbe-2027/speakers"


@pytest.fixture
def organiser(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe-2027")
        make_account(session, "anna@example.org", organises=congress)
        make_room(session, congress, name="Saal", public_id="a" * 16)
        session.add(Speaker(congress_id=congress.id, name="Ada", public_id="d" * 16, position={}, biography={}))
    enter(client, "anna@example.org")
    return client


@pytest.fixture
def sessions(writing):
    def read():
        with writing() as session:
            return queries.sessions(session, by_slug(session, "bbe-2027").id)

    return read


def test_a_session_is_added_with_room_and_people(organiser, sessions):
    people = {"speaker_0": "d" * 16, "part_0": "panelist", "new_name": "Eva", "new_part": "moderator"}

    answer = submit(organiser, NEW, TYPED | people | {"room": "a" * 16})
    submit(organiser, NEW, TYPED)  # a second press of the button

    assert (answer.status_code, answer.location) == (303, PAGE)
    (item,) = sessions()
    assert (item.starts_at, item.ends_at) == (
        datetime(2027, 11, 8, 9, 0, tzinfo=UTC),
        datetime(2027, 11, 8, 10, 30, tzinfo=UTC),
    )
    assert (item.room.name, item.title["en"]) == ("Saal", "Lecture")
    assert [(a.speaker.name, a.part) for a in item.appearances] == [("Ada", "panelist"), ("Eva", "moderator")]


def test_a_session_is_changed_cancelled_and_restored(organiser, sessions):
    submit(organiser, NEW, TYPED | {"speaker_0": "d" * 16})
    page = f"{PAGE}/{TYPED['key']}"
    shown = organiser.get(page).text
    assert ('value="10:00"' in shown, 'value="11:30"' in shown, f'value="{"d" * 16}" selected' in shown) == (True,) * 3

    assert submit(organiser, page, TYPED | {"ends": "12:00", "speaker_0": ""}).status_code == 303
    assert submit(organiser, page, {}, to=f"{page}/cancel").status_code == 303
    assert sessions()[0].cancelled_at is not None
    assert submit(organiser, page, {}, to=f"{page}/restore").status_code == 303

    (item,) = sessions()
    assert (item.appearances, item.cancelled_at, item.revision) == ([], None, 3)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_session_that_cannot_be_is_refused_and_nothing_typed_is_lost(organiser, sessions):
    faulty = {
        "ends": ("10:00", "09:59", "25:00", "", "x"),
        "day": ("2027-13-01", "9999-12-31", ""),
        "kind": ("party", ""),
        "title_de": ("", "a\u202eb", "x" * 201),
        "room": ("f" * 16, "1"),
        "speaker_0": ("f" * 16,),
        "part_0": ("star",),
        "new_name": ("x" * 201,),
    }
    for field, values in faulty.items():
        for typed in values:
            page = submit(organiser, NEW, TYPED | {"abstract_de": "Bleibt stehen", field: typed})
            told = (page.status_code, f'href="#{field}"' in page.text, "Bleibt stehen" in page.text)
            assert (field, typed[:10], *told) == (field, typed[:10], 422, True, True)

    assert list(sessions()) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_hour_that_spring_leaves_out_is_refused(organiser, sessions):
    page = submit(organiser, NEW, TYPED | {"day": "2027-03-28", "starts": "02:30", "ends": "04:00"})

    assert (page.status_code, 'href="#starts"' in page.text) == (422, True)


def test_speakers_are_added_changed_and_deleted(organiser, writing):
    assert submit(organiser, SPEAKERS, {"key": "e" * 16, "name": "Eva", "position_de": "Leiterin"}).status_code == 303
    submit(organiser, SPEAKERS, {"key": "e" * 16, "name": "Eva"})  # a second press of the button
    page = f"{SPEAKERS}/{'e' * 16}"
    assert submit(organiser, page, {"name": "Eva Maria", "organisation": "Verein"}).status_code == 303
    ada = f"{SPEAKERS}/{'d' * 16}"
    assert submit(organiser, ada, {}, to=f"{ada}/delete").status_code == 303

    with writing() as session:
        found = queries.speakers(session, by_slug(session, "bbe-2027").id)
        assert [(person.name, person.organisation) for person in found] == [("Eva Maria", "Verein")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_stands_in_a_session_is_not_deleted(organiser, writing):
    submit(organiser, NEW, TYPED | {"speaker_0": "d" * 16})
    ada = f"{SPEAKERS}/{'d' * 16}"

    submit(organiser, ada, {}, to=f"{ada}/delete")

    assert "Vortrag" in organiser.get(SPEAKERS).text
    assert organiser.get(ada).status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("field", "typed"), [("name", ""), ("name", "a\u202eb"), ("biography_de", "x" * 5001)])
def test_a_speaker_who_cannot_be_is_refused(organiser, field, typed):
    page = submit(organiser, SPEAKERS, {"name": "Eva", field: typed})

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
