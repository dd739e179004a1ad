"""What follows when somebody does not come on the day of their forum after all."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.journal.service import SYSTEM
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.presence import is_there
from forums.dialogue.service.turns import give_up, wait_no_more


def let_go(session: Session, *, now: datetime) -> int:
    """Free the seats that people cannot take on their days, and end their waiting for such; return how many seats that were.

    Only of forums that have not begun. Where organisers pinned somebody, the place stays theirs.
    """
    freed = 0
    for participant, forum, has_seat in changing_queries.held_on_some_days(session, after=now):
        if not is_there(forum, participant.day_list, zone=participant.congress.zone):
            leave = give_up if has_seat else wait_no_more
            leave(session, participant, slot=forum.slot, actor=SYSTEM, now=now)
            freed += has_seat
    return freed
