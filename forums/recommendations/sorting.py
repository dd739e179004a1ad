"""Notes of forums as pages show them: by kind, and by the questions of the congress."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.orm import in_language
from app.web.languages import page_language
from forums.recommendations import queries
from forums.recommendations.models import CaptureNote
from forums.recommendations.prompts import Question, questions_of, sections
from forums.recommendations.rules import NoteKind
from forums.recommendations.words import NOTE_KINDS

Group = tuple[str, str, list[CaptureNote]]  # what the kind is called, the question or nothing, the notes


def questions_of_congress(session: Session, congress: Congress) -> dict[NoteKind, list[Question]]:
    """Read the questions by which a congress gathers."""
    setting = queries.setting(session, congress.id)
    return questions_of(setting.prompts if setting else {})


def in_sections(questions: Mapping[NoteKind, Sequence[Question]], notes: Sequence[CaptureNote]) -> list[Group]:
    """Sort notes as the page's language tells it."""
    found = sections(
        questions, notes, kind_of=lambda note: note.kind, question_of=lambda note: note.question, kinds=list(NOTE_KINDS)
    )
    return [
        (str(NOTE_KINDS[one.kind]), in_language(one.question, page_language()) if one.question else "", one.notes)
        for one in found
    ]
