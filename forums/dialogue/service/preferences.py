"""The verb of wishes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.journal.service import record
from app.orm import add_rows
from forums.dialogue import errors, queries, rules
from forums.dialogue.models import Preference
from forums.dialogue.rules import WishTerms


def set_preferences(
    session: Session,
    congress: WishTerms,
    *,
    participant_id: int,
    ranking: Sequence[str],
    is_new: bool = False,
    known: Mapping[str, int] | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Replace somebody's wishes as a whole; *ranking* are public ids of forums, dearest first, and may be empty.

    *is_new* spares the look for older wishes, *known* (queries.ids_by_public_id) that for the forums. Raises PreferencesClosed,
    UnknownForum, ForumTwice or TooManyPreferences.
    """
    if not ranking and is_new:
        return
    _check_time(congress, now=now)
    known = known or queries.ids_by_public_id(session, congress.id)
    rules.check_ranking(ranking, known=known, most=congress.wishes)
    if not is_new:
        session.execute(delete(Preference).where(Preference.participant_id == participant_id))
    rows = [
        {"participant_id": participant_id, "forum_id": known[forum], "rank": rank}
        for rank, forum in enumerate(ranking, 1)
    ]
    add_rows(session, Preference, rows)
    if not is_new:
        record(
            session,
            "participant.preferences",
            actor=actor,
            congress_id=congress.id,
            subject_kind="participant",
            subject_id=participant_id,
            now=now,
            details={"forums": len(rows)},
        )


def _check_time(congress: WishTerms, *, now: datetime) -> None:
    end = rules.preferences_end(
        preferences_until=congress.preferences_until, registration_closes_at=congress.registration_closes_at
    )
    if end is not None and now >= end:
        raise errors.PreferencesClosed(until=f"{end:%Y-%m-%d %H:%M} UTC")
