from collections import Counter

from builders import SECRET
from sqlalchemy import select

from app import tokens
from app.demo.queries import example_guest
from forums.dialogue.models import Preference
from registration.participants import queries
from registration.participants.models import Participant, Places
from registration.participants.rules import Status
from registration.participants.service import link_of


def test_the_counters_agree_with_the_rows(examples):
    counted = Counter(examples.execute(select(Participant.congress_id, Participant.status)).all())
    for places in examples.scalars(select(Places)):
        assert {status: getattr(places, status) for status in Status} == {
            status: counted[places.congress_id, status] for status in Status
        }


def test_wishes_are_ranked_without_gaps(examples):
    rows = examples.execute(select(Preference.participant_id, Preference.rank).order_by(Preference.rank))
    ranks = {}
    for participant_id, rank in rows:
        ranks.setdefault(participant_id, []).append(rank)

    assert len(ranks) > 1000
    assert all(found == list(range(1, len(found) + 1)) for found in ranks.values())


def test_guests_find_their_page_by_their_link(examples):
    guest = example_guest(examples, "bbe-2017")

    found = queries.by_link(examples, tokens.digest(link_of(guest, secret=SECRET)))

    assert found.id == guest.id
