"""The verb of a forum that goes to another slot: wishes for it and pins to it go along."""

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from forums.dialogue import queries
from forums.dialogue.models import Forum, Pin, Preference

PAST_SESSION = {"synchronize_session": False}


def move_to_slot(session: Session, forum: Forum, slot: int) -> None:
    """Let *forum*, of which nobody has been told yet, meet in another *slot*; the forum itself is the caller's to write.

    A wish for it becomes the last of the new slot. Of two pins of somebody in the new slot the other one stays.
    """
    wishing = queries.wishes_beside(session, forum.id)
    by_slot: dict[tuple[int, int], list[int]] = {}
    for person, forum_id, before in wishing:
        by_slot.setdefault((person, slot if forum_id == forum.id else before), []).append(forum_id)
    for wishes in by_slot.values():
        wishes.sort(key=lambda forum_id: forum_id == forum.id)  # stable: the others stay in their order
    rows = [
        {"participant_id": person, "forum_id": forum_id, "slot": when, "rank": rank}
        for (person, when), wishes in by_slot.items()
        for rank, forum_id in enumerate(wishes, 1)
    ]
    people = {person for person, _ in by_slot}
    if rows:
        session.execute(delete(Preference).where(Preference.participant_id.in_(people)), execution_options=PAST_SESSION)
        session.execute(insert(Preference), rows)
    taken = queries.pinned_in(session, forum.congress_id, slot)
    session.execute(
        delete(Pin).where(Pin.forum_id == forum.id, Pin.participant_id.in_(taken)), execution_options=PAST_SESSION
    )
    session.execute(update(Pin).where(Pin.forum_id == forum.id).values(slot=slot), execution_options=PAST_SESSION)
