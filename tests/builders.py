"""Boring builders: each makes one valid thing; what matters in a test stands in the test."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.congress.models import Congress, Room
from app.programme.models import ProgrammeSession
from forums.dialogue.models import Forum, Preference
from forums.marketplace.models import Marketplace, MarketTopic, Stand
from forums.recommendations.models import Recommendation
from forums.recommendations.rules import RecommendationRequest, Status
from forums.recommendations.service import recommendations
from forums.tables import service as tables
from forums.tables.models import TablePlan, TableRound, ThematicTable
from registration.invitations import queries as invitations_of
from registration.invitations import service as invitations
from registration.invitations.rules import Invitee, Kind, Terms, in_groups
from registration.organisations.rules import key_of
from registration.participants import queries, rules, service
from registration.participants.models import Participant
from registration.participants.rules import RegistrationRequest
from registration.participants.service import PartyRegistered
from registration.places import queries as places_of
from registration.places.models import Quota
from registration.places.rules import QuotaRequest
from registration.substitutes import queries as substitutes_of
from registration.substitutes import service as substitutes

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)
SECRET = "a secret for tests, of at least 32 characters"
_number = count(1)


def make_congress(session: Session, *, capacity: int = 500, **values: Any) -> Congress:
    """A public congress of two days in November 2027 with open registration."""
    number = next(_number)
    columns: dict[str, Any] = {
        "slug": f"congress-{number}",
        "is_public": True,
        "changed_at": NOON,
        "title": {"de": f"Kongress {number}", "en": f"Congress {number}"},
        "summary": {"de": "Worum es geht.", "en": "What it is about."},
        "description": {"de": "Mehr dazu.", "en": "More of it."},
        "privacy": {"de": "Wie wir mit Daten umgehen.", "en": "How we treat data."},
        "hosts": ["Trägerverein"],
        "languages": ["de", "en"],
        "starts_on": date(2027, 11, 8),
        "ends_on": date(2027, 11, 9),
        "venue": "Auditorium",
        "address": "Friedrichstraße 180, 10117 Berlin",
        "contact_email": "kongress@example.org",
        # Open for services, which are told NOON, and for doors, which ask the real clock.
        "registration_opens_at": datetime(2020, 1, 1, tzinfo=UTC),
        "registration_closes_at": datetime(2099, 1, 1, tzinfo=UTC),
        "preferences_until": datetime(2099, 2, 1, tzinfo=UTC),
    }
    congress = Congress(**columns | values)
    session.add(congress)
    session.flush()  # the rows below need its id
    service.open_places(session, congress, capacity=capacity)
    return congress


def make_room(session: Session, congress: Congress, **values: Any) -> Room:
    room = Room(**{"congress_id": congress.id, "name": f"Room {next(_number)}", "capacity": 50} | values)
    session.add(room)
    session.flush()  # tests use its id
    return room


def make_session(session: Session, congress: Congress, **values: Any) -> ProgrammeSession:
    columns: dict[str, Any] = {
        "congress_id": congress.id,
        "kind": "lecture",
        "title": {"de": "Vortrag", "en": "Lecture"},
        "abstract": {},
        "starts_at": datetime(2027, 11, 8, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 11, 8, 10, 0, tzinfo=UTC),
        "created_at": NOON,
        "changed_at": NOON,
    }
    item = ProgrammeSession(**columns | values)
    session.add(item)
    session.flush()  # tests use its id
    return item


def make_forum(session: Session, congress: Congress, *, places: int = 30, **values: Any) -> Forum:
    number = values.pop("number", None) or next(_number)
    columns: dict[str, Any] = {
        "congress_id": congress.id,
        "number": number,
        "title": {"de": f"Forum {number}", "en": f"Forum {number}"},
        "description": {},
        "starts_at": datetime(2027, 11, 8, 13, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 11, 8, 15, 0, tzinfo=UTC),
        "maximum": places,
        "quotas": {},
        "created_at": NOON,
        "changed_at": NOON,
    }
    forum = Forum(**columns | values)
    session.add(forum)
    session.flush()  # tests use its id
    return forum


def make_quota(session: Session, congress: Congress, capacity: int, **values: str) -> Quota:
    """A quota; *values* are category, day, organisation."""
    request = QuotaRequest(capacity=capacity, **values)
    public_id = service.add_quota(session, congress, request, actor="test", now=NOON)
    return places_of.quota(session, congress.id, public_id)


def make_party(session: Session, congress: Congress, *people: RegistrationRequest, **values: Any) -> PartyRegistered:
    """A party that comes whole or not at all, unless told otherwise; *values* are arguments of register_party."""
    arguments: dict[str, Any] = {
        "contact": service.Contact("Contact", "contact@example.org"),
        "is_whole": True,
        "secret": SECRET,
        "idempotency_key": None,
        "join_waiting_list": True,
        "now": NOON,
    }
    return service.register_party(session, congress, people, **arguments | values)


def make_request(**values: Any) -> RegistrationRequest:
    number = next(_number)
    return RegistrationRequest(**{"name": f"Guest {number}", "email": f"guest{number}@example.org"} | values)


def make_participant(
    session: Session, congress: Congress, *, now: datetime = NOON, confirmed: bool = True, **values: Any
) -> Participant:
    """A participant, confirmed unless told otherwise; *values* are fields of RegistrationRequest."""
    request = rules.clean_request(make_request(**values))
    done = service.register(
        session, congress, request, secret=SECRET, idempotency_key=None, join_waiting_list=True, now=now
    )
    participant = queries.by_id(session, done.participant_id)
    assert participant is not None
    if confirmed and participant.status == "pending":
        service.confirm(session, participant, actor="guest", now=now)
    return participant


def make_preferences(session: Session, participant: Participant, *forums: Forum) -> None:
    ranks: Counter[int] = Counter()
    for forum in forums:
        ranks[forum.slot] += 1
        wish = {"forum_id": forum.id, "slot": forum.slot, "rank": ranks[forum.slot]}
        session.add(Preference(participant_id=participant.id, **wish))
    session.flush()  # tests read them back


def make_invitations(session: Session, congress: Congress) -> dict[str, str]:
    """Make one invitation of each kind; give the words of their addresses."""
    terms = {"secret": SECRET, "actor": "user:1", "now": clock.now()}
    code = invitations.create_code(session, congress, Terms("Presse", most_uses=3, category="press"), **terms)
    invitations.invite_addresses(
        session, congress, [Invitee("ada@example.org", "Ada Lovelace")], Terms(""), language="de", **terms
    )
    (personal,) = invitations_of.invitations(session, congress.id, Kind.ADDRESS)
    contact = Invitee("carol@example.org", "Carol")
    given = invitations.invite_organisation(
        session, congress, contact, Terms("Malteser e. V.", most_uses=5), language="de", **terms
    )
    seats = invitations_of.invitation(session, congress.id, given)
    return {
        "invitation": code,
        "personal_invitation": personal.public_id,
        "seats_invitation": given,
        "code": in_groups(invitations.code_of(personal, secret=SECRET)),
        "seats_code": in_groups(invitations.code_of(seats, secret=SECRET)),
        "seats": invitations.contact_link_of(seats, secret=SECRET),
    }


def make_substitution(session: Session, participant: Participant) -> str:
    """Ask a colleague to come instead; give the secret of the address by which they answer."""
    now = clock.now()
    substitutes.ask(
        session, participant, name="Grace", email="grace@example.org", passes_wishes=True, secret=SECRET, now=now
    )
    found = substitutes_of.of_participant(session, participant.id)
    assert found is not None
    return substitutes.link_of(found, secret=SECRET)


def make_table(session: Session, congress: Congress, **values: Any) -> ThematicTable:
    """A thematic table with the next free number."""
    number = values.pop("number", None) or next(_number)
    columns: dict[str, Any] = {
        "congress_id": congress.id,
        "number": number,
        "topic": {"de": f"Thema {number}", "en": f"Topic {number}"},
        "description": {},
        "changed_at": NOON,
    }
    table = ThematicTable(**columns | values)
    session.add(table)
    session.flush()  # tests use its id
    return table


def make_rounds(session: Session, congress: Congress, count: int, *, first: datetime | None = None) -> list[TableRound]:
    """Rounds of 25 minutes with 5 to change tables, on the first afternoon unless told otherwise."""
    first = first or datetime(2027, 11, 8, 13, 0, tzinfo=UTC)
    rounds = [
        TableRound(
            congress_id=congress.id,
            number=number,
            starts_at=first + timedelta(minutes=30 * (number - 1)),
            minutes=25,
            question={},
        )
        for number in range(1, count + 1)
    ]
    session.add_all(rounds)
    session.flush()  # tests use their ids
    return rounds


def make_plan(session: Session, congress: Congress, *, is_published: bool = True, now: datetime = NOON) -> TablePlan:
    """A plan of the rounds by the real solver, published unless told otherwise."""
    from forums.rotation.solver import solve  # numpy only where it is used

    weights = {"repeats": 5, "preferences": 3, "mix": 1}
    plan = tables.start_plan(session, congress, weights=weights, seed=1, actor="user:1", now=now)
    work = tables.begin_plan(session, plan.public_id)
    assert work is not None
    tables.keep_plan(session, plan.public_id, work[0], solve(work[0], seed=work[1], seconds=20))
    session.flush()  # publishing reads the draft from the database
    if is_published:
        tables.publish(session, plan, by_mail=False, actor="user:1", now=now)
        session.flush()  # tests read it back
    return plan


def make_recommendation(
    session: Session, congress: Congress, *steps: Status, title: str = "", forum: Forum | None = None, **values: Any
) -> Recommendation:
    """A recommendation that has taken *steps*; *values* are fields of RecommendationRequest."""
    name = title or f"Empfehlung {next(_number)}"
    request = RecommendationRequest(
        {"de": name, "en": f"{name} (en)"},
        {"de": "Wer was tun soll.", "en": "Who should do what."},
        **{"forum": forum.public_id if forum else ""} | values,
    )
    made = recommendations.create(session, congress, request, actor="user:1", now=NOON)
    for step in steps:
        recommendations.move(session, made, step, actor="user:1", now=NOON)
    return made


def make_market(session: Session, congress: Congress, **values: Any) -> Marketplace:
    """A market that is open for applications."""
    columns: dict[str, Any] = {
        "congress_id": congress.id,
        "applications_from": datetime(2020, 1, 1, tzinfo=UTC),
        "applications_until": datetime(2099, 1, 1, tzinfo=UTC),
        "call": {"de": "Zeigen Sie, was Sie tun.", "en": "Show what you do."},
        "questions": [],
    }
    market = Marketplace(**columns | values)
    session.add(market)
    session.flush()  # its topics and stands follow
    return market


def make_topic(session: Session, congress: Congress, letter: str, **values: Any) -> MarketTopic:
    columns = {
        "congress_id": congress.id,
        "letter": letter,
        "colour": 1,
        "name": {"de": f"Bereich {letter}", "en": f"Area {letter}"},
    }
    topic = MarketTopic(**columns | values)
    session.add(topic)
    session.flush()  # stands name its id
    return topic


def make_stand(session: Session, congress: Congress, *, topic: MarketTopic | None = None, **values: Any) -> Stand:
    """A stand that takes part, confirmed, unless told otherwise."""
    number = next(_number)
    organisation = values.pop("organisation", f"Verein {number}")
    email = values.pop("contact_email", f"stand{number}@example.org")
    columns: dict[str, Any] = {
        "congress_id": congress.id,
        "state": "confirmed",
        "organisation": organisation,
        "organisation_key": key_of(organisation),
        "topic_id": topic.id if topic else None,
        "title": {"de": f"Stand {number}", "en": f"Stand {number}"},
        "description": {"de": "Was wir tun.", "en": "What we do."},
        "languages": ["de"],
        "contact_name": f"Contact {number}",
        "contact_email": email,
        "contact_email_key": email,
        "area": 6.0,
        "tables": 1,
        "chairs": 2,
        "answers": {},
        "applied_at": NOON,
        "address_confirmed_at": NOON,
        "changed_at": NOON,
    }
    stand = Stand(**columns | values)
    session.add(stand)
    session.flush()  # tests use its id
    return stand
