"""Two congresses with one of everything, and everybody who might try a door: for what nobody may reach across."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from browsing import log_in, make_account
from builders import (
    NOON,
    SECRET,
    make_congress,
    make_forum,
    make_invitations,
    make_participant,
    make_party,
    make_plan,
    make_preferences,
    make_quota,
    make_request,
    make_room,
    make_rounds,
    make_session,
    make_stand,
    make_substitution,
    make_table,
)
from flask import Flask
from flask.testing import FlaskClient
from halls import make_hall, make_placement
from journeys.furnished_fees import charge
from journeys.furnished_market_day import open_market_day
from journeys.furnished_recommendations import recommend
from journeys.furnished_stands import hold_a_market
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import clock
from app.accounts.models import Part
from app.accounts.queries import keys
from app.accounts.service import create_key
from app.config import Config
from app.congress.look.models import CongressLook
from app.congress.models import Congress
from app.db import db, transaction
from app.factory import create_app, features, relay_of
from app.jobs.models import Job
from app.mail import outbox
from app.mailings import service as mailings
from app.mailings.service import Draft
from app.programme.models import Appearance, Speaker
from badges import service as badges
from badges.certificates.models import Certificate
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from badges.designs import service as designs
from badges.designs.service import DesignRequest
from badges.gates import doors
from badges.gates import service as gates
from badges.gates.rules import Permission
from badges.layout import SHEET_OF_TEN
from badges.organiser import stamp_of
from badges.prints import service as prints
from badges.sheets import service as sheets
from forums.dialogue import service as dialogue
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.settings import Settings
from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.rules import PitchPlan
from forums.tables import queries as table_queries
from forums.tables import service as tables
from forums.tables.service import clocks, harvest
from registration.exchange import service
from registration.fees import queries as fees
from registration.fields.arranging import FieldRequest
from registration.fields.models import FormField, Upload
from registration.fields.rules import Kind
from registration.fields.service import add_field
from registration.organisations.models import Organisation
from registration.participants.models import Participant
from registration.participants.rules import UNNAMED
from registration.participants.service import feed_of, link_of, party_link_of
from registration.places import queries as places_of
from registration.privacy import service as privacy

ALPHA, BETA = "alpha", "beta"
HIDDEN = "in-preparation"  # a third one, of which nobody outside may know
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
SCAN = {ALPHA: str(UUID(int=1)), BETA: str(UUID(int=2))}
TABLE = b"Name;E-Mail\r\nGrace;grace@example.org\r\n"
FILE_DOORS = ("personal.own_file", "organiser_participants.file")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class House:
    """The application with both congresses; ``things[slug]`` are the words that stand for its rows in addresses."""

    app: Flask
    config: Config
    things: dict[str, dict[str, str]]
    keys: dict[tuple[str, str], str]  # (slug, part) → API key

    def rules(self) -> list[Rule]:
        """List every rule of ours, in a stable order. Static files are a matter of the layer in front."""
        return sorted((rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"), key=str)

    def ids(self, rule: Rule) -> set[str]:
        """Name the arguments of a rule that stand for a row, save the congress."""
        return set(rule.arguments) - {"congress", "kind", "device", "language", "name"}

    def address(self, rule: Rule, slug: str, **other: str) -> str:
        """Build the address of a rule in a congress; *other* replaces arguments."""
        values = {name: self.word(rule, name, slug) for name in rule.arguments} | other
        with self.app.test_request_context():
            _, address = rule.build({name: _typed(rule, name, value) for name, value in values.items()}) or (None, None)
        assert address is not None, f"no address for {rule} with {values}"
        return address

    def word(self, rule: Rule, name: str, slug: str) -> str:
        """Give the word for an argument of a rule; a new argument has to be told here."""
        things = self.things[slug]
        for known in (f"{rule.endpoint}.{name}", name):
            if known in things:
                return things[known]
        msg = f"tests/two_congresses.py does not know <{name}> of {rule} ({rule.endpoint})"
        raise AssertionError(msg)

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def dump(self) -> str:
        """Write out the whole database, to see whether anything changed."""
        with self.app.app_context(), db.engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            return "\n".join(driver.iterdump())


def build_house(folder: Path, database_url: str, **settings: str) -> House:
    """Furnish both congresses in the empty, migrated database at *database_url*."""
    config = Config(instance=str(folder), database_url=database_url, secret_key=SECRET, limits="off", relay="off")
    config = replace(config, **settings)
    app = create_app(config)
    app.testing = True
    with app.app_context():
        with transaction() as session:
            congresses = {slug: make_congress(session, slug=slug) for slug in (ALPHA, BETA)}
            make_congress(session, slug=HIDDEN, is_public=False)
            api_keys = {
                (slug, part.value): create_key(session, congress, part, label="", actor="operator", now=NOON)
                for slug, congress in congresses.items()
                for part in Part
            }
            admin = make_account(session, "admin@example.org", is_administrator=True)
            # The administrator scanned in both, so that no other login stands between them.
            things = {
                slug: _employ(session, congress) | _furnish(session, congress, device=f"form-{admin.id}")
                for slug, congress in congresses.items()
            }
        db.session.remove()
    relay_of(app).run_until_idle()
    return House(app, config, things, api_keys)


def _employ(session: Session, congress: Congress) -> dict[str, str]:
    """Give a congress its people and a key; the volunteer and this key are there to be removed."""
    make_account(session, f"organiser-{congress.slug}@example.org", organises=congress)
    make_account(session, f"gate-{congress.slug}@example.org", guards=congress)
    volunteer = make_account(session, f"volunteer-{congress.slug}@example.org", guards=congress)
    create_key(session, congress, Part.GATE, label="old", actor="operator", now=NOON)
    session.flush()  # the address of the key needs its id
    *_, key = keys(session, congress.id)
    return {"member": str(volunteer.id), "key": key.public_id}


def _hold_market(session: Session, congress: Congress) -> dict[str, str]:
    """Draw a hall, and a draft of where a stand is in it."""
    pitches = (PitchPlan(f"{congress.slug[0]}{n}", Rect(3 * n, 1, 3, 2)) for n in (1, 2))
    hall, stand = make_hall(session, congress, *pitches), make_stand(session, congress)
    run = make_placement(session, congress)
    doors = ("placement_drafts.stand.stand", "placement_drafts.fits.stand")
    session.add(CongressLook(congress_id=congress.id, digest="1", type="png", screen=b"1"))
    return {"hall": hall.public_id, "placement": run.public_id} | dict.fromkeys(doors, stand.public_id)


def _set_tables(session: Session, congress: Congress, guest: Participant) -> dict[str, str]:
    """Lay two tables in two rounds, with a draft of who sits where, and keep two people apart."""
    for number in (1, 2):
        table = make_table(session, congress, number=number)
    make_rounds(session, congress, 2)
    other = make_participant(session, congress)
    tables.set_setting(session, congress, topic_once=False, wishes=1, audience={}, actor="user:1", now=clock.now())
    tables.add_pair(session, congress, guest, other, actor="user:1", now=clock.now())
    session.flush()  # the plan is made of rows
    plan = make_plan(session, congress, is_published=False)
    [pair] = table_queries.pairs(session, congress.id)
    screen = clocks.open_clock(session, congress).public_id
    harvest.add_photo(session, table, PIXEL, number=1, now=clock.now())
    session.flush()  # its address needs its public id
    [photo] = table_queries.photos(session, [table.id])
    doors_of_hosts = ("harvest.page", "harvest.act", "harvest.photo", "table_host.people", "table_host.note")
    host = {f"{door}.token": harvest.link_of(table, secret=SECRET) for door in doors_of_hosts}
    harvest.publish(session, congress, actor="user:1", now=NOON)
    return {
        **_hold_market(session, congress),
        "screen": screen,
        "photo": photo.public_id,
        **host,
        "table": table.public_id,
        "plan": plan.public_id,
        "pair": str(pair.id),
    }


def _furnish(session: Session, congress: Congress, *, device: str) -> dict[str, str]:
    room = make_room(session, congress)
    forum, other = (make_forum(session, congress, room_id=room.id) for _ in range(2))
    item = make_session(session, congress, room_id=room.id)
    congress.assignment_published_at = NOON  # places in forums may change hands
    speaker = Speaker(congress_id=congress.id, name="Ada Lovelace", position={}, biography={})
    organisation = Organisation(congress_id=congress.id, name="Analytical Engines", key="analytical engines")
    session.add_all([speaker, organisation])
    session.flush()  # what is below needs their ids
    session.add(Appearance(session_id=item.id, speaker_id=speaker.id))
    guest, second = (make_participant(session, congress, organisation="Analytical Engines") for _ in range(2))
    make_preferences(session, guest, forum, other)
    make_preferences(session, second, other)
    run = dialogue.start_run(session, congress, settings=Settings(), seed=1, actor="user:1", now=clock.now())
    mailing = mailings.begin(session, congress, Draft({"en": "News"}, {"en": "Hello {name}"}), actor="user:1", now=NOON)
    badges.prepare(session, [guest.id], now=NOON)
    badge = badges.badge_of(session, guest, now=NOON)
    scan = ScanRequest(SCAN[congress.slug], 1, badge.code, NOON, "East")
    checkin.record_scans(session, congress, device=device, scans=[scan], actor="key:1", now=NOON)
    door = doors.add(session, congress, doors.DoorRequest("Elbe"), actor="user:1", now=NOON)
    gate = gates.add(session, congress, name="East", permission=Permission.STEWARD, actor="user:1", now=clock.now())
    printed = dict.fromkeys(("name", "congress", "dates", "place", "extent", "body", "signed_by"), "")
    given = Certificate(
        congress_id=congress.id, participant_id=guest.id, language="en", printed=printed, issued_at=NOON
    )
    session.add(given)
    offered = make_substitution(session, guest)
    proof = _erased(session, congress)  # before the table below, which an erasure takes along
    invited = make_invitations(session, congress)
    table = service.take(
        session, congress, content=TABLE, filename="people.csv", words={}, actor="user:1", now=clock.now()
    )
    session.flush()  # its address needs its public id
    wish = privacy.ask_for_erasure(session, second, actor="guest", now=NOON)
    session.flush()  # its number is drawn then
    quota = make_quota(session, congress, 5, category="press")
    laid = _set_tables(session, congress, guest)
    congress.series = congress.slug
    recommended = recommend(session, congress)
    return {
        "congress": congress.slug,
        "file": table.public_id,
        "number": wish.public_id,
        "proof": proof,
        "erasures.proof_pdf.number": proof,
        "invitation": invited["invitation"],
        "code": invited["code"],
        "invited.seats.token": invited["seats"],
        **_group(session, congress),
        "room": room.public_id,
        "room_id": room.public_id,
        "forum": forum.public_id,
        "forum_id": forum.public_id,
        "front.forum.public_id": forum.public_id,
        "dialogue_organiser.forum": str(forum.number),
        "front.session.public_id": item.public_id,
        "organisation": organisation.public_id,
        "item": item.public_id,
        "category": places_of.categories(session, congress.id)[0].public_id,
        "quota": quota.public_id,
        "gate": gate.public_id,
        **_design(session, congress),
        "certificate_check.check.code": given.public_id,
        "door": door.public_id,
        "speaker": speaker.public_id,
        "speaker_id": speaker.public_id,
        "kind": "lecture",
        "table_papers.pdf.kind": "cards",
        "forum_papers.pdf.kind": "lists",
        "assignment_organiser.remove_pair.pair": _paired(session, congress, guest, second),
        **{f"forum_list.{door}.token": dialogue.link_of_list(forum, secret=SECRET) for door in ("page", "pdf")},
        "participant": guest.public_id,
        "first": guest.public_id,
        "second": second.public_id,
        "person": guest.public_id,
        "run": run.public_id,
        "mailing": mailing.public_id,
        "mail": _undelivered_mail(session, guest),
        "device": device,
        "scan_id": SCAN[congress.slug],
        **laid,
        **recommended,
        **hold_a_market(session, congress),
        **open_market_day(session, congress),
        "series": congress.slug,
        "language": "de",
        **{f"projector.{door}.screen": recommended["projector"] for door in ("page", "slide", "turn")},
        "recommendation_files.taken.kind": "json",
        **_charge(session, congress),
        **_ask(session, congress, guest),
        "token": link_of(guest, secret=SECRET),
        **{f"substitution.{step}.token": offered for step in ("offer", "take", "decline")},
        "calendar.personal.token": feed_of(guest, secret=SECRET),
        "security.two_factor_setup_validate.token": "nothing",
    }


def _design(session: Session, congress: Congress) -> dict[str, str]:
    """Measure a sheet, design a badge, keep a picture for it, and print."""
    sheet = sheets.add(session, congress, SHEET_OF_TEN, actor="user:1", now=NOON)
    request = DesignRequest(name=f"Badge {congress.slug}", elements=())
    design = designs.begin(session, congress, request, width=80, height=50, actor="user:1", now=NOON)
    picture = designs.add_picture(session, congress, name="dot.png", content=PIXEL)
    asked = {"sheet": "a6", "skip": "0", "order": "name", "who": "all", "codes": "same"}
    run = prints.start(session, congress, people=[1], asked=asked, actor="user:1", now=clock.now())
    session.flush()  # its address needs its public id
    own = {"sheet": sheet.public_id, "design": design.public_id, "picture": picture.public_id}
    own["stamp"] = str(stamp_of(run.printed_at))  # what the relay prints when the house stands
    return own | dict.fromkeys((f"badge_prints.{door}.run" for door in ("run", "progress", "stop")), run.public_id)


def _paired(session: Session, congress: Congress, guest: Participant, other: Participant) -> str:
    """Keep two people apart in the forums."""
    people = [guest.public_id, other.public_id]
    dialogue.add_pairs(session, congress, people, are_together=False, actor="user:1", now=NOON)
    [pair] = inputs_of.named_pairs(session, congress.id)
    return str(pair.id)


def _group(session: Session, congress: Congress) -> dict[str, str]:
    """Let a contact register two people, one of them without a name so far."""
    party = make_party(session, congress, make_request(), make_request(name=UNNAMED, email=""))
    member = {
        f"group.{door}.person": party.members[1].public_id
        for door in ("member", "name_member", "cancel", "cancel_for_good")
    }
    return member | {"party": party.public_id, "group_link": party_link_of(party.public_id, secret=SECRET)}


def _charge(session: Session, congress: Congress) -> dict[str, str]:
    """Let a guest owe something, and let money come that nobody knows."""
    owed = charge(session, congress, now=NOON)
    words = {"invoice": owed["invoice"], "payment": fees.unmatched(session, congress.id)[0].public_id}
    return words | {f"invoices.{door}.token": owed["link_owing"] for door in ("address", "set_address", "pdf")}


def _ask(session: Session, congress: Congress, guest: Participant) -> dict[str, str]:
    """Ask a question of the congress' own; every form of its list goes to the page of sectors."""
    request = FieldRequest(kind=Kind.TEXT, label={"de": f"Frage {congress.slug}", "en": f"Question {congress.slug}"})
    key = add_field(session, congress, request, actor="user:1", now=NOON)
    file = replace(request, kind=Kind.FILE, label={"de": f"Datei {congress.slug}", "en": f"File {congress.slug}"})
    add_field(session, congress, file, actor="user:1", now=NOON)
    session.flush()  # the file below belongs to the question
    field = session.scalars(
        select(FormField).where(FormField.congress_id == congress.id, FormField.kind == Kind.FILE)
    ).one()
    upload = Upload(
        field_id=field.id, participant_id=guest.id, name="x.pdf", type="pdf", size=1, uploaded_at=NOON, content=b"x"
    )
    session.add(upload)
    session.flush()  # its address needs its public id
    doors = ("question", "change_question", "move_question", "remove_question", "restore_question")
    files = {f"{door}.file": upload.public_id for door in FILE_DOORS}
    return files | {f"form.{door}.key": key for door in doors} | {"name": "sector"}


