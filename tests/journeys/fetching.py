"""Fetch a sight as a browser would that knows HTTP only: with its cookie, its language, and packed if the house packs."""

import gzip
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit

from browsing import TOKEN
from journeys.furnished import Furnished
from journeys.sights import Sight

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: *body* unpacked, *size* as it came."""

    status: int
    headers: Mapping[str, str]
    body: str
    size: int


class Fetcher:
    """Asks the house at *url*, over one connection."""

    def __init__(self, house: Furnished, url: str, *, language: str) -> None:
        self._house = house
        self._language = language
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def see(self, sight: Sight) -> Answer:
        """Look at a sight, after sending to it what it wants."""
        address = self._house.address(sight.address)
        cookie = self._house.cookies.get(sight.who, "")
        if sight.sends is None:
            return self._ask("GET", address, cookie)
        form = self._ask("GET", address, cookie)
        cookie = form.headers.get("set-cookie", cookie).partition(";")[0].removeprefix("reihum=")
        return self._ask("POST", address, cookie, {"csrf_token": token_in(form.body)} | filled(self._house, sight))

    def _ask(self, method: str, address: str, cookie: str, data: Mapping[str, str] | None = None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": self._language, "Accept": "text/html"}
        if cookie:
            headers["Cookie"] = f"reihum={cookie}"
        if data is not None:
            headers["Content-Type"] = FORM
        self._connection.request(method, address, urlencode(data) if data is not None else None, headers)
        response = self._connection.getresponse()
        raw = response.read()
        found = {name.lower(): value for name, value in response.headers.items()}
        plain = gzip.decompress(raw) if found.get("content-encoding") == "gzip" else raw
        return Answer(response.status, found, plain.decode(), len(raw))


def token_in(page: str) -> str:
    found = TOKEN.search(page)
    assert found, "no form with a token"
    return unescape(found[1])


def filled(house: Furnished, sight: Sight) -> dict[str, str]:
    """Write what a sight sends with the words of this house."""
    return {house.address(name): value for name, value in (sight.sends or {}).items()}
