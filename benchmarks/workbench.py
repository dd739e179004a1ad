"""How fluent the workbench of an assignment is with 2,000 people in 40 forums: from a gesture to the next picture, in a real Chromium.

Each figure stands beside what the same page costs with 200 people. Run as ``python -m benchmarks.workbench``.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from flask_security.utils import hash_password
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts import service as accounts
from app.accounts.models import Part
from app.congress.models import Congress
from app.db import db, transaction
from app.migrations import run
from benchmarks.pages import SLUG, Server, fill, forum, serve_congress, server
from forums.assignment.reasons import facts_by_slot
from forums.assignment.solver import solve
from forums.dialogue import service
from forums.dialogue.models import Forum, Preference
from forums.dialogue.outcome import Outcome
from forums.dialogue.settings import Settings
from registration.participants.models import Participant

CHROMIUM, QUIET = "/usr/bin/chromium", ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
EMAIL, PASSWORD = "office@example.org", "a long word for a benchmark"
SIZES = {200: 6, 2000: 40}
WISHES, TIMES = 5, 7
# From a gesture to the picture after it: a task after the next frame comes when that frame was drawn.
EVENT = "{ bubbles: true, cancelable: true, dataTransfer: new DataTransfer() }"
MOVED = f"const moved = (name, at) => at.dispatchEvent(new DragEvent(name, {EVENT}));"
DRAWN = "new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))"
GESTURES = {
    "find people": """(() => {{
        const field = document.querySelector("#board-filter");
        field.value = "guest 000{n}";
        field.dispatchEvent(new Event("input"));
    }})()""",
    "tick a card": "document.querySelectorAll('[name=person]')[{n}].click()",
    "open a list": "document.querySelectorAll('.board details')[{n} % 4].open ^= true",
    "drag over a list": """(() => {{
        MOVED moved("dragstart", document.querySelector("[data-card]"));
        moved("dragover", document.querySelectorAll("[data-column]")[{n} % 3 + 1]);
    }})()""".replace("MOVED", MOVED.replace("{", "{{").replace("}", "}}")),
}


@dataclass(frozen=True)
class Figures:
    """Milliseconds: until the page stands, for each gesture, and from dropping a card until the new page stands in its place."""

    page: float
    gestures: dict[str, float]
    drop: float
    server: float  # CPU of the server for the page, which other work on the machine does not lengthen
    kilobytes: float


def main() -> None:
    if not Path(CHROMIUM).exists():
        print(f"workbench: not measured, there is no {CHROMIUM}")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        figures = {people: figures_of(browser, people) for people in SIZES}
        browser.close()
    few, many = figures.values()
    told = " and ".join(f"{people} people in {forums} forums" for people, forums in SIZES.items())
    print(f"workbench, medians of {TIMES}, {told}:")
    print(
        f"open the draft: {few.page:.0f} and {many.page:.0f} ms, {few.kilobytes:.0f} and {many.kilobytes:.0f} KB packed"
    )
    print(f"the server's CPU for it: {few.server:.0f} and {many.server:.0f} ms")
    for name in many.gestures:
        print(f"{name}, to the next picture: {few.gestures[name]:.0f} and {many.gestures[name]:.0f} ms (goal ≤ 100)")
    print(f"drop a card, until all stands anew: {few.drop:.0f} and {many.drop:.0f} ms (goal ≤ 1000)")


def figures_of(browser: Browser, people: int) -> Figures:
    with ExitStack() as held:
        place = held.enter_context(tempfile.TemporaryDirectory(prefix="reihum-bench-"))
        address = furnish(place, people)
        at = held.enter_context(server(serve_congress, place))
        page = held.enter_context(logged_in(browser, f"http://127.0.0.1:{at.port}"))
        return measured(page, address, at)


def measured(page: Page, address: str, at: Server) -> Figures:
    loads, sizes, spent = [], [], []
    for _ in range(TIMES):
        before = at.used()
        page.goto(address)
        spent.append(1000 * (at.used() - before))
        page.evaluate(DRAWN)
        timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
        loads.append(timing["domContentLoadedEventEnd"])
        sizes.append(timing["encodedBodySize"] / 1000)
    gestures = {
        name: median(timed(page, act.format(n=n)) for n in range(1, TIMES + 1)) for name, act in GESTURES.items()
    }
    return Figures(
        median(loads), gestures, median(dropped(page, n) for n in range(1, TIMES + 1)), median(spent), median(sizes)
    )


def timed(page: Page, act: str) -> float:
    """Do something in the page and wait for the next picture; two frames pass before, so that nothing is left of the last."""
    script = f"""async () => {{
      await {DRAWN}; await {DRAWN};
      const t = performance.now(); {act}; await {DRAWN}; return performance.now() - t;
    }}"""
    taken: float = page.evaluate(script)
    return taken


def dropped(page: Page, number: int) -> float:
    """Drop a card into another forum, and wait for the page that the server draws then."""
    script = f"""async () => {{
      {MOVED}
      const before = document.querySelector("main"), t = performance.now();
      const [from, to] = [...document.querySelectorAll("[data-column]")].filter((one, n) => n === {number % 4} || n === {number % 4 + 1});
      moved("dragstart", from.querySelector("[data-card]"));
      moved("drop", to);
      while (document.querySelector("main") === before) await {DRAWN};
      await {DRAWN};
      return performance.now() - t;
    }}"""
    taken: float = page.evaluate(script)
    return taken


@contextmanager
def logged_in(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/account/login")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/organise/**")
    yield page
    context.close()


def furnish(place: str, people: int) -> str:
    """Let *people* wish, and calculate a draft; give its address."""
    app = serve_congress(place)
    with app.app_context():
        run.upgrade(db.engine)
        with transaction() as session:
            fill(session, people)
            congress = session.scalars(select(Congress)).one()
            wish(session, congress, people)
            account = accounts.create_account(session, email=EMAIL, name="", password_hash=hash_password(PASSWORD))
            accounts.grant(session, account, congress, Part.ORGANISER, actor="operator", now=clock.now())
            draft = calculate(session, congress)
        db.session.remove()
        db.engine.dispose()
    return f"/organise/{SLUG}/assignment/{draft}/draft"


def wish(session: Session, congress: Congress, people: int) -> None:
    draw = Random(1)
    held = session.scalars(select(Forum).order_by(Forum.number)).all()
    session.add_all(forum(congress, number) for number in range(len(held) + 1, SIZES[people] + 1))
    session.flush()  # wishes name them
    forums = session.scalars(select(Forum).order_by(Forum.number)).all()
    for one in forums:
        one.maximum = people // len(forums) + 5
    rows = [
        {"participant_id": guest, "forum_id": one.id, "slot": 1, "rank": rank}
        for guest in session.scalars(select(Participant.id).order_by(Participant.id))
        for rank, one in enumerate(draw.sample(forums, WISHES), 1)
    ]
    session.execute(insert(Preference), rows)


def calculate(session: Session, congress: Congress) -> str:
    now = clock.now()
    started = service.start_run(session, congress, settings=Settings(), seed=1, actor="system", now=now)
    work = service.begin_run(session, started.public_id)
    if work is None:
        raise RuntimeError("the run was stopped")
    problem, seed, settings = work
    solution = solve(problem, seed=seed, seconds=settings.seconds)
    found, facts = Outcome(problem, solution, settings), facts_by_slot(problem, solution)
    service.keep_outcome(session, started.public_id, found, reasons=facts, now=now)
    return started.public_id


if __name__ == "__main__":
    main()
