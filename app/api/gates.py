"""What the phones of gates say and hear, described for the OpenAPI description."""

from typing import Any

import marshmallow as ma
from apispec import APISpec
from flask import Flask
from marshmallow import fields

from app.api.scans import OutcomeSchema, operation


class EnrolmentSchema(ma.Schema):
    """What the code of a gate holds."""

    gate = fields.String(required=True)
    token = fields.String(required=True)


class EnrolledSchema(ma.Schema):
    """The key with which a phone is that gate from now on, told once."""

    key = fields.String(required=True)
    device = fields.String(required=True)
    name = fields.String(required=True)


class ReportSchema(ma.Schema):
    """How a gate is doing, and what it knows already; the protocol stands in the documentation for developers."""

    battery = fields.Integer(metadata={"description": "per cent", "nullable": True})
    unsent = fields.Integer(metadata={"description": "scans that still wait to be sent"})


class NewsSchema(ma.Schema):
    """What a gate does not know yet."""


class SearchSchema(ma.Schema):
    text = fields.String(required=True)


class FoundSchema(ma.Schema):
    """Somebody whose name or organisation holds the words."""

    person = fields.String(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)
    status = fields.String(required=True)
    came = fields.String(required=True, allow_none=True)


class FoundManySchema(ma.Schema):
    found = fields.List(fields.Nested(FoundSchema), required=True)


class AdmissionSchema(ma.Schema):
    """Somebody who was found by name, and the number of this scan."""

    scan_id = fields.String(required=True)
    person = fields.String(required=True)


class DeskSchema(ma.Schema):
    """Where the pages of the desk are (people without a registration, badges), for the browser that asked."""

    desk = fields.String(required=True)
    prints = fields.String(required=True)


class AskingSchema(ma.Schema):
    """The scan of whoever is to be asked; without it, a page to look for them is told."""

    scan_id = fields.String()


class PageSchema(ma.Schema):
    """Where a page is, for the browser that asked."""

    page = fields.String(required=True)


class NoneSchema(ma.Schema):
    """Nothing but who asks, which the key tells."""


class SelfAdmissionSchema(ma.Schema):
    """What a guest types who has no code at hand: the name, and the address as far as the @."""

    scan_id = fields.String(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)


class PrintSchema(ma.Schema):
    """The scan that welcomed somebody just now."""

    scan_id = fields.String(required=True)


class PaperSchema(ma.Schema):
    """A badge to print: its size in mm, and its face as HTML."""

    width = fields.Float(required=True)
    height = fields.Float(required=True)
    paper = fields.String(required=True)


DOORS: tuple[tuple[str, str, type[ma.Schema], type[ma.Schema]], ...] = (
    ("gates_api.enrol", "Make a phone the gate whose code it shows.", EnrolmentSchema, EnrolledSchema),
    ("gates_api.hear_and_tell", "Hear how a gate is doing, and tell it what is new.", ReportSchema, NewsSchema),
    ("gates_api.search", "Find people by name, for the gate of a supervisor.", SearchSchema, FoundManySchema),
    ("gates_api.admit", "Let in somebody who was found by name.", AdmissionSchema, OutcomeSchema),
    ("gates_api.open_desk", "Let the browser of a gate into the desk for walk-ins.", NoneSchema, DeskSchema),
    ("gates_api.open_questions", "Let the browser of a gate into the questions at the door.", AskingSchema, PageSchema),
    ("kiosk_api.admit", "Let in whoever types their name and address.", SelfAdmissionSchema, OutcomeSchema),
    ("kiosk_api.badge", "Give the badge of whoever was welcomed just now.", PrintSchema, PaperSchema),
)


def describe_gates(app: Flask, spec: APISpec) -> None:
    """Add the doors of gates' phones, which are mounted, to the description."""
    for endpoint, summary, sent, told in DOORS:
        described: dict[str, Any] = operation(summary, told)  # Any: a piece of OpenAPI
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": sent}}}
        if endpoint == "gates_api.enrol":
            del described["security"]
        for rule in app.url_map.iter_rules(endpoint):
            spec.path(rule=rule, operations={"post": described})