def _erased(session: Session, congress: Congress) -> str:
    """Erase somebody and give the number of the proof."""
    held = [data for feature in features() for data in feature.personal]
    gone = make_participant(session, congress)
    return privacy.erase(session, gone, held=held, reason="organiser", actor="user:1", now=NOON).public_id


def _undelivered_mail(session: Session, guest: Participant) -> str:
    """Let a mail to somebody come back."""
    kind, public_id = "registration.link", f"mail{guest.id:012}"
    outbox.put_many(
        session, kind, now=NOON, congress_id=guest.congress_id, participants={public_id: guest.id}, payload={}
    )
    session.execute(update(Job).where(Job.public_id == public_id).values(status="dead", error="answered 550 5.1.1"))
    return public_id


def _typed(rule: Rule, name: str, value: str) -> object:
    """Turn a word into what the rule's converter wants."""
    return rule._converters[name].to_python(value)


def visitors(house: House) -> Iterator[tuple[str, FlaskClient]]:
    """Open a browser for each who might come, logged in where they can be: (who, browser)."""
    yield "nobody", house.app.test_client()
    logins = [f"{part}-{slug}" for slug in (ALPHA, BETA) for part in ("organiser", "gate")]
    for login in [*logins, "admin"]:
        browser = house.app.test_client()
        answer = log_in(browser, f"{login}@example.org")
        assert answer.status_code == 302, login
        yield login, browser
