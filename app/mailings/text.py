"""A text with placeholders, written once in Markdown, as plain text and as HTML for one recipient."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.mailings.rules import Placeholder
from app.web.formats import markdown

Values = Mapping[str, str]  # what each placeholder is for a recipient; Placeholder.LINK is an address
Button = Callable[[str], Markup]  # draws the link that stands alone in a paragraph

# An empty value takes the space before it away: "Good day {name}," becomes "Good day,".
FILLED = re.compile(r"( ?)\{(\w+)\}")
IN_ADDRESS = re.compile(r"%7B(\w+)%7D")  # how Markdown writes a placeholder in the address of a link
ALONE = f"<p>{{{Placeholder.LINK}}}</p>"
_parser = MarkdownIt("commonmark")


def filled(text: str, values: Values) -> str:
    """Put the values into a text of one line, such as a subject."""
    return FILLED.sub(lambda found: _spaced(found, values), text).strip()


def as_text(body: str, values: Values) -> str:
    """Write *body* as plain text."""
    return FILLED.sub(lambda found: _spaced(found, values), _plain(_parser.parse(body))) + "\n"


def as_html(body: str, values: Values, *, button: Button) -> Markup:
    """Write *body* as HTML in which no value can be more than text."""
    html = str(markdown(body)).replace(ALONE, str(button(values.get(Placeholder.LINK, ""))))
    html = IN_ADDRESS.sub(lambda found: _in_address(found[1], values), html)
    marked_up = {name: str(escape(value)) for name, value in values.items()}
    if address := marked_up.get(Placeholder.LINK):
        marked_up[Placeholder.LINK] = f'<a href="{address}">{address}</a>'
    return Markup(FILLED.sub(lambda found: _spaced(found, marked_up), html))  # noqa: S704 -- cleaned by the filter, values escaped


def _spaced(found: re.Match[str], values: Values) -> str:
    if found[2] not in values:
        return found[0]
    value = values[found[2]]
    return found[1] + value if value else ""


def _in_address(name: str, values: Values) -> str:
    """Put a value into the address of a link. Only our own link may be a whole one: a name could begin with javascript:."""
    value = values.get(name, "")
    return str(escape(value)) if name == Placeholder.LINK else quote(value, safe="")


def _plain(tokens: Sequence[Token]) -> str:
    """Walk through what Markdown consists of, and write it as people write plain mails."""
    lines: list[str] = []
    lists: list[int | None] = []  # for each list around us its next number; None for one without numbers
    mark = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)
        elif token.type.endswith("list_close"):
            lists.pop()
            mark, lines = (mark, lines) if lists else ("", [*lines, ""])
        elif token.type == "list_item_open":
            mark, lists[-1] = _marked(lists[-1])
        elif token.type in {"inline", "fence", "code_block"}:
            written = _inline(token.children) if token.type == "inline" else token.content.rstrip()
            indent = "  " * max(0, len(lists) - 1)
            lines.append(indent + mark + written.replace("\n", "\n" + indent + " " * len(mark)))
            lines += [] if lists else [""]
            mark = " " * len(mark) if lists else ""
    return "\n".join(lines).strip()


def _marked(number: int | None) -> tuple[str, int | None]:
    return ("- ", None) if number is None else (f"{number}. ", number + 1)


def _inline(children: Sequence[Token] | None) -> str:
    """Write a run of words: emphasis is left out, an address follows the words of its link."""
    written: list[str] = []
    addresses: list[tuple[str, int]] = []  # of the links around us, and where their words begin
    for child in children or ():
        if child.type in {"softbreak", "hardbreak"}:
            written.append("\n")
        elif child.type == "link_open":
            addresses.append((IN_ADDRESS.sub(r"{\1}", str(child.attrs.get("href", ""))), len(written)))
        elif child.type == "link_close":
            address, start = addresses.pop()
            written += [f" ({address})"] if "".join(written[start:]) != address else []
        else:
            written.append(child.content)
    return "".join(written)
