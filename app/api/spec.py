"""The OpenAPI description at /api/v1/openapi.json."""

from threading import Lock

from apispec import APISpec
from flask import Flask
from flask_smorest import Api, Blueprint

from app.api import recommendations  # noqa: F401 -- adds its routes to the blueprint
from app.api.gates import describe_gates
from app.api.invitations import bp as invitations
from app.api.scans import describe_scans
from app.api.schemas import ProblemSchema
from app.api.views import bp
from app.web.problem import PROBLEM, init_problems


class DescribedApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """Describes itself to the first who asks, since that takes as long as all the rest of a start.

    Leaves errors to app.web.problem, which answers every room's with problem+json.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask, blueprints: tuple[Blueprint, ...]) -> None:
        self._lock = Lock()
        self._described = blueprints
        super().__init__(app)
        for blueprint in blueprints:
            app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
            app.register_blueprint(blueprint)

    def _init_spec(self) -> None:
        """Leave it for later."""

    def _openapi_json(self) -> object:
        with self._lock:
            if self.spec is None:
                self._describe()
        return super()._openapi_json()

    def _describe(self) -> None:
        super()._init_spec()
        spec: APISpec = self.spec
        spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
        for blueprint in self._described:
            blueprint.register_views_in_doc(self, self._app, spec, name=blueprint.name, parameters=None)
            spec.tag({"name": blueprint.name, "description": blueprint.description})
        describe_scans(self._app, spec)
        describe_gates(self._app, spec)

    def _register_error_handlers(self) -> None:
        init_problems(self._app)

    def _register_responses(self) -> None:
        """Describe errors by the media type that they have; good answers keep theirs."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def init_api(app: Flask) -> None:
    """Mount the API and its description."""
    app.config.update(
        API_TITLE="reihum",
        API_VERSION="1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    DescribedApi(app, (bp, invitations))
