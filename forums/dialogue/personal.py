"""What the dialogue forums hold about participants."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from forums.dialogue import queries


def _wishes(session: Session, person: Person) -> Iterator[Row]:
    numbers = {forum.public_id: forum.number for forum in queries.forums(session, person.congress_id)}
    ranked = queries.ranks(session, person.id).items()
    yield from ({"rank": rank, "forum": numbers[forum]} for forum, rank in ranked)


def _first_wish(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    yield from (("first-wish", str(wish["forum"])) for wish in _wishes(session, person) if wish["rank"] == 1)


def _seat(session: Session, person: Person) -> Iterator[Row]:
    for seat in queries.seats_of(session, person.id):
        yield {"forum": seat.forum.number, "assigned_at": seat.assigned_at, "reason": seat.reason}


def _seated(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    yield from (("seat", str(seat["forum"])) for seat in _seat(session, person))


PERSONAL = (
    PersonalData(table="preference", label="Wishes for forums", collect=_wishes, before_erasing=_first_wish),
    PersonalData(table="seat", label="Places in forums", collect=_seat, before_erasing=_seated),
    PersonalData(table="forum_pair", label="Pairs for the forums", column="first_id", secret=frozenset({"second_id"})),
    PersonalData(table="forum_pair", label="Pairs for the forums", column="second_id", secret=frozenset({"first_id"})),
    PersonalData(table="forum_turn", label="Waiting for a forum"),
    PersonalData(table="swap_offer", label="Offers to swap places in forums"),
    PersonalData(table="pin_change", label="Steps on forums that can be undone"),
    PersonalData(
        table="pair_change",
        label="Steps on pairs that can be undone",
        column="first_id",
        secret=frozenset({"second_id"}),
    ),
    PersonalData(
        table="pair_change",
        label="Steps on pairs that can be undone",
        column="second_id",
        secret=frozenset({"first_id"}),
    ),
    PersonalData(table="pin", label="Decisions of organisers on a forum"),
    PersonalData(table="draft_seat", label="Places in drafts of the assignment"),
)
