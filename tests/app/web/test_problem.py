"""Errors, as people and machines meet them."""

import json
import logging
from collections.abc import Iterator

import pytest
from builders import NOON, make_congress, make_room
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import NotFound as NoSuchAddress
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from app.accounts.models import Part
from app.accounts.service import create_key
from app.config import Config
from app.db import db, reading
from app.errors import Conflict, DomainError
from app.factory import create_app
from app.web.guards import public

SECRET_IN_A_BUG = "the name of a guest"


class TooFew(DomainError):
    code = "too-few"
    message = "A password needs at least %(shortest)s characters."


class TooMuch(DomainError):
    code = "too-much"

    def __init__(self, faults):
        super().__init__()
        self.faults = faults


FAULTS = {
    "rules": TooFew(field="password", shortest=12),
    "conflict": Conflict(),
    "faults": TooMuch({"name": TooFew(shortest=1), "email": Conflict()}),
    "overflow": OverflowError(SECRET_IN_A_BUG),
    "bug": ZeroDivisionError(SECRET_IN_A_BUG),
    "missing": NoSuchAddress(),
    "large": RequestEntityTooLarge(),
    "moved": RequestRedirect("/elsewhere"),
}


@pytest.fixture(scope="module")
def failing(config: Config) -> Iterator[FlaskClient]:
    """An application with addresses that fail in every way, for people and below /api/ for machines."""
    app = create_app(config)

    @public
    def fail(fault: str) -> str:
        raise FAULTS[fault]

    @public
    def ask_nonsense() -> str:
        return str(reading().execute(text("select nonsense, :name"), {"name": SECRET_IN_A_BUG}))

    for prefix in ("/test", "/api/test"):
        app.add_url_rule(f"{prefix}/fail/<fault>", f"fail{prefix}", fail)
        app.add_url_rule(f"{prefix}/database", f"ask{prefix}", ask_nonsense)
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("fault", "status", "code", "detail"),
    [
        ("rules", 422, "too-few", "A password needs at least 12 characters."),
        (
            "conflict",
            409,
            "conflict",
            "This was changed by somebody else in the meantime. Please look again and repeat the step.",
        ),
        ("overflow", 404, "not-found", "There is nothing at this address."),
        ("missing", 404, "not-found", "There is nothing at this address."),
        ("large", 413, "request-entity-too-large", "This is too large."),
        (
            "bug",
            500,
            "internal-error",
            "Something went wrong on our side. Nothing that was stored is lost. Please try again.",
        ),
    ],
)
def test_a_machine_gets_a_problem_that_it_can_read(failing, fault, status, code, detail):
    answer = failing.get(f"/api/test/fail/{fault}", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    problem = {name: answer.json[name] for name in ("type", "status", "code", "detail")}
    assert problem == {"type": "about:blank", "status": status, "code": code, "detail": detail}
    assert answer.json.get("field") == ("password" if fault == "rules" else None)


def test_a_machine_is_told_every_fault_by_its_field(failing):
    answer = failing.get("/api/test/fail/faults", headers={"Accept-Language": "en"})

    assert answer.json["errors"] == {
        "json": {
            "name": ["A password needs at least 1 characters."],
            "email": ["This was changed by somebody else in the meantime. Please look again and repeat the step."],
        }
    }


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("fault", ["rules", "missing", "large", "bug"])
def test_a_person_gets_a_page_in_their_language_and_a_way_on(failing, fault, language):
    answer = failing.get(f"/test/fail/{fault}", headers={"Accept-Language": language})
    other = failing.get(f"/test/fail/{fault}", headers={"Accept-Language": "de" if language == "en" else "en"})

    assert answer.mimetype == "text/html"
    assert f'<html lang="{language}"' in answer.text
    assert 'href="/"' in answer.text
    assert (
        answer.text.partition("<h1>")[2].partition("</h1>")[0] != other.text.partition("<h1>")[2].partition("</h1>")[0]
    )


@pytest.mark.parametrize("address", ["/test/fail/bug", "/test/database", "/api/test/fail/bug", "/api/test/database"])
def test_a_bug_shows_nothing_of_the_inside_and_is_logged_with_the_number_on_the_page(failing, caplog, address):
    with caplog.at_level(logging.ERROR):
        answer = failing.get(address)

    assert answer.status_code == 500
    for word in (
        "Traceback",
        "DivisionError",
        "OperationalError",
        SECRET_IN_A_BUG,
        ".py",
        "nonsense",
        "SELECT",
        "sqlite",
    ):
        assert word not in answer.text
    if "database" in address:
        assert SECRET_IN_A_BUG not in caplog.text
    [record] = [record for record in caplog.records if record.name == "app.web.problem"]
    number = record.args[0]
    assert len(number) == 12
    assert (number in answer.text) == ("/api/" not in address)


def test_an_address_that_moved_still_leads_on(failing):
    answer = failing.get("/test/fail/moved")

    assert (answer.status_code, answer.location) == (308, "/elsewhere")


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient):
    answers = [client.post("/health"), client.post("/api/v1/congresses")]

    assert [(a.status_code, sorted(a.headers["Allow"].split(", "))) for a in answers] == [
        (405, ["GET", "HEAD", "OPTIONS"])
    ] * 2
    assert answers[1].content_type == "application/problem+json"


def test_whoever_has_no_key_is_told_how_to_send_one(client: FlaskClient, writing):
    with writing() as session:
        slug = make_congress(session).slug

    answer = client.get(f"/api/v1/congresses/{slug}/participants")

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_body_that_is_no_json_is_a_problem_and_not_a_bug(client: FlaskClient, writing):
    with writing() as session:
        congress = make_congress(session)
        key = create_key(session, congress, Part.ORGANISER, label="", actor="t", now=NOON)
    bodies = [b"{", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', json.dumps({"name": "\x00"}).encode(), b"1" * 5000]

    answers = [
        client.post(
            f"/api/v1/congresses/{congress.slug}/registrations",
            data=body,
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        for body in bodies
    ]

    assert [(a.status_code in {400, 422}, a.content_type) for a in answers] == [(True, "application/problem+json")] * 6


def test_a_name_given_twice_at_the_same_instant_is_a_conflict_and_any_other_broken_promise_a_bug(app, writing):
    def clash(**columns) -> IntegrityError:
        with pytest.raises(IntegrityError) as told, writing() as session:
            congress = make_congress(session)
            make_room(session, congress, name="Saal")
            make_room(session, congress, **columns)
            session.flush()
        return told.value

    with app.test_request_context("/api/v1/nowhere"):
        _, status, _ = app.handle_user_exception(clash(name="Saal"))
        with pytest.raises(IntegrityError):
            app.handle_user_exception(clash(name="Foyer", capacity=-1))

    assert status == 409
