"""The market in the furnished house: halls, and drafts of who stands where."""

from builders import NOON, make_stand, make_topic
from halls import make_hall, make_placement
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace.placing.models import PlacementRun
from forums.marketplace.placing.rules import Settings
from forums.marketplace.placing.service import publication, runs, steps

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein Oberrheinische Tiefebene"


def furnish_market(session: Session, congress: Congress) -> dict[str, str]:
    """Draw a hall, place stands in it, more than it holds; give the words of their addresses."""
    hall = make_hall(session, congress)
    topic = make_topic(session, congress, "Q")
    stand = make_stand(session, congress, topic=topic, organisation=LONG, power=1, needs_wall=True)
    for organisation, needs in (("Dia", {"area": 40.0}), ("Eva", {}), ("Fio", {"is_loud": True})):
        make_stand(session, congress, topic=topic, organisation=organisation, **needs)
    told = make_placement(session, congress)
    publication.publish(session, congress, told, actor="user:1", now=NOON)
    session.flush()  # the next one is compared with it
    draft = make_placement(session, congress)
    steps.move(session, congress, draft, stand=stand.public_id, pitch="", actor="user:1", now=NOON)
    words = {"hall": hall.public_id, "placed_stand": stand.public_id}
    words |= {"placement_published": told.public_id, "placement_draft": draft.public_id}
    return words | {f"placement_{state}": _ended(session, congress, state) for state in ("failed", "queued")}


def _ended(session: Session, congress: Congress, state: str) -> str:
    """Leave a run that came to nothing, or not yet."""
    run = runs.start_run(session, congress, settings=Settings(), seed=1, actor="user:1", now=NOON)
    session.flush()  # it is looked up by its name
    if state == "failed":
        runs.fail_run(session, run.public_id, now=NOON)
    session.flush()  # the next one asks whether one is under way
    assert isinstance(run, PlacementRun)
    return run.public_id
