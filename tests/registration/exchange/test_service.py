"""A table becomes people: all faultless lines, each once, however often it is sent."""

import io
import threading

import pytest
from builders import NOON, SECRET, make_congress, make_participant
from openpyxl import Workbook
from sqlalchemy import func, select

from app import clock
from app.factory import relay_of
from app.jobs.models import Job
from registration.exchange import errors, queries, service
from registration.exchange.jobs import PIECE
from registration.exchange.models import ImportFile
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.participants.service import cancel

FAULTY = 40
LINES = 5000


def table(*lines, heading="Name;E-Mail;Sektor"):
    return "\r\n".join([heading, *lines, ""]).encode()


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, capacity=LINES + 100)


@pytest.fixture
def imported(app, writing, bbe):
    """``imported(content, manner="silent")`` takes a file through all steps and gives its row."""

    def bring(content, *, manner="silent", may_change=True, until="done"):
        with writing() as session:
            file = service.take(
                session, bbe, content=content, filename="people.csv", words={}, actor="user:1", now=clock.now()
            )
            session.flush()  # its columns are matched below
            service.match(session, file, matching=file.matching, manner=manner, may_change=may_change, now=clock.now())
        relay_of(app).run_until_idle()
        if until == "done":
            with writing() as session:
                found = queries.file(session, bbe.id, file.public_id)
                if found.status == "checked":
                    service.start_writing(session, found, actor="user:1", now=clock.now())
            relay_of(app).run_until_idle()
        with writing() as session:
            return queries.file_of_job(session, file.public_id)

    return bring


def counts(file):
    return tuple(file.outcome[name] for name in ("new", "changed", "same", "refused"))


def people(writing, congress):
    with writing() as session:
        query = select(Participant).where(Participant.congress_id == congress.id).order_by(Participant.id)
        return [(person.name, person.email, person.status) for person in session.scalars(query)]


