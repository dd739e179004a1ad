from datetime import timedelta

import pytest
from builders import NOON, SECRET, make_congress, make_participant, make_party, make_request

from app.factory import features
from registration.participants import queries
from registration.parties import errors, service
from registration.privacy import service as privacy


def test_what_a_contact_does_keeps_places_and_turns_where_they_are(session):
    congress = make_congress(session, capacity=2)
    make_participant(session, congress)
    waiting = make_party(session, congress, make_request(), make_request(email=""))
    party = queries.party_by_public_id(session, congress.id, waiting.public_id)
    first, second = queries.members(session, party.id)

    heir = service.replace_member(session, party, first, make_request(role="press"), secret=SECRET, now=NOON)
    assert (heir.status, heir.turn, heir.role, heir.party_id) == ("waiting", second.turn, "participant", party.id)
    service.cancel(session, party, heir, now=NOON)  # what is left of the group fits now
    session.refresh(second)
    assert second.status == "offered"
    with pytest.raises(errors.StillNeeded):
        service.forget_contact(session, party, actor="user:1", now=NOON)
    assert service.confirm(session, party, now=NOON + timedelta(days=60)) == []
    assert service.confirm(session, party, now=NOON) == [second]
    counted = queries.places(session, congress.id)
    assert (counted.confirmed, counted.waiting, counted.cancelled) == (2, 0, 2)

    held = [data for feature in features() for data in feature.personal]
    for member in queries.members(session, party.id):
        privacy.erase(session, member, held=held, reason="organiser", actor="user:1", now=NOON)
    assert queries.parties(session, congress.id) == []
