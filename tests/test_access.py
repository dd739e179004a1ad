"""Who may come where: every door tried by everybody, in the own congress and in a foreign one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import token
from flask.testing import FlaskClient
from page_forms import forms_of
from two_congresses import ALPHA, BETA, HIDDEN, SAFE, House, build_house, visitors
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.db import db
from app.models import metadata
from app.web.guards import GUARD

# Who is let in, by the mark of the guard. Keys come by their header, all others by their login.
IN_ALPHA = {"organiser-alpha", "admin"}
LET_IN = {
    "public": None,  # everybody
    "login": {"organiser-alpha", "gate-alpha", "organiser-beta", "gate-beta", "admin"},
    "administrator": {"admin"},
    "organiser": IN_ALPHA,
    "gate": IN_ALPHA | {"gate-alpha"},
    "api:organiser": IN_ALPHA | {"key-organiser-alpha"},
    "api:gate": IN_ALPHA | {"gate-alpha", "key-organiser-alpha", "key-gate-alpha"},
}
# Routes of extensions, which nobody of ours has marked, with who may come.
OF_EXTENSIONS = {"api-docs.openapi_json": "public"}
# Public for Flask-Security, which lets in those who are between password and second factor, and sends all others to the login.
BETWEEN = {
    "security.two_factor_setup",
    "security.tf_select",
    "security.two_factor_token_validation",
    "security.mf_recovery",
}
# Closed for good.
# What somebody tells of access needs and food: administrators, too, see it only where it was granted to them.
GRANTED = {"privacy.take_along"}
CLOSED = {"security.two_factor_rescue"}
# Nothing is certified before the congress is over.
NOT_YET = {"own_certificate.own_pdf", "own_certificate.issue", "market_paper.plan"}
# Everybody at the gate sees the scans of their own login; those in the house are the administrator's.
OWN = {"checkin.result"}
LOGIN = "/account/login"
# Words that stand for rows which forms refer to.
ROWS = ("room", "forum", "item", "speaker", "organisation", "participant", "run", "mailing", "mail")
# Bodies without which an endpoint would look no further.
BODIES = {"api.prefer": {"forums": []}, "api.change_participant": {}}


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door: a browser, and the headers that it sends, such as a key, or the token of a form."""

    name: str
    browser: FlaskClient
    headers: dict[str, str]

    def open(self, method: str, address: str, body: object = None) -> TestResponse:
        return self.browser.open(address, method=method, headers=self.headers, json=body, buffered=True)


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Both congresses, furnished once. Tests that get in somewhere and change something build their own."""
    with new_house(sqlite_template, tmp_path_factory.mktemp("house")) as house:
        yield house


@contextmanager
def new_house(template: Path, folder: Path) -> Iterator[House]:
    shutil.copy(template, folder / "reihum.db")
    house = build_house(folder, f"sqlite:///{folder / 'reihum.db'}")
    yield house
    house.close()


@pytest.fixture(scope="module")
def everybody(house: House) -> dict[str, Visitor]:
    return come(house)


def come(house: House) -> dict[str, Visitor]:
    """Let everybody come, each with the token of a form, so that nothing but the guard stands in their way."""
    by_login = {
        name: Visitor(name, browser, token_of(browser, LOGIN if name == "nobody" else "/account/"))
        for name, browser in visitors(house)
    }
    by_key = {}
    for (slug, part), key in house.keys.items():
        name, browser = f"key-{part}-{slug}", house.app.test_client()
        by_key[name] = Visitor(name, browser, token_of(browser, LOGIN) | {"Authorization": f"Bearer {key}"})
    return by_login | by_key


def token_of(browser: FlaskClient, page: str) -> dict[str, str]:
    return {"X-CSRFToken": token(browser, page)}


def guard_of(house: House, rule: Rule) -> str:
    view = house.app.view_functions[rule.endpoint]
    return getattr(view, GUARD, None) or OF_EXTENSIONS.get(rule.endpoint, "unmarked")


def doors(house: House) -> Iterator[tuple[Rule, str]]:
    """List each rule with each of its methods."""
    for rule in house.rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def is_turned_away(answer: TestResponse) -> bool:
    return answer.status_code in {401, 403} or (
        answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN)
    )


def may_come(guard: str, visitor: Visitor) -> bool:
    allowed = LET_IN[guard]
    return allowed is None or visitor.name in allowed


def is_expected(guard: str, rule: Rule, visitor: Visitor) -> bool:
    """Tell who is to see a page. What all may see is asked for by three of them, which is enough."""
    if guard == "public":
        return visitor.name in {"nobody", "gate-beta", "admin"}
    if visitor.name == "admin":
        return may_come(guard, visitor) and rule.endpoint not in GRANTED
    return may_come(guard, visitor) and rule.endpoint not in OWN


def test_every_door_has_a_guard_that_the_matrix_knows(house: House):
    assert {str(rule): guard_of(house, rule) for rule in house.rules() if guard_of(house, rule) not in LET_IN} == {}


def test_nobody_comes_in_who_may_not(house: House, everybody: dict[str, Visitor]):
    before = house.dump()

    came_in = [
        f"{visitor.name}: {method} {rule} → {answer.status_code}"
        for rule, method in doors(house)
        for visitor in everybody.values()
        if not may_come(guard_of(house, rule), visitor)
        and not is_turned_away(answer := visitor.open(method, house.address(rule, ALPHA)))
    ]

    assert came_in == [], "\n".join(came_in)
    assert house.dump() == before


def test_whoever_may_come_sees_the_page_and_looking_changes_nothing(house: House, everybody: dict[str, Visitor]):
    before = house.dump()

    answers = [
        (rule, visitor, visitor.open("GET", house.address(rule, ALPHA)))
        for rule, method in doors(house)
        if method == "GET"
        for visitor in everybody.values()
        if is_expected(guard_of(house, rule), rule, visitor)
    ]

    shut = [
        f"{visitor.name}: {rule} → {answer.status_code}"
        for rule, visitor, answer in answers
        if rule.endpoint not in BETWEEN | CLOSED | NOT_YET and (is_turned_away(answer) or answer.status_code >= 400)
    ]
    assert shut == [], "\n".join(shut)
    assert house.dump() == before


@pytest.fixture
def house_to_change(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with new_house(sqlite_template, tmp_path) as house:
        yield house


def test_whoever_may_come_may_also_act(house_to_change: House):
    house, everybody = house_to_change, come(house_to_change)

    shut = [
        f"{visitor.name}: {method} {rule} → {answer.status_code}"
        for rule, method in doors(house)
        if method not in SAFE and guard_of(house, rule) != "public" and not rule.endpoint.startswith("security.")
        for visitor in everybody.values()
        if may_come(guard_of(house, rule), visitor)
        and (is_turned_away(answer := visitor.open(method, house.address(rule, ALPHA))) or answer.status_code >= 500)
    ]

    assert shut == [], "\n".join(shut)


@pytest.mark.parametrize("given", ["none", "wrong", "another's"])
def test_nothing_is_done_for_a_form_without_its_token(house: House, everybody: dict[str, Visitor], given: str):
    """No exception: keys come by a header that no foreign page can make a browser send, and logins need the token there too."""
    before = house.dump()
    headers = {"none": {}, "wrong": {"X-CSRFToken": "x" * 40}, "another's": everybody["gate-beta"].headers}[given]

    done = [
        f"{name}: {method} {rule} → {answer.status_code}"
        for rule, method in doors(house)
        if method not in SAFE
        for name in ("nobody", "admin")
        if (
            answer := everybody[name].browser.open(house.address(rule, ALPHA), method=method, headers=headers)
        ).status_code
        not in {400, 401, 403}
    ]

    assert done == [], "\n".join(done)
    assert house.dump() == before


def test_what_belongs_to_one_congress_is_not_at_the_address_of_another(house: House, everybody: dict[str, Visitor]):
    """Every row of Alpha's, one at a time, in addresses of Beta, tried by those who may do everything there."""
    before = house.dump()

    reached = [
        f"{visitor.name}: {method} {rule}, foreign {name} → {answer.status_code}"
        for rule, method in doors(house)
        if "congress" in rule.arguments
        for name in house.ids(rule)
        for visitor in trusted_in_beta(everybody, guard_of(house, rule))
        for address in [house.address(rule, BETA, **{name: house.word(rule, name, ALPHA)})]
        if (answer := visitor.open(method, address, BODIES.get(rule.endpoint))).status_code not in {403, 404}
    ]

    assert reached == [], "\n".join(reached)
    assert house.dump() == before


