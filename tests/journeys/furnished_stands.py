"""The market in the furnished house: a call that is open, stands in every state, a jury, and a stand with everything."""

from io import BytesIO

from builders import NOON, SECRET, make_stand, make_topic
from PIL import Image
from sqlalchemy.orm import Session

from app import clock
from app.congress.models import Congress
from forums.marketplace import queries
from forums.marketplace.models import StandStaff, StandVote, StandWish
from forums.marketplace.rules import State
from forums.marketplace.service import jury, stands
from forums.marketplace.service.links import juror_link_of, link_of
from forums.marketplace.service.market import open_market

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein " * 3
ANSWERED = {
    "kind": "choice",
    "label": {"de": "Wie kommen Sie?", "en": "How do you come?"},
    "options": [{"code": "car", "label": {"de": "Auto", "en": "Car"}}],
}
OWN = ("page", "act", "change_form", "change", "withdraw_question", "withdraw", "logo")


def hold_a_market(session: Session, congress: Congress) -> dict[str, str]:
    """Open the call and let stands come; give the words of their addresses."""
    market = open_market(session, congress)
    market.applications_from, market.call = NOON.replace(year=2020), {"de": "Zeigen Sie, **was** Sie tun."}
    asked = "travel_" + congress.slug.replace("-", "_")
    market.questions = [
        {"key": asked} | ANSWERED,
        {"key": "more", "kind": "long_text", "label": {"de": "Mehr?", "en": "More?"}},
    ]
    topic = make_topic(session, congress, "A", quota=1, name={"de": LONG.strip(), "en": "Patenschaften"})
    make_topic(session, congress, "B", colour=2)
    whole = make_stand(
        session,
        congress,
        topic=topic,
        organisation="Wolfeschlegelsteinhausenbergerdorff" * 3,
        title={"de": LONG.strip(), "en": "أهلاً وسهلاً"},
        languages=["ar", "de", "ti"],
        offers="Räume",
        answers={asked: "car", "more": "Nein"},
        website="https://example.org",
        press_name="Presse",
    )
    session.add_all(
        [
            StandStaff(stand_id=whole.id, name="Ada Lovelace", added_at=NOON),
            StandWish(stand_id=whole.id, nearness="far", named="Chor", named_key="chor"),
        ]
    )
    picture = BytesIO()
    Image.new("RGB", (300, 150), (20, 90, 100)).save(picture, "PNG")
    whole = queries.stand(session, congress.id, whole.public_id)  # with what a page reads
    stands.set_logo(session, whole, picture.getvalue(), alt="Ein Logo", rights="Ada", now=NOON)
    found = {state: make_stand(session, congress, state=state, topic=topic) for state in State}
    found[State.ACCEPTED].confirm_until = clock.now().replace(year=2098)
    found[State.WITHDRAWN].confirm_until = NOON.replace(year=2020)  # it lapsed
    make_stand(session, congress, state=State.ACCEPTED, confirm_until=NOON.replace(year=2020))  # it is to
    found[State.DECLINED].reason = "Leider zu laut."
    new = make_stand(session, congress, state=State.APPLIED, address_confirmed_at=None)
    email = f"jury-{congress.slug}@example.org"
    member = jury.seat(session, congress, name="Juror", email=email, language="de", actor="user:1", now=NOON)
    session.add(StandVote(stand_id=found[State.APPLIED].id, juror_id=member.id, voice="perhaps", comment=LONG, at=NOON))
    link = link_of(whole, secret=SECRET)
    words = {f"own_stand.{door}.token": link for door in OWN}
    words |= {f"jury.{door}.token": juror_link_of(member, secret=SECRET) for door in ("page", "vote", "logo")}
    words |= {f"market_setup.{door}.key": asked for door in ("question", "change_question")}
    for name, stand in {**found, "new": new}.items():
        words |= {f"stand_{name}": stand.public_id, f"stand_link_{name}": link_of(stand, secret=SECRET)}
    words |= {"stand": whole.public_id, "stand_link": link, "topic": topic.public_id, "juror": member.public_id}
    words["stands_organiser.as_table.kind"] = "csv"
    return words | {"juror_link": words["jury.page.token"]}
