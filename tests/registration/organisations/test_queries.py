import pytest
from builders import make_congress

from app.errors import NotFound
from registration.organisations import queries
from registration.organisations.models import Organisation
from registration.organisations.rules import key_of


def make_organisation(session, congress, name):
    organisation = Organisation(congress_id=congress.id, name=name, key=key_of(name))
    session.add(organisation)
    session.flush()  # tests use its id
    return organisation


def test_names_for_suggestions_come_in_order_whatever_their_capitals(session):
    congress = make_congress(session)
    for name in ("Zebra e. V.", "aktiv e. V.", "Bund"):
        make_organisation(session, congress, name)
    make_organisation(session, make_congress(session), "Fremd")

    assert queries.names(session, congress.id) == ["aktiv e. V.", "Bund", "Zebra e. V."]


def test_an_organisation_of_another_congress_is_not_found(session):
    organisation = make_organisation(session, make_congress(session), "Fremd")

    with pytest.raises(NotFound):
        queries.organisation(session, make_congress(session).id, organisation.public_id)
