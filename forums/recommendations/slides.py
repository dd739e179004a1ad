"""What the projector of the plenary shows, step by step: each forum, then each vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import queries
from forums.recommendations.models import Ballot, CaptureNote, Recommendation
from forums.recommendations.rules import NoteKind, Status

MOST_OF_A_KIND = 5
MOST_LETTERS = 160  # of a note
A_LINE = 15  # letters that a note takes by beginning a line
MUCH = 260  # letters beyond which the type is set smaller
SHOWN_FIRST = (NoteKind.RECOMMENDATION, NoteKind.NEED, NoteKind.CHALLENGE, NoteKind.EXAMPLE, NoteKind.IMPRESSION)


@dataclass(frozen=True)
class ForumBack:
    """What a forum brings into the plenary: notes by kind, those with most voices first."""

    forum: Forum
    notes: dict[str, list[CaptureNote]]
    recommendations: list[Recommendation]


@dataclass(frozen=True)
class Slide:
    """One step: a forum, a vote, or neither at the very beginning."""

    forum: ForumBack | None = None
    recommendation: Recommendation | None = None
    ballot: Ballot | None = None
    supports: dict[int, int] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Tell whether so much stands here that it has to be set smaller."""
        if self.recommendation is not None:
            return max(map(len, self.recommendation.text.values()), default=0) > MUCH
        notes = [note for found in self.forum.notes.values() for note in found] if self.forum else []
        return sum(min(len(note.text), MOST_LETTERS) + A_LINE for note in notes) > MUCH


def report_backs(session: Session, congress: Congress) -> list[ForumBack]:
    """Gather what each forum brings into the plenary."""
    forums = [one for one in forums_of.forums(session, congress.id) if one.cancelled_at is None]
    ids = [one.id for one in forums]
    supports = queries.supports(session, ids)
    notes = [one for one in queries.captured(session, ids) if one.removed_at is None and not one.clash_of]
    written = [one for one in queries.recommendations(session, [congress.id]) if one.status != Status.SUPERSEDED]
    return [
        ForumBack(
            forum,
            {kind.value: _most_wanted(notes, supports, forum, kind) for kind in SHOWN_FIRST},
            [one for one in written if one.forum_id == forum.id],
        )
        for forum in forums
    ]


def slides(session: Session, congress: Congress) -> list[Slide]:
    """List the steps of the plenary: the forums, then every recommendation on which was or will be voted."""
    ballots = {one.recommendation_id: one for one in queries.ballots(session, congress.id)}
    backs = report_backs(session, congress)
    supports = queries.supports(session, [back.forum.id for back in backs])
    put = [
        one
        for one in queries.recommendations(session, [congress.id])
        if one.id in ballots or one.status in {Status.DISCUSSED, Status.ADOPTED}
    ]
    return [
        Slide(),
        *(Slide(forum=back, supports=supports) for back in backs),
        *(Slide(recommendation=one, ballot=ballots.get(one.id)) for one in put),
    ]


def _most_wanted(
    notes: Sequence[CaptureNote], supports: dict[int, int], forum: Forum, kind: NoteKind
) -> list[CaptureNote]:
    of_kind = [one for one in notes if one.forum_id == forum.id and one.kind == kind]
    return sorted(of_kind, key=lambda one: (-supports.get(one.id, 0), one.id))[:MOST_OF_A_KIND]
