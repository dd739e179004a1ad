import gzip
import json
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import make_congress, make_forum, make_room, make_session
from sqlalchemy import event, update

from app import clock
from app.congress.models import Congress
from app.congress.queries import raise_revision
from app.db import db
from app.programme.models import Appearance, Speaker
from forums.dialogue.models import ForumModerator

PUBLIC = ("/", "/spring/", "/spring/programme", "/spring/forums", "/spring/privacy")


@pytest.fixture
def spring(open_congress, writing):
    """A congress with a lecture by a speaker, a time for forums, and a forum in it; gives their public ids."""
    congress = open_congress(
        title={"de": "Frühling", "en": "Spring"},
        hosts=["Verein <Eins>"],
        starts_on=date(2027, 11, 8),
        ends_on=date(2027, 11, 9),
    )
    with writing() as session:
        hall = make_room(session, congress, name="Elbe", building="Haus A")
        lecture = make_session(
            session,
            congress,
            room_id=hall.id,
            title={"de": "Vortrag", "en": "</script><b>Lecture"},
            abstract={"en": "Why **it** works"},
        )
        make_session(
            session,
            congress,
            kind="forums",
            title={"de": "Foren", "en": "Forum time"},
            starts_at=datetime(2027, 11, 8, 13, tzinfo=UTC),
            ends_at=datetime(2027, 11, 8, 15, tzinfo=UTC),
        )
        speaker = Speaker(
            congress_id=congress.id, name="Dr. Ada", organisation="Uni", position={"en": "Professor"}, biography={}
        )
        session.add(speaker)
        session.flush()  # the appearance needs its id
        session.add(Appearance(session_id=lecture.id, speaker_id=speaker.id, part="speaker"))
        forum = make_forum(
            session, congress, number=4, places=12, title={"de": "Wohnen", "en": "Housing"}, room_id=hall.id
        )
        session.add(ForumModerator(forum_id=forum.id, name="Ben"))
    return {"congress": congress, "session": lecture.public_id, "forum": forum.public_id}


@contextmanager
def counted(app):
    """Count the statements sent to the database."""
    statements = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_every_public_page_speaks_german_and_english_and_sets_no_cookie(guest, spring):
    paths = [*PUBLIC, f"/spring/programme/{spring['session']}", f"/spring/forums/{spring['forum']}"]

    for language, title in (("de", "Frühling"), ("en", "Spring")):
        guest.language = language
        for path in paths:
            page = guest.get(path)
            assert (path, page.status_code, page.headers.get("Set-Cookie")) == (path, 200, None)
            assert (f'<html lang="{language}"' in page.text, title in page.text) == (True, True), path


def test_a_page_drawn_for_somebody_with_a_session_carries_no_cookie_of_theirs(guest, spring):
    guest.get("/spring/register")

    cookies = [guest.get(path).headers.get("Set-Cookie") for path in PUBLIC]

    assert cookies == [None] * len(PUBLIC)


def test_the_page_of_a_congress_says_what_when_where_who_and_how_to_come(guest, spring):
    page = guest.get("/spring/").text

    for told in (
        "8–9 November 2027",
        "Auditorium",
        "Friedrichstraße 180",
        "Verein &lt;Eins&gt;",
        "kongress@example.org",
        "Dr. Ada",
        "Forum 4: Housing",
        "Register now",
        "/spring/privacy",
    ):
        assert told in page, told


