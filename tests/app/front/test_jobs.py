from datetime import timedelta

from builders import make_participant

from app import clock
from app.factory import relay_of
from registration.participants import queries


def test_the_relay_lets_unconfirmed_registrations_lapse_and_offers_their_places(app, open_congress, writing):
    congress = open_congress(capacity=1)
    with writing() as session:
        long_ago = clock.now() - timedelta(hours=80)
        late = make_participant(session, congress, now=clock.now(), confirmed=False)
        late.deadline = long_ago
        waiting = make_participant(session, congress, now=clock.now(), confirmed=False)

    relay_of(app).run_once()

    with writing() as session:
        assert [queries.by_id(session, person.id).status for person in (late, waiting)] == ["lapsed", "offered"]
