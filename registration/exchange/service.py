"""The verbs of an import: take a file, match its columns, keep what a check found, write, finish, forget."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.errors import DomainError
from app.jobs import service as jobs
from app.journal.service import record
from app.orm import new_public_id
from registration.exchange import errors, queries, reading
from registration.exchange.matching import guess, to_remember
from registration.exchange.models import ImportFile
from registration.exchange.own import importable
from registration.exchange.reading import Line
from registration.exchange.rules import Choices, Complaint, Outcome, Spellings, Verdict, email_keys, judge, key_of
from registration.fields import service as fields
from registration.fields.rules import ACCESS_OPTIONS, OWN, USUAL, Plan
from registration.participants import queries as participants_queries
from registration.participants import service as participants
from registration.participants.errors import AlreadyRegistered, CongressFull, RegistrationError
from registration.participants.rules import CHOICES

CHECK_JOB = "import-check"
WRITE_JOB = "import-write"
KEPT_FOR = timedelta(hours=24)
MOST_COMPLAINTS = 1000
MOST_EXAMPLES = 20
LONGEST_FILENAME = 200


@dataclass(frozen=True)
class Work:
    """A file being gone through: its lines, where each field stands, and the first line of each address."""

    file_id: int
    public_id: str
    congress_id: int
    lines: Sequence[Line]
    matching: Mapping[str, int]
    first_lines: Mapping[str, int]
    spellings: Spellings
    choices: Choices
    plan: Plan
    may_change: bool
    lines_done: int


def take(
    session: Session,
    congress: Congress,
    *,
    content: bytes,
    filename: str,
    words: Mapping[str, str],
    actor: str,
    now: datetime,
) -> ImportFile:
    """Keep an uploaded table until it is used, a day at most, with a guess at its columns. Raises an UploadError.

    *words* are further folded headings by which a field is known.
    """
    headings = reading.read(content).headings
    file = ImportFile(
        public_id=new_public_id(),
        congress_id=congress.id,
        filename=filename[:LONGEST_FILENAME],
        content=content,
        headings=list(headings),
        matching=guess(headings, remembered=_remembered(session, congress.id), words=words),
        outcome={},
        actor=actor,
        created_at=now,
    )
    session.add(file)
    return file


def match(
    session: Session, file: ImportFile, *, matching: Mapping[str, int], manner: str, may_change: bool, now: datetime
) -> None:
    """Decide about the columns and what shall happen, and have the lines checked; nothing is written yet. Raises UploadGone."""
    if file.status not in {"matching", "checked", "failed"}:
        raise errors.UploadGone
    file.matching, file.manner, file.may_change = dict(matching), manner, may_change
    file.status, file.outcome = "checking", {}
    payload = {"file": file.public_id}
    file.job_public_id = jobs.enqueue(session, CHECK_JOB, now=now, payload=payload, congress_id=file.congress_id)


def begin(file: ImportFile, *, spellings: Spellings, choices: Choices = CHOICES, plan: Plan = USUAL) -> Work:
    """Read the lines of a file as matched. Raises UploadGone or another UploadError."""
    if file.content is None:
        raise errors.UploadGone
    lines = list(reading.read(file.content).lines)
    return Work(
        file_id=file.id,
        public_id=file.public_id,
        congress_id=file.congress_id,
        lines=lines,
        matching=file.matching,
        first_lines=email_keys(lines, file.matching),
        spellings=spellings,
        choices=choices,
        plan=plan,
        may_change=file.may_change,
        lines_done=file.lines_done,
    )


def verdicts(session: Session, work: Work, lines: Sequence[Line]) -> list[Verdict]:
    """Judge some lines by the list of participants as it stands now."""
    keys = {line.number: key_of(line.cell(work.matching["email"])) for line in lines}
    has_own = any(name in work.matching for name in importable(work.plan))
    known = queries.known(session, work.congress_id, {key for key in keys.values() if key}, has_own=has_own)
    return [
        judge(
            line,
            work.matching,
            spellings=work.spellings,
            choices=work.choices,
            plan=work.plan,
            known=known.get(keys[line.number]),
            first_line=work.first_lines.get(keys[line.number], line.number),
            may_change=work.may_change,
        )
        for line in lines
    ]


def keep_check(session: Session, public_id: str, found: Sequence[Verdict]) -> None:
    """Keep what a check found, for the organiser to decide; silent if the file was removed meanwhile."""
    file = queries.file_of_job(session, public_id)
    if file is not None and file.status == "checking":
        file.status, file.outcome = "checked", _outcome(found) | {"examples": _examples(found)}


def fail(session: Session, public_id: str, *, code: str, details: Mapping[str, object]) -> None:
    """Note that a file cannot be read after all."""
    file = queries.file_of_job(session, public_id)
    if file is not None and file.status in {"checking", "writing"}:
        file.status, file.outcome = "failed", {**file.outcome, "fault": {"code": code, "details": dict(details)}}


def start_writing(session: Session, file: ImportFile, *, actor: str, now: datetime) -> None:
    """Have all faultless lines written. Raises UploadGone if they were, or are being."""
    if file.status != "checked":
        raise errors.UploadGone
    file.status, file.outcome, file.lines_done = "writing", {}, 0
    payload = {"file": file.public_id, "actor": actor}
    file.job_public_id = jobs.enqueue(session, WRITE_JOB, now=now, payload=payload, congress_id=file.congress_id)


def write(
    session: Session,
    congress: Congress,
    work: Work,
    lines: Sequence[Line],
    *,
    secret: str,
    actor: str,
    now: datetime,
) -> bool:
    """Write some lines and note how far the file is, all in one; False if the file is no longer to be written.

    A line that finds no place, or whose address was registered a moment ago, becomes a complaint and stops no other line.
    """
    file = queries.file_of_job(session, work.public_id)
    if file is None or file.status != "writing":
        return False
    done = [
        _written(session, congress, work.plan, verdict, manner=file.manner, secret=secret, actor=actor, now=now)
        for verdict in verdicts(session, work, lines)
    ]
    file.outcome = _together(file.outcome, _outcome(done))
    file.lines_done += len(lines)
    return True


def finish(session: Session, public_id: str, *, actor: str, now: datetime) -> None:
    """Note that a file is written, delete its content and all quotes from it, and tell the journal."""
    file = queries.file_of_job(session, public_id)
    if file is None or file.status != "writing":
        return
    complaints = [{**told, "quote": ""} for told in file.outcome.get("complaints", ())]
    file.outcome = {**file.outcome, "complaints": complaints, "examples": []}
    file.status, file.content, file.finished_at = "done", None, now
    record(
        session,
        "participants.imported",
        actor=actor,
        congress_id=file.congress_id,
        subject_kind="import_file",
        subject_id=file.id,
        now=now,
        details={outcome.value: file.outcome.get(outcome.value, 0) for outcome in Outcome},
    )


def discard(session: Session, file: ImportFile) -> None:
    """Delete an uploaded file that is not to be used. Raises UploadGone while it is being written or when it is done."""
    if file.status in {"writing", "done"}:
        raise errors.UploadGone
    session.delete(file)


def forget_unused(session: Session, *, now: datetime) -> None:
    """Delete files that were uploaded more than a day ago and not used."""
    queries.forget(session, before=now - KEPT_FOR)


def _written(
    session: Session,
    congress: Congress,
    plan: Plan,
    verdict: Verdict,
    *,
    manner: str,
    secret: str,
    actor: str,
    now: datetime,
) -> Verdict:
    """Write a line if there is something to write, and tell what became of it."""
    try:
        with session.begin_nested():
            _write_line(session, congress, plan, verdict, manner=manner, secret=secret, actor=actor, now=now)
    except CongressFull:
        return _refused(verdict, errors.NoPlace())
    except AlreadyRegistered as refused:
        return _refused(verdict, refused)
    return verdict


def _refused(verdict: Verdict, fault: RegistrationError) -> Verdict:
    return Verdict(verdict.line, Outcome.REFUSED, complaints=(Complaint(verdict.line, "email", fault),))


def _write_line(
    session: Session,
    congress: Congress,
    plan: Plan,
    verdict: Verdict,
    *,
    manner: str,
    secret: str,
    actor: str,
    now: datetime,
) -> None:
    request, known = verdict.request, verdict.known
    if request is None or verdict.outcome not in {Outcome.NEW, Outcome.CHANGED}:
        return
    if known is None:
        done = participants.add(
            session, congress, request, secret=secret, manner=participants.Manner(manner), actor=actor, now=now
        )
        person_id = done.participant_id
    else:
        person_id = known.id
    fields.keep(
        session,
        plan,
        verdict.told,
        participant_id=person_id,
        congress_id=congress.id,
        before=known.answers if known else None,
        actor=actor,
        now=now,
    )
    if known is None and not verdict.note:
        return
    person = participants_queries.by_id(session, person_id)
    if person is None:
        raise errors.UploadGone
    if any(name != "note" and not name.startswith(OWN) and name != ACCESS_OPTIONS for name in verdict.changed):
        participants.change(session, person, request, may_change_email=True, actor=actor, now=now)
    if verdict.note != person.note:
        participants.write_note(session, person, note=verdict.note, actor=actor, now=now)


def _remembered(session: Session, congress_id: int) -> dict[str, str]:
    remembered: dict[str, str] = {}
    for headings, matching in queries.decisions(session, congress_id):
        remembered |= to_remember(headings, matching)
    return remembered


def _outcome(found: Sequence[Verdict]) -> dict[str, Any]:  # Any: JSON
    counted = Counter(verdict.outcome for verdict in found)
    complaints = [_told(complaint) for verdict in found for complaint in verdict.complaints]
    return {outcome.value: counted[outcome] for outcome in Outcome} | {"complaints": complaints[:MOST_COMPLAINTS]}


def _together(before: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:  # Any: JSON
    counts = {outcome.value: before.get(outcome.value, 0) + more[outcome.value] for outcome in Outcome}
    return counts | {"complaints": [*before.get("complaints", ()), *more["complaints"]][:MOST_COMPLAINTS]}


def _told(complaint: Complaint) -> dict[str, Any]:  # Any: JSON
    fault: DomainError = complaint.fault
    return {
        "line": complaint.line,
        "field": complaint.field,
        "code": fault.code,
        "details": dict(fault.details),
        "quote": complaint.quote,
    }


def _examples(found: Sequence[Verdict]) -> list[dict[str, Any]]:  # Any: JSON
    """Show the first few of those who would be changed, and then of those who would be new."""
    changed = [verdict for verdict in found if verdict.outcome is Outcome.CHANGED]
    new = [verdict for verdict in found if verdict.outcome is Outcome.NEW]
    return [
        {
            "line": verdict.line,
            "outcome": verdict.outcome.value,
            "name": verdict.request.name if verdict.request else "",
            "person": verdict.known.public_id if verdict.known else "",
            "fields": list(verdict.changed),
        }
        for verdict in [*changed[:MOST_EXAMPLES], *new[:MOST_EXAMPLES]]
    ]