def test_the_programme_puts_forums_beneath_the_time_they_meet_in(guest, spring):
    page = guest.get("/spring/programme").text

    order = [
        "Mon, 8 November 2027",
        "10:00–11:00",
        "Lecture",
        "Dr. Ada (Professor, Uni)",
        "Elbe, Haus A",
        "Why <strong>it</strong> works",
        "14:00–16:00",
        "Forum time",
        "Forum 4: Housing",
        "Moderation: Ben",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert page.count("14:00–16:00") == 1


def test_the_one_thing_to_do_follows_the_state_of_registration(guest, open_congress):
    new_year = datetime(2099, 1, 1, 11, tzinfo=UTC)
    opens = 'opens on <time datetime="2099-01-01T11:00:00+00:00">Thu, 1 January 2099, 12:00</time>'
    past = {"starts_on": date(2017, 11, 9), "ends_on": date(2017, 11, 10)}
    states = {
        "until ": {},
        "not open yet": {"registration_opens_at": None},
        opens: {"registration_opens_at": new_year, "registration_closes_at": None},
        "closed": {"registration_closes_at": clock.now()},
        "Join the waiting list": {"capacity": 0},
        "This congress has taken place.": past,
    }

    for number, (told, changes) in enumerate(states.items()):
        open_congress(slug=f"state-{number}", **changes)
        page = re.sub(r"\s+", " ", guest.get(f"/state-{number}/").text)
        can_register = f'<a class="btn btn-primary" href="/state-{number}/register">' in page
        assert (told in page, can_register) == (True, not changes or "capacity" in changes), told


def test_congresses_to_come_stand_first_and_hidden_ones_nowhere(guest, writing):
    today = clock.now().date()
    with writing() as session:
        for slug, days, is_public in (
            ("past", -400, True),
            ("late", 200, True),
            ("next", 20, True),
            ("hidden", 30, False),
        ):
            day = today + timedelta(days=days)
            make_congress(session, slug=slug, starts_on=day, ends_on=day, is_public=is_public)

    page = guest.get("/").text

    assert re.findall(r'href="/(\w+)/"', page) == ["next", "late", "past"]
    assert [
        guest.get(path).status_code for path in ("/hidden/", "/hidden/programme", "/hidden/register", "/nowhere/")
    ] == [404] * 4


def test_a_page_is_known_again_until_something_public_changes(guest, spring, writing):
    first = guest.get("/spring/")
    known = {"If-None-Match": first.headers["ETag"]}
    again = guest.get("/spring/", **known)
    german = guest.get("/spring/", **known | {"Accept-Language": "de"})
    with writing() as session:
        session.execute(update(Congress).where(Congress.id == spring["congress"].id).values(title={"en": "Summer"}))
        raise_revision(session, spring["congress"].id, now=clock.now())
    changed = guest.get("/spring/", **known)

    assert (again.status_code, again.data, german.status_code) == (304, b"", 200)
    assert (changed.status_code, "Summer" in changed.text) == (200, True)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= set(first.vary)


def test_a_full_congress_says_so_at_once(guest, open_congress):
    open_congress(capacity=1)
    tag = guest.get("/spring/").headers["ETag"]

    guest.post("/spring/register", name="Ada", email="ada@example.org")
    page = guest.get("/spring/", **{"If-None-Match": tag})

    assert (page.status_code, "Join the waiting list" in page.text) == (200, True)


def test_a_page_from_the_cache_asks_one_question_and_a_drawn_one_few(app, guest, spring, writing):
    with counted(app) as drawn:
        guest.get("/spring/")
    with counted(app) as kept:
        guest.get("/spring/")
    with writing() as session:
        for _ in range(7):
            make_session(session, spring["congress"])
            make_forum(session, spring["congress"])
        raise_revision(session, spring["congress"].id, now=clock.now())
    with counted(app) as drawn_larger:
        guest.get("/spring/")

    assert len([s for s in kept if s.startswith("SELECT")]) <= 1
    assert len(drawn_larger) == len(drawn) < 20


def test_pages_are_packed_for_whoever_takes_it(guest, spring):
    packed = guest.get("/spring/", **{"Accept-Encoding": "gzip"})
    plain = guest.get("/spring/", **{"Accept-Encoding": "identity"})

    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < 6000


def test_a_chosen_language_is_remembered_and_such_an_answer_is_kept_by_no_cache(guest, spring):
    chosen = guest.get("/spring/?lang=de")
    after = guest.get("/spring/")

    assert chosen.headers["Set-Cookie"].startswith("language=de;")
    assert (chosen.headers["Cache-Control"], '<html lang="de"' in after.text) == ("private, no-cache", True)


def test_foreign_and_odd_ids_lead_nowhere(guest, spring, writing):
    with writing() as session:
        other = make_congress(session, slug="other")
        foreign = make_forum(session, other).public_id, make_session(session, other).public_id

    paths = [
        f"/spring/forums/{foreign[0]}",
        f"/spring/programme/{foreign[1]}",
        "/spring/forums/" + "9" * 400,
        "/spring/programme/%00%F0%9F%92%A5",
        "/%E2%80%AE/",
    ]
    assert [guest.get(path).status_code for path in paths] == [404] * 5


def test_machines_read_the_same_event(guest, spring):
    def event_of(path):
        return json.loads(
            re.findall(r'<script type="application/ld\+json">(.*?)</script>', guest.get(path).text, re.DOTALL)[0]
        )

    whole, part, forum = (
        event_of("/spring/"),
        event_of(f"/spring/programme/{spring['session']}"),
        event_of(f"/spring/forums/{spring['forum']}"),
    )

    assert (whole["@type"], whole["name"], whole["startDate"], whole["endDate"]) == (
        "Event",
        "Spring",
        "2027-11-08T10:00:00+01:00",
        "2027-11-08T16:00:00+01:00",
    )
    assert whole["location"] == {"@type": "Place", "name": "Auditorium", "address": "Friedrichstraße 180, 10117 Berlin"}
    assert [e["name"] for e in whole["subEvent"]] == ["</script><b>Lecture", "Forum time"]
    assert (part["superEvent"]["name"], part["performer"]) == ("Spring", [{"@type": "Person", "name": "Dr. Ada"}])
    assert (forum["url"], forum["location"]["name"]) == (
        f"http://127.0.0.1:8000/spring/forums/{spring['forum']}",
        "Elbe, Auditorium",
    )


def test_health_tells_whether_the_database_answers(guest, config, app_with, tmp_path):
    nowhere = {
        "sqlite": f"sqlite:///{tmp_path}/none/none.db",
        "postgresql": f"postgresql://nobody@/none?host={tmp_path}",
    }
    broken = app_with(database_url=nowhere[config.database.partition(":")[0].partition("+")[0]])

    assert (guest.get("/health").status_code, guest.get("/health").json) == (200, {"status": "ok", "database": "ok"})
    answer = broken.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "failing", "database": "no answer"})


def test_robots_are_kept_from_secret_pages(guest):
    robots = guest.get("/robots.txt")

    assert (robots.mimetype, "Disallow: /*/my/" in robots.text) == ("text/plain", True)
