"""The verbs of live capture: small entries that are never overwritten, and voices that count once."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.errors import NotFound
from app.orm import insert_new, new_public_id
from forums.dialogue.models import Forum
from forums.recommendations import errors, queries
from forums.recommendations.models import (
    CaptureDesk,
    CaptureNote,
    CaptureSetting,
    CaptureSupport,
    CaptureWording,
    Recommendation,
)
from forums.recommendations.prompts import LONGEST_KEY, MOST_QUESTIONS, arranged, as_stored, questions_of
from forums.recommendations.rules import LONGEST_TITLE, NoteKind, RecommendationRequest
from forums.recommendations.service.recommendations import create
from registration.participants.rules import clean_text

LINK = "capture"
LONGEST_NOTE, LONGEST_PROMPT, MOST_NOTES, MOST_PROPOSALS = 2000, 200, 1000, 20


def link_of(forum: Forum, desk: CaptureDesk | None, *, secret: str) -> str:
    """Give the secret that opens the page on which a forum is written down."""
    version = desk.link_version if desk else 1
    return tokens.derive(secret, purpose=LINK, subject=forum.public_id, version=version)


def check_link(session: Session, forum: Forum, token: str, *, secret: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    right = link_of(forum, queries.desk(session, forum.id), secret=secret)
    if not hmac.compare_digest(right.encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound


def renew_link(session: Session, forum: Forum) -> None:
    """Make a new secret; the old one is dead at once."""
    _open_desk(session, forum.id)
    session.execute(
        update(CaptureDesk)
        .where(CaptureDesk.forum_id == forum.id)
        .values(link_version=CaptureDesk.link_version + 1)
        .execution_options(synchronize_session=False)
    )


def set_setting(
    session: Session,
    congress: Congress,
    *,
    prompts: Mapping[str, Mapping[str, str]],
    lets_propose: bool,
    lets_support: bool,
) -> None:
    """Say what moderators are asked, and what participants may do.

    *prompts* are by kind of note and language, a question a line; the same line in each language is the same question.
    """
    before = queries.setting(session, congress.id)
    known = questions_of(before.prompts if before else {})
    asked = {
        kind: arranged({code: _lines(text, f"prompt-{kind}-{code}") for code, text in texts.items()}, known[kind])
        for kind in NoteKind
        for texts in [prompts.get(kind, {})]
    }
    values = {"prompts": as_stored(asked), "lets_propose": lets_propose, "lets_support": lets_support}
    session.merge(CaptureSetting(congress_id=congress.id, **values))


def _lines(text: str, field: str) -> list[str]:
    """Clean questions, a line each; an empty line has none in this language. Raises TooManyQuestions."""
    lines = text.rstrip().splitlines()
    if len(lines) > MOST_QUESTIONS:
        raise errors.TooManyQuestions(field=field, most=MOST_QUESTIONS)
    return [clean_text(line, field=field, longest=LONGEST_PROMPT) for line in lines]


def add_note(
    session: Session,
    forum: Forum,
    *,
    kind: str,
    question: str = "",
    text: str,
    key: str,
    now: datetime,
    author_id: int | None = None,
    clash_of: str = "",
) -> None:
    """Write something down. The same *key* writes once, however often a phone sends it. Raises EmptyNote or CaptureFull."""
    text = _cleaned(text)
    if len(queries.captured(session, [forum.id])) >= MOST_NOTES:
        raise errors.CaptureFull(field="text")
    row = {
        "public_id": new_public_id(),
        "forum_id": forum.id,
        "kind": kind if kind in set(NoteKind) else NoteKind.IMPRESSION,
        "question": question[:LONGEST_KEY],
        "text": text,
        "version": 1,
        "entry_key": key[:64] or new_public_id(),
        "clash_of": clash_of,
        "is_proposal": author_id is not None,
        "author_id": author_id,
        "created_at": now,
        "changed_at": now,
    }
    added = session.execute(insert_new(session, CaptureNote).values(row).returning(CaptureNote.id)).scalar()
    if added is not None:
        _keep_wording(session, added, version=1, text=text, now=now)
        _touch(session, forum.id)


def change_note(
    session: Session, forum: Forum, note: CaptureNote, *, text: str, version: int, key: str, now: datetime
) -> bool:
    """Write *text* over what stood there at *version*. If somebody wrote meanwhile, keep both and return False."""
    text = _cleaned(text)
    if _written(session, note, text=text, version=version, now=now):
        return True
    if queries.was_worded(session, note.id, version=version + 1, text=text):
        return True  # sent again, since the answer got lost
    add_note(
        session, forum, kind=note.kind, question=note.question, text=text, key=key, clash_of=note.public_id, now=now
    )
    return False


def settle(session: Session, forum: Forum, clash: CaptureNote, *, keep: str, version: int, now: datetime) -> bool:
    """End a clash: keep "other" (what stood there), "this" (in its place), or both. False if what stood there changed again."""
    notes = queries.captured(session, [forum.id])
    other = next((one for one in notes if one.public_id == clash.clash_of and one.removed_at is None), None)
    if keep == "this" and other is not None:
        if not _written(session, other, text=clash.text, version=version, now=now):
            return False
        clash.removed_at = now
    elif keep == "other" and other is not None:
        clash.removed_at = now
    else:
        clash.clash_of = ""
    session.flush()  # the counter below goes past the session
    _touch(session, forum.id)
    return True


def take_away(session: Session, forum: Forum, note: CaptureNote, *, version: int, now: datetime) -> bool:
    """Take a note away, unless somebody changed it since; tell whether it is gone. It can be brought back."""
    removing = (
        update(CaptureNote)
        .where(CaptureNote.id == note.id, CaptureNote.version == version)
        .values(removed_at=now)
        .returning(CaptureNote.id)
        .execution_options(synchronize_session=False)
    )
    is_gone = session.execute(removing).first() is not None
    _touch(session, forum.id)
    return is_gone


def bring_back(session: Session, forum: Forum, note: CaptureNote) -> None:
    """Bring back a note that was taken away."""
    note.removed_at, note.clash_of = None, ""
    session.flush()  # the counter below goes past the session
    _touch(session, forum.id)


def propose(session: Session, forum: Forum, participant_id: int, *, text: str, key: str, now: datetime) -> None:
    """Let a participant of the forum propose a recommendation, with their own voice for it. Raises ProposalsClosed."""
    found = queries.setting(session, forum.congress_id)
    if found is None or not found.lets_propose:
        raise errors.ProposalsClosed
    if len(queries.proposals_by(session, participant_id)) >= MOST_PROPOSALS:
        raise errors.CaptureFull(field="text")
    kind = NoteKind.RECOMMENDATION
    add_note(session, forum, kind=kind, text=text, key=key, author_id=participant_id, now=now)
    mine = queries.proposals_by(session, participant_id)
    if found.lets_support and mine:
        _support(session, mine[-1].id, participant_id)


def support(session: Session, forum: Forum, note: CaptureNote, participant_id: int) -> None:
    """Count a participant's voice for a note, once however often it comes. Raises ProposalsClosed."""
    found = queries.setting(session, forum.congress_id)
    if found is None or not found.lets_support or note.removed_at is not None:
        raise errors.ProposalsClosed
    _support(session, note.id, participant_id)
    _touch(session, forum.id)


