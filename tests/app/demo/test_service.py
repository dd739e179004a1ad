from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from builders import NOON, SECRET
from flask_security import hash_password, verify_password
from sqlalchemy import func, select

from app.accounts.models import Account, Part
from app.accounts.service import is_administrating, may
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import end_reading, reading, transaction
from app.demo import service
from app.demo.errors import NotInProduction
from app.jobs.models import Job
from app.orm import Base
from forums.tables import queries as tables_of
from forums.tables.document import harvest_of
from registration.participants.models import Participant
from registration.participants.rules import Status

# Whose rows hold how long something took, or a salt.
DIFFERENT = {"assignment_run", "table_plan", "placement_run", "account"}


def contents_of(app):
    """Every table by name, as its rows in any order."""
    with app.app_context():
        rows = {table.name: reading().execute(select(table)).all() for table in Base.metadata.sorted_tables}
        end_reading()
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


def test_all_congresses_are_loaded_with_as_many_people_as_came(examples):
    query = select(Congress.slug, func.count()).select_from(Participant).join(Participant.congress)
    query = query.where(Participant.status.in_(["confirmed", "pending"])).group_by(Congress.slug)

    assert dict(examples.execute(query).all()) == {
        "bbe-2017": 200,
        "niedersachsen-2017": 700,
        "staedtetag-2016": 28,
        "bamf-2011": 120,
        "bbe-2027": 90,
    }
    assert all(congress.is_public for congress in examples.scalars(select(Congress)))


def test_the_projects_of_the_cities_go_round_all_five_tables(examples):
    congress = by_slug(examples, "staedtetag-2016")
    plan = tables_of.published(examples, congress.id)
    routes = tables_of.routes_by_id(examples, plan.id)
    hosts = [table.host_id for table in tables_of.tables(examples, congress.id)]
    people = tables_of.people(examples, congress.id, tables_of.setting(examples, congress.id).audience)

    assert len(people) == 25
    assert set(routes) == {row.id for row in people}
    assert all(len({*routes[person].values()}) == (1 if person in hosts else 5) for person in routes)
    assert (plan.result["repeats"], plan.result["people"]) == (plan.result["bound"], 25)
    assert [page.number for page in harvest_of(examples, congress.id)] == [6, 5, 5, 4, 5]


def test_nothing_waits_to_be_mailed(examples):
    assert examples.scalar(select(func.count()).select_from(Job)) == 0


def test_loading_again_changes_nothing(demo_app):
    before = contents_of(demo_app)

    with demo_app.app_context(), transaction() as session:
        loaded = service.load(session, secret=SECRET, now=NOON)
        service.open_logins(session, demo_app.extensions["reihum_config"], hash_password=hash_password, now=NOON)

    assert loaded == []
    assert contents_of(demo_app) == before


def test_every_loading_makes_the_same_rows_on_every_engine(demo_app, another_demo_app):
    here, there = contents_of(demo_app), contents_of(another_demo_app)

    assert len(here["participant"]) > 1000
    for name in here.keys() - DIFFERENT:
        assert here[name] == there[name], name


def test_clearing_leaves_nothing_behind(app):
    empty = contents_of(app)
    with app.app_context(), transaction() as session:
        service.load(session, secret=SECRET, now=NOON, slugs=["bamf-2011"])
        service.open_logins(session, app.extensions["reihum_config"], hash_password=str.upper, now=NOON)

    with app.app_context(), transaction() as session:
        service.clear(session)

    left = contents_of(app)
    assert {name for name, rows in left.items() if rows != empty[name]} == {
        "role"
    }  # the role of administrators is the house's


def test_what_became_of_an_example_stays(session):
    service.load(session, secret=SECRET, now=NOON, slugs=["bbe-2027"])
    congress = by_slug(session, "bbe-2027")
    congress.title = {"de": "Unser Kongress", "en": "Our congress"}
    session.flush()

    service.load(session, secret=SECRET, now=NOON + timedelta(days=400), slugs=["bbe-2027"])

    session.refresh(congress)
    assert congress.title["de"] == "Unser Kongress"


def test_one_can_register_on_the_day_of_loading_whenever_that_is(session):
    service.load(session, secret=SECRET, now=NOON - timedelta(days=500), slugs=["bbe-2027"])

    congress = by_slug(session, "bbe-2027")
    assert congress.registration_opens_at == NOON - timedelta(days=545)
    pending = session.scalars(select(Participant).where(Participant.status == Status.PENDING)).all()
    assert all(person.deadline > NOON - timedelta(days=500) for person in pending)


def test_loading_tells_each_congress(session):
    told = []

    service.load(session, secret=SECRET, now=NOON, slugs=["bbe-2027", "staedtetag-2016"], say=told.append)

    assert told == ["bbe-2027: 93 registrations, 6 forums", "staedtetag-2016: 29 registrations, 0 forums"]


def test_the_logins_open_what_they_say(examples):
    accounts = {account.email: account for account in examples.scalars(select(Account))}
    congress = by_slug(examples, "bbe-2027")

    for email, _, password, _ in service.LOGINS:
        assert verify_password(password, accounts[email].password)
    assert [email for email, account in accounts.items() if is_administrating(account)] == ["admin@example.org"]
    assert may(accounts["organise@example.org"], congress.id, Part.ORGANISER)
    assert may(accounts["gate@example.org"], congress.id, Part.GATE)
    assert not may(accounts["gate@example.org"], congress.id, Part.ORGANISER)


def test_a_changed_password_stays_changed(session, app):
    config = app.extensions["reihum_config"]
    service.open_logins(session, config, hash_password=str.upper, now=NOON)

    service.open_logins(session, config, hash_password=str.lower, now=NOON)

    assert session.scalars(select(Account.password).order_by(Account.id)).first() == "DEMO-ADMIN-2027"


def test_production_refuses_the_examples(session):
    config = Config(env="production", secret_key="x" * 32, base_url="https://congress.example.org")

    for refused in (
        lambda: service.check_allowed(config),
        lambda: service.open_logins(session, config, hash_password=str.upper, now=NOON),
        lambda: service.demo_addresses(session, config),
    ):
        with pytest.raises(NotInProduction):
            refused()


def test_the_addresses_told_are_there(demo_app, examples):
    lines = service.demo_addresses(examples, demo_app.extensions["reihum_config"])
    site = "http://127.0.0.1:8000"
    paths = [urlsplit(word).path for line in lines for word in line.split() if word.startswith(site)]
    routes = demo_app.url_map.bind("127.0.0.1")

    assert len(paths) == 6
    for path in paths:
        assert routes.match(path)
    assert [line.split()[-2:] for line in lines if line.startswith("Log in")] == [
        [email, password] for email, _, password, _ in service.LOGINS
    ]
