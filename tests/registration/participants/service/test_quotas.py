import pytest
from builders import NOON, make_congress, make_participant, make_quota, make_request

from registration.organisations import service as organisations
from registration.organisations.rules import OrganisationRequest, OrganisationRole
from registration.participants import errors, queries, rules, service
from registration.places import errors as places_errors
from registration.places import queries as places_of
from registration.places.rules import QuotaRequest

FIRST, SECOND = "2027-11-08", "2027-11-09"
CHOICES = rules.CHOICES | {"days": (FIRST, SECOND)}


def held(session, congress):
    return [quota.held for quota in places_of.quotas(session, congress.id)]


def with_days(session, congress, *days):
    participant = make_participant(session, congress)
    changed = rules.clean_request(make_request(name=participant.name, email=participant.email, days=days), CHOICES)
    service.change(session, participant, changed, may_change_email=True, actor="guest", now=NOON)
    session.refresh(participant)
    return participant


def test_several_quotas_hold_together(session):
    congress = make_congress(session)
    make_quota(session, congress, 5, category="press")
    make_quota(session, congress, 1, category="press", organisation="Acme e. V.")
    make_participant(session, congress, role="press", organisation="ACME e.V.")

    second = make_participant(session, congress, role="press", organisation="Acme e.V.")

    assert (second.status, held(session, congress)) == ("waiting", [1, 1])


def test_a_refusal_names_what_is_full(session):
    congress = make_congress(session)
    make_quota(session, congress, 0, category="press", day=FIRST)

    with pytest.raises(errors.QuotaFull) as refused:
        service.add(session, congress, make_request(role="press"), secret="x" * 32, actor="office", now=NOON)

    assert refused.value.field == "role"
    assert refused.value.details_in("de") == {"quotas": "Presse, Mo., 8. November 2027"}


def test_a_quota_counts_those_who_are_there_and_says_when_it_is_below_them(session):
    congress = make_congress(session)
    for _ in range(2):
        make_participant(session, congress, role="press")

    quota = make_quota(session, congress, 1, category="press")

    assert (quota.held, quota.capacity) == (2, 1)
    assert make_participant(session, congress, role="press").status == "waiting"


def test_a_larger_quota_and_none_at_all_serve_those_who_wait(session):
    congress = make_congress(session)
    quota = make_quota(session, congress, 0, category="press")
    first, second = (make_participant(session, congress, role="press") for _ in range(2))

    service.set_quota(session, congress, quota, capacity=1, actor="office", now=NOON)
    session.refresh(first), session.refresh(second)
    assert [first.status, second.status] == ["offered", "waiting"]

    service.remove_quota(session, congress, quota, actor="office", now=NOON)
    session.refresh(second)
    assert (second.status, queries.places(session, congress.id).quotas) == ("offered", 0)


def test_a_day_is_counted_for_those_who_come_then(session):
    congress = make_congress(session)
    make_quota(session, congress, 2, day=FIRST)
    make_quota(session, congress, 2, day=SECOND)

    both, one = make_participant(session, congress), with_days(session, congress, FIRST)
    assert (both.days, one.days, held(session, congress)) == ("", FIRST, [2, 1])

    service.cancel(session, one, congress=congress, actor="guest", now=NOON)
    assert held(session, congress) == [1, 1]


def test_who_changes_into_a_full_quota_is_refused_and_keeps_what_they_had(session):
    congress = make_congress(session)
    make_quota(session, congress, 0, category="press")
    ada = make_participant(session, congress, name="Ada", email="ada@example.org")

    with pytest.raises(errors.QuotaFull):
        request = make_request(name="Ada", email="ada@example.org", role="press")
        service.change(session, ada, request, may_change_email=True, actor="guest", now=NOON)

    session.refresh(ada)
    assert (ada.role, ada.status, held(session, congress)) == ("participant", "confirmed", [0])


def test_a_place_that_a_change_frees_goes_to_who_waits_for_it(session):
    congress = make_congress(session)
    make_quota(session, congress, 1, category="press")
    ada = make_participant(session, congress, name="Ada", email="ada@example.org", role="press")
    waiting = make_participant(session, congress, role="press")

    service.change(
        session,
        ada,
        make_request(name="Ada", email="ada@example.org"),
        may_change_email=True,
        actor="guest",
        now=NOON,
    )

    session.refresh(waiting)
    assert (waiting.status, held(session, congress)) == ("offered", [1])


def test_each_carrier_gets_its_seats(session):
    congress = make_congress(session)
    for name, role in (("Acme", OrganisationRole.CARRIER), ("Fund", OrganisationRole.FUNDER)):
        organisations.add(session, congress, OrganisationRequest(name, role), actor="office", now=NOON)

    for _ in range(2):
        service.add_quotas_for_all(session, congress, OrganisationRole.CARRIER, capacity=5, actor="office", now=NOON)

    assert [(quota.organisation, quota.capacity) for quota in places_of.quotas(session, congress.id)] == [("Acme", 5)]


def test_counting_anew_mends_what_was_deleted_in_bulk(session):
    congress = make_congress(session, capacity=1)
    make_quota(session, congress, 1, category="participant")
    erased = make_participant(session, congress)
    waiting = make_participant(session, congress)
    session.delete(erased)
    session.flush()  # as erasing does

    service.recount(session, congress, now=NOON)

    session.refresh(waiting)
    places = queries.places(session, congress.id)
    assert (waiting.status, places.held, places.waiting, held(session, congress)) == ("offered", 1, 0, [1])


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        (QuotaRequest(capacity=1), places_errors.CoversEveryone),
        (QuotaRequest(capacity=1, day="2027-12-24"), places_errors.UnknownDay),
        (QuotaRequest(capacity=1, category="press"), places_errors.QuotaTaken),
    ],
)
def test_a_quota_that_makes_no_sense_is_refused(session, request_, refusal):
    congress = make_congress(session)
    make_quota(session, congress, 3, category="press")

    with pytest.raises(refusal):
        service.add_quota(session, congress, request_, actor="office", now=NOON)
