"""Open the market of an example from ``markets/<slug>.json``: topics, stands, halls, and who stands where.

Everything there is invented, stands too; those who hold them stand in no register but that of the example's organisations. The
placement is stored, since solving takes its time; a test checks that it keeps every rule.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.demo.stage import public_id
from app.journal.service import SYSTEM
from forums.marketplace.models import Marketplace, MarketTopic, Stand, StandWish
from forums.marketplace.placing.nearness import granted
from forums.marketplace.placing.reasons import reasons
from forums.marketplace.placing.rules import Board, Settings
from forums.marketplace.placing.service import publication, runs
from forums.marketplace.plan.models import Fixture, Hall, Pitch
from forums.marketplace.rules import State
from registration.organisations.queries import organisations
from registration.organisations.rules import key_of

FOLDER = files("app.demo") / "markets"
APPLY_EVERY, DECIDED_AFTER, LOOKED_AT = timedelta(hours=13), timedelta(days=21), timedelta(hours=2)
Entry = Mapping[str, Any]  # Any: JSON


def open_market(session: Session, congress: Congress) -> None:
    """Write the market of an example, if there is one for it."""
    path = FOLDER / f"{congress.slug}.json"
    if not path.is_file():
        return
    entry = json.loads(path.read_text(encoding="utf-8"))
    shown_at = _at(congress, entry["published_at"])
    market = Marketplace(
        congress_id=congress.id,
        call=entry["call"],
        applications_from=_at(congress, entry["applications_from"]),
        applications_until=_at(congress, entry["applications_until"]),
        capacity=sum(len(hall["pitches"]) for hall in entry["halls"]) or None,
        questions=[],
        published_at=shown_at,
    )
    topics = {
        told["letter"]: MarketTopic(
            public_id=public_id(congress.slug, "market-topic", number), congress_id=congress.id, **told
        )
        for number, told in enumerate(entry["topics"], 1)
    }
    session.add_all([market, *topics.values()])
    session.flush()  # stands name their topics by id
    stands = _stands(session, congress, entry, topics)
    session.add_all(stands.values())
    halls = list(_halls(congress, entry["halls"], made_at=shown_at))
    session.add_all(halls)
    session.flush()  # places name stands and pitches by id
    _wish(session, entry, stands)
    _place(session, congress, entry, stands, {pitch.number: pitch for hall in halls for pitch in hall.pitches})


def _place(
    session: Session, congress: Congress, entry: Entry, stands: Mapping[str, Stand], pitches: Mapping[str, Pitch]
) -> None:
    """Publish the stored placement by the verbs of the organisers, as if the solver had just found it."""
    told = entry["placement"]
    if not told:
        return
    at = _at(congress, entry["plan_published_at"])
    begun = at - LOOKED_AT
    settings = Settings(loud_metres=0)
    run = runs.start_run(session, congress, settings=settings, seed=told["seed"], actor=SYSTEM, now=begun)
    run.public_id = public_id(congress.slug, "placement", 1)
    session.flush()  # each step reads the run afresh
    work = runs.begin_run(session, run.public_id)
    if work is None:
        raise RuntimeError(f"the placement of {congress.slug} was stopped while nobody else could")
    market, _seed, _settings = work
    places = {stands[name].public_id: pitches[number].public_id for name, number in told["places"].items()}
    board = Board(market.problem, places)
    gap = (told["bound"] - told["objective"]) / told["objective"]
    result = {name: told[name] for name in ("status", "objective", "bound")} | {
        "gap": round(gap, 4),
        "seconds": float(settings.seconds),
        "is_certified": False,
        "near": len(market.near),
        "near_granted": granted(board, market.near),
    }
    runs.keep_draft(session, run.public_id, market, board, result=result, facts=reasons(board), now=begun)
    session.flush()  # publication reads the draft
    publication.publish(session, congress, run, actor=SYSTEM, now=at)


def _stands(session: Session, congress: Congress, entry: Entry, topics: Mapping[str, MarketTopic]) -> dict[str, Stand]:
    known = {organisation.key: organisation.id for organisation in organisations(session, congress.id)}
    begins = _at(congress, entry["applications_from"])
    return {
        told["organisation"]: _stand(congress, told, number, topics, known, applied_at=begins + number * APPLY_EVERY)
        for number, told in enumerate(entry["stands"], 1)
    }


def _stand(
    congress: Congress,
    told: Entry,
    number: int,
    topics: Mapping[str, MarketTopic],
    known: Mapping[str, int],
    *,
    applied_at: datetime,
) -> Stand:
    same = [
        "organisation",
        "title",
        "description",
        "languages",
        "offers",
        "requests",
        "area",
        "power",
        "tables",
        "chairs",
        "priority",
    ]
    address = f"stand{number}@example.org"
    press = told.get("press", "")
    return Stand(
        **{name: told[name] for name in same},
        public_id=public_id(congress.slug, "stand", number),
        congress_id=congress.id,
        organisation_key=key_of(told["organisation"]),
        organisation_id=known.get(key_of(told["organisation"])),
        topic_id=topics[told["topic"]].id,
        state=State.CONFIRMED,
        needs_wall=told.get("needs_wall", False),
        is_loud=told.get("is_loud", False),
        access_needs=told.get("access_needs", ""),
        contact_name=told["contact"],
        contact_email=address,
        contact_email_key=address,
        press_name=press,
        press_email=f"presse{number}@example.org" if press else "",
        is_press_public=bool(press),
        answers={},
        applied_at=applied_at,
        address_confirmed_at=applied_at,
        decided_at=applied_at + DECIDED_AFTER,
        changed_at=applied_at + DECIDED_AFTER,
    )


def _wish(session: Session, entry: Entry, stands: Mapping[str, Stand]) -> None:
    """Note near and far from whom stands would like to be."""
    session.add_all(
        StandWish(
            stand_id=stands[told["organisation"]].id,
            other_id=stands[wish["named"]].id,
            named=wish["named"],
            named_key=key_of(wish["named"]),
            nearness=wish["nearness"],
            metres=wish["metres"],
        )
        for told in entry["stands"]
        for wish in told.get("wishes", ())
    )


def _halls(congress: Congress, halls: list[Entry], *, made_at: datetime) -> Iterator[Hall]:
    for number, told in enumerate(halls, 1):
        yield Hall(
            public_id=public_id(congress.slug, "hall", number),
            congress_id=congress.id,
            name=told["name"],
            width_m=told["width"],
            depth_m=told["depth"],
            changed_at=made_at,
            pitches=[_pitch(congress, pitch, place) for place, pitch in enumerate(told["pitches"])],
            fixtures=[
                Fixture(position=place, kind=kept["kind"], name=kept["label"], points=kept["points"])
                for place, kept in enumerate(told["kept_free"])
            ],
        )


def _pitch(congress: Congress, told: Entry, position: int) -> Pitch:
    same = ["number", "x", "y", "width", "depth", "power", "value"]
    return Pitch(
        **{name: told[name] for name in same},
        public_id=public_id(congress.slug, f"pitch-{told['number']}", 1),
        congress_id=congress.id,
        position=position,
        has_wall=told["wall"],
        turn=told.get("turn", 0),
    )


def _at(congress: Congress, moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(congress.zone))
