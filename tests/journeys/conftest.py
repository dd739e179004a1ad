"""A whole house for a story: a server process on a real database, a real SMTP server, a real browser."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from journeys.furnished import Furnished, furnish, served, wait_for
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from post_office import PostOffice, free_port, post_office
from quick_commands import QuickCommands

from app.config import Config

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All that it opens is our own house: a process for every site apart only takes time.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
    "--js-flags=--always-sparkplug",  # axe-core on a page of ours: 6 % less processor time
]
PATIENCE_SECONDS = 60
expect.set_options(timeout=PATIENCE_SECONDS * 1000)


class Server:
    """`reihum serve` in a process of its own, which a story may kill and start again."""

    def __init__(self, commands: QuickCommands, port: int, settings: dict[str, str], log: Path) -> None:
        self.commands, self.port, self.settings, self.log = commands, port, settings, log

    def start(self) -> None:
        self.process = self.commands.begin(["serve"], settings=self.settings, log=self.log)
        wait_for(f"http://127.0.0.1:{self.port}/health", self.process, self.log)

    def kill(self) -> None:
        """Cut it off in the middle of whatever it does."""
        self.process.kill()
        self.process.wait(timeout=30)


@dataclass(frozen=True)
class House:
    """A running installation: where it is, whose mails it sends, and its process."""

    url: str
    post: PostOffice
    server: Server

    def mail_to(self, address: str, *, number: int) -> str:
        """Wait for the *number*-th mail to an address and give its plain text."""
        return str(self.message_to(address, number=number).get_body(("plain",)).get_content())

    def message_to(self, address: str, *, number: int):
        end = time.monotonic() + PATIENCE_SECONDS
        while len(mails := self.post.mails_to(address)) < number:
            assert time.monotonic() < end, f"only {len(mails)} mails to {address}"
            time.sleep(0.1)
        return mails[number - 1]


@pytest.fixture
def house(app: Flask, config: Config, commands: QuickCommands, tmp_path: Path) -> Iterator[House]:
    """Serve the database of ``app`` from a process of its own, with the relay in it, as `reihum serve` does."""
    port = free_port()
    with post_office() as office:
        settings = {
            "REIHUM_INSTANCE": config.instance,
            "REIHUM_DATABASE_URL": config.database_url,
            "REIHUM_SECRET_KEY": config.secret_key,
            "REIHUM_PORT": str(port),
            "REIHUM_SMTP_URL": office.url,
            "REIHUM_LIMITS": "off",
            "REIHUM_MAIL_PER_MINUTE": "6000",
        }
        server = Server(commands, port, settings, tmp_path / "server.log")
        try:
            server.start()
            yield House(f"http://127.0.0.1:{port}", office, server)
        finally:
            server.kill()  # tests/app/test_serving.py sees it end in good order


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A house with everything that pages can show, on SQLite, built once. Whoever changes something there leaves the rest alone."""
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copy(sqlite_template, folder / "reihum.db")
    return furnish(folder, f"sqlite:///{folder / 'reihum.db'}")


@pytest.fixture(scope="session")
def furnished_url(
    furnished: Furnished, commands: QuickCommands, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with served(furnished, commands, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all stories; each gets a context of its own."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture
def someone(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """``someone(width=390, language="de")`` gives a fresh browser window of a person, phone-sized unless told."""
    contexts: list[BrowserContext] = []

    def open_window(*, width: int = 390, height: int = 844, language: str = "de", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            base_url=house.url,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def camera(playwright: Playwright, house: House) -> Callable[..., object]:
    """``with camera(video) as page:`` is a phone whose camera sees *video* (y4m or mjpeg)."""

    @contextmanager
    def film(video: Path, *, language: str = "de") -> Iterator[Page]:
        fake = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ]
        phone = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *fake])
        try:
            context = phone.new_context(
                viewport={"width": 390, "height": 844}, locale=language, base_url=house.url, permissions=["camera"]
            )
            page = context.new_page()
            page.set_default_timeout(PATIENCE_SECONDS * 1000)
            yield page
        finally:
            phone.close()

    return film


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """``accessible(page)`` fails with axe-core's findings, if there are any, or if the page scrolls sideways."""
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def check(page: Page) -> None:
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        told = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
        assert told == [], f"{page.url}: {json.dumps(told)}"
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"

    return check
