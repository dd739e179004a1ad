"""Tables on their way into a furnished congress, one at each step of an import."""

from datetime import datetime

from builders import SECRET
from sqlalchemy.orm import Session

from app.congress.models import Congress
from registration.exchange import service
from registration.exchange.models import ImportFile

LINES = "Wer;Kontakt;Sektor\r\nAda;ada@example.org;\r\nBob;bob@example;Verein\r\n;;x\r\nBob;ada@example.org;\r\n"
SPELLINGS = {"sector": {}}


def upload_tables(session: Session, congress: Congress, *, now: datetime) -> dict[str, str]:
    """Upload a table for each step; give their public ids."""
    steps = {"matching": _matching, "checking": _checking, "failed": _failed, "checked": _checked, "done": _done}
    files = {}
    for name, go in steps.items():
        words = {"wer": "name", "kontakt": "email", "sektor": "sector"}
        content, filename = LINES.encode(), f"Anmeldungen der Träger {name}.csv"
        file = service.take(session, congress, content=content, filename=filename, words=words, actor="user:1", now=now)
        session.flush()  # each step reads it afresh
        go(session, congress, file, now)
        files[f"table_{name}"] = file.public_id
    return files


def _matching(session: Session, congress: Congress, file: ImportFile, now: datetime) -> None:
    pass


def _checking(session: Session, congress: Congress, file: ImportFile, now: datetime) -> None:
    service.match(session, file, matching=file.matching, manner="silent", may_change=True, now=now)
    session.flush()  # as above


def _failed(session: Session, congress: Congress, file: ImportFile, now: datetime) -> None:
    _checking(session, congress, file, now)
    service.fail(session, file.public_id, code="too-many-lines", details={"most": 20_000})


def _checked(session: Session, congress: Congress, file: ImportFile, now: datetime) -> None:
    _checking(session, congress, file, now)
    work = service.begin(file, spellings=SPELLINGS)
    service.keep_check(session, file.public_id, service.verdicts(session, work, work.lines))
    session.flush()  # as above


def _done(session: Session, congress: Congress, file: ImportFile, now: datetime) -> None:
    _checked(session, congress, file, now)
    work = service.begin(file, spellings=SPELLINGS)
    service.start_writing(session, file, actor="user:1", now=now)
    session.flush()  # as above
    service.write(session, congress, work, work.lines, secret=SECRET, actor="user:1", now=now)
    session.flush()  # as above
    service.finish(session, file.public_id, actor="user:1", now=now)
    session.flush()  # as above
