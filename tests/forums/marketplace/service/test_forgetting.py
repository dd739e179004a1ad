"""The people behind stands are told, reminded and forgotten in their time."""

from datetime import date, timedelta

from builders import NOON, make_congress, make_market, make_participant, make_stand
from flask import Flask

from app.db import transaction
from app.feature import Person
from forums.marketplace import queries
from forums.marketplace.feature import MARKETPLACE
from forums.marketplace.models import MarketJuror, StandStaff
from forums.marketplace.service import forgetting, reminders
from registration.privacy.retention import set_retention


def test_a_market_forgets_its_people_in_time(app: Flask):
    """What nobody confirmed goes after a week, the rest with the congress's guests; a person's own wish comes first."""
    with app.app_context(), transaction() as session:
        days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 2)}
        congress = make_congress(session, **days)
        make_market(session, congress)
        taking_part = make_stand(session, congress, contact_email="ada@example.org", note="freundlich")
        make_stand(session, congress, state="declined")
        make_stand(session, congress, state="applied", address_confirmed_at=None)
        due = make_stand(session, congress, state="accepted", confirm_until=NOON + timedelta(days=2))
        ada = make_participant(session, congress, name="Ada", email="ada@example.org")
        session.add(StandStaff(stand_id=due.id, participant_id=ada.id, name="Ada", email="", added_at=NOON))
        session.add(MarketJuror(congress_id=congress.id, name="Ada", email="ada@example.org"))
        session.flush()  # what is told below is read

        person = Person(ada.id, congress.id, ada.public_id, ada.name, ada.email, ada.email_key)
        told = {data.table: len(list(data.collect(session, person))) for data in MARKETPLACE.personal if data.collect}
        assert {"stand": 1, "stand_staff": 1, "market_juror": 1}.items() <= told.items()
        for data in MARKETPLACE.personal:
            if data.erase is not None:
                data.erase(session, person)
        session.flush()  # as above
        assert (taking_part.contact_name, taking_part.contact_email) == ("", "")
        assert queries.staff_of(session, due.id) == []
        assert reminders.remind(session, now=NOON) == 1
        assert forgetting.forget_unconfirmed(session, now=NOON + timedelta(days=6)) == 0
        assert forgetting.forget_unconfirmed(session, now=NOON + timedelta(days=8)) == 1
        assert forgetting.forget_due(session, now=NOON) == 0
        set_retention(session, congress, months=1, actor="user:1", now=NOON)
        session.flush()  # as above
        assert forgetting.forget_due(session, now=NOON) == 3
        session.flush()  # as above
        left = queries.stands_of(session, congress.id)
        assert {one.organisation for one in left} == {taking_part.organisation, due.organisation}
        assert {(one.contact_name, one.note) for one in left} == {("", "")}
        assert queries.jurors(session, congress.id) == []
        assert forgetting.forget_due(session, now=NOON) == 0
