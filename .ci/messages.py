"""Collect the texts of pages, refusals and menus into the German catalogue; print those that have no German yet.

pybabel alone would lose the texts that stand in classes (what the rules refuse) and in menu entries.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

import app.cli
from app.errors import DomainError
from app.factory import features

ROOT = Path(app.cli.__file__).parent.parent
CATALOGUE = ROOT / "app/translations/de/LC_MESSAGES/messages.po"
# Lines of the header that would change with every run.
CHANGEFUL = (b'"POT-', b'"PO-Rev', b'"Last-', b'"Generated', b'"Report', b'"Project', b'"Language-Team')
Text = str | tuple[str, ...]


def main() -> None:
    with CATALOGUE.open("rb") as file:
        before = read_po(file, locale="de")
    after = Catalog(locale="de", header_comment="", fuzzy=False)
    for context, text in sorted(set(texts()), key=str):
        known = before.get(text, context)
        after.add(text, known.string if known else "", context=context)
        if not known or not known.string:
            print(f"no German yet: {text}")
    written = BytesIO()
    write_po(written, after, sort_output=True, width=140)
    CATALOGUE.write_bytes(
        b"".join(line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(CHANGEFUL))
    )


def texts() -> Iterator[tuple[str | None, Text]]:
    with (ROOT / "app/translations/babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for _, _, text, _, context in extract_from_dir(ROOT, methods, options, DEFAULT_KEYWORDS | {"lazy_gettext": None}):
        yield context, text if isinstance(text, str) else tuple(text[:2])
    yield from ((None, refusal.message) for refusal in every_kind_of(DomainError))
    yield from ((None, entry.label) for feature in features() for entry in feature.menu)
    yield from ((None, data.label) for feature in features() for data in feature.personal)


def every_kind_of(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_kind_of(child)


main()
