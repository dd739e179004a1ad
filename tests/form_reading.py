"""What a browser would send of a page's forms if nobody touched them."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """Reads what a browser would send of the forms of a page: names and values, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                self.values[name] = given.get("value") or ""
        elif tag == "input":
            self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value") or ""
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data.lstrip("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = ""


def fields_of(html: str) -> dict[str, str]:
    reader = Fields()
    reader.feed(html)
    return reader.values
