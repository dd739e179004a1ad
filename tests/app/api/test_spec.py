"""The API keeps to what it says of itself: requests drawn from its own description, good ones and bad ones."""

import re
import shutil

import pytest
import schemathesis
from builders import NOON, SECRET, make_congress, make_forum, make_invitations, make_participant, make_session
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import one_of
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from app.accounts.models import Part
from app.accounts.service import create_key
from app.config import Config
from app.db import db, transaction
from app.factory import create_app

EXAMPLES = 12  # for each operation


@pytest.fixture(scope="module")
def furnished(sqlite_template, tmp_path_factory):
    """The application with a congress, a guest, and a key for it: (app, words for addresses, key)."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copy(sqlite_template, folder / "reihum.db")
    app = create_app(Config(instance=str(folder), secret_key=SECRET, limits="off", relay="off"))
    with app.app_context():
        with transaction() as session:
            congress = make_congress(session, slug="spring")
            make_session(session, congress)
            make_forum(session, congress)
            guest = make_participant(session, congress)
            key = create_key(session, congress, Part.ORGANISER, label="", actor="operator", now=NOON)
            invitation = make_invitations(session, congress)["invitation"]
        db.session.remove()
    yield app, {"congress": "spring", "participant": guest.public_id, "invitation": invitation}, key
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_every_answer_is_as_described(furnished):
    app, words, key = furnished
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)

    tried = [try_operation(operation.ok(), words, key) for operation in description.get_all_operations()]

    assert len(tried) >= 17


def test_every_door_of_the_api_is_described(furnished):
    app, _, _ = furnished
    paths = app.test_client().get("/api/v1/openapi.json").json["paths"]

    doors = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule)), method.lower())
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/") and not str(rule).endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, methods in paths.items() for method in methods if method != "parameters"} == doors


def try_operation(operation: APIOperation, words: dict[str, str], key: str) -> str:
    """Send drawn requests to one operation, good ones and bad ones; raises at the first answer that is not as described."""

    @given(case=one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def send(case: Case) -> None:
        # Most drawn addresses lead nowhere; so that the body matters, some lead to a real congress and guest.
        if len(case.path_parameters.get("congress", "")) % 3:
            case.path_parameters |= {name: words[name] for name in case.path_parameters.keys() & words}
        # A schema cannot say which letters are letters and which ids exist, so what it allows may still be refused.
        excluded = [positive_data_acceptance]
        if operation.path.endswith("/scans"):
            excluded.append(
                negative_data_rejection
            )  # one bad scan is answered in its place and never blocks the others
        if "/gates/" in operation.path:
            excluded.append(negative_data_rejection)  # a key that is no gate's is told 410 before its body is looked at
        if set(case.query or ()) - {parameter.name for parameter in operation.query}:
            excluded.append(negative_data_rejection)  # what a door does not know in an address it passes over
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=excluded)

    send()
    return operation.label
