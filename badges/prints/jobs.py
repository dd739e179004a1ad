"""The job that writes a long print run, and the routine that forgets its file."""

from functools import partial
from tempfile import TemporaryFile

from werkzeug.datastructures import MultiDict

from app import clock
from app.congress import queries as congress_queries
from app.db import end_reading, reading, transaction
from app.jobs.models import Job
from app.jobs.relay import Cancelled, Progress
from badges import printing
from badges.forms import read_print_request
from badges.prints import queries, service
from badges.prints.models import PrintRun
from badges.service import CHUNK
from badges.sheets import queries as sheets_of


def print_badges(progress: Progress, job: Job) -> None:
    """Write the run named in *job*. Until its file is kept no badge is printed and no old code dies, so to stop it costs nothing."""
    public_id = str(job.payload["run"])
    status = "failed"
    try:
        # Whoever is erased meanwhile sends the run back to its beginning, so it is asked for until it has ended.
        while (run := _begun(public_id)) is not None:
            _write(run, job, progress)
    except Cancelled:
        status = "stopped"
        raise
    finally:
        end_reading()
        with transaction() as session:
            service.finish(session, public_id, status=status, now=clock.now())


def _begun(public_id: str) -> PrintRun | None:
    with transaction() as session:
        return service.begin(session, public_id)


def _write(run: PrintRun, job: Job, progress: Progress) -> None:
    """Write down what is to be printed, then the file, and let all of it hold in the moment in which the file is kept."""
    congress = congress_queries.by_id(reading(), run.congress_id)
    asked = read_print_request(MultiDict(job.payload["asked"]), sheets_of.sheets(reading(), congress.id))
    people = job.payload.get("people") or printing.chosen(congress, asked.selection)
    total = 2 * len(people)
    for start in range(0, len(people), CHUNK):
        piece = people[start : start + CHUNK]
        with transaction() as session:
            service.prepare(session, run, piece, now=run.printed_at)
        progress(start + len(piece), total)
    with TemporaryFile() as file:
        number = printing.write_pdf(
            congress,
            people,
            asked.sheet,
            out=file,
            skip=asked.skip,
            created=run.printed_at,
            progress=lambda done: progress(len(people) + done, total),
            new_codes=partial(queries.new_codes, run_id=run.id),
        )
        file.seek(0)
        with transaction() as session:
            now = clock.now()
            if renewed := service.keep(session, run.public_id, file, number=number, now=now):
                printing.note_renewed(session, congress, number=renewed, now=now)


def forget_files() -> None:
    """Delete the files of runs that are a day old."""
    with transaction() as session:
        queries.forget_files(session, before=clock.now() - service.KEPT)
