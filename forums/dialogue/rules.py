"""Pure decisions about wishes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from forums.dialogue import errors


def check_ranking(ranking: Sequence[str], *, known: Collection[str], most: int) -> None:
    """Check a ranking of forums, dearest first: raises UnknownForum, ForumTwice or TooManyPreferences."""
    if len(set(ranking)) != len(ranking):
        raise errors.ForumTwice(field="wishes")
    if not set(ranking) <= set(known):
        raise errors.UnknownForum(field="wishes")
    if len(ranking) > most:
        raise errors.TooManyPreferences(field="wishes", most=most)


def preferences_end(*, preferences_until: datetime | None, registration_closes_at: datetime | None) -> datetime | None:
    """Until when wishes may change: their own deadline, else that of registration, else always (None)."""
    return preferences_until or registration_closes_at
