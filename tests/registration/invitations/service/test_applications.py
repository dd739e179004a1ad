import pytest
from builders import NOON, SECRET, make_congress, make_participant, make_request

from registration.invitations import errors, queries, service
from registration.participants import queries as participants_of
from registration.participants import rules
from registration.participants import service as participants


def apply(session, congress):
    request = rules.clean_request(make_request())
    done = participants.register(session, congress, request, secret=SECRET, idempotency_key=None, now=NOON)
    return participants_of.by_id(session, done.participant_id)


def held(session, congress):
    counted = participants_of.places(session, congress.id)
    return counted.held, counted.applied, counted.reserved, counted.waiting, counted.declined


def test_an_application_holds_no_place_until_it_is_approved(session):
    congress = make_congress(session, admission="approval", capacity=1)
    first, second, third = (apply(session, congress) for _ in range(3))
    assert (first.status, held(session, congress)) == ("applied", (0, 3, 0, 0, 0))

    for person in (second, first):
        service.approve(session, person, actor="user:1", now=NOON)
    service.decline_application(session, third, reason="Zu spät", actor="user:1", now=NOON)

    assert [person.status for person in (first, second, third)] == ["waiting", "pending", "declined"]
    assert held(session, congress) == (1, 0, 0, 1, 1)
    assert queries.decision(session, third.id).reason == "Zu spät"
    for person in (second, third):
        with pytest.raises(errors.NotApplying):
            service.approve(session, person, actor="user:1", now=NOON)


def test_an_application_holds_a_place_where_the_congress_says_so(session):
    congress = make_congress(session, admission="approval", applications_hold=True, capacity=1)
    first, second = apply(session, congress), apply(session, congress)
    assert ((first.status, second.status), held(session, congress)) == (("reserved", "applied"), (1, 1, 1, 0, 0))

    service.decline_application(session, first, reason="", actor="user:1", now=NOON)
    service.approve(session, second, actor="user:1", now=NOON)

    assert (second.status, held(session, congress)) == ("pending", (1, 0, 0, 0, 1))
    participants.confirm(session, second, actor="guest", now=NOON)
    again = apply(session, congress)
    assert (second.status, again.status) == ("confirmed", "applied")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_is_registered_in_an_open_congress_is_no_applicant(session):
    with pytest.raises(errors.NotApplying):
        service.decline_application(
            session, make_participant(session, make_congress(session)), reason="", actor="user:1", now=NOON
        )
