"""Everything that is held about somebody, to take along: JSON, and the files beside it, in one ZIP."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from registration.privacy import queries


def told(session: Session, held: Sequence[PersonalData], person: Person) -> list[tuple[PersonalData, list[Row]]]:
    """Ask every room what it holds about somebody; rooms that hold nothing are left out."""
    answers = [(data, list(_rows(session, data, person))) for data in held]
    return [(data, rows) for data, rows in answers if rows]


def files(session: Session, held: Sequence[PersonalData], person: Person) -> Iterable[tuple[str, bytes]]:
    """Give the files that belong to what is held."""
    for data in held:
        if data.files is not None:
            yield from data.files(session, person)


def as_zip(
    answers: Iterable[tuple[PersonalData, Sequence[Row]]],
    attached: Iterable[tuple[str, bytes]],
    *,
    congress: str,
    label: Callable[[str], str],
    now: datetime,
) -> bytes:
    """Pack what was told into ``data.json``, machine-readable (GDPR, art. 20), with each file under ``files/``."""
    parts = [{"table": data.table, "called": label(data.label), "rows": rows} for data, rows in answers]
    content = {"congress": congress, "made_at": now, "held": parts}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(content, default=_plain, ensure_ascii=False, indent=2))
        for number, (name, bytes_) in enumerate(attached, 1):
            archive.writestr(f"files/{number:03d}-{_safe(name)}", bytes_)
    return file.getvalue()


def _rows(session: Session, data: PersonalData, person: Person) -> Iterable[Row]:
    if data.collect is not None:
        return data.collect(session, person)
    return queries.rows(session, data, person.id)


def _plain(value: Any) -> str:  # Any: what json cannot write by itself
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _safe(name: str) -> str:
    """Keep of a name what every system can unpack, and no way out of the folder."""
    return (
        "".join(letter if letter.isalnum() or letter in " .-_" else "_" for letter in name).strip(". ")[:100] or "file"
    )
