"""The verbs of pairs: who sits in the same forum, and who never does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import combinations, pairwise

from sqlalchemy import delete, insert, tuple_
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from forums.dialogue import errors, queries
from forums.dialogue.models import ForumPair, PairChange
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.service.line import begin_step
from registration.participants.models import Participant

Pair = tuple[int, int]
MOST_APART = 12  # of so many people each is kept from each: 66 pairs


def person_named(session: Session, congress: Congress, words: str, *, field: str) -> Participant:
    """Find somebody confirmed by whole name or address of mail; raises UnknownPerson or SeveralPeople."""
    found = inputs_of.confirmed_by_words(session, congress.id, words) if words.strip() else ()
    if not found:
        raise errors.UnknownPerson(field=field)
    if len(found) > 1:
        raise errors.SeveralPeople(field=field)
    return found[0]


def add_pairs(
    session: Session, congress: Congress, people: Collection[str], *, are_together: bool, actor: str, now: datetime
) -> int:
    """Let confirmed *people* (by public id) sit in one forum, or keep each from each; return how many they are.

    What was said before about two of them is replaced. Raises SamePerson for fewer than two, TooManyApart for more than twelve to be
    kept apart, or NotFound for people of another congress.
    """
    found = queries.ids_of_people(session, congress.id, people)
    if len(found) != len(set(people)):
        raise NotFound
    if len(found) <= 1:
        raise errors.SamePerson(field="second")
    if not are_together and len(found) > MOST_APART:
        raise errors.TooManyApart(most=MOST_APART)
    ids = sorted(found.values())
    pairs = list(pairwise(ids) if are_together else combinations(ids, 2))
    _remember(session, congress, dict.fromkeys(pairs, are_together))
    _forget(session, congress, pairs)
    rows = [
        {"congress_id": congress.id, "first_id": first, "second_id": second, "is_together": are_together}
        for first, second in pairs
    ]
    session.execute(insert(ForumPair), rows)
    for person in ids:
        _note(
            session,
            congress,
            "participant.together" if are_together else "participant.apart",
            person,
            actor=actor,
            now=now,
        )
    return len(ids)


def remove_pair(session: Session, congress: Congress, pair_id: int, *, actor: str, now: datetime) -> None:
    """Take back what was said about two people; raises NotFound."""
    pair = inputs_of.pair(session, congress.id, pair_id)
    _remember(session, congress, {(pair.first_id, pair.second_id): None})
    for person in (pair.first_id, pair.second_id):
        _note(session, congress, "participant.unpaired", person, actor=actor, now=now)
    session.delete(pair)


def set_pairs(
    session: Session, congress: Congress, wanted: Mapping[Pair, bool | None], *, actor: str, now: datetime
) -> None:
    """Put pairs (by ids, the lower first) back as they were: together, apart, or no pair."""
    _forget(session, congress, list(wanted))
    kept = {pair: kind for pair, kind in wanted.items() if kind is not None}
    rows = [
        {"congress_id": congress.id, "first_id": first, "second_id": second, "is_together": kind}
        for (first, second), kind in kept.items()
    ]
    if rows:
        session.execute(insert(ForumPair), rows)
    for pair, kind in wanted.items():
        action = f"participant.{'unpaired' if kind is None else 'together' if kind else 'apart'}"
        for person in pair:
            _note(session, congress, action, person, actor=actor, now=now)


def _remember(session: Session, congress: Congress, after: Mapping[Pair, bool | None]) -> None:
    before = inputs_of.kinds_of_pairs(session, congress.id)
    changed = {pair: kind for pair, kind in after.items() if before.get(pair) is not kind}
    if changed:
        step_id = begin_step(session, congress.id)
        rows = [
            {"step_id": step_id, "first_id": pair[0], "second_id": pair[1], "before": before.get(pair), "after": kind}
            for pair, kind in changed.items()
        ]
        session.execute(insert(PairChange), rows)


def _forget(session: Session, congress: Congress, pairs: Sequence[Pair]) -> None:
    both = tuple_(ForumPair.first_id, ForumPair.second_id)
    leaving = delete(ForumPair).where(ForumPair.congress_id == congress.id, both.in_(pairs))
    session.execute(leaving.execution_options(synchronize_session=False))


def _note(session: Session, congress: Congress, action: str, participant_id: int, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="participant",
        subject_id=participant_id,
        now=now,
        details={},
    )
