"""The API's doors to the recommendations log: what the public may read, with everything that happened."""

from typing import Any

from marshmallow import fields

from app.api.schemas import LocalizedText, Strict
from app.api.views import bp
from app.congress.queries import public_by_slug
from app.db import reading
from app.errors import NotFound
from app.web.addresses import absolute
from app.web.guards import public
from forums.recommendations import queries, sharing
from forums.recommendations.rules import PUBLIC


class MilestoneSchema(Strict):
    """A part of a promise, with a day of its own; *reached_on* is null until it is reached."""

    title = fields.String()
    due_on = fields.Date()
    reached_on = fields.Date(allow_none=True)


class AnswerSchema(Strict):
    """To whom a recommendation goes, and what came back; *verdict* is accepted, in_part, declined, or null until it is answered."""

    addressee = fields.String()
    role = fields.String()
    handed_over_at = fields.AwareDateTime(allow_none=True)
    due_on = fields.Date(allow_none=True)
    verdict = fields.String(allow_none=True)
    reason = fields.String()
    commitment = fields.String()
    deadline = fields.Date(allow_none=True)
    percent = fields.Integer()
    milestones = fields.List(fields.Nested(MilestoneSchema))


class RecommendationSchema(Strict):
    """A recommendation that was adopted, and where it stands."""

    id = fields.String()
    number = fields.Integer()
    title = LocalizedText()
    text = LocalizedText()
    theme = fields.String()
    priority = fields.Integer()
    status = fields.String()
    percent = fields.Integer()
    forum = fields.Integer(allow_none=True)
    table = fields.Integer(allow_none=True)
    changed_at = fields.AwareDateTime()
    answers = fields.List(fields.Nested(AnswerSchema))
    url = fields.Url()


class LogEntrySchema(Strict):
    """An entry of the log: *hash* is SHA-256 over the hash before it and this entry; see docs/developer.md."""

    number = fields.Integer()
    at = fields.AwareDateTime()
    actor = fields.String()
    action = fields.String()
    data = fields.Dict()
    hash = fields.String()


@bp.get("/congresses/<congress>/recommendations")
@public
@bp.response(200, RecommendationSchema(many=True))
@bp.alt_response(404, "NOT_FOUND")
def recommendations(congress: str) -> list[dict[str, Any]]:  # Any: JSON
    """List the adopted recommendations of a congress by number."""
    found = public_by_slug(reading(), congress)
    rows = queries.recommendations(reading(), [found.id], statuses=PUBLIC)
    return [sharing.as_mapping(one) | {"url": _address(congress, one.public_id)} for one in rows]


@bp.get("/congresses/<congress>/recommendations/<recommendation>")
@public
@bp.response(200, RecommendationSchema)
@bp.alt_response(404, "NOT_FOUND")
def one_recommendation(congress: str, recommendation: str) -> dict[str, Any]:  # Any: JSON
    """Show an adopted recommendation."""
    found = public_by_slug(reading(), congress)
    one = queries.recommendation(reading(), found.id, recommendation)
    if one.status not in PUBLIC:
        raise NotFound
    return sharing.as_mapping(one) | {"url": _address(congress, recommendation)}


@bp.get("/congresses/<congress>/recommendations/<recommendation>/log")
@public
@bp.response(200, LogEntrySchema(many=True))
@bp.alt_response(404, "NOT_FOUND")
def log_of_recommendation(congress: str, recommendation: str) -> list[dict[str, Any]]:  # Any: JSON
    """List what happened to an adopted recommendation, first to last."""
    found = public_by_slug(reading(), congress)
    one = queries.recommendation(reading(), found.id, recommendation)
    if one.status not in PUBLIC:
        raise NotFound
    return [sharing.entry_as_mapping(entry) for entry in queries.entries(reading(), one.id)]


def _address(congress: str, public_id: str) -> str:
    return absolute("recommendations.recommendation", congress=congress, recommendation=public_id)
