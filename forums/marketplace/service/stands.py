"""What the holder of a stand does: apply, confirm the address, change, withdraw, take the place; and the logo."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import DomainError
from app.logos import LogoError, redraw
from forums.marketplace import applications, errors, queries, rules
from forums.marketplace.applications import METRES, Frame, StandRequest
from forums.marketplace.models import Marketplace, Stand, StandLogo, StandTopic, StandWish
from forums.marketplace.rules import LIVING, OPEN, Call, Nearness, State
from forums.marketplace.service import jury
from forums.marketplace.service.telling import ADDRESS, ARRIVED, LINK, MAILS, mail, note
from registration.organisations.queries import by_key
from registration.organisations.rules import key_of
from registration.participants.rules import clean_text, email_key_of

# What a request and a stand call alike.
ALIKE = (
    *("organisation", "website", "contact_name", "contact_email", "contact_phone", "language", "offers", "requests"),
    *("press_name", "press_email", "press_phone", "is_press_public", "area", "tables", "chairs", "power"),
    *("needs_wall", "is_loud", "needs_light", "access_needs", "remarks"),
)


def frame_of(session: Session, congress: Congress) -> Frame:
    """Say what a request must fit into."""
    return Frame(congress.languages, {topic.public_id for topic in queries.topics(session, congress.id)})


def apply(
    session: Session,
    congress: Congress,
    market: Marketplace,
    request: StandRequest,
    answers: dict[str, Any],  # Any: JSON, as questions.answers gives them
    *,
    now: datetime,
) -> Stand:
    """Take an application: it counts once its address is confirmed. Raises CallClosed or StandInvalid."""
    if call_of(market, now=now) is not Call.OPEN:
        raise errors.CallClosed
    stand = _made(session, congress, request, answers, now=now)
    note(session, stand, "stand.applied", actor="guest", now=now)
    mail(session, stand, ADDRESS, now=now)
    return stand


def add(
    session: Session,
    congress: Congress,
    request: StandRequest,
    answers: dict[str, Any],  # Any: as above
    *,
    actor: str,
    now: datetime,
) -> Stand:
    """Write an application down that came on paper or by telephone; its holder gets the link. Raises StandInvalid."""
    stand = _made(session, congress, request, answers, now=now)
    stand.address_confirmed_at = now
    note(session, stand, "stand.added", actor=actor, now=now)
    mail(session, stand, ARRIVED, now=now)
    return stand


def call_of(market: Marketplace | None, *, now: datetime) -> Call:
    """Tell whether stands may apply at *now*."""
    if market is None:
        return Call.NONE
    return rules.call_at(begins=market.applications_from, ends=market.applications_until, now=now)


def may_change_needs(stand: Stand, market: Marketplace, *, now: datetime) -> bool:
    """Tell whether whoever holds a stand may still change what it needs: until the deadline, and before it is decided."""
    return stand.state in OPEN and call_of(market, now=now) is Call.OPEN


def confirm_address(session: Session, stand: Stand, *, now: datetime) -> None:
    """Let an application count: its holder has followed the mailed link. Twice is no error."""
    if stand.address_confirmed_at is None:
        stand.address_confirmed_at = now
        note(session, stand, "stand.address-confirmed", actor=_holder(stand), now=now)
        mail(session, stand, ARRIVED, now=now)


def change(
    session: Session,
    congress: Congress,
    stand: Stand,
    request: StandRequest,
    answers: dict[str, Any],  # Any: as above
    *,
    version: int,
    actor: str | None = None,
    settled: bool = False,
    now: datetime,
) -> None:
    """Change what was said about a stand; what it needs stays where that is *settled*. *actor* is its holder, unless told.

    Raises StandInvalid, or ChangedMeanwhile where *version* is not the one that was looked at.
    """
    if version != stand.version:
        raise errors.ChangedMeanwhile
    before = request_of(stand, {topic.id: topic.public_id for topic in queries.topics(session, congress.id)})
    wanted = applications.kept_needs(request, before) if settled else request
    cleaned = applications.clean(wanted, frame_of(session, congress))
    changed = applications.differences(before, cleaned)
    if answers != stand.answers:
        changed.append("answers")
    _write(session, congress, stand, cleaned, answers)
    if changed:
        note(session, stand, "stand.changed", actor=actor or _holder(stand), now=now, fields=changed)


def withdraw(session: Session, market: Marketplace, stand: Stand, *, reason: str, now: datetime) -> None:
    """Take a stand back; who waits moves up. Raises NoSuchStep; twice is no error."""
    queries.hold_stand(session, stand)
    if stand.state == State.WITHDRAWN:
        return
    rules.check_step(stand.state, State.WITHDRAWN)
    stand.reason = clean_text(reason, field="reason", longest=1500, lines=True)
    was_in, was_confirmed = stand.state in rules.HOLDING, stand.address_confirmed_at is not None
    jury.bring(session, stand, State.WITHDRAWN, actor=_holder(stand), now=now)
    if was_confirmed:
        mail(session, stand, MAILS[State.WITHDRAWN], now=now)
    if was_in:
        jury.move_up(session, market, stand.topic_id, now=now)


def confirm(session: Session, stand: Stand, *, now: datetime) -> None:
    """Take the place that was offered. Raises NoSuchStep or ConfirmedTooLate; twice is no error."""
    queries.hold_stand(session, stand)
    if stand.state == State.CONFIRMED:
        return
    rules.check_step(stand.state, State.CONFIRMED)
    if stand.confirm_until is not None and stand.confirm_until < now:
        raise errors.ConfirmedTooLate
    jury.bring(session, stand, State.CONFIRMED, actor=_holder(stand), now=now)
    mail(session, stand, MAILS[State.CONFIRMED], now=now)


def mail_links(session: Session, congress: Congress, email: str, *, now: datetime) -> None:
    """Mail the links of all living stands with this address; nothing, and no word, where there are none."""
    for stand in queries.stands_by_contact(session, congress.id, email_key_of(email)):
        if stand.state in LIVING:
            mail(session, stand, LINK if stand.address_confirmed_at else ADDRESS, now=now)


def renew_link(session: Session, stand: Stand, *, actor: str, now: datetime) -> None:
    """Make a new secret for the page of a stand and mail it; the old one is dead at once."""
    stand.link_version += 1
    note(session, stand, "stand.link-renewed", actor=actor, now=now)
    mail(session, stand, LINK, now=now)


def set_logo(session: Session, stand: Stand, content: bytes, *, alt: str, rights: str, now: datetime) -> None:
    """Keep a logo, drawn anew; without new *content* only its words change. Raises StandInvalid holding all faults at once."""
    faults: dict[str, Any] = {}
    words = {"alt": alt, "rights": rights}
    for name, typed in words.items():
        try:
            words[name] = clean_text(typed, field=name, longest=300)
        except DomainError as fault:
            faults[name] = fault
            continue
        if not words[name]:
            faults[name] = errors.NoText(field=name)
    drawn = None
    try:
        drawn = redraw(content) if content or stand.logo is None else None
    except LogoError as fault:
        faults["logo"] = fault
    if faults:
        raise errors.StandInvalid(faults=faults)
    if stand.logo is None:
        stand.logo = StandLogo(stand_id=stand.id)
    stand.logo.alt, stand.logo.rights = words["alt"], words["rights"]
    if drawn is not None:
        for name in ("type", "width", "height", "digest", "content"):
            setattr(stand.logo, name, getattr(drawn, name))
    note(session, stand, "stand.logo-changed", actor=_holder(stand), now=now)


def remove_logo(session: Session, stand: Stand, *, now: datetime) -> None:
    """Let go of the logo."""
    stand.logo = None
    note(session, stand, "stand.logo-removed", actor=_holder(stand), now=now)


def request_of(stand: Stand, topics: dict[int, str]) -> StandRequest:
    """Give what was said about a stand; *topics* are public ids by id."""
    return StandRequest(
        **{name: getattr(stand, name) for name in ALIKE},
        title=stand.title,
        description=stand.description,
        topic=topics.get(stand.topic_id or 0, ""),
        further=tuple(topics[one.topic_id] for one in stand.further_topics if one.topic_id in topics),
        languages=tuple(stand.languages),
        near=tuple(wish.named for wish in stand.wishes if wish.nearness == Nearness.NEAR),
        far=tuple(wish.named for wish in stand.wishes if wish.nearness == Nearness.FAR),
    )


def _made(
    session: Session,
    congress: Congress,
    request: StandRequest,
    answers: dict[str, Any],  # Any: as above
    *,
    now: datetime,
) -> Stand:
    cleaned = applications.clean(request, frame_of(session, congress))
    stand = Stand(congress_id=congress.id, applied_at=now, changed_at=now, state=State.APPLIED, version=0)
    stand.further_topics, stand.wishes, stand.logo = [], [], None
    _write(session, congress, stand, cleaned, answers)
    session.add(stand)
    return stand


def _write(
    session: Session,
    congress: Congress,
    stand: Stand,
    request: StandRequest,
    answers: dict[str, Any],  # Any: as above
) -> None:
    for name in ALIKE:
        setattr(stand, name, getattr(request, name))
    stand.organisation_key, stand.contact_email_key = key_of(request.organisation), email_key_of(request.contact_email)
    known = by_key(session, congress.id, stand.organisation_key)
    stand.organisation_id = known.id if known is not None else None
    stand.title, stand.description = dict(request.title), dict(request.description)
    stand.languages, stand.answers = list(request.languages), answers
    ids = {topic.public_id: topic.id for topic in queries.topics(session, congress.id)}
    stand.topic_id = ids.get(request.topic)
    _write_topics(stand, [ids[one] for one in request.further])
    _write_wishes(stand, request)


def _write_topics(stand: Stand, wanted: list[int]) -> None:
    if sorted(one.topic_id for one in stand.further_topics) != sorted(wanted):
        kept = [one for one in stand.further_topics if one.topic_id in wanted]
        known = {one.topic_id for one in kept}
        stand.further_topics = [*kept, *(StandTopic(topic_id=one) for one in wanted if one not in known)]


def _write_wishes(stand: Stand, request: StandRequest) -> None:
    """Keep the wishes that stay, with what organisers said about them."""
    wanted = [(nearness, name) for nearness in Nearness for name in getattr(request, nearness)]
    kept = {(wish.nearness, wish.named): wish for wish in stand.wishes}
    stand.wishes = [
        kept.get((nearness, name))
        or StandWish(nearness=nearness, named=name, named_key=key_of(name), metres=METRES, other_id=None)
        for nearness, name in dict.fromkeys(wanted)
    ]


def _holder(stand: Stand) -> str:
    return f"stand:{stand.id}"
