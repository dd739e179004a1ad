"""The forms of the whole house, as a browser finds them on its pages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from flask.testing import FlaskClient
from two_congresses import House


@dataclass
class PageForm:
    """A form of a page: what it would send if nobody touched it, and what else may be chosen."""

    action: str
    method: str
    answers: dict[str, str] = field(default_factory=dict)
    choices: dict[str, set[str]] = field(default_factory=dict)

    def send(self, browser: FlaskClient, **answers: str) -> int | str:
        """Send the form with other answers and give the status; a bug gives its name."""
        given = self.answers | answers
        parts = {"query_string": given} if self.method == "GET" else {"data": given}
        try:
            return browser.open(self.action, method=self.method, buffered=True, **parts).status_code
        except Exception as bug:  # noqa: BLE001 -- the tests want to name all of them
            return f"{type(bug).__name__}: {str(bug)[:160]}"


class Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.found: list[PageForm] = []
        self._address = address
        self._select = ""
        self._is_open = False

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            action = urljoin(self._address, given.get("action") or self._address)
            self.found.append(PageForm(action, given.get("method", "get").upper()))
            self._is_open = True
        elif tag in {"input", "select", "textarea", "button"} and self._is_open and name:
            form = self.found[-1]
            form.choices.setdefault(name, set()).add(value)
            if tag != "button":
                form.answers.setdefault(name, value)
            self._select = name if tag == "select" else ""
        elif tag == "option" and self._is_open and self._select:
            form = self.found[-1]
            form.choices[self._select].add(value)
            if "selected" in given:
                form.answers[self._select] = value

    def handle_endtag(self, tag):
        self._is_open = self._is_open and tag != "form"


def forms_of(house: House, browser: FlaskClient, slug: str) -> list[PageForm]:
    """Read each form of the pages of a congress once, and those of no congress. Who sends them stays logged in."""
    forms = {}
    for rule in house.rules():
        if "GET" not in (rule.methods or set()):
            continue
        address = house.address(rule, slug)
        answer = browser.get(address, buffered=True)
        if answer.mimetype == "text/html":
            reader = Reader(address)
            reader.feed(answer.text)
            forms |= {(form.action, form.method, *form.answers): form for form in reader.found}
    return [form for form in forms.values() if not form.action.endswith("/logout")]
