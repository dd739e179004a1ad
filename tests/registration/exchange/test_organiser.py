"""The organisers' pages on importing: upload, columns, what would happen, what happened."""

import io
from html import unescape

import pytest
from builders import make_congress
from sqlalchemy import select

from app.factory import relay_of
from registration.exchange.models import ImportFile
from registration.participants import queries as participants

TABLE = b"Wer;E-Mail;Rolle\r\nAda;ada@example.org;Presse\r\nBob;bob@example;Gast\r\n"


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, bbe):
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def send(office, token_of):
    """``send(page, **fields)`` fills in the form of a page; ``to`` is where it goes instead."""

    def fill(page, *, to=None, **fields):
        data = {"csrf_token": token_of(office, page), **fields}
        return office.post(to or page, data=data, content_type="multipart/form-data")

    return fill


@pytest.fixture
def upload(send):
    def bring(content=TABLE, filename="people.csv"):
        return send("/organise/bbe/imports", file=(io.BytesIO(content), filename))

    return bring


def text(answer):
    return unescape(answer.get_data(as_text=True))


def test_a_table_is_uploaded_matched_looked_at_and_imported(app, office, upload, send, writing, bbe):
    file = upload().headers["Location"]
    columns = text(office.get(f"{file}/columns"))
    missing = send(f"{file}/columns", **{"column-1": "email", "column-2": "role"})
    twice = send(f"{file}/columns", **{"column-0": "name", "column-1": "email", "column-2": "email"})
    checking = send(
        f"{file}/columns", **{"column-0": "name", "column-1": "email", "column-2": "role", "manner": "silent"}
    )
    underway = text(office.get(file))
    state = office.get(f"{file}/progress").json["state"]
    relay_of(app).run_until_idle()
    checked = text(office.get(file))
    written = send(file, to=f"{file}/write")
    relay_of(app).run_until_idle()
    done = text(office.get(file))

    assert (missing.status_code, twice.status_code, checking.status_code, written.status_code) == (422, 422, 303, 303)
    assert "No column is matched to “Name”" in text(missing)
    assert "Two columns are matched to this." in text(twice)
    assert "Ada · Bob" in columns
    assert 'value="email" selected' in columns
    assert "The lines are being checked" in underway
    assert state == "running"
    for told in (
        "1 person is new.",
        "1 line is refused",
        "bob@example",
        "Rolle",
        "Participant, Speaker",
        "Import 1 faultless line",
    ):
        assert told in checked
    assert "1 person is new." in done
    assert "bob@example" not in done
    with writing() as session:
        assert participants.living_by_email(session, bbe.id, "ada@example.org").role == "press"


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [(b"", 422, "There is no table in this file"), (b"PK\x03\x04", 422, "damaged or protected")],
    ids=["empty", "damaged"],
)
def test_what_cannot_be_read_is_refused_beside_the_field(upload, content, status, words):
    answer = upload(content)

    assert (answer.status_code, words in text(answer)) == (status, True)


def test_a_form_without_a_file_says_so(send):
    assert "Please choose a file first." in text(send("/organise/bbe/imports"))


def test_two_gigabytes_are_refused_before_they_are_read(office):
    body = io.BytesIO(b"--x\r\n")

    answer = office.post(
        "/organise/bbe/imports",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(2 * 2**30)},
    )

    assert answer.status_code == 413
    assert body.tell() <= 5


def test_a_file_is_thrown_away(office, upload, send, writing):
    file = upload().headers["Location"]

    gone = send(f"{file}/columns", to=f"{file}/discard")

    assert gone.status_code == 303
    assert office.get(file).status_code == 404
    with writing() as session:
        assert session.scalars(select(ImportFile)).all() == []


def test_a_file_of_another_congress_is_not_found(office, upload, organiser_of, writing):
    file = upload().headers["Location"]
    with writing() as session:
        other = make_congress(session, slug="other")

    assert organiser_of(other).get(file.replace("/bbe/", "/other/")).status_code == 404