def trusted_in_beta(everybody: dict[str, Visitor], guard: str) -> list[Visitor]:
    names = ["organiser-beta", "admin"] + (["key-organiser-beta"] if guard.startswith("api:") else [])
    return [everybody[name] for name in names]


def test_a_guests_link_opens_their_own_page_only(house: House, everybody: dict[str, Visitor]):
    nobody = everybody["nobody"].browser
    links = {slug: house.things[slug]["token"] for slug in (ALPHA, BETA)}

    answers = {
        (slug, whose): nobody.get(f"/{slug}/my/{links[whose]}").status_code
        for slug in (ALPHA, BETA)
        for whose in (ALPHA, BETA)
    }

    assert answers == {(ALPHA, ALPHA): 200, (BETA, BETA): 200, (ALPHA, BETA): 404, (BETA, ALPHA): 404}


def test_a_stranger_does_not_learn_which_congresses_are_in_preparation(house: House, everybody: dict[str, Visitor]):
    """The answer for a hidden congress is the one for a congress that does not exist."""
    nobody = everybody["nobody"]
    forged = Visitor("forged key", nobody.browser, nobody.headers | {"Authorization": "Bearer rk_forged"})

    told = [
        f"{visitor.name}: {method} {rule} → {answers[0][0]} and {answers[1][0]}"
        for rule, method in doors(house)
        if "congress" in rule.arguments
        for visitor in (nobody, forged)
        for answers in [[seen(visitor, method, house, rule, slug) for slug in (HIDDEN, "nowhere")]]
        if answers[0] != answers[1]
    ]

    assert told == [], "\n".join(told)


