"""The recommendations log in the furnished house: one of everything that its pages show."""

from datetime import date

from builders import NOON, SECRET, make_recommendation
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue import queries as forums_of
from forums.dialogue.models import Forum
from forums.recommendations import queries
from forums.recommendations.rules import AddresseeRequest, NoteKind, Status, Way
from forums.recommendations.service import capture, handover, plenary, recommendations
from forums.recommendations.service.handover import AnswerRequest

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
    handed = make_recommendation(session, congress, Status.DISCUSSED, Status.ADOPTED, addressees=[addressee.public_id])
    later = date(2099, 1, 1)  # after every clock that looks at it
    handover.hand_over(session, congress, [handed.public_id], due_on=later, actor="user:1", now=NOON)
    session.flush()  # the answer is read anew
    [answer] = queries.answers_of(session, addressee.id)
    handover.answer(session, answer, AnswerRequest("accepted", "", "Zwei Stellen", later), now=NOON)
    link = handover.link_of(addressee, secret=SECRET)
    asked = {"answer": answer.public_id, "answer_link": link, "answers.page.token": link, "answers.act.token": link}
    words = asked | {"recommendation": adopted.public_id, "addressee": addressee.public_id}
    return words | _captured(session, congress, forum) | _put_to_the_vote(session, congress, forum)


def _put_to_the_vote(session: Session, congress: Congress, forum: Forum) -> dict[str, str]:
    """Open a vote and leave another one closed; open the projector's page."""
    ways = (Way.OPEN, Way.HANDS)
    discussed = [make_recommendation(session, congress, Status.DISCUSSED, forum=forum) for _ in ways]
    ballots = [
        plenary.open_ballot(session, one, way, actor="user:1", now=NOON)
        for one, way in zip(discussed, ways, strict=True)
    ]
    plenary.close_ballot(session, ballots[1], hands=(1, 2, 3), actor="user:1", now=NOON)
    return {"ballot": ballots[0].public_id, "projector": plenary.open_screen(session, congress).public_id}


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
