"""The verbs of print runs: note one, start a long one, write it line by line, keep its file, stop it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import BinaryIO

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.jobs import queries as job_queries
from app.jobs import service as jobs
from app.journal.service import record
from app.orm import add_rows, new_public_id
from badges import queries as badges_of
from badges.prints import errors, queries
from badges.prints.models import PrintLine, PrintPiece, PrintRun
from badges.service import digests, drawn_code, issue_missing

PRINT_JOB = "badges.print"
LONG = 1000
"""A run of more badges is written in the background."""
KEPT = timedelta(days=1)
_PIECE_BYTES = 512 * 1024


def note(
    session: Session,
    congress: Congress,
    *,
    number: int,
    asked: Mapping[str, str],
    actor: str,
    now: datetime,
) -> PrintRun:
    """Note a run that is printed at once."""
    run = _run(congress, number=number, asked=asked, actor=actor, now=now)
    run.status, run.finished_at = "done", now
    session.add(run)
    session.flush()  # the journal names the run by its id
    _record(session, run, "badges.printed", actor=actor, now=now)
    return run


def start(
    session: Session, congress: Congress, *, people: Sequence[int], asked: Mapping[str, str], actor: str, now: datetime
) -> PrintRun:
    """Queue a long run; *asked* are the arguments of the page's address. Raises RunUnderWay."""
    if queries.under_way(session, congress.id) is not None:
        raise errors.RunUnderWay
    run = _run(congress, number=len(people), asked=asked, actor=actor, now=now)
    run.public_id, run.status = new_public_id(), "queued"
    # What was searched for may be a name, and no job remembers names.
    found = {"people": list(people)} if asked["who"] == "found" else {}
    payload = {"run": run.public_id, "asked": {key: value for key, value in asked.items() if key != "q"}} | found
    run.job_public_id = jobs.enqueue(session, PRINT_JOB, now=now, payload=payload, congress_id=congress.id)
    session.add(run)
    session.flush()  # as above
    _record(session, run, "badges.printed", actor=actor, now=now)
    return run


def begin(session: Session, public_id: str) -> PrintRun | None:
    """Mark a run as running, from its beginning; None if it has ended or is gone."""
    run = queries.by_public_id(session, public_id)
    if run is None or not run.is_under_way:
        return None
    queries.forget_lines(session, run.id)
    run.status = "running"
    return run


def prepare(session: Session, run: PrintRun, participant_ids: Sequence[int], *, now: datetime) -> None:
    """Issue what badges are missing, and write down what the run is about to print of each one, with its new code if it gets one."""
    queries.by_public_id(
        session, run.public_id
    )  # held before any badge, as by whoever erases somebody: see decision 0084
    issue_missing(session, participant_ids, now=now)
    says, no_code = digests(session, participant_ids), {"code": None, "code_key": None}
    rows = [
        {"badge_id": badge.id, "run_id": run.id, "printed_text": says[badge.participant_id]}
        | (drawn_code() if run.renews and badge.is_printed else no_code)
        for badge in badges_of.living_of(session, participant_ids)
        if badge.participant_id in says
    ]
    add_rows(session, PrintLine, rows)


def keep(session: Session, public_id: str, file: BinaryIO, *, number: int, now: datetime) -> int:
    """Keep the PDF of a run with *number* badges; only now they are printed, and their new codes hold. Tell how many have one.

    Nothing happens if the run was stopped meanwhile, or sent back to its beginning because somebody was erased.
    """
    run = queries.by_public_id(session, public_id)
    if run is None or run.status != "running":
        return 0
    renewed = queries.take_effect(session, run, now=now)
    queries.forget_lines(session, run.id)
    _keep_file(session, run.id, file)
    run.status, run.finished_at, run.number = "done", now, number
    return renewed


def _keep_file(session: Session, run_id: int, file: BinaryIO) -> None:
    """Keep a PDF in pieces, for a day."""
    number = 0
    while content := file.read(_PIECE_BYTES):
        add_rows(session, PrintPiece, [{"run_id": run_id, "number": number, "content": content}])
        number += 1


def finish(session: Session, public_id: str, *, status: str, now: datetime) -> None:
    """Note how a run ended, unless it has ended before."""
    run = queries.by_public_id(session, public_id)
    if run is not None and run.is_under_way:
        run.status, run.finished_at = status, now
        queries.forget_lines(session, run.id)


def stop(session: Session, run: PrintRun, *, now: datetime) -> None:
    """Stop a run that waits or is being written. Twice is no error."""
    session.refresh(run, with_for_update=True)  # its file may be kept at this very moment
    if not run.is_under_way:
        return
    run.status, run.finished_at = "stopped", now
    queries.forget_lines(session, run.id)
    job = job_queries.by_public_id(session, run.job_public_id)
    if job is not None:
        jobs.ask_to_cancel(session, job)


def _run(congress: Congress, *, number: int, asked: Mapping[str, str], actor: str, now: datetime) -> PrintRun:
    return PrintRun(
        congress_id=congress.id,
        printed_at=now,
        number=number,
        sheet=asked["sheet"],
        skip=int(asked["skip"]),
        sequence=asked["order"],
        who=asked["who"],
        renews=asked["codes"] == "new",
        actor=actor,
        job_public_id="",
    )


def _record(session: Session, run: PrintRun, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=run.congress_id,
        subject_kind="print_run",
        subject_id=run.id,
        now=now,
        details={"number": run.number},
    )
