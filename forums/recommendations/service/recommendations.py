"""The verbs of recommendations and their addressees."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import NotFound
from app.orm import insert_new, new_public_id
from forums.dialogue import queries as forums_of
from forums.recommendations import errors, queries, rules
from forums.recommendations.models import Addressee, Recommendation, RecommendationAnswer, RecommendationTie
from forums.recommendations.rules import AddresseeRequest, Frame, RecommendationRequest, Status, Tie
from forums.recommendations.service.log import note
from forums.tables import queries as tables_of
from registration.organisations.rules import key_of

WORDING = ("title", "text")


def frame_of(session: Session, congress: Congress) -> Frame:
    """Gather what a recommendation must fit into."""
    return Frame(
        congress.languages,
        {forum.public_id for forum in forums_of.forums(session, congress.id)},
        {table.public_id for table in tables_of.tables(session, congress.id)},
        {addressee.public_id for addressee in queries.addressees(session, congress.id)},
    )


def create(
    session: Session,
    congress: Congress,
    request: RecommendationRequest,
    *,
    actor: str,
    now: datetime,
    supports: int = 0,
    public_id: str = "",
) -> Recommendation:
    """Write a new recommendation down, as a draft; raises RecommendationInvalid."""
    request = rules.clean(request, frame_of(session, congress))
    recommendation = Recommendation(
        public_id=public_id or new_public_id(),
        congress_id=congress.id,
        number=queries.number_next(session, congress.id),
        title={},
        text={},
        supports=supports,
        created_at=now,
        changed_at=now,
    )
    places = _place(session, congress, recommendation, request)
    session.add(recommendation)
    names = _set_addressees(session, recommendation, request, now=now)
    told = {name: getattr(request, name) for name in (*WORDING, "theme", "priority")}
    changed = told | {"status": Status.DRAFT.value, "percent": 0}
    note(
        session, recommendation, "created", actor=actor, now=now, changed=changed, addressees=names, version=1, **places
    )
    return recommendation


def change(
    session: Session,
    congress: Congress,
    recommendation: Recommendation,
    request: RecommendationRequest,
    *,
    version: int,
    actor: str,
    now: datetime,
) -> None:
    """Change what a recommendation says; *version* is the wording that was on the screen.

    Raises RecommendationInvalid, ChangedMeanwhile, and WordingSettled once it is adopted.
    """
    request = rules.clean(request, frame_of(session, congress))
    wording = {name: getattr(request, name) for name in WORDING}
    is_reworded = any(getattr(recommendation, name) != text for name, text in wording.items())
    if is_reworded and recommendation.status not in rules.OPEN:
        raise errors.WordingSettled(field=f"title-{congress.languages[0]}")
    if is_reworded and version != recommendation.version:
        raise errors.ChangedMeanwhile(field=f"title-{congress.languages[0]}")
    if is_reworded:
        recommendation.version += 1
        note(session, recommendation, "worded", actor=actor, now=now, changed=wording, version=recommendation.version)
    moved = _place(session, congress, recommendation, request)
    before = sorted(answer.addressee.name for answer in recommendation.answers)
    names = _set_addressees(session, recommendation, request, now=now)
    other = {name: getattr(request, name) for name in ("theme", "priority")}
    changed = {name: value for name, value in other.items() if getattr(recommendation, name) != value}
    more: dict[str, Any] = ({"addressees": names} if names != before else {}) | moved  # Any: JSON
    if changed or more:
        note(session, recommendation, "changed", actor=actor, now=now, changed=changed, **more)


def move(
    session: Session, recommendation: Recommendation, status: Status, *, actor: str, now: datetime, **more: object
) -> None:
    """Let a recommendation take a step of its life; *more* is noted beside it. Raises NoSuchStep or NoAddressee."""
    rules.check_step(Status(recommendation.status), status)
    if status is Status.HANDED_OVER and not recommendation.answers:
        raise errors.NoAddressee
    note(session, recommendation, "status", actor=actor, now=now, changed={"status": status.value}, **more)


def tie(
    session: Session, later: Recommendation, earlier: Recommendation, kind: Tie, *, actor: str, now: datetime
) -> None:
    """Note that a recommendation follows, repeats or replaces an earlier one, which is superseded in the last case."""
    if later.id == earlier.id:
        raise errors.SamePair(field="earlier")
    session.execute(
        delete(RecommendationTie).where(
            RecommendationTie.later_id == later.id, RecommendationTie.earlier_id == earlier.id
        )
    )
    session.add(RecommendationTie(later_id=later.id, earlier_id=earlier.id, kind=kind))
    note(session, later, "tied", actor=actor, now=now, kind=kind.value, earlier=earlier.public_id)
    if kind is Tie.REPLACES and Status.SUPERSEDED in rules.STEPS[Status(earlier.status)]:
        move(session, earlier, Status.SUPERSEDED, actor=actor, now=now, later=later.public_id)


def untie(session: Session, later: Recommendation, earlier: Recommendation, *, actor: str, now: datetime) -> None:
    """Take a tie away; an earlier one that was superseded stays so."""
    session.execute(
        delete(RecommendationTie).where(
            RecommendationTie.later_id == later.id, RecommendationTie.earlier_id == earlier.id
        )
    )
    note(session, later, "untied", actor=actor, now=now, earlier=earlier.public_id)


def add_addressee(session: Session, congress: Congress, request: AddresseeRequest, *, public_id: str = "") -> Addressee:
    """Add an organisation to which recommendations can go; raises RecommendationInvalid or AddresseeKnown."""
    request = rules.clean_addressee(request)
    key = key_of(request.name)
    row = {"public_id": public_id or new_public_id(), "congress_id": congress.id, "link_version": 1, "key": key}
    insert = insert_new(session, Addressee).values(row | vars(request)).returning(Addressee.public_id)
    made = session.execute(insert).scalar()
    if made is None:
        raise errors.AddresseeKnown(field="name")
    return queries.addressee(session, congress.id, made)


def change_addressee(session: Session, addressee: Addressee, request: AddresseeRequest) -> None:
    """Change who an addressee is and how it is reached; raises RecommendationInvalid or AddresseeKnown."""
    request = rules.clean_addressee(request)
    key = key_of(request.name)
    others = queries.addressees(session, addressee.congress_id)
    if any(other.key == key and other.id != addressee.id for other in others):
        raise errors.AddresseeKnown(field="name")
    addressee.key = key
    for name, value in vars(request).items():
        setattr(addressee, name, value)


def _place(
    session: Session, congress: Congress, recommendation: Recommendation, request: RecommendationRequest
) -> dict[str, int | None]:
    """Say where a recommendation came from; give the numbers that changed."""
    forums = {forum.public_id: forum for forum in forums_of.forums(session, congress.id)}
    tables = {table.public_id: table for table in tables_of.tables(session, congress.id)}
    forum, table = forums.get(request.forum), tables.get(request.table)
    changed: dict[str, int | None] = {}
    if (forum.id if forum else None) != recommendation.forum_id:
        recommendation.forum_id, changed["forum"] = forum.id if forum else None, forum.number if forum else None
    if (table.id if table else None) != recommendation.table_id:
        recommendation.table_id, changed["table"] = table.id if table else None, table.number if table else None
    return changed


def _set_addressees(
    session: Session, recommendation: Recommendation, request: RecommendationRequest, *, now: datetime
) -> list[str]:
    """Let the recommendation go to those named, and no others save who has it already; give their names."""
    known = {one.public_id: one for one in queries.addressees(session, recommendation.congress_id)}
    kept = [
        one for one in recommendation.answers if one.handed_over_at or one.addressee.public_id in request.addressees
    ]
    there = {one.addressee.public_id for one in kept}
    new = [
        RecommendationAnswer(addressee=known[public_id], changed_at=now)
        for public_id in request.addressees
        if public_id not in there
    ]
    recommendation.answers = [*kept, *new]
    return sorted(answer.addressee.name for answer in recommendation.answers)


def earlier_one(session: Session, congress: Congress, public_id: str) -> Recommendation:
    """Find a recommendation of this congress or an earlier one of its series; raises NotFound."""
    ids = [one.id for one in queries.series(session, congress)]
    found = next((one for one in queries.recommendations(session, ids) if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found
