from builders import NOON, make_participant

from registration.fields import at_gate, service
from registration.fields.answers import Told
from registration.fields.arranging import FieldRequest
from registration.fields.rules import Kind


def test_the_door_reads_what_it_is_shown_and_nothing_else(app, session, congress, ask, form):
    ask("T-shirt", Kind.CHOICE, "Large", "Small", seen_by="gate")
    ask("Hotel")
    food = FieldRequest(kind=Kind.TEXT, label={}, seen_by="gate")
    service.change_field(session, congress, "food", food, actor="test", now=NOON)
    person = make_participant(session, congress, food="halal", access_needs="ramp")
    told = Told(frozenset({"t_shirt", "hotel"}), {"t_shirt": "small", "hotel": "Adler"})
    plan = form()
    service.keep(session, plan, told, participant_id=person.id, congress_id=congress.id, actor="test", now=NOON)

    with app.test_request_context():
        lines = at_gate.lines(session, congress.id, person.id, "en")

    assert lines == ["Essen: halal", "T-shirt: Small"]
