"""What the description says of scans. Their doors are at the gate (badges.checkin.api), which parses without schemas, for speed."""

from typing import Any

import marshmallow as ma
from apispec import APISpec
from flask import Flask
from marshmallow import fields, validate

from badges.checkin.batch import LARGEST_NUMBER, LONGEST_GATE, MOST_SCANS
from badges.checkin.rules import Verdict

DEVICE = r"^[A-Za-z0-9._-]{1,40}$"
Operation = dict[str, Any]  # Any: OpenAPI has no static shape


class ScanSchema(ma.Schema):
    """One reading of a code."""

    scan_id = fields.UUID(required=True, metadata={"description": "drawn by the device; a resend is harmless"})
    code = fields.String(required=True, metadata={"description": "what was read or typed, whatever it is"})
    scanned_at = fields.AwareDateTime(required=True, metadata={"description": "by the device's clock"})
    sequence = fields.Integer(load_default=0, validate=validate.Range(min=0, max=LARGEST_NUMBER))
    gate = fields.String(load_default="", validate=validate.Length(max=LONGEST_GATE))


class BatchSchema(ma.Schema):
    """What a device has read since it last had a network."""

    device = fields.String(required=True, validate=validate.Regexp(DEVICE))
    clock_offset_ms = fields.Integer(
        load_default=0,
        validate=validate.Range(min=-LARGEST_NUMBER, max=LARGEST_NUMBER),
        metadata={"description": "server minus device, at the last answer"},
    )
    scans = fields.List(fields.Nested(ScanSchema), required=True, validate=validate.Length(max=MOST_SCANS))


class CountSchema(ma.Schema):
    """How many are in. ``version`` rises with every scan."""

    present = fields.Integer(required=True)
    version = fields.Integer(required=True)
    now = fields.AwareDateTime(required=True)


class EntrySchema(ma.Schema):
    """When and where somebody was scanned."""

    at = fields.AwareDateTime(required=True)
    gate = fields.String(required=True)


class PlaceSchema(ma.Schema):
    """The forum where a guest sits."""

    number = fields.Integer(required=True)
    title = fields.String(required=True)
    room = fields.String(required=True)


class GuestSchema(ma.Schema):
    """Who carries the code, as the gate shows it."""

    name = fields.String(required=True)
    organisation = fields.String(required=True)
    role = fields.String(required=True)
    forum = fields.Nested(PlaceSchema, allow_none=True)


class FaultSchema(ma.Schema):
    """What is wrong with a scan that could not be read."""

    code = fields.String(required=True)
    field = fields.String(required=True)
    detail = fields.String(required=True)


class OutcomeSchema(ma.Schema):
    """The answer to one scan; ``problem`` stands in place of the rest where it could not be read."""

    scan_id = fields.String(required=True)
    verdict = fields.String(required=True, validate=validate.OneOf([verdict.value for verdict in Verdict]))
    scan = fields.Nested(EntrySchema, allow_none=True)
    first = fields.Nested(
        EntrySchema, allow_none=True, metadata={"description": "the scan that let the bearer in, if not this one"}
    )
    guest = fields.Nested(GuestSchema, allow_none=True)
    problem = fields.Nested(FaultSchema)


class OutcomesSchema(CountSchema):
    """The answers to a batch, in its order."""

    results = fields.List(fields.Nested(OutcomeSchema), required=True)


def describe_scans(app: Flask, spec: APISpec) -> None:
    """Add the doors of the gate, which are mounted, to the description."""
    send = operation("Take what a device has read, in any order and as often as it likes.", OutcomesSchema)
    send["requestBody"] = {"required": True, "content": {"application/json": {"schema": BatchSchema}}}
    undo = operation("Take back a scan, such as one by mistake.", CountSchema)
    count = operation("Tell how many are in.", CountSchema)
    count["responses"]["304"] = {"description": "Nobody came since the version in If-None-Match"}
    for endpoint, method, described in (
        ("record", "post", send),
        ("undo", "delete", undo),
        ("attendance", "get", count),
    ):
        for rule in app.url_map.iter_rules(f"checkin_api.{endpoint}"):
            spec.path(rule=rule, operations={method: described})


def operation(summary: str, schema: type[ma.Schema]) -> Operation:
    answer = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    return {
        "summary": summary,
        "tags": ["checkin"],
        "security": [{"key": []}],
        "responses": {"200": answer, "default": "DEFAULT_ERROR"},
    }
