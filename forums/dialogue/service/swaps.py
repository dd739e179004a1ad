"""The verbs of swaps: one offers their place for one in another forum, and whoever sits there may accept: both agree."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.orm import new_public_id
from forums.dialogue import errors
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.models import Forum, SwapOffer
from forums.dialogue.moves import Move, Seating
from forums.dialogue.service.turns import BY_SWAP, carry_out, check_moving, note, seating_of, serve
from registration.participants.models import Participant


def offer_swap(session: Session, participant: Participant, wanted: Forum, *, actor: str, now: datetime) -> bool:
    """Offer one's place for one in *wanted*, in place of an earlier offer; tell whether it was taken at once.

    That is where somebody there has offered the reverse: then both have agreed. Raises as turns.wait_for() does, and NoSeat.
    """
    congress_queries.hold(session, participant.congress_id)
    check_moving(session, participant, wanted, now=now)
    seat = changing_queries.seat_row(session, participant.id, wanted.slot)
    if seat is None:
        raise errors.NoSeat
    _forget(session, participant.id, wanted.slot)
    mine = {"public_id": new_public_id(), "participant_id": participant.id, "slot": wanted.slot}
    session.execute(insert(SwapOffer).values(**mine, wanted_id=wanted.id, offered_at=now))
    note(session, participant, "participant.swap-offered", actor=actor, now=now, forum=wanted.number)
    seating = seating_of(session, participant.congress_id, slot=wanted.slot, now=now)
    for other in changing_queries.offers_for(session, seat.forum_id, among=wanted.id):
        if seating.may_swap(participant.id, other.participant_id):
            both = participant.id, other.participant_id
            _swap(session, participant.congress_id, both, seating, slot=wanted.slot, now=now)
            return True
    return False


def withdraw_swap(session: Session, participant: Participant, *, slot: int = 1, actor: str, now: datetime) -> None:
    """Take the offer of a slot back; twice is no error."""
    congress_queries.hold(session, participant.congress_id)
    if _forget(session, participant.id, slot):
        note(session, participant, "participant.swap-withdrawn", actor=actor, now=now)


def accept_swap(session: Session, participant: Participant, public_id: str, *, now: datetime) -> None:
    """Change places with whoever made an offer; raises OfferGone if it no longer stands, or the rules no longer hold."""
    congress_queries.hold(session, participant.congress_id)
    offer = changing_queries.offer(session, public_id)
    seat = changing_queries.seat_row(session, participant.id, offer.slot) if offer is not None else None
    if seat is None or offer is None or offer.wanted_id != seat.forum_id:
        raise errors.OfferGone
    seating = seating_of(session, participant.congress_id, slot=offer.slot, now=now)
    both = (offer.participant_id, participant.id)
    if not {*both} <= seating.people.keys() or not seating.may_swap(*both):
        raise errors.OfferGone
    _swap(session, participant.congress_id, both, seating, slot=offer.slot, now=now)


def offers_to(session: Session, participant: Participant, *, slot: int = 1, now: datetime) -> Sequence[SwapOffer]:
    """List the offers that somebody may accept in a slot, the oldest of each forum."""
    seat = changing_queries.seat_row(session, participant.id, slot)
    offers = changing_queries.offers_for(session, seat.forum_id) if seat is not None else []
    if not offers:
        return []
    seating = seating_of(session, participant.congress_id, slot=slot, now=now)
    first: dict[int, SwapOffer] = {}
    for offer in offers:
        if seating.may_swap(participant.id, offer.participant_id):
            first.setdefault(seating.forum_of[offer.participant_id], offer)
    return list(first.values())


def _swap(
    session: Session, congress_id: int, both: tuple[int, int], seating: Seating, *, slot: int, now: datetime
) -> None:
    one, other = both
    here, there = seating.forum_of[one], seating.forum_of[other]
    steps = [Move(one, here, there), Move(other, there, here)]
    carry_out(session, congress_id, steps, slot=slot, reason=BY_SWAP, now=now)
    for person, after in ((one, there), (other, here)):
        moved = session.get_one(Participant, person)
        number = changing_queries.number_of(session, after)
        note(session, moved, "participant.swapped", actor=f"participant:{person}", now=now, forum=number)
    serve(session, congress_id, now=now)  # with other sectors and organisations in both, others may fit


def _forget(session: Session, participant_id: int, slot: int) -> bool:
    mine = SwapOffer.participant_id == participant_id, SwapOffer.slot == slot
    gone = delete(SwapOffer).where(*mine).returning(SwapOffer.id)
    return bool(session.scalars(gone, execution_options={"synchronize_session": False}).all())
