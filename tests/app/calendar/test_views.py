"""Feeds over HTTP: what changes, what stays, who may read."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_room, make_session
from sqlalchemy import delete, event

from app.congress.queries import raise_revision
from app.db import db
from forums.dialogue.models import Seat
from registration.participants import service

LATER = NOON + timedelta(days=1)


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe", latitude=52.52, longitude=13.39)
        room = make_room(session, congress, name="Saal 1", building="Haupthaus")
        make_session(session, congress, kind="opening", title={"de": "Eröffnung", "en": "Opening"}, room_id=room.id)
        make_session(session, congress, kind="panel", title={"de": "Podium", "en": "Panel"})
        make_forum(session, congress, number=3, title={"de": "Patenschaften", "en": "Mentoring"}, room_id=room.id)
        make_forum(session, congress, number=4)
        return congress


def events(response):
    """The events by the beginning of their UID and their title."""
    found = icalendar.Calendar.from_ical(response.data).walk("VEVENT")
    return {f"{str(event['UID']).partition('-')[0]}:{event['SUMMARY']}": event for event in found}


def summaries(response):
    return sorted(str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(response.data).walk("VEVENT"))


def test_the_feed_of_a_congress_holds_its_days_sessions_and_forums(client, bbe):
    response = client.get("/bbe/calendar.ics?lang=en")

    assert (response.status_code, response.content_type) == (200, "text/calendar; charset=utf-8")
    assert summaries(response) == [bbe.title["en"], "Forum 3: Mentoring", "Forum 4: Forum 4", "Opening", "Panel"]
    opening = events(response)["session:Opening"]
    assert str(opening["LOCATION"]) == "Saal 1, Haupthaus, Auditorium, Friedrichstraße 180, 10117 Berlin"
    assert opening["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert opening["DTSTART"].dt == datetime(2027, 11, 8, 9, 0, tzinfo=UTC)
    assert "Set-Cookie" not in response.headers


def test_a_feed_speaks_the_language_of_the_congress_or_the_one_in_its_address(client, bbe):
    assert "Eröffnung" in summaries(client.get("/bbe/calendar.ics"))
    assert "Opening" in summaries(client.get("/bbe/calendar.ics?lang=en"))


@pytest.mark.parametrize("path", ["calendar.ics", "calendar/kinds/panel.ics"])
def test_an_unchanged_feed_answers_304_without_being_written(client, bbe, path):
    first = client.get(f"/bbe/{path}")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")

    by_tag = client.get(f"/bbe/{path}", headers={"If-None-Match": tag})
    by_time = client.get(f"/bbe/{path}", headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert [(r.status_code, r.data, r.headers["ETag"]) for r in (by_tag, by_time)] == [(304, b"", tag)] * 2


def test_a_changed_session_keeps_its_uid_and_a_cancelled_one_stays(client, writing, bbe):
    before = client.get("/bbe/calendar.ics")
    with writing() as session:
        from app.programme.queries import sessions

        opening, panel = sessions(session, bbe.id)
        opening.ends_at += timedelta(minutes=30)
        opening.revision, opening.changed_at = opening.revision + 1, LATER
        panel.cancelled_at, panel.revision, panel.changed_at = LATER, panel.revision + 1, LATER
        raise_revision(session, bbe.id, now=LATER)

    after = client.get("/bbe/calendar.ics", headers={"If-None-Match": before.headers["ETag"]})

    old, new = events(before), events(after)
    assert after.status_code == 200
    assert old["session:Eröffnung"]["UID"] == new["session:Eröffnung"]["UID"]
    assert [e["session:Eröffnung"]["SEQUENCE"] for e in (old, new)] == [0, 1]
    assert (new["session:Podium"]["STATUS"], new["session:Podium"]["SEQUENCE"]) == ("CANCELLED", 1)
    assert after.last_modified == LATER


def test_feeds_by_forum_room_and_kind_hold_what_they_say(client, writing, bbe):
    with writing() as session:
        from app.congress.queries import rooms
        from forums.dialogue.queries import forums

        room_id = rooms(session, bbe.id)[0].public_id
        forum_id = forums(session, bbe.id)[0].public_id

    assert summaries(client.get(f"/bbe/calendar/forums/{forum_id}.ics")) == ["Forum 3: Patenschaften"]
    assert summaries(client.get(f"/bbe/calendar/rooms/{room_id}.ics")) == ["Eröffnung", "Forum 3: Patenschaften"]
    assert summaries(client.get("/bbe/calendar/kinds/panel.ics")) == ["Podium"]
    assert client.get("/bbe/calendar/kinds/party.ics").status_code == 404
    assert client.get("/bbe/calendar/rooms/99999999999999999999999.ics").status_code == 404


def test_a_congress_in_preparation_has_no_feed(client, writing):
    with writing() as session:
        make_congress(session, slug="secret", is_public=False)

    assert client.get("/secret/calendar.ics").status_code == 404


@pytest.fixture
def guest(writing, bbe):
    with writing() as session:
        participant = make_participant(session, bbe, language="en")
        participant.token = service.feed_of(participant, secret=SECRET)
        return participant


def seat(writing, bbe, guest, number, revision):
    with writing() as session:
        from forums.dialogue.queries import forums

        forum = next(f for f in forums(session, bbe.id) if f.number == number)
        taken = {"participant_id": guest.id, "slot": 1, "forum_id": forum.id}
        session.merge(Seat(**taken, reason={}, assigned_at=LATER, revision=revision))


def test_the_personal_feed_moves_the_forum_when_the_seat_moves(client, writing, bbe, guest):
    address = f"/bbe/calendar/{guest.token}.ics"
    empty = client.get(address)
    seat(writing, bbe, guest, 3, 0)
    third = client.get(address, headers={"If-None-Match": empty.headers["ETag"]})
    seat(writing, bbe, guest, 4, 1)
    fourth = client.get(address, headers={"If-None-Match": third.headers["ETag"]})

    assert summaries(empty) == [bbe.title["en"], "Opening", "Panel"]
    assert summaries(third) == [bbe.title["en"], "Forum 3: Mentoring", "Opening", "Panel"]
    first, second = events(third)["my:Forum 3: Mentoring"], events(fourth)["my:Forum 4: Forum 4"]
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert third.headers["Cache-Control"] == "private, no-cache"
    assert guest.token.encode() not in third.data


def test_the_personal_feed_lets_go_of_a_forum_in_which_somebody_has_no_seat_any_more(client, writing, bbe, guest):
    address = f"/bbe/calendar/{guest.token}.ics"
    seat(writing, bbe, guest, 3, 0)
    seated = client.get(address)
    with writing() as session:
        session.execute(delete(Seat).where(Seat.participant_id == guest.id))

    lost = client.get(address, headers={"If-None-Match": seated.headers["ETag"]})

    assert lost.status_code == 200
    assert "Forum 3: Mentoring" in summaries(seated)
    assert summaries(lost) == [bbe.title["en"], "Opening", "Panel"]


def test_the_personal_feed_of_somebody_who_cancelled_takes_everything_back(client, writing, bbe, guest):
    seat(writing, bbe, guest, 3, 0)
    before = events(client.get(f"/bbe/calendar/{guest.token}.ics"))
    with writing() as session:
        service.cancel(session, session.merge(guest), congress=bbe, actor="guest", now=LATER)

    after = events(client.get(f"/bbe/calendar/{guest.token}.ics"))

    assert {str(e["STATUS"]) for e in after.values()} == {"CANCELLED"}
    assert all(after[key]["SEQUENCE"] > before[key]["SEQUENCE"] for key in before)


def test_a_renewed_feed_kills_the_old_address(client, writing, bbe, guest):
    with writing() as session:
        service.renew_links(session, session.merge(guest), secret=SECRET, actor="guest", now=LATER)

    assert client.get(f"/bbe/calendar/{guest.token}.ics").status_code == 404


def test_a_feed_opens_only_below_its_own_congress(client, writing, guest):
    with writing() as session:
        make_congress(session, slug="other")

    assert client.get(f"/other/calendar/{guest.token}.ics").status_code == 404
    assert client.get(f"/bbe/calendar/{guest.token[:-1]}.ics").status_code == 404


def test_a_304_of_a_personal_feed_loads_no_objects(app, client, bbe, guest):
    """One raw question (app.db.ask) decides; SQLAlchemy's session, which is what costs, is not asked at all."""
    tag = client.get(f"/bbe/calendar/{guest.token}.ics").headers["ETag"]
    statements = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))

    answer = client.get(f"/bbe/calendar/{guest.token}.ics", headers={"If-None-Match": tag})

    assert (answer.status_code, statements) == (304, [])


def test_what_a_person_typed_cannot_add_a_property(client, writing):
    with writing() as session:
        congress = make_congress(session, slug="odd")
        title = 'Ä"; , \\ \r\nATTENDEE:mailto:x@example.org\u202e 🎉 ' + "ሰላም سلام" * 20
        make_session(session, congress, title={"de": title}, kind="lecture")

    response = client.get("/odd/calendar/kinds/lecture.ics")

    (event_,) = icalendar.Calendar.from_ical(response.data).walk("VEVENT")
    assert "ATTENDEE" not in event_
    assert "\u202e" not in str(event_["SUMMARY"])
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n"))