def withdraw_support(session: Session, forum: Forum, note: CaptureNote, participant_id: int) -> None:
    """Take a voice back; twice is no error."""
    session.execute(
        delete(CaptureSupport).where(CaptureSupport.note_id == note.id, CaptureSupport.participant_id == participant_id)
    )
    _touch(session, forum.id)


def make_recommendation(
    session: Session, congress: Congress, forum: Forum, note: CaptureNote, *, actor: str, now: datetime
) -> Recommendation:
    """Turn a note into a draft: its first line is the title, the whole the text. Raises AlreadyTaken."""
    if note.recommendation_id is not None:
        raise errors.AlreadyTaken
    language = congress.default_language
    title = note.text.partition("\n")[0]
    shortened = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
    request = RecommendationRequest({language: shortened}, {language: note.text}, forum=forum.public_id)
    voices = queries.supports(session, [forum.id]).get(note.id, 0)
    made = create(session, congress, request, supports=voices, actor=actor, now=now)
    note.recommendation_id = made.id
    session.flush()  # the counter below goes past the session
    _touch(session, forum.id)
    return made


def _support(session: Session, note_id: int, participant_id: int) -> None:
    session.execute(insert_new(session, CaptureSupport).values(note_id=note_id, participant_id=participant_id))


def _written(session: Session, note: CaptureNote, *, text: str, version: int, now: datetime) -> bool:
    changing = (
        update(CaptureNote)
        .where(CaptureNote.id == note.id, CaptureNote.version == version, CaptureNote.removed_at.is_(None))
        .values(text=text, version=version + 1, changed_at=now)
        .returning(CaptureNote.forum_id)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(changing).first()
    if row is None:
        return False
    _keep_wording(session, note.id, version=version + 1, text=text, now=now)
    _touch(session, row[0])
    return True


def _keep_wording(session: Session, note_id: int, *, version: int, text: str, now: datetime) -> None:
    row = {"note_id": note_id, "version": version, "text": text, "at": now}
    session.execute(insert_new(session, CaptureWording).values(row))


def _open_desk(session: Session, forum_id: int) -> None:
    session.execute(insert_new(session, CaptureDesk).values(forum_id=forum_id, link_version=1, version=0))


def _touch(session: Session, forum_id: int) -> None:
    """Let everybody who looks at this forum look again."""
    _open_desk(session, forum_id)
    rising = update(CaptureDesk).where(CaptureDesk.forum_id == forum_id).values(version=CaptureDesk.version + 1)
    session.execute(rising.execution_options(synchronize_session=False))


def _cleaned(text: str) -> str:
    cleaned = clean_text(text, field="text", longest=LONGEST_NOTE, lines=True)
    if not cleaned:
        raise errors.EmptyNote(field="text")
    return cleaned
