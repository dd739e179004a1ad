"""The whole application, as it is put together for a laptop and for the open."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import PASSWORD, make_account, token
from builders import SECRET, make_congress
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.config import Config
from app.db import db, transaction
from app.factory import MAX_UPLOAD_BYTES, create_app, features, relay_of
from app.mail.outbox import MAIL_JOB

HOST = "congress.example.org"


def built(template: Path, folder: Path, **settings: str) -> Flask:
    shutil.copy(template, folder / "reihum.db")
    config = Config(instance=str(folder), secret_key=SECRET, limits="off", relay="off")
    app = create_app(replace(config, **settings))
    with app.app_context():
        with transaction() as session:
            make_congress(session, slug="spring")
            make_account(session, "anna@example.org", is_administrator=True)
        db.session.remove()
    return app


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def laptop(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = built(sqlite_template, tmp_path_factory.mktemp("laptop"))
    yield app.test_client()
    close(app)


@pytest.fixture(scope="module")
def in_the_open(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Production behind one proxy, which names host and scheme that the guest asked for."""
    folder = tmp_path_factory.mktemp("production")
    app = built(sqlite_template, folder, env="production", base_url=f"https://{HOST}", proxies="1")
    yield app
    close(app)


@pytest.fixture
def guest(in_the_open: Flask) -> FlaskClient:
    """A browser that comes by the proxy."""
    browser = in_the_open.test_client()
    browser.environ_base |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": HOST}
    return browser


@pytest.mark.parametrize("path", ["/", "/spring/", "/health", "/account/login", "/api/v1/congresses"])
def test_in_the_open_only_the_own_name_is_answered(guest: FlaskClient, path: str):
    asked = [
        HOST,
        f"{HOST}:443",
        "elsewhere.example",
        f"{HOST}.elsewhere.example",
        f"elsewhere.example#{HOST}",
        "",
        "a b",
    ]

    answers = [guest.get(path, headers={"X-Forwarded-Host": host}).status_code for host in asked[:-2]]
    plain = [guest.get(path, headers={"Host": "elsewhere.example", "X-Forwarded-Host": host}) for host in asked[-2:]]

    assert answers == [200, 200, 400, 400, 400]
    assert [answer.status_code for answer in plain] == [400, 400]


def test_a_laptop_answers_to_every_name_in_its_network(laptop: FlaskClient):
    assert laptop.get("/", headers={"Host": "192.0.2.7:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/js/main.js", "/nowhere", "/api/v1/congresses", "/api/v1/nowhere"])
def test_a_forged_name_is_refused_in_words_that_do_not_repeat_it(guest: FlaskClient, path: str):
    answer = guest.get(path, headers={"X-Forwarded-Host": "elsewhere.example", "Accept-Language": "en"})

    assert "elsewhere.example" not in answer.text + str(answer.headers)
    if path.startswith("/api/"):
        assert answer.content_type == "application/problem+json"
    elif not path.startswith("/static/"):
        assert answer.text == "This server does not answer to this name."
    answer.close()


def log_in(browser: FlaskClient) -> list[str]:
    form = {"csrf_token": token(browser, "/account/login?lang=en"), "email": "anna@example.org", "password": PASSWORD}
    answer = browser.post("/account/login", data=form, headers={"Referer": f"https://{HOST}/account/login"})
    assert answer.status_code == 302
    return [*browser.get("/?lang=de").headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]


def flags(cookie: str) -> set[str]:
    return {part.strip() for part in cookie.split(";")[1:]} & {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}


def test_no_script_and_no_foreign_page_gets_at_a_cookie_and_https_keeps_them(guest: FlaskClient, laptop: FlaskClient):
    open_air, home = log_in(guest), log_in(laptop)

    assert {cookie.partition("=")[0] for cookie in open_air} == {"reihum", "language"}
    assert [flags(cookie) for cookie in open_air] == [{"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}] * len(open_air)
    assert [flags(cookie) for cookie in home] == [{"HttpOnly", "SameSite=Lax", "Path=/"}] * len(home)


def test_no_proxy_is_believed_that_nobody_named(laptop: FlaskClient):
    answer = laptop.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "elsewhere.example"})

    assert "Strict-Transport-Security" not in answer.headers
    assert "elsewhere.example" not in answer.text


def test_a_body_beyond_the_limit_is_refused_in_words(laptop: FlaskClient):
    answer = laptop.post(
        "/spring/register", data=b"x" * (MAX_UPLOAD_BYTES + 1), content_type="application/x-www-form-urlencoded"
    )

    assert (answer.status_code, "<h1>" in answer.text) == (413, True)


def test_every_address_of_a_static_file_names_its_content(laptop: FlaskClient):
    with laptop.application.test_request_context():
        address = laptop.application.jinja_env.globals["asset"]("js/main.js")

    answer = laptop.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert address.startswith("/static/js/main.js?v=")
    answer.close()


def test_the_relay_knows_every_job_and_routine_of_the_rooms(laptop: FlaskClient):
    relay = relay_of(laptop.application)

    jobs = {kind for feature in features() for kind in feature.jobs}
    assert set(relay._jobs) == {MAIL_JOB} | jobs
    assert len(relay._routines) == sum(len(feature.routines) for feature in features())


def test_only_its_owner_looks_into_a_new_instance_folder(tmp_path: Path):
    create_app(Config(instance=str(tmp_path / "fresh")))

    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o700


def test_a_database_that_fails_in_the_middle_is_told_in_words(sqlite_template: Path, tmp_path: Path):
    app = built(sqlite_template, tmp_path)
    browser = app.test_client()
    log_in(browser)
    browser.delete_cookie("language")
    with app.app_context(), transaction() as session:
        session.execute(text("alter table account rename to lost"))
        session.execute(text("alter table congress rename to lost_too"))

    answers = [browser.get(path, headers={"Accept-Language": "en"}) for path in ("/", "/organise/", "/account/login")]

    assert [(answer.status_code, "Something went wrong on our side." in answer.text) for answer in answers] == [
        (500, True)
    ] * 3
    close(app)
