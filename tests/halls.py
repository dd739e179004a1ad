"""A hall for tests: boring, and one of everything that is drawn in it."""

from builders import NOON
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.marketplace.placing.models import PlacementRun
from forums.marketplace.placing.reasons import reasons
from forums.marketplace.placing.rules import Board, Settings
from forums.marketplace.placing.service import runs
from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.models import Hall
from forums.marketplace.plan.pictures import made_safe
from forums.marketplace.plan.rules import KINDS, FixturePlan, Layout, PitchPlan
from forums.marketplace.plan.service import halls, pictures
from forums.placement.solver import solve

SKETCH = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M10 0v8" stroke="#777"/></svg>'


def make_hall(session: Session, congress: Congress, *pitches: PitchPlan, name: str = "Forum") -> Hall:
    """A hall of 30 × 20 m with these pitches, else with two, and with one of each thing that must stay free."""
    fixtures = tuple(FixturePlan(kind, Rect(28, 1 + 2 * row, 1.5, 1).corners) for row, kind in enumerate(KINDS[:-1]))
    drawn = pitches or (
        PitchPlan("A1", Rect(1, 1, 3, 2), power=1, zone="A", has_wall=True),
        PitchPlan("A2", Rect(4, 1, 3, 2), zone="A"),
    )
    layout = Layout(30, 20, drawn, (*fixtures, FixturePlan("power", ((0.5, 0.5),))))
    hall = halls.create_hall(session, congress, name=name, width=30, depth=20, actor="user:1", now=NOON)
    halls.draw(session, hall, lambda _: layout, actor="user:1", now=NOON)
    pictures.lay_picture(session, hall, made_safe(SKETCH), actor="user:1", now=NOON)
    return hall


def make_placement(session: Session, congress: Congress) -> PlacementRun:
    """A calculated draft of who stands where."""
    settings = Settings(seconds=2)
    run = runs.start_run(session, congress, settings=settings, seed=1, actor="user:1", now=NOON)
    work = runs.begin_run(session, run.public_id)
    assert work is not None
    market, seed, _ = work
    solution = solve(market.problem, seed=seed, seconds=settings.seconds)
    board = Board(market.problem, solution.placement)
    assert market.asked == market.problem
    result = {"status": solution.status, "gap": solution.gap, "near": 0, "near_granted": 0}
    session.flush()  # what is kept is looked up by its status
    runs.keep_draft(session, run.public_id, market, board, result=result, facts=reasons(board), now=NOON)
    session.flush()  # as above
    return run
