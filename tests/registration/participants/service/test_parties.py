import pytest
from builders import NOON, make_congress, make_participant, make_party, make_quota, make_request

from registration.participants import errors, queries, service


def states(session, party):
    return [member.status for member in queries.members(session, party.party_id)]


def test_a_whole_party_gets_places_for_all_or_waits_as_one(session):
    congress = make_congress(session, capacity=3)

    first = make_party(session, congress, make_request(), make_request())
    second = make_party(session, congress, make_request(), make_request())

    assert (states(session, first), states(session, second)) == (["pending"] * 2, ["waiting"] * 2)
    assert len({member.turn for member in queries.members(session, second.party_id)}) == 1
    assert queries.places(session, congress.id).held == 2


def test_a_party_that_need_not_be_whole_takes_what_there_is(session):
    congress = make_congress(session, capacity=1)

    party = make_party(session, congress, make_request(), make_request(), is_whole=False)

    assert states(session, party) == ["pending", "waiting"]


def test_a_party_too_large_for_a_quota_is_refused_by_name(session):
    congress = make_congress(session, capacity=9)
    make_quota(session, congress, 1, category="press")

    with pytest.raises(errors.QuotaFull, match="Press"):
        make_party(session, congress, make_request(role="press"), make_request(role="press"), join_waiting_list=False)


def test_a_single_is_served_before_a_party_that_does_not_fit_which_is_served_as_soon_as_it_does(session):
    congress = make_congress(session, capacity=3)
    here = [make_participant(session, congress) for _ in range(3)]
    party = make_party(session, congress, make_request(), make_request())
    single = make_participant(session, congress)

    service.cancel(session, here[0], congress=congress, actor="guest", now=NOON)
    session.refresh(single)
    assert (states(session, party), single.status) == (["waiting"] * 2, "offered")

    for leaving in here[1:]:
        service.cancel(session, leaving, congress=congress, actor="guest", now=NOON)
    assert states(session, party) == ["offered"] * 2


def test_what_is_left_of_a_party_is_served_once_it_fits(session):
    congress = make_congress(session, capacity=2)
    make_participant(session, congress)
    party = make_party(session, congress, make_request(), make_request())
    leaving = queries.members(session, party.party_id)[0]

    service.cancel(session, leaving, congress=congress, actor="guest", now=NOON)

    assert states(session, party) == ["cancelled", "offered"]


def test_who_is_registered_already_is_left_out_and_mailed_the_link(session):
    congress = make_congress(session)
    ada = make_participant(session, congress, email="ada@example.org")

    twice = make_request(email="ben@example.org")
    party = make_party(session, congress, make_request(email="ADA@example.org"), twice, twice)

    assert [member.is_new for member in party.members] == [False, True, False]
    assert party.members[0].participant_id == ada.id
    assert len(states(session, party)) == 1


def test_members_may_follow_with_their_addresses(session):
    congress = make_congress(session)

    party = make_party(session, congress, make_request(email=""), make_request(email=""))

    assert states(session, party) == ["pending"] * 2


def test_a_repeat_with_the_same_key_makes_one_party(session):
    congress = make_congress(session)
    people = make_request(), make_request()

    first = make_party(session, congress, *people, idempotency_key="k")
    second = make_party(session, congress, *people, idempotency_key="k")

    assert (second.party_id, second.is_new) == (first.party_id, False)
    assert [member.participant_id for member in second.members] == [member.participant_id for member in first.members]
    assert queries.places(session, congress.id).pending == 2


def test_a_party_comes_in_by_the_congresss_admission_as_everybody_does(session):
    by_invitation = make_congress(session, capacity=3, admission="invitation")
    by_approval = make_congress(session, capacity=3, admission="approval", applications_hold=True)
    with pytest.raises(errors.InvitationNeeded):
        make_party(session, by_invitation, make_request())

    held = make_party(session, by_approval, make_request(), make_request())
    too_many = make_party(session, by_approval, make_request(), make_request())
    each = make_party(session, by_approval, make_request(), make_request(), is_whole=False)

    assert states(session, held) == ["reserved"] * 2
    assert states(session, too_many) == ["applied"] * 2
    assert states(session, each) == ["reserved", "applied"]
    assert queries.places(session, by_approval.id).held == 3
