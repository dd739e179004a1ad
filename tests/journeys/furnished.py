"""A house with everything that pages can show: two example congresses, one that runs today, bare ones, people in every state."""

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from browsing import log_in, make_account, submit, token
from builders import (
    SECRET,
    make_congress,
    make_invitations,
    make_market,
    make_party,
    make_request,
    make_substitution,
)
from flask import Flask
from flask_security.totp import Totp
from journeys.furnished_fees import charge
from journeys.furnished_gate import open_gates, scan_everything
from journeys.furnished_market import furnish_market
from journeys.furnished_market_day import open_market_day
from journeys.furnished_recommendations import recommend
from journeys.furnished_slots import meet_on_two_days
from journeys.furnished_stands import hold_a_market
from journeys.furnished_today import HOUR, LONG, TODAY, furnish_today, person_words, solved
from journeys.laid_tables import lay_tables, open_a_cafe
from journeys.uploads import upload_tables
from post_office import free_port
from quick_commands import Begun, QuickCommands
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Part
from app.accounts.service import create_key, grant
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug, rooms
from app.db import db, transaction
from app.demo import queries as demo_queries
from app.demo import service as demo
from app.factory import create_app
from app.jobs.models import Job
from app.mail.service import RETURNED, mark_address
from app.mailings import queries as mailing_queries
from app.mailings import service as mailings
from app.mailings.starters import STARTERS
from app.programme.models import Appearance, ProgrammeSession, Speaker
from badges import service as badges
from badges.design import Element, Shows, usual
from badges.designs import service as designs
from badges.designs.service import DesignRequest
from badges.layout import SHEET_OF_TEN, Side
from badges.prints import service as prints
from badges.sheets import service as sheets
from forums.dialogue import queries as dialogue_queries
from forums.dialogue import service as dialogue
from forums.dialogue.models import AssignmentRun
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.settings import Settings
from registration.organisations.models import Organisation
from registration.participants import service
from registration.participants.models import Participant
from registration.participants.rules import UNNAMED
from registration.places import queries as places_of

ROOT = Path(__file__).parent.parent.parent
COMING, PAST = "bbe-2027", "bbe-2017"  # examples: registration is open; places are published, guests came
BARE = "leer"  # nothing but its basics, not public yet
EARLY, SILENT, SHUT = "bald", "still", "zu"  # registration opens later, nobody says when, has closed
FAR = datetime(2099, 1, 1, tzinfo=UTC)
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
            words = _examples(session, now=now) | furnish_today(session, now=now)
            _employ(session, now=now)
            words |= furnish_market(session, by_slug(session, COMING))
            words |= scan_everything(session, stranger_of=COMING, now=now)
            words |= open_gates(session, now=now)
            words |= upload_tables(session, by_slug(session, TODAY), now=now)
        db.session.remove()
    cookies = _log_everybody_in(app) | {"desk": _open_desk(app, words["desk_key"])}
    return Furnished(app, config, words, cookies)


