import pytest
from builders import NOON
from sqlalchemy import select

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.demo import catalogue, stage
from app.programme.models import ProgrammeSession, Speaker
from badges.checkin.models import Attendance
from forums.dialogue import queries as dialogue_queries
from forums.dialogue.models import ForumModerator
from registration.organisations.models import Organisation
from registration.participants import queries as participant_queries


@pytest.fixture(params=catalogue.SLUGS)
def entry(request):
    return catalogue.read(request.param)


def test_a_stage_has_all_that_the_file_tells(examples, entry):
    congress = congress_queries.by_slug(examples, entry.slug)

    def names(table, column):
        return set(examples.scalars(select(column).where(table.congress_id == congress.id)))

    assert (congress.title, congress.hosts, congress.zone) == (entry.title, entry.hosts, entry.zone)
    assert [room.name for room in congress_queries.rooms(examples, congress.id)] == [room.name for room in entry.rooms]
    assert names(Speaker, Speaker.name) == {speaker.name for speaker in entry.speakers}
    assert names(Organisation, Organisation.name) == {organisation.name for organisation in entry.organisations}
    assert names(ProgrammeSession, ProgrammeSession.starts_at) == {item.starts_at for item in entry.sessions}
    assert [
        (forum.title, forum.room.capacity >= forum.maximum) for forum in dialogue_queries.forums(examples, congress.id)
    ] == [(forum.title, True) for forum in entry.forums]
    assert participant_queries.places(examples, congress.id).capacity == entry.capacity
    assert examples.get(Attendance, congress.id) is not None


def test_invented_moderators_are_marked(examples):
    assert all(moderator.organisation.endswith(", Beispiel") for moderator in examples.scalars(select(ForumModerator)))


def test_public_ids_stay_the_same_and_differ():
    drawn = [stage.public_id(slug, kind, number) for slug in "ab" for kind in "xy" for number in (1, 2)]

    assert drawn[0] == stage.public_id("a", "x", 1)
    assert len(set(drawn)) == len(drawn)
    assert all(len(public_id) == 16 for public_id in drawn)


def test_a_stage_without_guests_can_be_set(session):
    congress, forums = stage.set_stage(session, catalogue.read("bamf-2011"), now=NOON)

    assert session.scalars(select(Congress.slug)).all() == [congress.slug] == ["bamf-2011"]
    assert list(forums) == [1, 2, 3, 4, 5]
