"""The congress that runs today: full, with sessions at all hours, people and assignments in every state."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from builders import (
    SECRET,
    make_congress,
    make_forum,
    make_participant,
    make_preferences,
    make_room,
    make_session,
)
from journeys.furnished_door import ask_at_the_door
from journeys.laid_tables import tables_of_today
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.congress.look import service as looks
from app.congress.models import Congress
from app.factory import features
from app.programme.models import Speaker
from forums.assignment.reasons import facts_by_slot
from forums.assignment.solver import solve
from forums.dialogue import service as dialogue
from forums.dialogue.models import AssignmentRun, Forum, ForumTurn, Seat, SwapOffer
from forums.dialogue.outcome import Outcome
from forums.dialogue.settings import Settings
from registration.participants import queries, service
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.privacy import service as service_of_privacy

TODAY = "heute"  # runs now, is full, and has people in every state
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein für Integrationslotsinnen und Integrationslotsen e. V."
HOUR = timedelta(hours=1)


def furnish_today(session: Session, *, now: datetime) -> dict[str, str]:
    """Let a congress run now, with sessions at all hours, warnings to heed, and no place left."""
    day = now.date()
    congress = make_congress(
        session,
        slug=TODAY,
        capacity=7,
        asks_days=True,
        zone="UTC",
        starts_on=day,
        ends_on=day + timedelta(days=1),
        title={"de": "Heute: Lotsinnen und Lotsen im Quartier", "en": "Today: guides in the neighbourhood"},
    )
    logo = BytesIO()
    Image.new("RGBA", (400, 160), (20, 40, 120, 200)).save(logo, "PNG")
    looks.set_logo(session, congress, looks.drawn(logo.getvalue()), actor="user:1", now=now)
    session.flush()  # as any second request would find it
    looks.colour(session, congress, "#a03070", actor="user:1", now=now)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    room = make_room(session, congress, name="Großer Sitzungssaal im Neuen Rathaus", hint="Durch den Hof.")
    for hour in range(0, 48, 4):
        times = {"starts_at": midnight + hour * HOUR, "ends_at": midnight + (hour + 4) * HOUR}
        make_session(session, congress, room_id=room.id, **times)
    twice = {"starts_at": midnight, "ends_at": midnight + 2 * HOUR, "room_id": room.id}
    cancelled = make_session(session, congress, title={"de": "Abgesagtes", "en": "Cancelled"}, **twice)
    cancelled.cancelled_at = now
    make_session(session, congress, kind="break", title={"de": "Pause", "en": "Break"}, **twice)
    forums = [_forum_of_today(session, congress, number, room_id=room.id) for number in (1, 2, 3)]
    forums[2].cancelled_at = now
    people = _people_of_today(session, congress, forums, now=now)
    runs = _runs_of_today(session, congress, forums, now=now)
    people |= _wanting(session, forums)
    lonely = Speaker(congress_id=congress.id, name="Ada Lovelace", position={}, biography={})
    session.add(lonely)
    session.flush()  # its address needs its id
    own = {"today_room": room.public_id, "today_lonely": lonely.public_id, "today_cancelled": cancelled.public_id}
    runs |= tables_of_today(session, congress, now=now)
    ask_at_the_door(session, congress, now=now)
    return people | runs | own | {"today_cancelled_forum": forums[2].public_id}


def _forum_of_today(session: Session, congress: Congress, number: int, *, room_id: int) -> Forum:
    title = {"de": f"Wie gelingt Nachbarschaft im Quartier {number}", "en": f"How neighbourhood succeeds {number}"}
    begins = clock.now() + (3 * HOUR if number == 2 else 0 * HOUR)
    times = {"starts_at": begins, "ends_at": begins + HOUR}
    return make_forum(session, congress, number=number, places=2, room_id=room_id, title=title, **times)


def _people_of_today(session: Session, congress: Congress, forums: list[Forum], *, now: datetime) -> dict[str, str]:
    """Bring people in every state; who cancels makes the first of those who wait an offer."""

    def come(name: str, *, confirmed: bool = True) -> Participant:
        return make_participant(session, congress, name=name, confirmed=confirmed, organisation=LONG, now=now)

    gone = come("Erased")
    service_of_privacy.ask_for_erasure(session, gone, actor="guest", now=now)
    session.flush()  # the proof takes the number of the wish
    held = [data for feature in features() for data in feature.personal]
    proof = service_of_privacy.erase(session, gone, held=held, reason="organiser", actor="user:1", now=now)
    living = {name: come(name) for name in ("سمیرا Öztürk", "ሰላም ተስፋይ", "Ilse Aigner")}
    left, late, lapsed, pending = (
        come("Old", confirmed=True),
        come("Late", confirmed=False),
        come("Gone", confirmed=False),
        come("New", confirmed=False),
    )
    for person in living.values():
        make_preferences(session, person, *forums[:2])
    offered, waiting = come("Lucky", confirmed=False), come("Patient", confirmed=False)
    service.cancel(session, left, congress=congress, actor="guest", now=now)
    queries.move(session, lapsed.id, congress_id=congress.id, before=Status.PENDING, after=Status.LAPSED, now=now)
    service.set_capacity(
        session, congress, capacity=5, now=now
    )  # whoever waits goes on waiting, even if somebody cancels
    past = update(Participant).where(Participant.id == late.id).values(deadline=now - HOUR)
    session.execute(past)
    states = {"left": left, "late": late, "lapsed": lapsed, "pending": pending, "offered": offered, "waiting": waiting}
    first, second, third = living.values()
    third.organisation = "Nachbarschaft"  # beside the long one of the others
    found = states | {"arabic": first, "tigrinya": second, "third": third, "asked": third}
    wish = service_of_privacy.ask_for_erasure(session, third, actor="guest", now=now)
    session.flush()  # its number is drawn then
    words = {name: word for key, person in found.items() for name, word in person_words(f"today_{key}", person).items()}
    return words | {"today_wish": wish.public_id, "today_proof": proof.public_id}


def _runs_of_today(session: Session, congress: Congress, forums: list[Forum], *, now: datetime) -> dict[str, str]:
    """Publish one assignment, and let others fail, be stopped, be impossible, and be under way."""
    published = solved(session, congress, Settings(), now=now)
    dialogue.publish(session, published, actor="user:1", now=now)
    forums[0].minimum = 2
    forums[1].minimum = 2
    session.flush()  # the next problem is read from the database
    impossible = solved(session, congress, Settings(soft=()), now=now)
    failed = dialogue.start_run(session, congress, settings=Settings(), seed=1, actor="user:1", now=now)
    session.flush()  # as above
    dialogue.begin_run(session, failed.public_id)
    dialogue.fail_run(session, failed.public_id, note="", now=now)
    session.flush()  # as above
    stopped = dialogue.start_run(session, congress, settings=Settings(), seed=2, actor="user:1", now=now)
    session.flush()  # as above
    dialogue.cancel_run(session, stopped, actor="user:1", now=now)
    session.flush()  # as above
    queued = dialogue.start_run(session, congress, settings=Settings(), seed=3, actor="user:1", now=now)
    runs = {"impossible": impossible, "failed": failed, "stopped": stopped, "queued": queued, "published": published}
    return {f"today_{name}": run.public_id for name, run in runs.items()}


def _wanting(session: Session, forums: list[Forum]) -> dict[str, str]:
    """Let somebody who sits in the first forum wait for the second, which begins later, and somebody there offer to swap."""
    seats = session.scalars(select(Seat).order_by(Seat.participant_id)).all()
    [waiting, *_] = [seat.participant_id for seat in seats if seat.forum_id == forums[0].id]
    [offering, *_] = [seat.participant_id for seat in seats if seat.forum_id == forums[1].id]
    session.add(ForumTurn(participant_id=waiting, forum_id=forums[1].id, turn=1, joined_at=clock.now()))
    session.add(SwapOffer(participant_id=offering, wanted_id=forums[0].id, offered_at=clock.now()))
    words = person_words("today_waiting_forum", session.get_one(Participant, waiting))
    return words | {"today_wanted_forum": forums[1].public_id}


def solved(session: Session, congress: Congress, settings: Settings, *, now: datetime) -> AssignmentRun:
    run = dialogue.start_run(session, congress, settings=settings, seed=1, actor="user:1", now=now)
    session.flush()  # each step reads the run afresh
    problem, seed, asked = dialogue.begin_run(session, run.public_id) or (None, None, None)
    assert problem is not None
    assert asked is not None
    solution = solve(problem, seed=seed, seconds=10)
    facts = facts_by_slot(problem, solution)
    dialogue.keep_outcome(session, run.public_id, Outcome(problem, solution, asked), reasons=facts, now=now)
    session.flush()  # as above
    return run


def person_words(name: str, participant: Participant) -> dict[str, str]:
    return {name: participant.public_id, f"link_{name}": service.link_of(participant, secret=SECRET)}
