"""The questions by which a congress gathers in its forums: several for each kind of note, in its languages. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any, Final, TypeVar

from forums.recommendations.rules import NoteKind

MOST_QUESTIONS: Final = 8  # for each kind of note
LONGEST_KEY: Final = 8
FIRST: Final = "q1"  # of what was stored before a kind could have several
Note = TypeVar("Note")
Stored = Mapping[str, Any]  # Any: JSON
Texts = dict[str, str]  # by language


@dataclass(frozen=True)
class Question:
    """What moderators are asked. ``key`` stays the same while its wording changes: notes hang on it."""

    key: str
    text: Texts


@dataclass(frozen=True)
class Section:
    """Notes of one kind that answer one question; ``question`` is empty where there is only one, or none."""

    kind: NoteKind
    question: Texts
    notes: list[Any]  # Any: notes of whoever asks


def questions_of(stored: Stored) -> dict[NoteKind, list[Question]]:
    """Read what is stored, {kind: [{"key", "text": {language: text}}]}; one question {kind: {language: text}}, as it was before."""
    return {kind: _read(stored.get(kind.value, [])) for kind in NoteKind}


def _read(told: Any) -> list[Question]:  # Any: JSON
    if isinstance(told, dict):
        return [Question(FIRST, told)] if told else []
    return [Question(str(row["key"]), dict(row["text"])) for row in told]


def as_stored(questions: Mapping[NoteKind, Sequence[Question]]) -> dict[str, Any]:  # Any: JSON
    """Write what questions_of() reads."""
    return {
        kind.value: [{"key": one.key, "text": dict(one.text)} for one in asked]
        for kind, asked in questions.items()
        if asked
    }


def arranged(lines: Mapping[str, Sequence[str]], before: Sequence[Question]) -> list[Question]:
    """Make questions out of lines by language: the first lines of all languages are one question, and so on.

    A question keeps its key if it says the same as before in one language, else if nobody else claims what stood in its place.
    """
    width = max(map(len, lines.values()), default=0)
    rows = [
        {language: texts[place] for language, texts in lines.items() if place < len(texts) and texts[place]}
        for place in range(width)
    ]
    rows = [row for row in rows if row]
    keys: list[str] = ["" for _ in rows]
    left = list(before)
    for place, row in enumerate(rows):
        same = next((one for one in left if row.items() & one.text.items()), None)
        if same is not None:
            keys[place] = same.key
            left.remove(same)
    for place, _row in enumerate(rows):
        if not keys[place] and place < len(before) and before[place] in left:
            keys[place] = before[place].key
            left.remove(before[place])
    taken = {*keys, *(one.key for one in before)}
    return [Question(key or _new_key(row, taken), row) for key, row in zip(keys, rows, strict=True)]


def _new_key(text: Texts, taken: set[str]) -> str:
    """Draw a key from the wording: no later question gets that of one that was taken out, on which notes may hang still."""
    words = "\n".join(text[language] for language in sorted(text))
    drawn = (sha256(f"{words}{salt}".encode()).hexdigest()[:LONGEST_KEY] for salt in count())
    key = next(key for key in drawn if key not in taken)
    taken.add(key)
    return key


def as_lines(questions: Sequence[Question], language: str) -> str:
    """Write the questions of a kind as the form shows them, a line each."""
    return "\n".join(one.text.get(language, "") for one in questions).rstrip()


def sections(
    questions: Mapping[NoteKind, Sequence[Question]],
    notes: Sequence[Note],
    *,
    kind_of: Callable[[Note], str],
    question_of: Callable[[Note], str],
    kinds: Sequence[NoteKind] = tuple(NoteKind),
) -> list[Section]:
    """Sort notes by kind, and where a kind has several questions by these; what answers none of them comes last."""
    found = []
    for kind in kinds:
        mine = [note for note in notes if kind_of(note) == kind]
        asked = questions.get(kind, [])
        if len(asked) < 2:  # noqa: PLR2004 -- one question needs no sorting
            found.append(Section(kind, {}, mine))
            continue
        known = {one.key for one in asked}
        found += [Section(kind, one.text, [note for note in mine if question_of(note) == one.key]) for one in asked]
        if loose := [note for note in mine if question_of(note) not in known]:
            found.append(Section(kind, {}, loose))
    return found
