"""What the jury and the organisers do: vote, decide on many at once, let somebody move up, say who is in the jury."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import SYSTEM, record
from app.mail import outbox
from forums.marketplace import applications, errors, queries, rules
from forums.marketplace.models import MarketJuror, Marketplace, Stand, StandVote
from forums.marketplace.rules import DECISIONS, OPEN, TOLD, Candidate, Outcome, Room, State, Voice
from forums.marketplace.service.telling import ENTRIES, MAILS, mail, note
from registration.participants.rules import clean_text, email_key_of

LONGEST_COMMENT, LONGEST_REASON, LONGEST_NOTE = 1500, 1500, 4000
INVITED = "forums.jury-invited"


def room_of(session: Session, market: Marketplace) -> Room:
    """Count for how many more stands there is room."""
    held = queries.held_by_topic(session, market.congress_id)
    total = None if market.capacity is None else market.capacity - sum(held.values())
    topics = queries.topics(session, market.congress_id)
    return Room(total, {one.id: one.quota - held.get(one.id, 0) for one in topics if one.quota is not None})


def foresee(
    session: Session, market: Marketplace, stands: Sequence[Stand], wanted: State
) -> list[tuple[Stand, Outcome]]:
    """Tell what a decision would do to each stand, before it is taken."""
    return list(zip(stands, rules.outcomes(_candidates(stands), wanted, room_of(session, market)), strict=True))


def _candidates(stands: Sequence[Stand]) -> list[Candidate]:
    return [Candidate(State(stand.state), stand.topic_id) for stand in stands]


def decide(
    session: Session,
    market: Marketplace,
    public_ids: Collection[str],
    wanted: State,
    *,
    reason: str,
    by_mail: bool,
    actor: str,
    now: datetime,
) -> list[tuple[Stand, Outcome]]:
    """Decide on several stands at once, in the order in which they applied. Whoever shall take part and finds no room waits.

    What frees a place lets somebody move up. Raises ReasonNeeded for a refusal without words, NoSuchStep for another state.
    """
    if wanted not in DECISIONS:
        raise errors.NoSuchStep
    words = clean_text(reason, field="reason", longest=LONGEST_REASON, lines=True)
    if wanted is State.DECLINED and not words:
        raise errors.ReasonNeeded(field="reason")
    queries.hold(session, market.congress_id)
    # Read only now: nobody else decides until this transaction ends.
    found = foresee(session, market, queries.chosen(session, market.congress_id, public_ids), wanted)
    for stand, outcome in found:
        if outcome.after is not None:
            _decide(session, market, stand, outcome.after, words, by_mail=by_mail, actor=actor, now=now)
    return found


def _decide(
    session: Session,
    market: Marketplace,
    stand: Stand,
    after: State,
    words: str,
    *,
    by_mail: bool,
    actor: str,
    now: datetime,
) -> None:
    was_in = stand.state in rules.HOLDING
    stand.reason = words
    _bring_to(session, market, stand, after, actor=actor, now=now)
    if by_mail and after in TOLD:
        mail(session, stand, MAILS[after], now=now)
    if was_in and after not in rules.HOLDING:
        move_up(session, market, stand.topic_id, besides=stand, now=now)


def _bring_to(session: Session, market: Marketplace, stand: Stand, after: State, *, actor: str, now: datetime) -> None:
    stand.decided_at = now
    stand.waits_since = (stand.waits_since or now) if after is State.WAITING else None
    stand.confirm_until = now + timedelta(days=market.confirm_days) if after is State.ACCEPTED else None
    bring(session, stand, after, actor=actor, now=now)


def bring(session: Session, stand: Stand, after: State, *, actor: str, now: datetime) -> None:
    """Bring a stand into a state and note it; raises NoSuchStep."""
    rules.check_step(stand.state, after)
    stand.state = after
    if after is State.WITHDRAWN:
        stand.waits_since = stand.confirm_until = None
    note(session, stand, ENTRIES[after], actor=actor, now=now)


def move_up(
    session: Session, market: Marketplace, topic_id: int | None, *, besides: Stand | None = None, now: datetime
) -> Stand | None:
    """Let whoever waits longest have a place of this topic that came free, and tell them; None where nobody suits."""
    waiting = [one for one in queries.waiting(session, market.congress_id) if one is not besides]
    index = rules.successor(_candidates(waiting), topic_id, room_of(session, market))
    if index is None:
        return None
    chosen = waiting[index]
    chosen.reason = ""
    _bring_to(session, market, chosen, State.ACCEPTED, actor=SYSTEM, now=now)
    mail(session, chosen, MAILS[State.ACCEPTED], now=now)
    return chosen


def prolong(session: Session, market: Marketplace, stand: Stand, *, actor: str, now: datetime) -> None:
    """Give an accepted stand its full time to confirm anew, and tell it. Raises NoSuchStep."""
    if stand.state != State.ACCEPTED:
        raise errors.NoSuchStep
    stand.confirm_until = now + timedelta(days=market.confirm_days)
    note(session, stand, "stand.prolonged", actor=actor, now=now)
    mail(session, stand, MAILS[State.ACCEPTED], now=now)


def reopen(session: Session, stand: Stand, *, actor: str, now: datetime) -> None:
    """Put a stand before the jury again. Raises NoSuchStep."""
    bring(session, stand, State.APPLIED, actor=actor, now=now)


def vote(session: Session, stand: Stand, juror: MarketJuror, *, voice: str, comment: str, now: datetime) -> None:
    """Note what a juror says; a later word replaces the earlier one, and without a voice it is taken back.

    Raises UnknownChoice, or NoSuchStep once the stand is decided.
    """
    if stand.state not in OPEN | {State.WAITING}:
        raise errors.NoSuchStep
    found = queries.vote(session, stand.id, juror.id)
    if not voice:
        if found is not None:
            session.delete(found)
        return
    if voice not in set(Voice):
        raise errors.UnknownChoice(field="voice")
    words = clean_text(comment, field="comment", longest=LONGEST_COMMENT, lines=True)
    if found is None:
        found = StandVote(stand_id=stand.id, juror_id=juror.id)
        session.add(found)
    found.voice, found.comment, found.at = voice, words, now


def set_own(session: Session, stand: Stand, *, note_text: str, priority: int, actor: str, now: datetime) -> None:
    """Keep what organisers alone say about a stand: a note, and how good a pitch it shall have. Raises NotBetween."""
    if not 0 <= priority <= 10:  # noqa: PLR2004 -- enough steps
        raise errors.NotBetween(field="priority", least=0, most=10)
    stand.note = clean_text(note_text, field="note", longest=LONGEST_NOTE, lines=True)
    stand.priority = priority
    note(session, stand, "stand.changed", actor=actor, now=now, fields=["note", "priority"])


def mean(
    session: Session, stand: Stand, meant: dict[int, tuple[int | None, int]], *, actor: str, now: datetime
) -> None:
    """Say which stands the wishes of a stand mean, and how many metres: {id of the wish: (id of the stand, metres)}."""
    for wish in stand.wishes:
        other, metres = meant.get(wish.id, (wish.other_id, wish.metres))
        if not 1 <= metres <= 500:  # noqa: PLR2004 -- no hall is longer
            raise errors.NotBetween(field=f"metres-{wish.id}", least=1, most=500)
        wish.other_id, wish.metres = (other if other != stand.id else None), metres
    note(session, stand, "stand.changed", actor=actor, now=now, fields=["wishes"])


def own_seat(session: Session, congress: Congress, *, account_id: int, name: str) -> MarketJuror:
    """Give an organiser's seat in the jury; made where there is none."""
    found = queries.juror_of_account(session, congress.id, account_id)
    if found is None:
        found = MarketJuror(congress_id=congress.id, account_id=account_id, name=name)
        session.add(found)
        session.flush()  # a vote names its id
    return found


