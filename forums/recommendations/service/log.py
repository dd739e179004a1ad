"""Write into the log, and find out whether it still says what was written."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.orm import add_rows, insert_new
from forums.recommendations import chain, queries
from forums.recommendations.chain import Fault, Link
from forums.recommendations.models import Recommendation, RecommendationEntry, RecommendationLog
from forums.recommendations.rules import PUBLIC

COMPARED = ("title", "text", "theme", "priority", "status", "percent")


def note(
    session: Session,
    recommendation: Recommendation,
    action: str,
    *,
    actor: str,
    now: datetime,
    changed: dict[str, Any] | None = None,  # Any: JSON
    **more: Any,  # Any: as above
) -> None:
    """Write an entry behind the last one. *changed* are columns with their new values, which are set here as well.

    Two who write at the same time queue at the end of the log.
    """
    was_public = recommendation.status in PUBLIC
    for name, value in (changed or {}).items():
        setattr(recommendation, name, value)
    recommendation.changed_at = now
    session.flush()  # the entry needs the recommendation's id; what follows goes past the session
    congress_id = recommendation.congress_id
    session.execute(insert_new(session, RecommendationLog).values(congress_id=congress_id, length=0, head=chain.START))
    number, previous = queries.take_number(session, congress_id)
    data = {"now": changed or {}, **more}
    head = chain.seal(previous, Link(number, now, actor, action, recommendation.public_id, data))
    row = {
        "congress_id": congress_id,
        "recommendation_id": recommendation.id,
        "number": number,
        "at": now,
        "actor": actor,
        "action": action,
        "data": data,
        "hash": head,
    }
    add_rows(session, RecommendationEntry, [row])
    queries.set_head(session, congress_id, head)
    if was_public or recommendation.status in PUBLIC:
        queries.raise_revisions(session, congress_id, now=now)


def verify(session: Session, congress_id: int, *, expected: str = "") -> list[Fault]:
    """Find every entry that was changed, removed or moved, and every recommendation that differs from what the log says.

    *expected* is a hash from a printed resolution or a letter, which has to be in the log.
    """
    links = queries.links(session, congress_id)
    end = queries.end_of_log(session, congress_id)
    length, head = (end.length, end.head) if end else (0, chain.START)
    found = chain.faults(links, length=length, head=head, expected=expected)
    said = chain.replayed(links)
    for recommendation in queries.recommendations(session, [congress_id]):
        says = said.get(recommendation.public_id)
        if says is None:
            found.append(Fault(recommendation.number, "unknown"))
        elif any(says.get(name) != getattr(recommendation, name) for name in COMPARED if name in says):
            found.append(Fault(recommendation.number, "differs"))
    return found
