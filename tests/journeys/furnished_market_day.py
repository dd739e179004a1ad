"""The market in the furnished house: a stand with everything that its pages show, and one with hardly anything."""

from builders import NOON, SECRET, make_market, make_participant, make_stand, make_topic
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace import queries as market_of
from forums.marketplace.visits import queries, service
from registration.fields.content import RawFile
from registration.participants.service import link_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein " * 3
PDF = b"%PDF-1.4\n%\n%%EOF\n"


def open_market_day(session: Session, congress: Congress) -> dict[str, str]:
    """Show a market to guests: visits, feedback, a document, details that were given; give the words of its addresses."""
    market = market_of.marketplace(session, congress.id) or make_market(session, congress)
    market.published_at = NOON
    language, work = (make_topic(session, congress, letter, colour=n) for n, letter in enumerate("YZ", 3))
    stand = make_stand(
        session,
        congress,
        topic=language,
        organisation=LONG.strip(),
        title={"de": "Sprache am Küchentisch", "en": "Language at the kitchen table", "ar": "الألمانية على الطاولة"},
        description={"de": "Dreimal in der Woche.", "en": "Three times a week.", "ar": "ثلاث مرات في الأسبوع."},
        languages=["de", "ar"],
        offers="Bildkarten",
        requests="Räume",
        website="https://sprache.example.org",
        press_name="Gesa Beispiel",
        press_email="presse@example.org",
        is_press_public=True,
    )
    make_stand(session, congress, topic=work)
    visitor = make_participant(session, congress, name="Gast am Stand")
    service.allow(session, visitor, by_mail=True, now=NOON)
    service.give(session, stand, visitor, now=NOON)
    service.count_visit(session, stand, now=NOON)
    service.tell(session, stand, LONG, now=NOON)
    document = service.add_document(session, stand, RawFile("x.pdf", PDF), title="Jahresbericht", now=NOON)
    session.flush()  # the addresses need what the database draws
    [contact], [told] = queries.contacts_of_stand(session, stand.id), queries.feedback(session, [stand.id])
    desk = service.link_of(stand, secret=SECRET)
    own = link_of(visitor, secret=SECRET)
    doors = {f"stand_desk.{door}.token": desk for door in ("page", "act", "contacts", "contact")}
    return doors | {
        "market_stand": stand.public_id,
        "desk_link": desk,
        "visitor_link": own,
        "document": document.public_id,
        "contact": contact.public_id,
        "feedback": told.public_id,
        "market_day.pdf.kind": "checklist",
        "own_contacts.card.token": own,
        "own_contacts.all_cards.token": own,
        **{f"{door}.stand": stand.public_id for door in MARKET_DOORS},
    }


MARKET_DOORS = (
    "market.stand",
    "market.feedback",
    "market.tell",
    "market_day.note_arrival",
    "stand_desk.page",
    "stand_desk.act",
    "stand_desk.contacts",
    "stand_desk.contact",
)
