"""Reading the market from the database."""

from builders import NOON, make_congress, make_market, make_stand, make_topic
from flask import Flask

from app.db import transaction
from forums.marketplace import queries
from forums.marketplace.models import StandWish


def test_a_market_tells_who_takes_part_and_who_stays_apart(app: Flask):
    """A wish names an organisation; it holds for the stand of that organisation, once both take part."""
    with app.app_context(), transaction() as session:
        congress = make_congress(session)
        make_market(session, congress)
        topic = make_topic(session, congress, "A", quota=2)
        choir = make_stand(session, congress, topic=topic, organisation="Chor e. V.")
        quiet = make_stand(session, congress, organisation="Ruheraum", state="accepted")
        make_stand(session, congress, organisation="Absage", state="declined")
        unseen = make_stand(session, congress, organisation="Neu", state="applied", address_confirmed_at=None)
        for named, other in (("CHOR e.V.", None), ("Absage", None), ("Wer auch immer", unseen.id)):
            key = "".join(letter for letter in named.casefold() if letter.isalnum())
            session.add(
                StandWish(stand_id=quiet.id, nearness="far", named=named, named_key=key, other_id=other, metres=12)
            )
        session.flush()  # the lists below read them

        assert [one.organisation for one in queries.accepted_stands(session, congress.id)] == ["Chor e. V.", "Ruheraum"]
        assert queries.held_by_topic(session, congress.id) == {topic.id: 1, None: 1}
        assert queries.far_pairs(session, congress.id) == [(quiet.public_id, choir.public_id, 12)]
        assert queries.stand(session, congress.id, choir.public_id).topic == topic
        assert choir.address_confirmed_at == NOON
