"""Look at a sight in a browser: what it asked for, what it complained about, what axe-core finds, whether it scrolls sideways."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from journeys.fetching import filled
from journeys.furnished import Furnished
from journeys.sights import Sight
from playwright.sync_api import Browser, CDPSession

AXE = Path(__file__).parent.parent.parent / "node_modules/axe-core/axe.min.js"
# Without fetching style sheets a second time, which only a rule on turned screens wants, and which takes as long as all the rest.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 640)
# What a form sends by hand: no script of ours and no check of the browser stands between.
SEND = """(fields) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: location.href});
  const token = document.querySelector("[name=csrf_token]").value;
  for (const [name, value] of Object.entries({csrf_token: token, ...fields}))
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  document.body.append(form);
  form.submit();
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Traffic:
    """What a page asked for since it was opened: addresses, bytes on the wire, and complaints on the console."""

    requests: list[str] = field(default_factory=list)
    size: int = 0
    complaints: list[str] = field(default_factory=list)


class Window:
    """The browser window of one person, with an empty cache at each page."""

    def __init__(self, browser: Browser, house: Furnished, url: str, *, who: str) -> None:
        self._house = house
        width, height = PHONE
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, locale="de", base_url=url, color_scheme="light"
        )
        if who in house.cookies:
            self._context.add_cookies([{"name": "reihum", "value": house.cookies[who], "url": url}])
        self._context.add_init_script(path=AXE)
        self.page = self._context.new_page()
        self.traffic = Traffic()
        self._listen(self._context.new_cdp_session(self.page))

    def _listen(self, wire: CDPSession) -> None:
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.loadingFinished", lambda event: self._count(event["encodedDataLength"]))
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("console", lambda told: self._complain(told.type, told.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))

    def _count(self, size: float) -> None:
        self.traffic.size += int(size)

    def _note_request(self, address: str) -> None:
        if not address.startswith("data:"):
            self.traffic.requests.append(address)

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.traffic.complaints.append(text)

    def close(self) -> None:
        self._context.close()

    def open(self, sight: Sight) -> int:
        """Open a sight on a phone by daylight, after sending to it what it wants; give the status."""
        self._resize(PHONE)
        self.page.emulate_media(color_scheme="light")
        self.traffic = Traffic()
        answer = self.page.goto(self._house.address(sight.address))
        if sight.sends is not None:
            self.page.wait_for_load_state()
            self.traffic = Traffic()
            with self.page.expect_response(lambda one: one.request.method == "POST") as sending:
                self.page.evaluate(SEND, filled(self._house, sight))
            answer = sending.value
            self.page.wait_for_load_state()
        assert answer is not None, sight
        return answer.status

    def findings(self, *, size: tuple[int, int], scheme: str, rules: list[str] | None = None) -> list[str]:
        """Tell what axe-core finds at a size in light or dark, with *rules* or all of them."""
        self._resize(size)
        self.page.emulate_media(color_scheme=scheme)
        options = AXE_OPTIONS | ({"runOnly": rules} if rules else {})
        found = self.page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        return [
            f"{size[0]} px, {scheme}: {v['id']} {json.dumps([n['html'][:200] for n in v['nodes']][:3])}" for v in found
        ]

    def overhang(self, size: tuple[int, int]) -> int:
        """Tell by how many pixels the page is wider than a screen."""
        self._resize(size)
        return int(self.page.evaluate(SIDEWAYS))

    def _resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})


def foreign(requests: list[str], url: str) -> list[str]:
    """List the addresses outside our house."""
    return [address for address in requests if urlsplit(address).netloc != urlsplit(url).netloc]