@contextmanager
def served(house: Furnished, commands: QuickCommands, log: Path) -> Iterator[str]:
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
    server = commands.begin(["serve"], settings=settings, log=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url: str, server: Begun, log: Path) -> None:
    """Wait until a server answers at an address."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- our own server on loopback
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.02)


def _leave_bare_ones(session: Session, *, now: datetime) -> None:
    nothing = {"summary": {}, "description": {}, "privacy": {}, "venue": "", "address": "", "contact_email": ""}
    closed = {"registration_opens_at": None, "registration_closes_at": None, "preferences_until": None}
    bare = {"starts_on": FAR.date(), "ends_on": FAR.date(), **nothing, **closed}
    make_congress(session, slug=BARE, **bare | {"is_public": False})
    make_congress(session, slug=SILENT, **bare)
    make_congress(session, slug=EARLY, **bare | {"registration_opens_at": FAR - 1000 * HOUR})
    past = {"registration_opens_at": now - 9 * HOUR, "registration_closes_at": now - HOUR}
    shut = make_congress(session, slug=SHUT, **bare | past)
    make_market(session, shut, applications_until=now - HOUR)


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
    front = usual(80, 50).elements
    back = Element(Shows.TEXT, 4, 14, 72, 20, Side.BACK, 20, 9, 2, text="WLAN: kongress")
    told = {"sheet": "a6", "skip": "0", "order": "name", "who": "all", "codes": "same"}
    print_done = prints.note(session, coming, number=1, asked=told, actor="user:1", now=now)
    print_queued = prints.start(session, coming, people=range(1200), asked=told, actor="user:1", now=now)
    asked = DesignRequest("Vorder- und Rückseite", (*front, back), is_used=True)
    own_design = designs.begin(session, coming, asked, width=80, height=50, actor="user:1", now=now)
    own_sheet = sheets.add(session, coming, SHEET_OF_TEN, actor="user:1", now=now)
    letters = _write_to_many(session, coming, now=now)
    return (
        letters
        | charge(session, coming, now=now)
        | _things(session, coming)
        | {f"past_{name}": word for name, word in _things(session, past).items()}
        | _list_links(session, coming, past)
        | person_words("seated", guest)
        | person_words("wishing", wishing)
        | {"print_done": print_done.public_id, "print_queued": print_queued.public_id}
        | {"own_sheet": own_sheet.public_id, "own_design": own_design.public_id}
        | {"draft": draft.public_id, "tried": tried.public_id, "published": published.public_id}
        | lay_tables(session, coming)
        | open_a_cafe(session, now=now)
        | meet_on_two_days(session, "cafe", now=now)
        | recommend(session, coming)
        | hold_a_market(session, coming)
        | open_market_day(session, coming)
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
    draft = solved(session, congress, Settings(), now=now)
    first, second, *_ = dialogue_queries.forums(session, congress.id)
    seats = {first.public_id: (0, 0), second.public_id: (2, 90)}
    tried = solved(session, congress, Settings("balanced", seats=seats, without=("pins",)), now=now)
    ways = [{"forums": [name], "histogram": tried.result["histogram"]} for name in (first.public_id, second.public_id)]
    tried.result = tried.result | {"proposals": ways}
    dialogue.write_note(session, tried, "Ohne Forum 1, zum Vergleich")
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


def _employ(session: Session, *, now: datetime) -> None:
    """Open an account for everybody who logs in, and a key for a machine."""
    make_account(session, "admin@example.org", is_administrator=True)
    make_account(session, "newcomer@example.org")
    make_account(session, "factor@example.org")
    congresses = [by_slug(session, slug) for slug in (COMING, PAST, TODAY, BARE, "cafe")]
    for part in Part:
        account = make_account(session, f"{part}@example.org")
        account.name = "Renate Musterfrau-Beispiel" if part is Part.ORGANISER else ""
        for congress in congresses:
            grant(session, account, congress, part, actor="operator", now=now)
    create_key(session, congresses[0], Part.GATE, label="Scanner am Osteingang", actor="operator", now=now)


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


def _open_desk(app: Flask, key: str) -> str:
    """Let a gate into the pages that it opens without anybody's login; give its cookie."""
    browser, headers = app.test_client(), {"Authorization": f"Bearer {key}"}
    for pages in ("desk", "questions"):
        assert browser.post(f"/api/v1/congresses/{TODAY}/gates/{pages}", headers=headers).status_code == 200
    return browser.get_cookie("reihum").value


def _set_up_second_factor(browser) -> None:
    page = submit(browser, "/account/tf-setup", {"setup": "authenticator"}).text
    key = LIVING_HASH.search(page)[1].replace("-", "").replace(" ", "")
    action = re.search(r'action="(/account/tf-setup/[^"]+)"', page)[1]
    totp = Totp(secrets={"1": "x"}, issuer="x")._totp.from_source({"type": "totp", "v": 1, "key": key})
    data = {"csrf_token": token(browser, "/account/"), "code": totp.generate().token}
    assert browser.post(action, data=data).status_code == 302
