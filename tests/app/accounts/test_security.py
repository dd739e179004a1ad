"""Login, as it is tried from outside."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from browsing import PASSWORD, log_in, make_account, submit, token
from flask_security import SQLAlchemySessionUserDatastore
from flask_security.totp import Totp
from sqlalchemy.exc import OperationalError

from app.accounts.security import AccountStore
from app.db import db
from app.factory import create_app
from app.web.limits import limiter

# What Flask-Security does with its sessions is the same on every database; where rows are written, both are tried.
one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEW = "another password, longer still"


@pytest.fixture
def anna(writing):
    with writing() as session:
        make_account(session, "anna@example.org")
    return "anna@example.org"


def is_in(client):
    return client.get("/organise/").status_code == 200


def test_who_knows_the_password_gets_in_and_is_led_to_the_congresses(client, anna):
    assert not is_in(client)

    answer = log_in(client, anna)

    assert (answer.status_code, answer.location) == (302, "/organise/")
    assert is_in(client)


@one_database
def test_an_address_is_the_same_in_capitals(client, anna):
    log_in(client, "Anna@Example.ORG")

    assert is_in(client)


@one_database
def test_unknown_address_and_wrong_password_get_the_same_answer(client, anna):
    pages = [
        re.sub(r'value="[^"]*"', "", log_in(client, email, password).text)
        for email, password in ((anna, "a wrong one of some length"), ("nobody@example.org", PASSWORD))
    ]

    assert pages[0] == pages[1]
    assert "Adresse oder Passwort" in pages[0] or "Address or password is wrong" in pages[0]


@one_database
def test_odd_input_at_the_login_is_refused_and_nothing_else(client, anna):
    long = {"email": "x" * 5000, "password": "\x00" * 5000}

    answers = [
        submit(client, "/account/login", typed).status_code
        for typed in ({}, {"email": ""}, {"email": "anna\u202e@example.org", "password": PASSWORD}, long)
    ]

    assert answers == [422] * 4
    assert not is_in(client)


@one_database
def test_a_login_without_the_token_of_its_form_is_refused(client, anna):
    assert client.post("/account/login", data={"email": anna, "password": PASSWORD}).status_code == 400
    assert not is_in(client)


@one_database
def test_a_disabled_account_stays_outside(client, writing):
    with writing() as session:
        make_account(session, "gone@example.org").active = False

    assert log_in(client, "gone@example.org").status_code == 422
    assert not is_in(client)


@one_database
def test_nobody_is_led_to_a_foreign_site(client, anna):
    page = "/account/login?next=https://evil.example"

    answer = submit(client, page, {"email": anna, "password": PASSWORD})

    assert (answer.status_code, answer.location) == (422, None)
    assert not is_in(client)


@one_database
def test_a_planted_cookie_is_worth_nothing_after_the_login(app, anna):
    attacker, victim = app.test_client(), app.test_client()
    known = token(attacker, "/account/login")
    planted = attacker.get_cookie("reihum").value
    victim.set_cookie("reihum", planted)

    victim.post("/account/login", data={"csrf_token": known, "email": anna, "password": PASSWORD})

    assert is_in(victim)
    assert victim.get_cookie("reihum").value != planted
    assert not is_in(attacker)
    assert victim.post("/account/logout", data={"csrf_token": known}).status_code == 400


def copied(app, client):
    copy = app.test_client()
    copy.set_cookie("reihum", client.get_cookie("reihum").value)
    return copy


def test_a_copied_cookie_is_dead_after_the_logout(app, client, anna):
    log_in(client, anna)
    copy = copied(app, client)
    assert is_in(copy)

    answer = submit(client, "/account/", {}, to="/account/logout")

    assert answer.status_code == 302
    assert (is_in(client), is_in(copy)) == (False, False)


def test_a_copied_cookie_is_dead_after_the_password_changed(app, client, anna):
    log_in(client, anna)
    copy = copied(app, client)

    answer = submit(
        client,
        "/account/change",
        {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW},
    )

    assert (answer.status_code, answer.location) == (302, "/account/")
    assert (is_in(client), is_in(copy)) == (True, False)
    other = app.test_client()
    assert log_in(other, anna).status_code == 422
    log_in(other, anna, NEW)
    assert is_in(other)


@one_database
def test_a_bad_change_of_password_changes_nothing(app, client, anna):
    log_in(client, anna)
    faulty = [
        {"password": "wrong", "new_password": NEW, "new_password_confirm": NEW},
        {"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"},
        {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW + "!"},
        {"password": PASSWORD, "new_password": PASSWORD, "new_password_confirm": PASSWORD},
        {},
    ]

    answers = [submit(client, "/account/change", typed).status_code for typed in faulty]

    assert answers == [422] * 5
    assert log_in(app.test_client(), anna).status_code == 302


@one_database
def test_logging_out_takes_a_post_with_its_token(client, anna):
    log_in(client, anna)

    assert client.get("/account/logout").status_code == 405
    assert client.post("/account/logout").status_code == 400
    assert is_in(client)


@one_database
def test_flask_securitys_json_is_switched_off(client, anna):
    answer = client.post("/account/login", json=[1], headers={"X-CSRFToken": token(client, "/account/login")})

    assert answer.status_code == 415


@one_database
def test_pages_behind_the_login_are_kept_by_no_cache(client, anna):
    log_in(client, anna)

    assert client.get("/organise/").headers["Cache-Control"] == "private, no-store"


def secret_of(page):
    return re.search(r'class="secret ltr">([^<]+)<', page)[1].replace("-", "").replace(" ", "")


def code_of(app, key):
    with app.app_context():
        return (
            Totp(secrets={"1": "x"}, issuer="x")
            ._totp.from_source({"type": "totp", "v": 1, "key": key})
            .generate()
            .token
        )


def set_up_second_factor(app, client):
    page = submit(client, "/account/tf-setup", {"setup": "authenticator"}).text
    key = secret_of(page)
    action = re.search(r'action="(/account/tf-setup/[^"]+)"', page)[1]
    answer = client.post(action, data={"csrf_token": token(client, "/account/"), "code": code_of(app, key)})
    assert (answer.status_code, answer.location) == (302, "/account/")
    return key


def test_with_a_second_factor_the_password_alone_opens_nothing(app, client, anna):
    log_in(client, anna)
    key = set_up_second_factor(app, client)
    other = app.test_client()

    answer = log_in(other, anna)

    assert answer.location.startswith("/account/tf-validate")
    assert not is_in(other)
    assert submit(other, "/account/tf-validate", {"code": "000000"}).status_code == 422
    assert not is_in(other)
    assert submit(other, "/account/tf-validate", {"code": code_of(app, key)}).location == "/organise/"
    assert is_in(other)


def test_a_recovery_code_lets_in_once(app, client, anna):
    log_in(client, anna)
    set_up_second_factor(app, client)
    code = secret_of(submit(client, "/account/mf-recovery-codes", {}).text.replace("-", "\x00")).replace("\x00", "-")

    first, second = app.test_client(), app.test_client()
    for visitor in (first, second):
        log_in(visitor, anna)
        submit(visitor, "/account/mf-recovery", {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_the_second_factor_can_be_switched_off(app, client, anna):
    log_in(client, anna)
    set_up_second_factor(app, client)

    assert submit(client, "/account/tf-setup", {"setup": "disable"}).status_code == 302

    other = app.test_client()
    log_in(other, anna)
    assert is_in(other)


@one_database
def test_nobody_is_mailed_for_a_rescue(app, client, anna):
    log_in(client, anna)
    set_up_second_factor(app, client)
    other = app.test_client()
    log_in(other, anna)

    assert submit(other, "/account/tf-validate", {"help_setup": "help"}, to="/account/tf-rescue").status_code == 404


@one_database
def test_the_second_factor_cannot_be_reached_around_the_password(client, anna):
    for page in ("/account/tf-validate", "/account/mf-recovery", "/account/tf-setup", "/account/change"):
        assert client.get(page).location.startswith("/account/login")


@one_database
def test_too_many_tries_at_the_login_have_to_wait(config, anna):
    limited = create_app(replace(config, limits="on"))
    try:
        client = limited.test_client()
        typed = {"csrf_token": token(client, "/account/login"), "email": anna, "password": "a wrong one"}

        answers = [client.post("/account/login", data=typed).status_code for _ in range(11)]

        assert answers == [422] * 10 + [429]
    finally:
        limiter.reset()
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()


def test_logins_and_changes_at_the_same_time_all_get_an_answer(app, writing):
    emails = [f"person{number}@example.org" for number in range(4)]
    with writing() as session:
        for email in emails:
            make_account(session, email)

    def whole_way(email):
        client = app.test_client()
        log_in(client, email)
        new = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
        changed = submit(client, "/account/change", new)
        left = submit(client, "/account/", {}, to="/account/logout")
        return changed.status_code, left.status_code, log_in(client, email, NEW).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(whole_way, emails))

    assert answers == [(302, 302, 302)] * 4


@one_database
def test_what_was_read_before_somebody_else_wrote_can_still_be_written(app, anna, database_url):
    def change_name(name, commit):
        with app.app_context():
            account = app.extensions["security"].datastore.find_user(email=anna)
            with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as other:
                other.execute("update account set fs_uniquifier = ?", [name])
                other.commit()
            account.name = name
            commit(app.extensions["security"].datastore)
            return account.name

    assert change_name("Anna", AccountStore.commit) == "Anna"
    with pytest.raises(OperationalError, match="locked"):  # the library's own way, as the negative control
        change_name("Annette", SQLAlchemySessionUserDatastore.commit)
