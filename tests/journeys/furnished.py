"""A house with everything that pages can show: two example congresses, one that runs today, bare ones, people in every state."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from browsing import log_in, make_account, submit, token
from builders import (
    SECRET,
    make_congress,
    make_forum,
    make_invitations,
    make_participant,
    make_party,
    make_preferences,
    make_request,
    make_room,
    make_session,
    make_substitution,
)
from flask import Flask
from flask_security.totp import Totp
from journeys.furnished_door import ask_at_the_door
from journeys.furnished_fees import charge
from journeys.furnished_recommendations import recommend
from journeys.laid_tables import lay_tables, open_a_cafe, tables_of_today
from journeys.uploads import upload_tables
from post_office import free_port
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Account, Part
from app.accounts.service import create_key, grant
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug, rooms
from app.db import db, transaction
from app.demo import queries as demo_queries
from app.demo import service as demo
from app.factory import create_app, features
from app.jobs.models import Job
from app.mail.service import RETURNED, mark_address
from app.mailings import queries as mailing_queries
from app.mailings import service as mailings
from app.mailings.starters import STARTERS
from app.programme.models import Appearance, ProgrammeSession, Speaker
from badges import service as badges
from badges.certificates import service as certificates
from badges.certificates.models import Certificate
from badges.certificates.rules import Basis
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from badges.gates import doors
from badges.gates import service as gates
from badges.gates.rules import Permission
from forums.assignment.reasons import reasons
from forums.assignment.solver import solve
from forums.dialogue import queries as dialogue_queries
from forums.dialogue import service as dialogue
from forums.dialogue.models import AssignmentRun, Forum, ForumTurn, Seat, SwapOffer
from forums.dialogue.outcome import Outcome
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.settings import Settings
from registration.organisations.models import Organisation
from registration.participants import queries, service
from registration.participants.models import Participant
from registration.participants.rules import UNNAMED, Status
from registration.places import queries as places_of
from registration.privacy import service as service_of_privacy

ROOT = Path(__file__).parent.parent.parent
COMING, PAST = "bbe-2027", "bbe-2017"  # examples: registration is open; places are published, guests came
TODAY = "heute"  # runs now, is full, and has people in every state
BARE = "leer"  # nothing but its basics, not public yet
EARLY, SILENT, SHUT = "bald", "still", "zu"  # registration opens later, nobody says when, has closed
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein für Integrationslotsinnen und Integrationslotsen e. V."
SCANS = ("welcome", "already", "unknown", "malformed", "cancelled", "elsewhere", "old", "pending")
FAR = datetime(2099, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIVING_HASH = re.compile(r'class="secret ltr">([^<]+)<')
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Furnished:
    """The house as it stands: its settings, words for addresses, and a cookie for each who is logged in."""

    app: Flask
    config: Config
    words: dict[str, str]
    cookies: dict[str, str]

    def address(self, pattern: str) -> str:
        return pattern.format_map(self.words)

    def endpoint(self, pattern: str) -> str:
        path = self.address(pattern).partition("?")[0]
        return str(self.app.url_map.bind("localhost").match(path, method="GET")[0])


def furnish(folder: Path, database_url: str) -> Furnished:
    """Furnish the empty, migrated database at *database_url*."""
    config = Config(instance=str(folder), database_url=database_url, secret_key=SECRET, limits="off", relay="off")
    app = create_app(config)
    app.testing = True
    now = clock.now()
    with app.app_context():
        with transaction() as session:
            demo.load(session, secret=SECRET, now=now, slugs=(COMING, PAST))
            _leave_bare_ones(session, now=now)
            words = _examples(session, now=now) | _today(session, now=now)
            _employ(session, now=now)
            words |= _scan(session, now=now)
            words |= _open_gates(session, now=now)
            words |= upload_tables(session, by_slug(session, TODAY), now=now)
        db.session.remove()
    return Furnished(app, config, words, _log_everybody_in(app))


@contextmanager
def served(house: Furnished, log: Path) -> Iterator[str]:
    """Serve the house from a process of its own, without the relay, and give its address."""
    port = free_port()
    settings = {
        "REIHUM_INSTANCE": house.config.instance,
        "REIHUM_DATABASE_URL": house.config.database_url,
        "REIHUM_SECRET_KEY": house.config.secret_key,
        "REIHUM_PORT": str(port),
        "REIHUM_LIMITS": "off",
        "REIHUM_RELAY": "off",
    }
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve"]
    with log.open("wb") as lines:
        server = subprocess.Popen(command, env=os.environ | settings, cwd=ROOT, stdout=lines, stderr=lines)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- our own server on loopback
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)


def _leave_bare_ones(session: Session, *, now: datetime) -> None:
    nothing = {"summary": {}, "description": {}, "privacy": {}, "venue": "", "address": "", "contact_email": ""}
    closed = {"registration_opens_at": None, "registration_closes_at": None, "preferences_until": None}
    bare = {"starts_on": FAR.date(), "ends_on": FAR.date(), **nothing, **closed}
    make_congress(session, slug=BARE, **bare | {"is_public": False})
    make_congress(session, slug=SILENT, **bare)
    make_congress(session, slug=EARLY, **bare | {"registration_opens_at": FAR - 1000 * HOUR})
    past = {"registration_opens_at": now - 9 * HOUR, "registration_closes_at": now - HOUR}
    make_congress(session, slug=SHUT, **bare | past)


def _examples(session: Session, *, now: datetime) -> dict[str, str]:
    """Give the examples what only some pages show, and draw up an assignment of the coming one."""
    coming, past = by_slug(session, COMING), by_slug(session, PAST)
    coming.registration_closes_at = coming.preferences_until = FAR
    _lengthen(session, coming)
    guest = demo_queries.example_guest(session, PAST)
    wishing = demo_queries.example_guest(session, COMING)
    assert guest is not None
    assert wishing is not None
    session.flush()  # the solver reads what has just been changed
    draft, tried = _drafts(session, coming, now=now)
    published = next(run for run in dialogue_queries.runs(session, past.id) if run.status == "published")
    badges.prepare(session, [wishing.id], now=now)
    letters = _write_to_many(session, coming, now=now)
    return (
        letters
        | charge(session, coming, now=now)
        | _things(session, coming)
        | {f"past_{name}": word for name, word in _things(session, past).items()}
        | _list_links(session, coming, past)
        | _person("seated", guest)
        | _person("wishing", wishing)
        | {"draft": draft.public_id, "tried": tried.public_id, "published": published.public_id}
        | lay_tables(session, coming)
        | open_a_cafe(session, now=now)
        | recommend(session, coming)
        | {"series": coming.series}
        | {"substitution": make_substitution(session, wishing)}
        | make_invitations(session, coming)
        | _group(session, coming, now=now)
    )


def _group(session: Session, congress: Congress, *, now: datetime) -> dict[str, str]:
    """Let a contact register a group of which one has a long name and another none yet."""
    people = make_request(name="Wolfeschlegelsteinhausenbergerdorff" * 3), make_request(name=UNNAMED, email="")
    contact = service.Contact("Jan Petersen", "petersen@example.org")
    party = make_party(session, congress, *people, contact=contact, is_whole=False, now=now)
    named, unnamed = party.members
    link = service.party_link_of(party.public_id, secret=SECRET)
    return {"group": link, "group_named": named.public_id, "group_unnamed": unnamed.public_id}


def _drafts(session: Session, congress: Congress, *, now: datetime) -> tuple[AssignmentRun, AssignmentRun]:
    """Keep two people together and two apart; draw up a draft as usual, and one that tries out what a congress is not yet."""
    people = [person.public_id for person in inputs_of.people_to_seat(session, congress.id)[:4]]
    dialogue.add_pairs(session, congress, people[:2], are_together=True, actor="user:1", now=now)
    dialogue.add_pairs(session, congress, people[2:], are_together=False, actor="user:1", now=now)
    session.flush()  # the solver reads it
    draft = _solved(session, congress, Settings(), now=now)
    first, second, *_ = dialogue_queries.forums(session, congress.id)
    seats = {first.public_id: (0, 0), second.public_id: (2, 90)}
    tried = _solved(session, congress, Settings("balanced", seats=seats, without=("pins",)), now=now)
    ways = [{"forums": [name], "histogram": tried.result["histogram"]} for name in (first.public_id, second.public_id)]
    tried.result = tried.result | {"proposals": ways}
    dialogue.write_note(tried, "Ohne Forum 1, zum Vergleich")
    dialogue.pin(session, congress, people[2:3], forum=second, actor="user:1", now=now)
    dialogue.unpin(session, congress, people[2:3], actor="user:1", now=now)
    return draft, tried


def _list_links(session: Session, coming: Congress, past: Congress) -> dict[str, str]:
    """Give the secrets of a list with people and of one without."""
    full, empty = (dialogue_queries.forums(session, congress.id)[0] for congress in (past, coming))
    return {
        "list_link": dialogue.link_of_list(full, secret=SECRET),
        "empty_list_link": dialogue.link_of_list(empty, secret=SECRET),
    }


def _lengthen(session: Session, congress: Congress) -> None:
    """Let some people have what breaks columns: long organisations, names in other directions, a name of one long word."""
    some = session.scalars(select(Participant).where(Participant.congress_id == congress.id).limit(60)).all()
    for number, participant in enumerate(some):
        if number % 15 == 0:
            participant.organisation = LONG
    some[1].name = "Wolfeschlegelsteinhausenbergerdorff" * 3
    some[1].email = f"{'lang' * 15}@{'beispiel' * 7}.example.org"
    some[1].note = "Kommt mit Begleitung."


def _things(session: Session, congress: Congress) -> dict[str, str]:
    forum, other_forum, *_ = dialogue_queries.forums(session, congress.id)
    room, *_ = rooms(session, congress.id)
    speaker = session.scalars(select(Speaker).where(Speaker.congress_id == congress.id)).first()
    spoken = select(ProgrammeSession).join(Appearance, Appearance.session_id == ProgrammeSession.id)
    item = session.scalars(spoken.where(ProgrammeSession.congress_id == congress.id)).first()
    organisation = session.scalars(select(Organisation).where(Organisation.congress_id == congress.id)).first()
    found = {
        "forum": forum,
        "other_forum": other_forum,
        "room": room,
        "speaker": speaker,
        "item": item,
        "organisation": organisation,
        "category": places_of.categories(session, congress.id)[0],
        "quota": next(iter(places_of.quotas(session, congress.id)), None),
    }
    return {name: thing.public_id for name, thing in found.items() if thing is not None}


def _solved(session: Session, congress: Congress, settings: Settings, *, now: datetime) -> AssignmentRun:
    run = dialogue.start_run(session, congress, settings=settings, seed=1, actor="user:1", now=now)
    session.flush()  # each step reads the run afresh
    problem, seed, asked = dialogue.begin_run(session, run.public_id) or (None, None, None)
    assert problem is not None
    assert asked is not None
    solution = solve(problem, seed=seed, seconds=10)
    facts = {person: reason.as_json() for person, reason in reasons(problem, solution).items()}
    dialogue.keep_outcome(session, run.public_id, Outcome(problem, solution, asked), reasons=facts, now=now)
    session.flush()  # as above
    return run


def _write_to_many(session: Session, congress: Congress, *, now: datetime) -> dict[str, str]:
    """Leave a mailing in every state, and copies of one in every state too."""
    reminder = STARTERS["reminder"].draft(congress.languages)
    made = {
        state: mailings.begin(session, congress, reminder, actor="user:1", now=now)
        for state in ("draft", "scheduled", "sent", "paused", "stopped")
    }
    made["empty"] = mailings.begin(session, congress, STARTERS["empty"].draft(["de"]), actor="user:1", now=now)
    mailings.schedule(session, made["scheduled"], starts_at=FAR, seen=now, actor="user:1", now=now)
    for state in ("sent", "paused", "stopped"):
        mailings.send(session, made[state], seen=now, actor="user:1", now=now)
    mailings.pause(session, made["paused"], actor="user:1", now=now)
    mailings.stop(session, made["stopped"], actor="user:1", now=now)
    copies = session.scalars(select(Job).where(Job.public_id.in_(mailing_queries.copies(made["sent"])))).all()
    answers = (
        "answered 550 5.1.1",
        "answered 552",
        f"{RETURNED} 5.7.1",
        "cannot be used",
        "letters beyond",
        "answered 451",
    )
    for number, copy in enumerate(copies):
        copy.status, copy.finished_at = ("done", now) if number % 3 else ("dead", now)
        copy.error = None if number % 3 else answers[number // 3 % len(answers)]
    unreached = session.get_one(Participant, copies[0].participant_id)
    mark_address(session, participant_id=unreached.id, address=unreached.email, answer="550 5.1.1", now=now)
    session.flush()  # the rest reads the states from the database
    return {f"{state}_mailing": mailing.public_id for state, mailing in made.items()} | {
        "unreached": unreached.public_id
    }


def _person(name: str, participant: Participant) -> dict[str, str]:
    return {name: participant.public_id, f"link_{name}": service.link_of(participant, secret=SECRET)}


def _today(session: Session, *, now: datetime) -> dict[str, str]:
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
    words = {name: word for key, person in found.items() for name, word in _person(f"today_{key}", person).items()}
    return words | {"today_wish": wish.public_id, "today_proof": proof.public_id}


def _runs_of_today(session: Session, congress: Congress, forums: list[Forum], *, now: datetime) -> dict[str, str]:
    """Publish one assignment, and let others fail, be stopped, be impossible, and be under way."""
    published = _solved(session, congress, Settings(), now=now)
    dialogue.publish(session, published, actor="user:1", now=now)
    forums[0].minimum = 2
    forums[1].minimum = 2
    session.flush()  # the next problem is read from the database
    impossible = _solved(session, congress, Settings(soft=()), now=now)
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
    words = _person("today_waiting_forum", session.get_one(Participant, waiting))
    return words | {"today_wanted_forum": forums[1].public_id}


def _employ(session: Session, *, now: datetime) -> None:
    """Open an account for everybody who logs in, and a key for a machine."""
    make_account(session, "admin@example.org", is_administrator=True)
    make_account(session, "newcomer@example.org")
    make_account(session, "factor@example.org")
    congresses = [by_slug(session, slug) for slug in (COMING, PAST, TODAY, BARE)]
    for part in Part:
        account = make_account(session, f"{part}@example.org")
        account.name = "Renate Musterfrau-Beispiel" if part is Part.ORGANISER else ""
        for congress in congresses:
            grant(session, account, congress, part, actor="operator", now=now)
    create_key(session, congresses[0], Part.GATE, label="Scanner am Osteingang", actor="operator", now=now)


def _scan(session: Session, *, now: datetime) -> dict[str, str]:
    """Let the gate meet every verdict; give the ids of the scans."""
    congress = by_slug(session, TODAY)
    keeper = session.scalars(select(Account).where(Account.email == "gate@example.org")).one()
    by_name = {p.name: p for p in session.scalars(select(Participant).where(Participant.congress_id == congress.id))}
    inside = badges.badge_of(session, by_name["سمیرا Öztürk"], now=now).code
    old = badges.badge_of(session, by_name["ሰላም ተስፋይ"], now=now).code
    badges.reissue(session, by_name["ሰላም ተስፋይ"], actor="user:1", now=now)
    stranger = demo_queries.example_guest(session, COMING)
    assert stranger is not None
    codes = {
        "welcome": inside,
        "already": inside,
        "unknown": inside[:-4] + "AAAA",
        "malformed": "https://example.org/",
        "cancelled": badges.badge_of(session, by_name["Old"], now=now).code,
        "elsewhere": badges.badge_of(session, stranger, now=now).code,
        "old": old,
        "pending": badges.badge_of(session, by_name["New"], now=now).code,
    }
    scans = [
        ScanRequest(str(UUID(int=number)), number, codes[name], now + timedelta(seconds=number), "Ost")
        for number, name in enumerate(SCANS, 1)
    ]
    later = now + timedelta(seconds=len(scans))
    checkin.record_scans(session, congress, device=f"form-{keeper.id}", scans=scans, actor="user:1", now=later)
    return {f"scan_{name}": scan.scan_id for name, scan in zip(SCANS, scans, strict=True)}


def _open_gates(session: Session, *, now: datetime) -> dict[str, str]:
    """Gates in three states, the open one with a scan that it saw otherwise; give their ids."""
    congress = by_slug(session, TODAY)
    forum = session.scalars(
        select(Forum).join(Seat, Seat.forum_id == Forum.id).where(Forum.congress_id == congress.id)
    ).first()
    request = doors.DoorRequest("Tür zur Elbe", forum_id=forum.id if forum else None, capacity=30)
    door = doors.add(session, congress, request, actor="user:1", now=now)
    opened = {
        f"gate_{state}": gates.add(
            session, congress, name=name, permission=Permission.SUPERVISOR, door=door, actor="user:1", now=now
        )
        for state, name in (("waiting", "Nordeingang"), ("open", "Ost"), ("revoked", "Verlorenes Telefon"))
    }
    session.flush()  # keys are found by asking
    gates.enrol(
        session, opened["gate_open"], gates.token_of(opened["gate_open"], secret=SECRET), secret=SECRET, now=now
    )
    gates.hear(opened["gate_open"], gates.Report(battery=12, unsent=3, list_version=0), now=now)
    gates.revoke(session, opened["gate_revoked"], actor="user:1", now=now)
    guest = session.scalars(select(Participant).where(Participant.name == "سمیرا Öztürk")).first()
    assert guest is not None
    key = badges.key_of(badges.badge_of(session, guest, now=now).code)
    scan = ScanRequest(str(UUID(int=99)), 99, "", now, "Ost", key, "welcome")
    checkin.record_scans(session, congress, device=opened["gate_open"].public_id, scans=[scan], actor="key:1", now=now)
    certificates.set_terms(
        session,
        congress,
        certificates.TermsRequest(is_open=True, basis=Basis.DAYS, body={}, signed_by="Dr. Clara Amt"),
        actor="user:1",
        now=now,
    )
    printed = {
        "name": guest.name,
        "congress": "Heute",
        "dates": "",
        "place": "",
        "extent": "",
        "body": "",
        "signed_by": "",
    }
    given = Certificate(congress_id=congress.id, participant_id=guest.id, language="de", printed=printed, issued_at=now)
    session.add(given)
    session.flush()  # its public id is drawn then
    words = {name: gate.public_id for name, gate in opened.items()}
    return words | {"today_door": door.public_id, "certificate": given.public_id}


def _log_everybody_in(app: Flask) -> dict[str, str]:
    """Log everybody in; `factor` has a second factor, and `between` has still to give it."""
    cookies = {}
    for who in ("admin", "newcomer", "organiser", "gate", "factor"):
        browser = app.test_client()
        assert log_in(browser, f"{who}@example.org").status_code == 302, who
        if who == "factor":
            _set_up_second_factor(browser)
        cookies[who] = browser.get_cookie("reihum").value
    between = app.test_client()
    log_in(between, "factor@example.org")
    return cookies | {"between": between.get_cookie("reihum").value}


def _set_up_second_factor(browser) -> None:
    page = submit(browser, "/account/tf-setup", {"setup": "authenticator"}).text
    key = LIVING_HASH.search(page)[1].replace("-", "").replace(" ", "")
    action = re.search(r'action="(/account/tf-setup/[^"]+)"', page)[1]
    totp = Totp(secrets={"1": "x"}, issuer="x")._totp.from_source({"type": "totp", "v": 1, "key": key})
    data = {"csrf_token": token(browser, "/account/"), "code": totp.generate().token}
    assert browser.post(action, data=data).status_code == 302
