"""The verbs of taking places: in the congress and in every quota that covers somebody, all of them or none."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from registration.organisations.rules import key_of
from registration.participants import errors, queries
from registration.participants.rules import HOLDING, RegistrationRequest, Status
from registration.places import queries as places_of
from registration.places.models import Quota
from registration.places.naming import name_of
from registration.places.rules import Claim, Lacking, Room, lacking, needs


def claim_of(request: RegistrationRequest) -> Claim:
    """Tell what quotas look at in a cleaned request."""
    return Claim(request.role, ",".join(request.days), key_of(request.organisation))


def take(session: Session, congress_id: int, claims: Sequence[Claim], status: Status) -> None:
    """Take places for people who come together, counted in *status*; for all of them or none.

    Raises CongressFull, or QuotaFull naming the quotas that have no room for them.
    """
    needed = check_room(session, congress_id, claims)
    queries.count(session, congress_id, {status: len(claims)})
    queries.take_in_quotas(session, needed)


def check_room(session: Session, congress_id: int, claims: Sequence[Claim]) -> Mapping[int, int]:
    """Hold the counters and find room for people who come together; give how many places they need in each quota, by id.

    Raises CongressFull or QuotaFull, as take() does.
    """
    counted = queries.hold(session, congress_id)
    quotas = places_of.quotas(session, congress_id) if counted.quotas else []
    needed = needs(quotas, claims)
    short = lacking(Room.of(counted.capacity - counted.held, quotas), len(claims), needed)
    if short:
        raise _refusal(session, congress_id, short, quotas)
    return needed


def take_beyond(session: Session, congress_id: int, claim: Claim, status: Status) -> None:
    """Count somebody in whether or not there is room, for organisers who know and want it."""
    queries.hold(session, congress_id)
    queries.count(session, congress_id, {status: 1})
    if status in HOLDING:
        queries.count_in_quotas(session, congress_id, claim, 1)


def take_turn(session: Session, congress_id: int, *, people: int) -> int:
    """Count *people* in on the waiting list and give them the next turn; those who come together have one."""
    turn = queries.hold(session, congress_id).turns + 1
    queries.count(session, congress_id, {Status.WAITING: people})
    queries.set_turns(session, congress_id, turn)
    return turn


def give_back(session: Session, congress_id: int, claims: Sequence[Claim], status: Status) -> None:
    """Undo taking: for people who are not written down after all."""
    queries.count(session, congress_id, {status: -len(claims)})
    if status in HOLDING and queries.hold(session, congress_id).quotas:
        for claim in claims:
            queries.count_in_quotas(session, congress_id, claim, -1)


def exchange(session: Session, congress_id: int, before: Claim, after: Claim) -> None:
    """Let somebody who holds a place be counted by other quotas. Raises QuotaFull, and then nothing has changed."""
    if before == after or not queries.hold(session, congress_id).quotas:
        return
    quotas = places_of.quotas(session, congress_id)
    entered = dict.fromkeys(needs(quotas, [after]).keys() - needs(quotas, [before]).keys(), 1)
    short = lacking(Room.of(1, quotas), 1, entered)
    if short:
        raise _refusal(session, congress_id, short, quotas)
    queries.count_in_quotas(session, congress_id, before, -1)
    queries.count_in_quotas(session, congress_id, after, 1)


def _refusal(session: Session, congress_id: int, short: Lacking, quotas: Sequence[Quota]) -> errors.CongressFull:
    if short.is_congress_full:
        return errors.CongressFull()
    categories = places_of.categories(session, congress_id)
    full = [quota for quota in quotas if quota.id in short.quotas]
    field = "role" if full[0].category else "days" if full[0].day else "organisation"
    return errors.QuotaFull(quotas=[name_of(quota, categories) for quota in full], field=field)
