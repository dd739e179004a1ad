"""How far a long job is, for the script of a page that asks again and again."""

from collections.abc import Mapping

from flask import jsonify, request
from werkzeug.wrappers import Response


def as_progress(told: Mapping[str, object]) -> Response:
    """Answer what is *told* as JSON; whoever knows it already gets a 304 without a body."""
    response = jsonify(told)
    response.add_etag()
    return response.make_conditional(request)
