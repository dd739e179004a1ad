import re
from datetime import timedelta

import pytest
from builders import SECRET, make_forum, make_participant, make_preferences
from sqlalchemy import update

from app import clock
from app.journal import queries as journal
from badges import queries as badges_of
from badges import service as badges
from forums.dialogue import queries as forums_of
from forums.dialogue.models import AssignmentRun, Seat
from registration.participants import queries, service
from registration.participants.models import Participant
from registration.substitutes import queries as substitutes_of
from registration.substitutes import service as substitutes
from registration.substitutes.models import Substitution

GRACE = {"name": "Grace", "email": "grace@example.org"}


@pytest.fixture
def arrive(open_congress, writing):
    """``arrive(…)`` makes a congress at /spring/ with Ada confirmed in it; gives congress, Ada and the address of her page."""

    def make(**values):
        congress = open_congress(**values)
        with writing() as session:
            ada = make_participant(
                session,
                congress,
                now=clock.now(),
                name="Ada",
                email="ada@example.org",
                language="en",
                role="press",
                organisation="Patenwerk",
                sector="civil_society",
                access_needs="A secret need",
                food="No nuts",
            )
        return congress, ada, f"/{congress.slug}/my/{service.link_of(ada, secret=SECRET)}"

    return make


@pytest.fixture
def offer(mails):
    """``offer()`` finds the address in the newest mail to Grace."""

    def find():
        texts = [mail.get_body(("plain",)).get_content() for mail in mails() if mail["To"] == "grace@example.org"]
        return re.findall(r"http://127\.0\.0\.1:8000(/\S+/substitute/\S+)", "\n".join(texts))[-1]

    return find


def sit(session, congress, person, **values):
    """Seat Ada in a forum, published."""
    forum = make_forum(session, congress, **values)
    run = AssignmentRun(
        congress_id=congress.id,
        status="published",
        seed=1,
        settings={"org_max": 1},
        result={},
        actor="user:1",
        created_at=clock.now(),
    )
    session.add(run)
    session.flush()  # the seat needs its id
    session.add(Seat(participant_id=person.id, forum_id=forum.id, run_id=run.id, reason={}, assigned_at=clock.now()))
    return forum


