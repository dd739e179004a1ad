"""The recommendations log in the furnished house: one of everything that its pages show."""

from builders import NOON, SECRET, make_recommendation
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import queries
from forums.recommendations.rules import AddresseeRequest, NoteKind, Status
from forums.recommendations.service import capture, recommendations

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein " * 3


def recommend(session: Session, congress: Congress) -> dict[str, str]:
    """Write recommendations down, one of them adopted and for an addressee; give the words of their addresses."""
    forum = forums_of.forums(session, congress.id)[0]
    addressee = recommendations.add_addressee(
        session, congress, AddresseeRequest("Stiftung Patenschaft", "funder", "stiftung@example.org")
    )
    make_recommendation(session, congress, title=LONG.strip())
    adopted = make_recommendation(
        session,
        congress,
        Status.DISCUSSED,
        Status.ADOPTED,
        forum=forum,
        addressees=[addressee.public_id],
        theme="Förderung",
    )
    return {"recommendation": adopted.public_id, "addressee": addressee.public_id} | _captured(session, congress, forum)


def _captured(session: Session, congress: Congress, forum: Forum) -> dict[str, str]:
    """Write down in a forum: a note of each kind, one in two versions, one that was taken away."""
    prompts = {"need": {"de": "Was fehlt?", "en": "What is missing?"}}
    capture.set_setting(session, congress, prompts=prompts, lets_propose=True, lets_support=True)
    for kind in NoteKind:
        capture.add_note(session, forum, kind=kind, text=f"{LONG} {kind}", key=f"key-{kind}", now=NOON)
    first, second, *_ = queries.captured(session, [forum.id])
    for text in ("Anders", "Noch anders"):
        capture.change_note(session, forum, first, text=text, version=1, key=text, now=NOON)
    capture.take_away(session, forum, second, version=1, now=NOON)
    session.flush()  # the pages read it
    link = capture.link_of(forum, queries.desk(session, forum.id), secret=SECRET)
    doors = {f"capture.{door}.token": link for door in ("page", "act", "enter", "notes")}
    return {"capture_forum": forum.public_id, "capture_link": link, "note": first.public_id} | doors
