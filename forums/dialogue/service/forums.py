"""The verbs of forums: create, change, cancel, take a cancellation back."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.journal.service import record
from app.orm import new_public_id
from forums.dialogue import queries, rules
from forums.dialogue.models import AssignmentRun, Forum, ForumModerator, Pin
from forums.dialogue.problems import CLOSED, what_if
from forums.dialogue.rules import ForumRequest, Frame
from forums.dialogue.service.slots import move_to_slot
from forums.dialogue.service.turns import serve
from forums.dialogue.settings import settings_of
from registration.fields.queries import plan
from registration.places.queries import categories


def frame_of(session: Session, congress: Congress, *, forum: Forum | None) -> Frame:
    """Gather what a forum must fit into; *forum* is the one being changed, whose own number is free for it."""
    taken, lists = queries.numbers(session, congress.id), plan(session, congress.id).lists
    rooms = congress_queries.rooms(session, congress.id)
    return Frame(
        languages=congress.languages,
        starts_on=congress.starts_on,
        ends_on=congress.ends_on,
        zone=congress.zone,
        taken={number for number, forum_id in taken.items() if forum is None or forum_id != forum.id},
        rooms={room.public_id for room in rooms},
        sectors={option.code for option in lists["sector"]},
        levels={option.code for option in lists["level"]},
        categories=[category.code for category in categories(session, congress.id)],
        slots={other.public_id: other.slot for other in queries.forums(session, congress.id) if other is not forum},
        told_slot=forum.slot if forum is not None and queries.is_told(session, forum.id) else None,
    )


def create_forum(session: Session, congress: Congress, request: ForumRequest, *, actor: str, now: datetime) -> Forum:
    """Add a forum to the congress; raises ForumInvalid."""
    request = rules.clean_forum(request, frame_of(session, congress, forum=None))
    forum = Forum(public_id=new_public_id(), congress_id=congress.id, revision=0, created_at=now)
    _fill(session, congress, forum, request, now=now)
    session.add(forum)
    session.flush()  # the journal names the forum by its id
    _note(session, forum, "forum.created", actor=actor, now=now)
    return forum


def change_forum(
    session: Session, congress: Congress, forum: Forum, request: ForumRequest, *, actor: str, now: datetime
) -> None:
    """Replace what *forum* (with its moderators loaded) says by *request*; raises ForumInvalid."""
    request = rules.clean_forum(request, frame_of(session, congress, forum=forum))
    if request.slot != forum.slot:
        move_to_slot(session, forum, request.slot)
    _fill(session, congress, forum, request, now=now)
    forum.revision += 1
    _note(session, forum, "forum.changed", actor=actor, now=now)
    serve(session, congress.id, now=now)


def cancel_forum(session: Session, forum: Forum, *, actor: str, now: datetime) -> None:
    """Cancel a forum: it stays to be seen as cancelled, nobody is pinned to it any more. Twice is no error."""
    if forum.cancelled_at is not None:
        return
    session.execute(delete(Pin).where(Pin.forum_id == forum.id))
    forum.cancelled_at = now
    _raise(forum, now=now)
    _note(session, forum, "forum.cancelled", actor=actor, now=now)


def reinstate_forum(session: Session, forum: Forum, *, actor: str, now: datetime) -> None:
    """Take a cancellation back. Twice is no error."""
    if forum.cancelled_at is None:
        return
    forum.cancelled_at = None
    _raise(forum, now=now)
    _note(session, forum, "forum.reinstated", actor=actor, now=now)


def adopt_seats(session: Session, congress: Congress, run: AssignmentRun, *, actor: str, now: datetime) -> int:
    """Give the forums the seats that *run* tried out, cancelling those that it did without; return how many forums changed."""
    changed = what_if(settings_of(run.settings), queries.forums(session, congress.id))
    for public_id, (least, most) in changed.items():
        forum = queries.forum(session, congress.id, public_id)
        if (least, most) == CLOSED:
            cancel_forum(session, forum, actor=actor, now=now)
            continue
        forum.minimum, forum.maximum = least, most
        _raise(forum, now=now)
        _note(session, forum, "forum.changed", actor=actor, now=now)
    serve(session, congress.id, now=now)
    return len(changed)


def _fill(session: Session, congress: Congress, forum: Forum, request: ForumRequest, *, now: datetime) -> None:
    room = congress_queries.room(session, congress.id, request.room_public_id) if request.room_public_id else None
    forum.number, forum.title, forum.description = request.number, dict(request.title), dict(request.description)
    forum.slot, forum.repeats_id = request.slot, _origin(session, congress, request.repeats)
    forum.starts_at, forum.ends_at = request.starts_at, request.ends_at
    forum.minimum, forum.maximum = request.minimum, request.maximum
    forum.room = room
    forum.quotas = {sector: list(span) for sector, span in request.quotas.items()}
    forum.level_quotas = {level: list(span) for level, span in request.level_quotas.items()}
    forum.open_to = request.openness.as_json()
    forum.moderators = [
        ForumModerator(
            name=moderator.name, organisation=moderator.organisation, email=moderator.email, position=position
        )
        for position, moderator in enumerate(request.moderators)
    ]
    forum.changed_at = now


def _origin(session: Session, congress: Congress, repeats: str) -> int | None:
    """Find whose topic is had once more; what repeats a repeat, repeats the first."""
    if not repeats:
        return None
    found = queries.forum(session, congress.id, repeats)
    return found.repeats_id or found.id


def _raise(forum: Forum, *, now: datetime) -> None:
    forum.revision += 1
    forum.changed_at = now


def _note(session: Session, forum: Forum, action: str, *, actor: str, now: datetime) -> None:
    """Write the journal, and tell pages and feeds that something public changed."""
    session.flush()  # the revision below is an UPDATE past the session, and must not come before what it announces
    congress_queries.raise_revision(session, forum.congress_id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=forum.congress_id,
        subject_kind="forum",
        subject_id=forum.id,
        now=now,
        details={"number": forum.number},
    )
