"""The OpenAPI description at /api/v1/openapi.json."""

from flask import Flask
from flask_smorest import Api

from app.api import recommendations  # noqa: F401 -- adds its routes to the blueprint
from app.api.gates import describe_gates
from app.api.invitations import bp as invitations
from app.api.scans import describe_scans
from app.api.schemas import ProblemSchema
from app.api.views import bp
from app.web.problem import PROBLEM, init_problems


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """Leaves errors to app.web.problem, which answers every room's with problem+json."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        init_problems(self._app)

    def _register_responses(self) -> None:
        """Describe errors by the media type that they have; good answers keep theirs."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def init_api(app: Flask) -> None:
    """Mount the API and its description; the doors of the gate have to be mounted before."""
    app.config.update(
        API_TITLE="reihum",
        API_VERSION="1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = ProblemApi(app)
    api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    api.register_blueprint(bp)
    api.register_blueprint(invitations)
    describe_scans(app, api)
    describe_gates(app, api)
