"""The organisers' pages on importing: upload, columns, what would happen, what happened."""

import io
import re
from html import unescape

import pytest
from builders import NOON, make_congress
from sqlalchemy import select

from app.factory import relay_of
from registration.exchange.models import ImportFile
from registration.fields import queries as form_of
from registration.fields import service as fields
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.rules import Condition, Kind
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


def test_lists_questions_and_days_of_the_congress_are_columns_like_all_others(app, office, upload, send, writing, bbe):
    with writing() as session:
        sectors = [OptionRow("", {"de": "Verwaltung", "en": "Administration"}), OptionRow("", {"de": "Ehrenamt"})]
        fields.set_list(session, bbe, "sector", sectors, actor="test", now=NOON)
        yes_no = tuple(OptionRow("", {"de": de, "en": en}) for de, en in (("Ja", "Yes"), ("Nein, danke", "No, thanks")))
        sizes = tuple(OptionRow("", {"de": size}) for size in ("S", "M", "L"))
        for label, kind, options in (
            ({"de": "Hotel", "en": "Bed"}, Kind.CHOICE, yes_no),
            ({"de": "Hemden"}, Kind.CHOICES, sizes),
            ({"de": "Geboren"}, Kind.DATE, ()),
            ({"de": "Land"}, Kind.COUNTRY, ()),
        ):
            fields.add_field(
                session, bbe, FieldRequest(kind=kind, label=label, options=options), actor="test", now=NOON
            )
        session.flush()  # the next question waits for one of these
        key = fields.add_field(
            session,
            bbe,
            FieldRequest(kind=Kind.NUMBER, label={"de": "Nächte"}, condition=Condition("bed", ("yes",))),
            actor="test",
            now=NOON,
        )
    heading = "Name;E-Mail;Sektor;Bed;Hemden;Geboren;Land;Nächte;Tage"
    lines = (
        "Ada;ada@example.org;ehrenamt;ja;S; 1.2.1980;Frankreich;2;09.11.2027",
        "Bob;bob@example.org;;nein, danke;M, L;;;;alle",
        "Cem;cem@example.org;Wirtschaft;vielleicht;XXL;gestern;Mond;;10.11.2027",
        "Dea;dea@example.org;;;;;;3;",
    )

    def bring(content):
        file = upload("\n".join(content).encode()).headers["Location"]
        shown = text(office.get(f"{file}/columns"))
        chosen = [re.search(r'value="([^"]+)" selected', part)[1] for part in shown.split("<select")[1:]]
        send(f"{file}/columns", **{f"column-{n}": name for n, name in enumerate(chosen)}, manner="silent")
        relay_of(app).run_until_idle()
        checked = text(office.get(file))
        send(file, to=f"{file}/write")
        relay_of(app).run_until_idle()
        return chosen, checked

    chosen, checked = bring((heading, *lines))
    again = bring((heading, lines[0].replace(";ja;", ";;").replace(";2;", ";4;")))[1]

    assert chosen[2:] == ["sector", "own-bed", "own-hemden", "own-geboren", "own-land", f"own-{key}", "days"]
    assert [word in checked for word in ("2 people are new.", "2 lines are refused")] == [True, True]
    for known in (
        "Administration, Ehrenamt",
        "Yes, No, thanks",
        "S, M, L",
        "Please give a day",
        "names of countries",
        "2027-11-08, 2027-11-09",
        "This is asked only after a certain answer",
    ):
        assert known in checked
    assert "changes: Nächte" in " ".join(again.split())
    with writing() as session:
        ada, bob = (participants.living_by_email(session, bbe.id, f"{name}@example.org") for name in ("ada", "bob"))
        assert (ada.sector, ada.days, bob.days) == ("ehrenamt", "2027-11-09", "")
        own = {"bed": "yes", "hemden": ["s"], "geboren": "1980-02-01", "land": "FR", key: 4}
        assert form_of.answers(session, ada.id) == own
        assert form_of.answers(session, bob.id) == {"bed": "no_thanks", "hemden": ["m", "l"]}


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
