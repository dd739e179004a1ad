"""Questions for the forums: what was answered stays with its question, however the list is worded anew."""

from dataclasses import dataclass

from forums.recommendations.prompts import Question, arranged, as_lines, as_stored, questions_of, sections
from forums.recommendations.rules import NoteKind


@dataclass(frozen=True)
class Note:
    kind: str
    question: str


def test_a_question_keeps_its_key_while_lines_come_go_and_are_worded_anew():
    first = arranged({"de": ["Was fehlt?", "Wem?"], "en": ["What is missing?", ""]}, [])
    missing, whom = (one.key for one in first)
    assert [one.text for one in first] == [{"de": "Was fehlt?", "en": "What is missing?"}, {"de": "Wem?"}]

    between = arranged({"de": ["Seit wann?", "Was fehlt?", "", "Wem?"], "en": ["", "What is lacking?"]}, first)
    since = between[0].key
    assert [one.key for one in between] == [since, missing, whom]
    worded = arranged({"de": ["Seit wann genau?", "Was fehlt?"]}, between)
    assert [one.key for one in worded] == [since, missing]
    again = [one.key for one in arranged({"de": ["Was fehlt?", "Neu?", "Neu?"]}, worded)]
    assert again[0] == missing
    assert len({*again, since, whom}) == 5


def test_what_is_stored_is_read_again_also_as_it_was_with_one_question_a_kind():
    asked = questions_of({"need": {"de": "Was fehlt?"}, "example": {}})
    assert (asked[NoteKind.NEED], asked[NoteKind.EXAMPLE]) == ([Question("q1", {"de": "Was fehlt?"})], [])
    assert questions_of(as_stored(asked)) == asked
    assert as_lines([Question("q1", {"de": "A"}), Question("q2", {"en": "B"})], "en") == "\nB"


def test_notes_are_sorted_by_the_questions_of_a_kind_that_has_several():
    asked = questions_of({"need": [{"key": "q1", "text": {"de": "A"}}, {"key": "q2", "text": {"de": "B"}}]})
    notes = [Note("need", "q2"), Note("example", "q9"), Note("need", "gone"), Note("need", "q1")]

    found = sections(asked, notes, kind_of=lambda note: note.kind, question_of=lambda note: note.question)

    assert [(one.kind.value, one.question, one.notes) for one in found if one.notes] == [
        ("need", {"de": "A"}, [Note("need", "q1")]),
        ("need", {"de": "B"}, [Note("need", "q2")]),
        ("need", {}, [Note("need", "gone")]),
        ("example", {}, [Note("example", "q9")]),
    ]
