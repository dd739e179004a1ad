"""The job that writes a long print run, and the routine that forgets its file."""

from tempfile import TemporaryFile

from werkzeug.datastructures import MultiDict

from app import clock
from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.db import end_reading, reading, transaction
from app.jobs.models import Job
from app.jobs.relay import Cancelled, Progress
from badges import printing
from badges.forms import PrintRequest, read_print_request
from badges.prints import queries, service
from badges.prints.models import PrintRun
from badges.sheets import queries as sheets_of


def print_badges(progress: Progress, job: Job) -> None:
    """Write the run named in *job*. A run that is stopped leaves no badge noted as printed, and no file."""
    public_id = str(job.payload["run"])
    with transaction() as session:
        run = service.begin(session, public_id)
        if run is None:
            return
        congress = congress_queries.by_id(session, run.congress_id)
    status = "failed"
    try:
        asked = read_print_request(MultiDict(job.payload["asked"]), sheets_of.sheets(reading(), congress.id))
        _write(run, congress, asked, progress)
        status = "done"
    except Cancelled:
        status = "stopped"
        raise
    finally:
        end_reading()
        with transaction() as session:
            service.finish(session, public_id, status=status, now=clock.now())


def _write(run: PrintRun, congress: Congress, asked: PrintRequest, progress: Progress) -> None:
    """Issue what is missing, write the file, and only then note that all of them are printed."""
    now = run.printed_at
    people = printing.chosen(congress, asked.selection)
    total = 2 * len(people)
    printing.issue(
        congress, people, begin=transaction, renews=run.renews, now=now, told=lambda done: progress(done, total)
    )
    read_at = clock.now()
    with TemporaryFile() as file:
        printing.write_pdf(
            congress,
            people,
            asked.sheet,
            out=file,
            skip=asked.skip,
            created=now,
            progress=lambda done: progress(len(people) + done, total),
        )
        file.seek(0)
        printing.note_printed(people, begin=transaction, now=now, issued_until=read_at)
        with transaction() as session:
            service.keep_file(session, run.id, file)


def forget_files() -> None:
    """Delete the files of runs that are a day old."""
    with transaction() as session:
        queries.forget_files(session, before=clock.now() - service.KEPT)
