"""Forums in two slots on two days: places are told, somebody comes on the first day only, and a draft lies beside."""

from datetime import datetime, timedelta

from builders import SECRET, make_forum, make_participant, make_preferences
from journeys.furnished_today import solved
from sqlalchemy.orm import Session

from app.congress.queries import by_slug
from forums.dialogue import service as dialogue
from forums.dialogue.settings import Settings
from registration.participants.service import link_of

DAY = timedelta(days=1)


def meet_on_two_days(session: Session, slug: str, *, now: datetime) -> dict[str, str]:
    """Let a congress have two forums on its first day and two on its second, one of which has a topic once more."""
    congress = by_slug(session, slug)
    congress.wishes, congress.asks_days = 2, True
    one, two = (make_forum(session, congress, number=number, places=2) for number in (1, 2))
    later = {"starts_at": one.starts_at + DAY, "ends_at": one.ends_at + DAY, "slot": 2, "places": 2}
    three = make_forum(session, congress, number=3, **later)
    four = make_forum(session, congress, number=4, repeats_id=one.id, **later)
    early = make_participant(session, congress, name="Kommt am ersten Tag", language="de", now=now)
    early.days = congress.starts_on.isoformat()
    whole = make_participant(session, congress, name="Kommt an beiden", language="de", now=now)
    for guest in (early, whole):
        make_preferences(session, guest, one, two)
        make_preferences(session, guest, four, three)
    run = solved(session, congress, Settings(), now=now)
    dialogue.publish(session, run, actor="user:1", now=now)
    session.flush()  # the next draft starts from it
    draft = solved(session, congress, Settings(aim="first-wishes"), now=now)
    links = {
        f"link_slots_{name}": link_of(guest, secret=SECRET) for name, guest in (("early", early), ("whole", whole))
    }
    return links | {"slots_draft": draft.public_id, "slots_early": early.public_id}
