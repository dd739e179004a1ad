from browsing import log_in, make_account
from builders import make_congress
from flask.testing import FlaskClient


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


def test_browsers_are_told_to_stay_with_https_only_where_they_came_by_it(client: FlaskClient):
    plain, secure = (client.get("/", base_url=f"{scheme}://localhost") for scheme in ("http", "https"))

    assert plain.headers.get("Strict-Transport-Security") is None
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
