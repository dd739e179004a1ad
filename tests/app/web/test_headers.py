from browsing import log_in, make_account
from builders import make_congress
from flask import Flask
from flask.testing import FlaskClient

from app.web.headers import harden
from registration.fields.downloads import as_attachment
from registration.fields.models import Upload


def test_camera_and_webassembly_are_for_the_gate_only(client: FlaskClient, writing):
    with writing() as session:
        congress = make_congress(session)
        make_account(session, "gate@example.org", guards=congress)
    log_in(client, "gate@example.org")

    gate, page = (client.get(f"{path}/{congress.slug}/") for path in ("/gate", ""))

    assert (gate.status_code, page.status_code) == (200, 200)
    assert "'wasm-unsafe-eval'" in gate.headers["Content-Security-Policy"]
    assert "camera=(self)" in gate.headers["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" not in page.headers["Content-Security-Policy"]
    assert "camera=()" in page.headers["Permissions-Policy"]


def test_a_door_that_is_stricter_stays_so(app: Flask):
    with app.test_request_context("/"):
        answer = harden(as_attachment(Upload(content=b"<script>", type="pdf", name="a.pdf")))

    assert answer.headers.getlist("Content-Security-Policy") == ["sandbox; default-src 'none'"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_browsers_are_told_to_stay_with_https_only_where_they_came_by_it(client: FlaskClient):
    plain, secure = (client.get("/", base_url=f"{scheme}://localhost") for scheme in ("http", "https"))

    assert plain.headers.get("Strict-Transport-Security") is None
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
