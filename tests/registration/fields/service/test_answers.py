import pytest
from builders import NOON, make_participant

from registration.fields import queries, service
from registration.fields.answers import Told
from registration.fields.content import CheckedFile
from registration.fields.rules import Kind
from registration.participants.errors import Invalid

LETTER = CheckedFile("letter.pdf", "pdf", b"%PDF- one")


@pytest.fixture
def person(session, congress):
    return make_participant(session, congress)


@pytest.fixture
def keep(session, congress, person, form):
    """``keep(hotel="yes")`` makes these the answers of the person."""

    def act(*, uploads=None, **values):
        told = Told(frozenset(values), {key: value for key, value in values.items() if value}, uploads or {})
        before = queries.answers(session, person.id)
        return service.keep(
            session,
            form(),
            told,
            participant_id=person.id,
            congress_id=congress.id,
            before=before,
            actor="test",
            now=NOON,
        )

    return act


def files_of(session, person):
    return [
        (u.name, queries.upload_of(session, person.id, u.public_id).content)
        for u in queries.uploads_of(session, person.id)
    ]


def test_answers_are_kept_changed_and_taken_back(session, ask, keep, person):
    ask("Hotel")
    ask("Nights", Kind.NUMBER)

    first = keep(hotel="yes", nights=2)
    second = keep(hotel="yes", nights=None)

    assert (first, second, queries.answers(session, person.id)) == (["hotel", "nights"], ["nights"], {"hotel": "yes"})


def test_a_file_is_kept_replaced_and_goes_with_its_answer(session, ask, keep, person):
    ask("Letter", Kind.FILE)

    keep(letter={"name": "letter.pdf"}, uploads={"letter": LETTER})
    first = files_of(session, person)
    keep(letter={"name": "b.pdf"}, uploads={"letter": CheckedFile("b.pdf", "pdf", b"%PDF- two")})
    second = files_of(session, person)
    keep(letter=None)

    assert (first, second, files_of(session, person)) == (
        [("letter.pdf", b"%PDF- one")],
        [("b.pdf", b"%PDF- two")],
        [],
    )


def test_a_file_waits_for_its_form_once_and_a_day_at_most(session, congress, ask, keep, person, form):
    from datetime import timedelta

    ask("Letter", Kind.FILE)
    field_id = form().field("letter").id
    ids = [service.keep_upload(session, LETTER, field_id=field_id, congress_id=congress.id, now=NOON) for _ in range(2)]

    keep(letter={"id": ids[0]})
    with pytest.raises(Invalid) as refused:
        keep(letter={"id": "0" * 16})
    forgotten = [service.forget_waiting_uploads(session, now=NOON + timedelta(hours=hours)) for hours in (24, 25)]

    assert queries.answers(session, person.id)["letter"] == {
        "id": ids[0],
        "name": "letter.pdf",
        "type": "pdf",
        "size": len(LETTER.content),
    }
    assert {name: fault.code for name, fault in refused.value.faults.items()} == {"own-letter": "file-lost"}
    assert (forgotten, files_of(session, person)) == ([0, 1], [("letter.pdf", LETTER.content)])


def test_answers_and_files_go_with_their_person(session, ask, keep, person):
    ask("Letter", Kind.FILE)
    keep(letter={"name": "letter.pdf"}, uploads={"letter": LETTER})
    number = person.id

    session.delete(person)
    session.flush()  # the database deletes what hangs on them

    assert (queries.answers(session, number), list(queries.uploads_of(session, number))) == ({}, [])