def seen(visitor: Visitor, method: str, house: House, rule: Rule, slug: str) -> tuple[int, str | None]:
    answer = visitor.open(method, house.address(rule, ALPHA, congress=slug))
    return answer.status_code, (answer.location or "").replace(slug, "")


def test_no_form_ties_what_belongs_to_two_congresses(house_to_change: House):
    """Every form of Beta's pages, sent by somebody who may do everything, with each of Beta's words replaced by Alpha's."""
    house, browser = house_to_change, come(house_to_change)["admin"].browser
    words = {house.things[BETA][name]: house.things[ALPHA][name] for name in ROWS}
    sent = [
        (f"{form.method} {form.action} with {name} = {foreign}", form.send(browser, **{foreign_name: foreign}))
        for form in forms_of(house, browser, BETA)
        for name, choices in form.choices.items()
        for choice in choices | {""}
        for foreign_name, foreign in [(with_foreign(name, words), with_foreign(choice, words))]
        if (foreign_name, foreign) != (name, choice)
    ]

    assert [f"{what} → {status}" for what, status in sent if isinstance(status, str) or status >= 500] == []
    assert len(sent) > 10
    assert ties_between_congresses(house) == []


def with_foreign(text: str, words: dict[str, str]) -> str:
    for own, foreign in words.items():
        text = text.replace(own, foreign)
    return text


def ties_between_congresses(house: House) -> list[tuple[str, set[int]]]:
    """List rows whose parents belong to different congresses: (table, ids of the congresses)."""
    with house.app.app_context(), db.engine.connect() as connection:
        congress_of: dict[tuple[str, object], int] = {}
        torn = []
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()).mappings():
                owners = {
                    row[key.parent.name] if key.column.table.name == "congress" else congress_of.get(parent)
                    for key in table.foreign_keys
                    if key.column.name == "id"  # a key of several columns holds the congress itself
                    for parent in [(key.column.table.name, row[key.parent.name])]
                } - {None}
                congress_of |= {(table.name, row.get("id")): owner for owner in owners}
                torn += [(table.name, owners)] if len(owners) > 1 else []
    return torn