def faulty_workbook():
    """5,000 lines, of which each 125th has one of five faults."""
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.append(["Vorname", "Nachname", "E-Mail", "Organisation", "Sektor"])
    faults = [
        lambda row: ["", "", *row[2:]],
        lambda row: [*row[:2], "keine Adresse", *row[3:]],
        lambda row: [*row[:4], "Verein"],
        lambda row: [*row[:2], "gast1@example.org", *row[3:]],
        lambda row: ["x" * 300, *row[1:]],
    ]
    for number in range(1, LINES + 1):
        row = ["Gast", f"Nummer {number}", f"gast{number}@example.org", f"Verein {number % 300}", "Zivilgesellschaft"]
        sheet.append(faults[number // 125 % 5](row) if number % 125 == 0 else row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the embedded default; the steps below run on both
def test_a_workbook_of_5000_lines_comes_in_at_once_with_40_complaints(imported, writing, bbe):
    content = faulty_workbook()

    first = imported(content)

    codes = {(told["line"], told["field"], told["code"]) for told in first.outcome["complaints"]}
    kinds = [
        ("email", "bad-email"),
        ("sector", "unknown-word"),
        ("email", "same-address-twice"),
        ("name", "too-long"),
        ("name", "missing"),
    ]
    assert codes == {(125 * n + 1, *kinds[(n - 1) % 5]) for n in range(1, FAULTY + 1)}
    assert counts(first) == (LINES - FAULTY, 0, 0, FAULTY)
    with writing() as session:
        assert participants.places(session, bbe.id).confirmed == LINES - FAULTY


def test_the_same_table_twice_changes_nothing(imported, writing, bbe):
    content = table("Ada;ada@example.org;Politik und Staat", "Bob;bob@example.org;academia")

    first, again = imported(content), imported(content)

    assert (counts(first), counts(again)) == ((2, 0, 0, 0), (0, 0, 2, 0))
    assert len(people(writing, bbe)) == 2


def test_nothing_is_written_before_somebody_decides_and_the_file_is_gone_afterwards(imported, writing, bbe):
    content = table("Ada;ada@example.org;", "Bob;nobody;")

    checked = imported(content, until="checked")
    before = people(writing, bbe)
    done = imported(content)

    assert (checked.status, counts(checked), checked.content, before) == ("checked", (1, 0, 0, 1), content, [])
    assert (done.status, done.content, done.outcome["examples"]) == ("done", None, [])
    assert [told["quote"] for told in checked.outcome["complaints"] + done.outcome["complaints"]] == ["nobody", ""]


def test_known_people_are_changed_or_left_alone(imported, writing, bbe):
    with writing() as session:
        make_participant(session, bbe, name="Ada", email="ada@example.org", sector="state")
    content = table("Ada King;ADA@example.org;Wirtschaft")

    left = imported(content, may_change=False)
    unchanged = people(writing, bbe)
    changed = imported(content)

    assert (counts(left), counts(changed)) == ((0, 0, 1, 0), (0, 1, 0, 0))
    assert unchanged == [("Ada", "ada@example.org", "confirmed")]
    assert people(writing, bbe) == [("Ada King", "ada@example.org", "confirmed")]


@pytest.mark.parametrize(
    ("manner", "status", "mails"),
    [
        ("told", "confirmed", ["registration.confirmed"]),
        ("silent", "confirmed", []),
        ("asked", "pending", ["registration.confirm"]),
    ],
)
def test_the_organiser_chooses_how_people_come_in(imported, writing, bbe, manner, status, mails):
    imported(table("Ada;ada@example.org;"), manner=manner)

    assert people(writing, bbe) == [("Ada", "ada@example.org", status)]
    with writing() as session:
        assert [job.payload["mail"] for job in session.scalars(select(Job).where(Job.kind == "mail"))] == mails


def test_whoever_cancelled_is_not_brought_back(imported, writing, bbe):
    with writing() as session:
        ada = make_participant(session, bbe, email="ada@example.org")
        cancel(session, ada, congress=bbe, actor="guest", now=NOON)

    assert [told["code"] for told in imported(table("Ada;ada@example.org;")).outcome["complaints"]] == [
        "cancelled-before"
    ]


def test_a_full_congress_takes_as_many_as_it_has_places(app, writing, bbe, imported):
    with writing() as session:
        service.participants.set_capacity(session, bbe, capacity=2, now=NOON)

    done = imported(table(*(f"Guest {n};guest{n}@example.org;" for n in range(4))))

    assert counts(done) == (2, 0, 0, 2)
    assert [(told["line"], told["code"]) for told in done.outcome["complaints"]] == [(4, "no-place"), (5, "no-place")]


def test_an_import_that_was_cut_off_goes_on_where_it_was(app, writing, bbe, imported):
    """The machine fails after the first piece; the queue starts the job anew."""
    file = imported(table(*(f"Guest {n};guest{n}@example.org;" for n in range(PIECE + 10))), until="checked")
    with writing() as session:
        found = queries.file(session, bbe.id, file.public_id)
        service.start_writing(session, found, actor="user:1", now=clock.now())
    with writing() as session:
        work = service.begin(queries.file_of_job(session, file.public_id), spellings={"sector": {}})
        assert service.write(session, bbe, work, work.lines[:PIECE], secret=SECRET, actor="user:1", now=clock.now())

    relay_of(app).run_once(threading.Event())

    with writing() as session:
        assert counts(queries.file(session, bbe.id, file.public_id)) == (PIECE + 10, 0, 0, 0)
    assert len(people(writing, bbe)) == PIECE + 10


def test_a_table_that_turns_out_too_long_fails_with_words(imported):
    failed = imported(table(*["a;b@example.org;"] * 20_001))

    assert (failed.status, failed.outcome["fault"]) == (
        "failed",
        {"code": "too-many-lines", "details": {"most": 20000}},
    )


def test_what_nobody_used_is_deleted_after_a_day(imported, writing, bbe):
    imported(table("Ada;ada@example.org;"))
    imported(table("Bob;bob@example.org;"), until="checked")

    with writing() as session:
        service.forget_unused(session, now=clock.now() + service.KEPT_FOR / 2)
        kept = session.scalar(select(func.count()).select_from(ImportFile))
        service.forget_unused(session, now=clock.now() + 2 * service.KEPT_FOR)

        assert (kept, [file.status for file in queries.files(session, bbe.id)]) == (2, ["done"])


def test_an_erasure_takes_unused_tables_and_names_of_files_with_it(imported, writing, bbe):
    done = imported(table("Ada;ada@example.org;"))
    imported(table("Ada;ada@example.org;"), until="checked")

    with writing() as session:
        queries.file(session, bbe.id, done.public_id).filename = "Anmeldung Zoë.csv"
        session.flush()  # looked for below
        touched = queries.forget_unused_of(session, bbe.id, name_key="zoe ozil")
        session.flush()  # the list below is read from the database

        assert (touched, [(file.status, file.filename) for file in queries.files(session, bbe.id)]) == (
            2,
            [("done", "")],
        )


def test_a_used_file_cannot_be_used_again(imported, writing, bbe):
    done = imported(table("Ada;ada@example.org;"))

    with writing() as session:
        found = queries.file(session, bbe.id, done.public_id)
        for act in (
            lambda: service.start_writing(session, found, actor="user:1", now=clock.now()),
            lambda: service.discard(session, found),
            lambda: service.match(session, found, matching={}, manner="told", may_change=True, now=NOON),
        ):
            with pytest.raises(errors.UploadGone):
                act()


def test_the_columns_chosen_once_are_known_the_next_time(imported, writing, bbe):
    with writing() as session:
        first = service.take(
            session,
            bbe,
            content=table("Ada;a@example.org", heading="Wer;Postfach"),
            filename="x",
            words={},
            actor="user:1",
            now=NOON,
        )
        guessed = dict(first.matching)
        session.flush()  # matched below
        service.match(session, first, matching={"name": 0, "email": 1}, manner="told", may_change=True, now=NOON)
        first.status = "checked"
        session.flush()  # remembered from the database
        second = service.take(
            session,
            bbe,
            content=table("b@example.org;Bob", heading="Postfach;WER"),
            filename="x",
            words={},
            actor="user:1",
            now=NOON,
        )

    assert (guessed, second.matching) == ({}, {"email": 0, "name": 1})
