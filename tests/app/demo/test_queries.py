from sqlalchemy import select

from app.demo.queries import example_guest
from forums.dialogue.models import Preference, Seat


def test_the_example_guest_got_the_second_wish(examples):
    guest = example_guest(examples, "bbe-2017")

    query = select(Preference.rank).join(Seat, Seat.forum_id == Preference.forum_id)
    assert examples.scalar(query.where(Seat.participant_id == guest.id, Preference.participant_id == guest.id)) == 2
