from datetime import datetime, timedelta, timezone

from builders import NOON, make_participant

from registration.fields import queries, service
from registration.fields.answers import Told
from registration.fields.arranging import FieldRequest
from registration.fields.rules import Kind
from registration.participants.queries import by_id

BERLIN = timezone(timedelta(hours=1))


def test_an_answer_is_forgotten_when_its_time_is_over_and_not_a_day_before(session, congress, ask, form):
    ask("Hotel", kept_days=14)
    ask("Motto")
    food = FieldRequest(kind=Kind.TEXT, label={}, kept_days=0)
    service.change_field(session, congress, "food", food, actor="test", now=NOON)
    person = make_participant(session, congress, food="halal")
    told = Told(frozenset({"hotel", "motto"}), {"hotel": "yes", "motto": "on"})
    service.keep(session, form(), told, participant_id=person.id, congress_id=congress.id, actor="test", now=NOON)
    last_day = datetime(2027, 11, 9, 23, 59, tzinfo=BERLIN)  # of the congress

    def forgotten(after):
        found = service.forget_expired(session, now=last_day + after)
        return [(expired.key, expired.number) for expired in found]

    steps = [
        forgotten(timedelta()),
        forgotten(timedelta(minutes=2)),
        forgotten(timedelta(days=14)),
        forgotten(timedelta(days=15)),
    ]

    assert steps == [[], [("food", 1)], [], [("hotel", 1)]]
    assert queries.answers(session, person.id) == {"motto": "on"}
    assert by_id(session, person.id).food == ""
