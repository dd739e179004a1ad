"""Set the stage: write one example congress with rooms, organisations, programme and forums, still without guests."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress, Room
from app.demo.catalogue import CongressEntry, ForumEntry, OrganisationEntry, SessionEntry
from app.demo.people import opening
from app.orm import Base
from app.programme.models import Appearance, ProgrammeSession, Speaker
from badges.checkin.models import Attendance
from forums.dialogue.models import Forum, ForumModerator
from registration.organisations.models import Organisation
from registration.organisations.rules import key_of
from registration.participants.service import open_places

# Moderators are invented; what they stand for on a page says so.
EXAMPLE = ", Beispiel"


def public_id(slug: str, kind: str, number: int) -> str:
    """Give the same public id at every loading, so that links, calendars and pictures of the examples stay true."""
    return hashlib.sha256(f"{slug}/{kind}/{number}".encode()).hexdigest()[:16]


def set_stage(session: Session, entry: CongressEntry, *, now: datetime) -> tuple[Congress, dict[int, Forum]]:
    """Write a congress and everything that is there before the first guest; return it with its forums by number."""
    made_at = opening(entry, now=now)
    congress = _congress(entry, opens_at=made_at)
    session.add(congress)
    session.flush()  # everything below needs its id
    open_places(session, congress, capacity=entry.capacity)
    session.add(Attendance(congress_id=congress.id, present=0, version=0))
    rooms = _rooms(congress, entry)
    speakers = _speakers(congress, entry)
    forums = {forum.number: _forum(congress, forum, room=rooms[forum.room], made_at=made_at) for forum in entry.forums}
    session.add_all([*rooms.values(), *speakers.values(), *forums.values(), *_organisations(congress, entry)])
    session.add_all(_sessions(congress, entry, rooms=rooms, speakers=speakers, made_at=made_at))
    session.flush()  # guests refer to forums by id
    return congress, forums


def _congress(entry: CongressEntry, *, opens_at: datetime) -> Congress:
    same = "slug series title summary description privacy hosts languages starts_on ends_on zone venue address latitude longitude wishes"
    return Congress(
        **{name: getattr(entry, name) for name in same.split()},
        is_public=True,
        changed_at=opens_at,
        contact_name=entry.contact["name"],
        contact_email=entry.contact["email"],
        registration_opens_at=opens_at,
        registration_closes_at=entry.registration.closes_at,
        preferences_until=entry.registration.wishes_until,
    )


def _rooms(congress: Congress, entry: CongressEntry) -> dict[str, Room]:
    return {
        room.key: Room(
            public_id=public_id(entry.slug, "room", number),
            congress_id=congress.id,
            name=room.name,
            building=room.building,
            floor=room.floor,
            capacity=room.capacity,
            position=number,
            hint=room.hint,
        )
        for number, room in enumerate(entry.rooms, 1)
    }


def _speakers(congress: Congress, entry: CongressEntry) -> dict[str, Speaker]:
    return {
        speaker.key: Speaker(
            public_id=public_id(entry.slug, "speaker", number),
            congress_id=congress.id,
            name=speaker.name,
            organisation=speaker.organisation,
            position=speaker.position,
            biography=speaker.biography,
        )
        for number, speaker in enumerate(entry.speakers, 1)
    }


def _organisations(congress: Congress, entry: CongressEntry) -> Iterator[Base]:
    for number, organisation in enumerate(entry.organisations, 1):
        yield _organisation(congress, organisation, number=number)


def _organisation(congress: Congress, organisation: OrganisationEntry, *, number: int) -> Organisation:
    return Organisation(
        public_id=public_id(congress.slug, "organisation", number),
        congress_id=congress.id,
        name=organisation.name,
        key=key_of(organisation.name),
        role=organisation.role,
        sector=organisation.sector,
        website=organisation.website,
    )


def _sessions(
    congress: Congress, entry: CongressEntry, *, rooms: dict[str, Room], speakers: dict[str, Speaker], made_at: datetime
) -> Iterator[Base]:
    for number, item in enumerate(entry.sessions, 1):
        yield ProgrammeSession(
            public_id=public_id(entry.slug, "session", number),
            congress_id=congress.id,
            kind=item.kind,
            title=item.title,
            abstract=item.abstract,
            room=rooms[item.room] if item.room else None,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            created_at=made_at,
            changed_at=made_at,
            appearances=_appearances(item, speakers),
        )


def _appearances(item: SessionEntry, speakers: dict[str, Speaker]) -> list[Appearance]:
    return [
        Appearance(speaker=speakers[appearance.speaker], part=appearance.part, position=position)
        for position, appearance in enumerate(item.speakers)
    ]


def _forum(congress: Congress, forum: ForumEntry, *, room: Room, made_at: datetime) -> Forum:
    return Forum(
        public_id=public_id(congress.slug, "forum", forum.number),
        congress_id=congress.id,
        number=forum.number,
        title=forum.title,
        description=forum.description,
        room=room,
        starts_at=forum.starts_at,
        ends_at=forum.ends_at,
        minimum=forum.minimum,
        maximum=forum.maximum,
        quotas=forum.quotas,
        created_at=made_at,
        changed_at=made_at,
        moderators=_moderators(forum),
    )


def _moderators(forum: ForumEntry) -> list[ForumModerator]:
    return [
        ForumModerator(
            name=moderator.name,
            organisation=moderator.organisation.removesuffix(" (Beispiel)") + EXAMPLE,
            position=position,
        )
        for position, moderator in enumerate(forum.moderators)
    ]
