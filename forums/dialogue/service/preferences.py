"""The verb of wishes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.journal.service import record
from app.orm import add_rows_later
from forums.dialogue import errors, queries, rules
from forums.dialogue.models import Preference
from forums.dialogue.queries import Wishable
from forums.dialogue.rules import WishTerms


def set_preferences(
    session: Session,
    congress: WishTerms,
    *,
    participant_id: int,
    ranking: Sequence[str],
    days: Collection[str] = (),
    is_new: bool = False,
    known: Mapping[str, Wishable] | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Replace somebody's wishes as a whole; *ranking* are public ids of forums, dearest first, and may be empty.

    Of each slot the first is the 1st wish. Whoever comes on some *days* (ISO) only wishes for forums of these, save for what they
    wished for before they chose them: that stays until they take it out, and counts for nothing. *is_new* spares the look for older
    wishes, *known* (queries.wishable) that for the forums. Raises PreferencesClosed, UnknownForum, ForumTwice,
    TooManyPreferences or WishNotThere.
    """
    if not ranking and is_new:
        return
    _check_time(congress, now=now)
    known = known or queries.wishable(session, congress.id)
    rules.check_ranking(ranking, known=known, most=congress.wishes)
    if days and ranking:
        before = () if is_new else queries.preferences(session, participant_id)
        fresh = [forum for forum in ranking if forum not in before]
        rules.check_presence(fresh, days, known=known, zone=congress.zone)
    if not is_new:
        session.execute(delete(Preference).where(Preference.participant_id == participant_id))
    ranks: dict[int, int] = {}
    rows: list[dict[str, object]] = []
    for forum in ranking:
        wish = known[forum]
        ranks[wish.slot] = rank = ranks.get(wish.slot, 0) + 1
        rows.append({"participant_id": participant_id, "forum_id": wish.id, "slot": wish.slot, "rank": rank})
    add_rows_later(session, Preference, rows)
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
