"""Errors as answers: a page for people, problem+json (RFC 9457) for machines."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from app.errors import Conflict, DomainError
from app.web.languages import page_language

log = logging.getLogger(__name__)
API_PREFIX = "/api/"
PROBLEM = "application/problem+json"
UNIQUE_VIOLATION = "23505"  # PostgreSQL, appendix "Error Codes"
Answer = tuple[Response | str, int, dict[str, str]]  # body, status, further headers


def init_problems(app: Flask) -> None:
    """Answer every error: rules that say no, addresses that lead nowhere, and bugs (logged, with the request's id)."""
    app.register_error_handler(DomainError, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _unknown_name)
    app.register_error_handler(
        OverflowError, lambda _error: _answer(404, "not-found", gettext("There is nothing at this address."))
    )
    app.register_error_handler(IntegrityError, _clash)
    app.register_error_handler(Exception, _bug)


def words_of(error: DomainError) -> str:
    """Say an error in the reader's language."""
    text = str(gettext(error.message))
    return text % error.details_in(page_language()) if error.details else text


def refused(error: DomainError) -> Answer:
    """Answer that the rules say no; an error that holds ``faults`` tells them by field."""
    faults: Mapping[str, DomainError] = getattr(error, "faults", {})
    told = {field: [words_of(fault)] for field, fault in faults.items()}
    return _answer(
        error.status, error.code, words_of(error), field=error.field, errors={"json": told} if told else None
    )


def answered(error: HTTPException) -> Answer:
    """Answer an error of HTTP; for a room whose own handler leaves some of them to the house."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    code = error.name.lower().replace(" ", "-")
    # webargs, which reads the API's requests, leaves its findings by field here.
    errors = (getattr(error, "data", None) or {}).get("messages")
    # What the client may do instead, such as Allow or Retry-After.
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return _answer(status, code, _words_of_status(status, error.description or ""), errors=errors, headers=headers)


def _http(error: HTTPException) -> Answer | HTTPException:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error  # a redirect raised as an exception
    return answered(error)


def _unknown_name(error: SecurityError) -> Answer:
    if request.path.startswith(API_PREFIX):
        return answered(error)
    # Without a name that we trust there are no addresses, and without addresses there is no page.
    return Response(gettext("This server does not answer to this name."), mimetype="text/plain"), error.code, {}


def _clash(error: IntegrityError) -> Answer:
    """Answer two people who gave two things the same name at the same instant, when the second is told by the database alone."""
    words = str(error.orig)
    if getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION or words.startswith("UNIQUE constraint failed"):
        return refused(Conflict())
    return _bug(error)


def _bug(error: Exception) -> Answer:
    if current_app.testing and not current_app.config.get("ANSWER_BUGS"):
        raise error
    log.error("request %s failed", g.get("request_id", "-"), exc_info=error)
    words = gettext("Something went wrong on our side. Nothing that was stored is lost. Please try again.")
    try:
        return _answer(500, "internal-error", words)
    except SQLAlchemyError:  # a page asks who is logged in, and it may be the database that fails
        return Response(words, mimetype="text/plain"), 500, {}


def _words_of_status(status: int, description: str) -> str:
    words = {
        400: gettext(
            "This page was open too long, or the request was incomplete. Please load the page again and repeat the step."
        ),
        404: gettext("There is nothing at this address."),
        405: gettext("This address does not take such a request."),
        413: gettext("This is too large."),
        429: gettext("Too many tries in a short time. Please wait a minute and try again."),
    }
    return str(words.get(status, description))


def _answer(
    status: int,
    code: str,
    words: str,
    *,
    field: str = "",
    errors: Mapping[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    headers = headers or {}
    if not request.path.startswith(API_PREFIX):
        request_id = g.get("request_id", "")
        return (
            render_template("app/web/refused.html", status=status, words=words, request_id=request_id),
            status,
            headers,
        )
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": words,
    }
    response = jsonify(problem | ({"field": field} if field else {}) | ({"errors": errors} if errors else {}))
    response.mimetype = PROBLEM
    return response, status, headers
