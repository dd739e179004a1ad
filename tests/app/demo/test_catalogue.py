from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest

from app.demo import catalogue
from app.programme.rules import Booking, SessionKind, clashes
from registration.participants.rules import clean_email, clean_text

PAST = ("bbe-2017", "niedersachsen-2017", "staedtetag-2016", "bamf-2011")


@pytest.fixture(scope="module", params=catalogue.SLUGS)
def congress(request):
    return catalogue.read(request.param)


def texts(thing, path=""):
    """Every localized text with its place."""
    for field in fields(thing):
        value, place = getattr(thing, field.name), f"{path}.{field.name}"
        if field.type is catalogue.Text:
            yield place, value
        for entry in value if isinstance(value, tuple) else ():
            if is_dataclass(entry):
                yield from texts(entry, place)


def test_all_five_congresses_are_there():
    assert set(catalogue.SLUGS) == {*PAST, "bbe-2027"}


def test_every_text_stands_in_german_and_in_english(congress):
    for place, text in texts(congress):
        optional = place.endswith((".abstract", ".biography")) and not text
        assert optional or set(text) == {"de", "en"}, place
        assert all(value.strip() for value in text.values()), place
    assert congress.description["de"] != congress.description["en"]


def test_texts_have_no_invisible_characters(congress):
    for place, text in texts(congress):
        for value in text.values():
            assert clean_text(value, field=place, longest=10_000, lines=True) == value.strip()


def test_each_description_tells_what_is_invented(congress):
    assert "Zu diesem Beispiel" in congress.description["de"]
    assert "About this example" in congress.description["en"]


def test_sessions_and_forums_lie_within_the_days(congress):
    for item in (*congress.sessions, *congress.forums):
        assert item.starts_at < item.ends_at
        assert congress.starts_on <= item.starts_at.date() <= item.ends_at.date() <= congress.ends_on


def test_nothing_takes_a_room_or_a_person_twice(congress):
    names = {speaker.key: speaker.name for speaker in congress.speakers}
    bookings = [
        Booking(
            item.title["de"],
            item.starts_at,
            item.ends_at,
            item.room,
            frozenset(names[s.speaker] for s in item.speakers),
        )
        for item in congress.sessions
    ]
    bookings += [
        Booking(
            forum.title["de"], forum.starts_at, forum.ends_at, forum.room, frozenset(m.name for m in forum.moderators)
        )
        for forum in congress.forums
    ]

    assert list(clashes(bookings)) == []


def test_the_programme_has_a_place_for_the_forums(congress):
    slots = {(item.starts_at, item.ends_at) for item in congress.sessions if item.kind == SessionKind.FORUMS}

    assert {(forum.starts_at, forum.ends_at) for forum in congress.forums} == slots


def test_kinds_of_sessions_are_known(congress):
    assert {item.kind for item in congress.sessions} <= {kind.value for kind in SessionKind}


def test_the_forums_hold_everybody_and_fit_their_rooms(congress):
    capacity = {room.key: room.capacity for room in congress.rooms}
    for forum in congress.forums:
        assert forum.minimum <= forum.maximum <= capacity[forum.room]
    if congress.assignment is not None:
        least, most = sum(f.minimum for f in congress.forums), sum(f.maximum for f in congress.forums)
        assert least <= congress.people.confirmed <= most


def test_addresses_lead_nowhere_real(congress):
    assert clean_email(congress.contact["email"]).endswith("@example.org")
    for organisation in congress.organisations:
        is_real = organisation.role in {"host", "funder"}
        assert is_real or organisation.website == "" or organisation.website.endswith(".example.org/")


def test_shares_of_people_add_up(congress):
    plan = congress.people
    assert sum(plan.sectors.values()) == sum(plan.scripts.values()) == plan.confirmed + plan.pending
    assert plan.confirmed + plan.pending <= congress.capacity


def test_registration_ends_before_wishes_and_wishes_before_the_congress(congress):
    entry = congress.registration
    assert entry.opens_at < entry.closes_at <= (entry.wishes_until or entry.closes_at)
    assert (entry.wishes_until or entry.closes_at).date() < congress.starts_on
    if congress.assignment:
        assert entry.wishes_until < congress.assignment.published_at


def test_the_facts_of_the_domain():
    read = {slug: catalogue.read(slug) for slug in catalogue.SLUGS}
    roles = {slug: Counter(organisation.role for organisation in entry.organisations) for slug, entry in read.items()}
    rounds = [item for item in read["staedtetag-2016"].sessions if item.kind == "tables"]

    assert {slug: (str(entry.starts_on), str(entry.ends_on)) for slug, entry in read.items()} == {
        "bbe-2017": ("2017-11-09", "2017-11-10"),
        "niedersachsen-2017": ("2017-03-06", "2017-03-06"),
        "staedtetag-2016": ("2016-09-28", "2016-09-28"),
        "bamf-2011": ("2011-11-04", "2011-11-05"),
        "bbe-2027": ("2027-11-11", "2027-11-12"),
    }
    assert {slug: len(entry.forums) for slug, entry in read.items()} == {
        "bbe-2017": 6,
        "bbe-2027": 6,
        "niedersachsen-2017": 6,
        "staedtetag-2016": 0,
        "bamf-2011": 5,
    }
    assert roles["bbe-2017"]["carrier"] == roles["bbe-2027"]["carrier"] == 23
    assert roles["niedersachsen-2017"]["partner"] > 70
    assert roles["staedtetag-2016"]["partner"] == 25
    assert read["bamf-2011"].hosts == ["Bundesamt für Migration und Flüchtlinge", "Bertelsmann Stiftung"]
    assert [item.ends_at - item.starts_at for item in rounds] == [timedelta(minutes=25)] * 5
    assert {speaker.name for speaker in read["bbe-2017"].speakers if not speaker.attends} == {
        "Dr. Ralf Kleindiek",
        "Prof. Dietrich Thränhardt",
        "Prof. Dr. Michael Haller",
    }


def test_everybody_else_in_a_programme_is_marked_as_invented(congress):
    for speaker in congress.speakers:
        assert (
            speaker.attends
            == ("Name frei erfunden" in speaker.position["de"])
            == ("invented name" in speaker.position["en"])
        )


def test_an_unknown_key_is_an_error():
    with pytest.raises(TypeError, match="colour"):
        catalogue.RoomEntry(key="a", name="A", building="", floor="", capacity=1, hint="", colour="red")
