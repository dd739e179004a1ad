"""How fast a gate is in a real browser: its list fetched and kept, and the time from a code to the verdict on the screen.

Run as ``python -m benchmarks.gates [PARTICIPANTS]`` (10,000 unless told). A server on loopback and Debian's Chromium; times by the page's
own clock, and beside them the processor time of server and page, which a busy machine does not lengthen. The first gate waits for the list
to be sealed, the second one for it to be compared with the people. Codes come back to back, faster than any hand, and with the pause of a
quick steward, in which the last scan is sent.
"""

import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import clock
from app.congress.queries import by_slug
from app.db import configure_engine
from badges.gates import service
from badges.gates.rules import Permission
from benchmarks.checkin import SECRET, SLUG, code, config_of, furnish, processor_time, served

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
SCANS = {0: 300, 150: 80}
"""How many, by the pause between a verdict and the next code in milliseconds."""
LIST_SECONDS, VERDICT_MS = 2.0, 10.0
SCANNED = """async ([codes, pause]) => {
  const [field, shown, times] = [document.querySelector("#code"), document.querySelector("[data-verdict]"), []];
  for (const code of codes) {
    shown.hidden = true;
    field.value = code;
    const seen = new Promise((resolve) => {
      const watching = new MutationObserver(() => shown.hidden || (watching.disconnect(), resolve(performance.now())));
      watching.observe(shown, { attributes: true });
    });
    const begun = performance.now();
    field.form.requestSubmit();
    times.push((await seen) - begun);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return times;
}"""


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder), size)
        secrets = open_gates(folder, "East", "West")
        with served("gate", folder) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for which, secret in zip(("first", "second"), secrets, strict=True):
                report(browser, f"http://127.0.0.1:{port}/gate/{SLUG}/door#{secret}", size, which)
            browser.close()


def report(browser: Browser, address: str, size: int, which: str) -> None:
    page = browser.new_context(locale="en", viewport={"width": 360, "height": 740}).new_page()
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")
    connection = HTTPConnection(address.split("/")[2])
    before, page_before = processor_time(connection), page_time(metrics)
    seconds = loaded(page, address)
    server, its_page = processor_time(connection) - before, page_time(metrics) - page_before
    print(f"{which} gate: list of {size:,} fetched and kept in {seconds:.2f} s (goal ≤ {LIST_SECONDS:.0f} s)")
    print(f"  processor time: server {server:.2f} s, page {its_page:.2f} s, its start and its enrolment with them")
    for pause, number in SCANS.items():
        page_before = page_time(metrics)
        codes = [code((n + pause) * 7 % size) for n in range(number)]
        times = page.evaluate(SCANNED, [codes, pause])
        told = f"median {statistics.median(times):.1f} ms, 95 % within {sorted(times)[int(0.95 * number)]:.1f} ms"
        how = f"{pause} ms apart" if pause else "back to back"
        print(
            f"{which} gate, {how}: code → verdict on the screen, scan on the disk: {told} (goal ≤ {VERDICT_MS:.0f} ms)"
        )
        spent = (page_time(metrics) - page_before) / number * 1000
        print(f"  processor time of the page a scan, sending and {pause} ms of waiting included: {spent:.1f} ms")
    if not page.locator("[data-last]").inner_text():
        raise AssertionError("no verdict was shown")


def page_time(metrics: CDPSession) -> float:
    """Tell the processor time of the page's process so far, in seconds."""
    told = metrics.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in told if metric["name"] == "ProcessTime"))


def loaded(page: Page, address: str) -> float:
    """Open a gate; give the seconds from the first question for news to the last line kept."""
    asked: list[float] = []

    def hear(request: Any) -> None:  # Any: playwright's own
        if request.url.endswith("/gates/news"):
            asked.append(time.perf_counter())

    page.on("request", hear)
    page.goto(address)
    page.get_by_text("list up to date").wait_for(timeout=120_000)
    return time.perf_counter() - asked[0]


def open_gates(folder: str, *names: str) -> list[str]:
    """Add gates; give what stands behind the # of their addresses."""
    engine = create_engine(config_of(folder).database)
    configure_engine(engine)
    with Session(engine) as session:
        congress, who = by_slug(session, SLUG), {"actor": "benchmark", "now": clock.now()}
        gates = [service.add(session, congress, name=name, permission=Permission.STEWARD, **who) for name in names]
        secrets = [f"{gate.public_id}.{service.token_of(gate, secret=SECRET)}" for gate in gates]
        session.commit()
    engine.dispose()
    return secrets


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
