"""Organisers' pages on importing: upload, match the columns, look at what would happen, import, or not."""

from contextlib import closing
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.jobs import queries as jobs
from app.web.problem import Answer, refused, words_of
from app.web.progress import as_progress
from registration.exchange import errors, forms, queries, service, words
from registration.exchange.models import ImportFile
from registration.exchange.reading import MOST_BYTES, Line, read
from registration.fields import queries as form_of
from registration.participants import queries as participants
from registration.places import queries as places

bp = Blueprint("imports", __name__, url_prefix="/organise/<congress>/imports")
Page = str | tuple[str, int] | Response
UNDERWAY = {"checking": "running", "writing": "running"}
SAMPLES = 3


@bp.get("")
@needs(Part.ORGANISER)
def imports(congress: str) -> Page:
    return _start()


@bp.post("")
@needs(Part.ORGANISER)
def upload(congress: str) -> Page:
    try:
        filename, content = _sent_file()
        with transaction() as session:
            file = service.take(
                session,
                g.congress,
                content=content,
                filename=filename,
                words=words.headings(form_of.plan(session, g.congress.id)),
                actor=actor(),
                now=clock.now(),
            )
    except errors.UploadError as fault:
        return _start(fault)
    return redirect(url_for(".file", congress=congress, file=file.public_id), 303)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Answer:
    """Say in words what the server did not even read."""
    return refused(errors.TooLarge(megabytes=MOST_BYTES // 1024**2))


@bp.get("/<file>")
@needs(Part.ORGANISER)
def file(congress: str, file: str) -> Page:
    """Show a file as far as it is: its columns, its check, what would happen, what happened."""
    found = queries.file(reading(), g.congress.id, file)
    if found.status == "matching":
        return redirect(url_for(".columns", congress=congress, file=file))
    if found.status in UNDERWAY:
        return render_template("registration/exchange/underway.html", file=found, progress=_progress(found))
    if found.status == "failed":
        return render_template("registration/exchange/failed.html", file=found, fault=words.fault(found.outcome))
    return render_template(
        f"registration/exchange/{found.status}.html",
        file=found,
        outcome=found.outcome,
        complaints=_complaints(found),
        labels=words.labels(form_of.plan(reading(), g.congress.id), g.congress),
        free=participants.places(reading(), g.congress.id).free,
    )


@bp.get("/<file>/columns")
@needs(Part.ORGANISER)
def columns(congress: str, file: str) -> Page:
    found = queries.file(reading(), g.congress.id, file)
    if found.status not in {"matching", "checked", "failed"}:
        return redirect(url_for(".file", congress=congress, file=file))
    return _columns(found, forms.shown(found))


@bp.post("/<file>/columns")
@needs(Part.ORGANISER)
def match(congress: str, file: str) -> Page:
    found = queries.file(reading(), g.congress.id, file)
    try:
        known = words.labels(form_of.plan(reading(), g.congress.id), g.congress)
        asked = forms.read_matching(request.form, number=len(found.headings), known=known)
        with transaction() as session:
            current = queries.file(session, g.congress.id, file)
            service.match(
                session,
                current,
                matching=asked.matching,
                manner=asked.manner,
                may_change=asked.may_change,
                now=clock.now(),
            )
    except (errors.NotMatched, errors.MatchedTwice) as fault:
        return _columns(found, forms.typed(request.form, number=len(found.headings)), fault), fault.status
    return redirect(url_for(".file", congress=congress, file=file), 303)


@bp.get("/<file>/progress")
@needs(Part.ORGANISER)
def progress(congress: str, file: str) -> Response:
    return as_progress(_progress(queries.file(reading(), g.congress.id, file)))


@bp.post("/<file>/write")
@needs(Part.ORGANISER)
def write(congress: str, file: str) -> Response:
    """Import all faultless lines."""
    try:
        with transaction() as session:
            found = queries.file(session, g.congress.id, file)
            service.start_writing(session, found, actor=actor(), now=clock.now())
    except errors.UploadGone as gone:
        flash(words_of(gone), "refused")
    return redirect(url_for(".file", congress=congress, file=file), 303)


@bp.post("/<file>/discard")
@needs(Part.ORGANISER)
def discard(congress: str, file: str) -> Response:
    try:
        with transaction() as session:
            service.discard(session, queries.file(session, g.congress.id, file))
        flash(gettext("The file is deleted. Nothing was imported from it."))
    except errors.UploadGone as gone:
        flash(words_of(gone), "refused")
    return redirect(url_for(".imports", congress=congress), 303)


def _sent_file() -> tuple[str, bytes]:
    """Give name and content of the file of this form, of the content no more than is needed to see that it is too much."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise errors.NoFile
    with closing(sent.stream):
        return forms.filename(sent.filename), sent.stream.read(MOST_BYTES + 1)


def _start(fault: DomainError | None = None) -> Page:
    page = render_template(
        "registration/exchange/imports.html",
        files=queries.files(reading(), g.congress.id),
        states=words.STATES,
        megabytes=MOST_BYTES // 1024**2,
        faults=[words_of(fault)] if fault else [],
    )
    return (page, fault.status) if fault else page


def _columns(file: ImportFile, filled: forms.Filled, fault: DomainError | None = None) -> str:
    told = words.matching_fault(fault) if fault else ""
    at = fault.field if fault and fault.field.startswith("column-") else "column-0"
    return render_template(
        "registration/exchange/columns.html",
        file=file,
        filled=filled,
        samples=_samples(file),
        fields=words.labels(form_of.plan(reading(), g.congress.id), g.congress),
        faults={at: [told]} if fault else {},
        summary=[(at, told)] if fault else [],
    )


def _samples(file: ImportFile) -> list[list[str]]:
    """Show of each column the first few cells with something in them."""
    content = queries.content(reading(), file.id)
    if content is None:
        raise errors.UploadGone
    lines: list[Line] = []
    for line in read(content).lines:
        lines.append(line)
        if len(lines) == SAMPLES * 5:
            break
    cells = ([line.cell(column) for line in lines] for column in range(len(file.headings)))
    return [[cell[:60] for cell in column if cell][:SAMPLES] for column in cells]


def _progress(file: ImportFile) -> dict[str, Any]:  # Any: JSON
    done, total = jobs.steps(reading(), file.job_public_id)
    state = UNDERWAY.get(file.status, "over")
    known = gettext("%(done)s of %(total)s lines", done=done, total=total)
    text = known if total else gettext("The file is being read.")
    return {"done": done, "total": total, "text": text, "state": state}


def _complaints(file: ImportFile) -> list[dict[str, Any]]:  # Any: JSON
    """Say complaints, each with its line, the column as a spreadsheet names it, and the heading above it."""
    categories = places.categories(reading(), g.congress.id)
    plan = form_of.plan(reading(), g.congress.id)
    told = []
    for complaint in file.outcome["complaints"]:
        column = forms.column_of(file.matching, complaint["field"])
        told.append(
            {
                "line": complaint["line"],
                "column": forms.letters(column) if column is not None else "",
                "heading": file.headings[column] if column is not None and column < len(file.headings) else "",
                "quote": complaint["quote"],
                "words": words.complaint_in_words(complaint, categories, plan=plan, congress=g.congress),
            }
        )
    return told