def test_a_place_goes_to_a_colleague_with_all_that_belongs_to_it(guest, arrive, offer, mails, writing):
    congress, ada, own = arrive(assignment_published_at=clock.now())
    with writing() as session:
        forum = sit(session, congress, ada)
        make_preferences(session, ada, forum)
        code = badges.badge_of(session, ada, now=clock.now()).code
        before = queries.places(session, congress.id).confirmed

    assert guest.post(f"{own}/substitute", **GRACE, passes_wishes="yes").headers["Location"] == own
    assert "Grace" in guest.get(own).text
    taken = guest.post(offer(), name="Grace Hopper", organisation="Navy", sector="state")
    told = {mail["To"]: mail["Subject"] for mail in mails()}

    page = guest.get(taken.headers["Location"]).text
    assert ("Grace Hopper" in page, "Secret need" in page, "No nuts" in page) == (True, False, False)
    assert guest.get(own).status_code == 404
    with writing() as session:
        grace = queries.living_by_email(session, congress.id, "grace@example.org")
        left = queries.by_id(session, ada.id)
        assert (grace.status, grace.role, grace.access_needs, grace.photo_consent_at) == (
            "confirmed",
            "press",
            "",
            None,
        )
        assert (left.status, queries.places(session, congress.id).confirmed) == ("cancelled", before)
        assert forums_of.seat_of(session, grace.id).forum_id == forum.id
        assert (forums_of.preferences(session, grace.id), forums_of.preferences(session, ada.id)) == (
            [forum.public_id],
            [],
        )
        assert badges_of.living_badge(session, ada.id) is None
        assert badges_of.living_badge(session, grace.id).code != code
        assert substitutes_of.of_participant(session, ada.id) is None
        actions = [e.action for e in journal.about(session, subject_kind="participant", subject_id=ada.id)]
    assert actions[-2:] == ["participant.handed-over", "badge.revoked"]
    assert told["ada@example.org"].startswith("Your place has a new owner")
    assert told["grace@example.org"].startswith("The place is yours")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_seat_stays_behind_where_its_balance_would_not_hold(guest, arrive, offer, mails, writing):
    congress, ada, own = arrive(assignment_published_at=clock.now())
    with writing() as session:
        sit(session, congress, ada, quotas={"civil_society": [1, 5]})
    guest.post(f"{own}/substitute", **GRACE)

    guest.post(offer(), name="Grace", sector="state")

    with writing() as session:
        grace = queries.living_by_email(session, congress.id, "grace@example.org")
        assert forums_of.seat_of(session, grace.id) is None
        assert forums_of.preferences(session, grace.id) == []
    (mail,) = [mail for mail in mails() if mail["Subject"].startswith("The place is yours")]
    assert "did not come along" in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_colleague_declines_and_the_place_stays(guest, arrive, offer, mails, writing):
    _congress, ada, own = arrive()
    guest.post(f"{own}/substitute", **GRACE)
    question = offer()

    guest.post(question, to=f"{question}/decline")

    assert guest.get(question).status_code == 404
    assert "Grace" not in guest.get(own).text
    assert [mail["Subject"][:25] for mail in mails() if mail["To"] == "ada@example.org"][
        -1
    ] == "The place is still yours:"
    with writing() as session:
        assert queries.by_id(session, ada.id).status == "confirmed"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_question_is_taken_back_replaced_and_forgotten_in_time(guest, arrive, offer, writing):
    _congress, ada, own = arrive()
    guest.post(f"{own}/substitute", **GRACE)
    first = offer()
    guest.post(f"{own}/substitute", **GRACE | {"name": "Grace H."})
    second = offer()
    assert (guest.get(first).status_code, guest.get(second).status_code) == (404, 200)

    guest.post(own, to=f"{own}/substitute/withdraw")
    assert guest.get(second).status_code == 404

    guest.post(f"{own}/substitute", **GRACE)
    third = offer()
    with writing() as session:
        session.execute(update(Substitution).values(deadline=clock.now() - timedelta(minutes=1)))
    assert guest.get(third).status_code == 409
    with writing() as session:
        assert substitutes.forget_overdue(session, now=clock.now()) == 1
        assert substitutes_of.of_participant(session, ada.id) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_handed_over_is_refused_with_all_that_was_typed(guest, arrive, open_congress, writing):
    _, ada, own = arrive()
    faulty = [
        {"name": "", "email": "grace@example.org"},
        {"name": "Grace", "email": "nobody"},
        GRACE | {"email": "ADA@example.org"},
    ]

    answers = [guest.post(f"{own}/substitute", **typed) for typed in faulty]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert [typed["email"] in answer.text for typed, answer in zip(faulty, answers, strict=True)] == [True] * 3
    congress = open_congress(slug="strict", allows_substitutes=False)
    with writing() as session:
        eve = make_participant(session, congress, now=clock.now())
        waiting = make_participant(session, congress, now=clock.now(), confirmed=False)
        session.execute(update(Participant).where(Participant.id == ada.id).values(status="pending"))
    links = [f"/strict/my/{service.link_of(person, secret=SECRET)}/substitute" for person in (eve, waiting)]
    assert [guest.get(page).status_code for page in (*links, f"{own}/substitute")] == [409, 409, 409]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_somebody_who_comes_anyway_takes_no_second_place(guest, arrive, offer, writing):
    congress, ada, own = arrive()
    guest.post(f"{own}/substitute", **GRACE)
    with writing() as session:
        make_participant(session, congress, now=clock.now(), email="grace@example.org")

    refused = guest.post(offer(), name="Grace")

    assert (refused.status_code, "registered with this address already" in refused.text) == (409, True)
    with writing() as session:
        assert queries.by_id(session, ada.id).status == "confirmed"
        assert queries.places(session, congress.id).confirmed == 2
