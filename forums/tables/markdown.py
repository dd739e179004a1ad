"""The harvest as Markdown, in the language in force: what a documentation is pasted from."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext

from app.orm import in_language
from forums.tables.document import RoundHarvest, TableHarvest
from forums.tables.models import HarvestNote


def markdown(title: str, pages: Sequence[TableHarvest], *, language: str) -> str:
    """Write the whole document: a chapter a table, its key points first."""
    return "\n".join([f"# {_line(title)}", "", *(line for page in pages for line in _chapter(page, language))])


def _chapter(page: TableHarvest, language: str) -> Iterator[str]:
    number = gettext("Table %(number)s", number=page.table.number)
    yield from (f"## {number}: {_line(in_language(page.table.topic, language))}", "")
    for name, notes in (
        (gettext("Key points"), page.keys),
        *((round_words(part, language), part.notes) for part in page.rounds),
    ):
        if notes:
            yield from (f"### {_line(name)}", "", *(_point(note) for note in notes), "")
    if not page.number:
        yield from (gettext("Nothing was written down at this table."), "")


def round_words(part: RoundHarvest, language: str) -> str:
    """Say which round it was, and its question if it had one."""
    if part.one is None:
        return str(gettext("The table as a whole"))
    question = in_language(part.one.question, language)
    words = str(gettext("Round %(number)s", number=part.one.number))
    return f"{words}: {question}" if question else words


def _point(note: HarvestNote) -> str:
    told = f" ({gettext('For the next guests')})" if note.kind == "forward" else ""
    return "- " + note.text.replace("\n", "\n  ") + told


def _line(text: str) -> str:
    """Nothing typed may begin a line of its own."""
    return " ".join(text.split())