def seat(
    session: Session, congress: Congress, *, name: str, email: str, language: str, actor: str, now: datetime
) -> MarketJuror:
    """Ask somebody without an account into the jury; they get a link. Raises StandInvalid or JurorKnown."""
    name, email = applications.clean_person(name, email)
    if not email:
        raise errors.StandInvalid(faults={"email": errors.NoText(field="email")})
    known = {email_key_of(one.email) for one in queries.jurors(session, congress.id) if one.email}
    if email_key_of(email) in known:
        raise errors.JurorKnown(field="email")
    juror = MarketJuror(congress_id=congress.id, name=name, email=email, language=language)
    session.add(juror)
    session.flush()  # the mail names its id
    _record(session, juror, "stands.juror-added", actor=actor, now=now)
    send_link(session, juror, now=now)
    return juror


def send_link(session: Session, juror: MarketJuror, *, now: datetime) -> None:
    """Mail a member of the jury their link."""
    outbox.put(
        session,
        INVITED,
        now=now,
        congress_id=juror.congress_id,
        participant_id=None,
        payload={"juror": juror.id},
    )


def unseat(session: Session, juror: MarketJuror, *, actor: str, now: datetime) -> None:
    """Take somebody out of the jury, with what they said."""
    _record(session, juror, "stands.juror-removed", actor=actor, now=now)
    session.delete(juror)


def _record(session: Session, juror: MarketJuror, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=juror.congress_id,
        subject_kind="congress",
        subject_id=juror.congress_id,
        now=now,
    )
