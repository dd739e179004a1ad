import pytest
from builders import NOON, make_congress

from registration.organisations import errors, queries, service
from registration.organisations.rules import OrganisationRequest, OrganisationRole, key_of

WHO = {"actor": "user:1", "now": NOON}


def add(session, congress, name, **values):
    service.add(session, congress, OrganisationRequest(name, **values), **WHO)
    return queries.by_key(session, congress.id, key_of(name))


def test_an_organisation_is_found_however_it_is_spelt(session):
    congress = make_congress(session)
    found = add(session, congress, "Malteser e. V.", role=OrganisationRole.CARRIER, sector="civil_society")

    assert queries.by_key(session, congress.id, key_of("MALTESER  e.V.")) is found
    assert (found.role, found.sector) == ("carrier", "civil_society")


def test_two_spellings_of_one_organisation_are_refused(session):
    congress = make_congress(session)
    add(session, congress, "Malteser e. V.")
    other = add(session, congress, "Caritas")

    with pytest.raises(errors.OrganisationTaken):
        add(session, congress, "malteser e.V.")
    with pytest.raises(errors.OrganisationTaken):
        service.change(session, other, OrganisationRequest("Malteser  E.V."), **WHO)
    add(session, make_congress(session), "Malteser e. V.")

    assert list(queries.names(session, congress.id)) == ["Caritas", "Malteser e. V."]


def test_a_name_without_letters_is_refused(session):
    with pytest.raises(errors.NoName) as refused:
        add(session, make_congress(session), "– –")

    assert refused.value.field == "name"


def test_an_organisation_can_be_spelt_anew_and_removed(session):
    congress = make_congress(session)
    found = add(session, congress, "caritas")
    before = congress.revision

    service.change(session, found, OrganisationRequest("Caritas", website="https://example.org"), **WHO)
    service.change(session, found, OrganisationRequest("Caritas", website="https://example.org"), **WHO)
    session.refresh(congress)
    assert congress.revision == before + 1
    session.flush()
    assert list(queries.names(session, congress.id)) == ["Caritas"]
    service.remove(session, found, **WHO)

    assert list(queries.names(session, congress.id)) == []
