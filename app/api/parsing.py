"""Read the bodies of requests."""

from typing import Any

from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest


class BodyParser(FlaskParser):
    """Takes more brackets or digits than Python can count for what they are: a bad request."""

    def load_json(self, req: Any, schema: Any) -> Any:  # Any: webargs' signature
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError) as fault:
            raise BadRequest from fault
