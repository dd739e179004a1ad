from dataclasses import replace
from datetime import date

import pytest
from builders import NOON, make_congress, make_room
from sqlalchemy import select

from app.congress import errors, queries, service
from app.congress.rules import Basics, RoomRequest
from app.journal.models import JournalEntry

BASICS = Basics(
    title={"de": "Werkstatt"}, languages=("de",), starts_on=date(2027, 11, 8), ends_on=date(2027, 11, 8), venue="Halle"
)
WHO = {"actor": "user:1", "now": NOON}


def revision(session, congress):
    session.flush()
    session.refresh(congress)
    return congress.revision


def test_a_new_congress_is_seen_by_its_organisers_only(session):
    congress = service.create(session, slug="werkstatt-2027", basics=BASICS, **WHO)

    assert queries.by_slug(session, "werkstatt-2027") is congress
    assert not congress.is_public
    assert "werkstatt-2027" not in [found.slug for found in queries.public_congresses(session)]


def test_two_congresses_have_two_addresses(session):
    make_congress(session, slug="werkstatt-2027")

    with pytest.raises(errors.SlugTaken) as refused:
        service.create(session, slug="werkstatt-2027", basics=BASICS, **WHO)

    assert refused.value.field == "slug"


def test_a_change_of_the_basics_reaches_the_public_and_the_journal(session):
    congress = make_congress(session)
    before = congress.revision

    service.change_basics(session, congress, replace(BASICS, coordinates=(52.5, 13.4), hosts=("A", "B")), **WHO)

    assert revision(session, congress) == before + 1
    assert (congress.venue, congress.latitude, congress.longitude, congress.hosts) == ("Halle", 52.5, 13.4, ["A", "B"])
    entry = session.scalars(select(JournalEntry)).one()
    assert (entry.action, entry.actor, "venue" in entry.details["fields"]) == ("congress.changed", "user:1", True)


def test_saving_what_stands_there_changes_nothing(session):
    congress = service.create(session, slug="werkstatt-2027", basics=BASICS, **WHO)
    before = revision(session, congress)

    service.change_basics(session, congress, BASICS, **WHO)

    assert revision(session, congress) == before


def test_texts_in_a_language_no_longer_asked_for_are_kept(session):
    congress = make_congress(session, title={"de": "Alt", "en": "Old"})

    service.change_basics(session, congress, replace(BASICS, title={"de": "Neu"}), **WHO)

    assert congress.title == {"de": "Neu", "en": "Old"}


def test_a_congress_is_shown_when_privacy_contact_and_venue_are_told(session):
    congress = make_congress(session, is_public=False, venue="", privacy={}, contact_email="")
    assert service.missing(congress) == ["privacy", "contact", "venue"]
    with pytest.raises(errors.NotReady):
        service.publish(session, congress, **WHO)

    congress.venue, congress.privacy, congress.contact_email = "Halle", {"de": "So."}, "a@example.org"
    service.publish(session, congress, **WHO)

    assert (congress.is_public, service.missing(congress)) == (True, [])
    service.withdraw(session, congress, **WHO)
    assert not congress.is_public


def test_rooms_are_told_apart_by_name_within_a_congress(session):
    congress, other = make_congress(session), make_congress(session)
    for place in (congress, other):
        service.add_room(session, place, RoomRequest("Saal"), **WHO)

    with pytest.raises(errors.RoomTaken):
        service.add_room(session, congress, RoomRequest("Saal"), **WHO)
    with pytest.raises(errors.RoomTaken):
        service.change_room(session, make_room(session, congress), RoomRequest("Saal"), **WHO)

    assert sorted(room.name for room in queries.rooms(session, other.id)) == ["Saal"]


def test_a_room_in_use_is_not_deleted(session):
    congress = make_congress(session)
    room = make_room(session, congress)
    before = congress.revision

    with pytest.raises(errors.RoomInUse) as refused:
        service.delete_room(session, room, used_by=["Eröffnung", "Forum 1"], **WHO)
    assert "Eröffnung, Forum 1" in str(refused.value)
    service.delete_room(session, room, used_by=[], **WHO)

    assert list(queries.rooms(session, congress.id)) == []
    assert revision(session, congress) == before + 1
