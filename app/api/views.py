"""The doors of the API. Public: congresses, programme, forums. With a key or a login of an organiser: people and seats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, g
from sqlalchemy.orm import Session

from app import clock
from app.accounts.guards import actor, sees_needs
from app.accounts.models import Part
from app.api import own_answers, queries, schemas
from app.api.doors import CREATED, OK, REFUSED, blueprint, needs
from app.config import Config
from app.congress.queries import public_by_slug, public_congresses
from app.congress.rules import days_of
from app.db import reading, transaction
from app.programme import queries as programme
from app.web.guards import public
from app.web.problem import PROBLEM
from forums.dialogue import queries as dialogue
from forums.dialogue.service import serve as serve_forums
from forums.dialogue.service import set_preferences
from registration.fields.queries import answers_of
from registration.fields.queries import known as known_of
from registration.fields.queries import plan as form_of
from registration.fields.rules import ACCESS
from registration.fields.service import keep as keep_answers
from registration.participants import queries as participants
from registration.participants import service
from registration.participants.models import Participant
from registration.participants.queries import Filter
from registration.participants.rules import RegistrationRequest

bp = blueprint("api", "Congresses, programme, forums, participants, seats")


@bp.get("/congresses")
@public
@bp.response(200, schemas.CongressSchema(many=True))
def congresses() -> list[Mapping[str, object]]:
    """List the congresses that the public may see."""
    return [schemas.congress_as_mapping(congress, base_url=_site()) for congress in public_congresses(reading())]


@bp.get("/congresses/<congress>")
@public
@bp.response(200, schemas.CongressSchema)
@bp.alt_response(404, "NOT_FOUND")
def one_congress(congress: str) -> Mapping[str, object]:
    """Show a congress."""
    return schemas.congress_as_mapping(public_by_slug(reading(), congress), base_url=_site())


@bp.get("/congresses/<congress>/programme")
@public
@bp.response(200, schemas.SessionSchema(many=True))
@bp.alt_response(404, "NOT_FOUND")
def sessions(congress: str) -> list[dict[str, object]]:
    """List the programme in the order of time, cancelled sessions too."""
    found = public_by_slug(reading(), congress)
    return [
        {
            "id": item.public_id,
            "kind": item.kind,
            "title": item.title,
            "abstract": item.abstract,
            "room": item.room.name if item.room else None,
            "starts_at": item.starts_at,
            "ends_at": item.ends_at,
            "cancelled": item.cancelled_at is not None,
            "people": [
                {"name": a.speaker.name, "organisation": a.speaker.organisation, "part": a.part}
                for a in item.appearances
            ],
        }
        for item in programme.sessions(reading(), found.id)
    ]


@bp.get("/congresses/<congress>/forums")
@public
@bp.response(200, schemas.ForumSchema(many=True))
@bp.alt_response(404, "NOT_FOUND")
def forums(congress: str) -> list[dict[str, object]]:
    """List the dialogue forums by number, cancelled ones too."""
    found = public_by_slug(reading(), congress)
    names = ("number", "slot", "title", "description", "starts_at", "ends_at", "minimum", "maximum")
    return [
        {name: getattr(forum, name) for name in names}
        | {
            "id": forum.public_id,
            "room": forum.room.name if forum.room else None,
            "cancelled": forum.cancelled_at is not None,
            "moderators": [moderator.name for moderator in forum.moderators],
        }
        for forum in dialogue.forums(reading(), found.id)
    ]


@bp.post("/congresses/<congress>/registrations")
@needs(bp, Part.ORGANISER)
@bp.arguments(schemas.RegistrationSchema)
@bp.arguments(schemas.IdempotencyHeader, location="headers")
@bp.response(201, schemas.RegisteredSchema)
@bp.alt_response(200, schema=schemas.RegisteredSchema, description="A repeat: nothing new was made")
@bp.alt_response(
    409, schema=schemas.ProblemSchema, content_type=PROBLEM, description="Full, or registration is not open"
)
@bp.alt_response(422, REFUSED)
def register(answers: dict[str, Any], headers: dict[str, Any], congress: str) -> tuple[service.Registered, int]:
    """Register somebody, who is then mailed to confirm, exactly as by the form."""
    joins, ranking, sent = (answers.pop(name) for name in ("join_waiting_list", "preferences", "answers"))
    plan = form_of(reading(), g.congress.id)
    wanted = RegistrationRequest(**_with_days(answers))
    request, told = own_answers.read(plan, wanted, sent, days=_days())
    now = clock.now()
    with transaction() as session:
        done = service.register(
            session,
            g.congress,
            request,
            secret=_config().secret_key,
            idempotency_key=headers["idempotency_key"],
            join_waiting_list=joins,
            actor=actor(),
            now=now,
        )
        if done.is_new:
            set_preferences(
                session,
                g.congress,
                participant_id=done.participant_id,
                ranking=ranking,
                days=request.days,
                is_new=True,
                actor=actor(),
                now=now,
            )
            keep_answers(
                session,
                plan,
                told,
                participant_id=done.participant_id,
                congress_id=g.congress.id,
                actor=actor(),
                now=now,
            )
    return done, CREATED if done.is_new else OK


@bp.get("/congresses/<congress>/participants")
@needs(bp, Part.ORGANISER)
@bp.arguments(schemas.ParticipantsQuery, location="query")
@bp.response(200, schemas.ParticipantsSchema)
def list_participants(query: dict[str, Any], congress: str) -> dict[str, object]:
    """List participants by the time of registration, a page at a time."""
    wanted = Filter(text=query["text"], status=query["status"])
    page, size = query["page"], query["per_page"]
    found = participants.page(
        reading(), g.congress.id, wanted, order="registered", descending=False, offset=(page - 1) * size, limit=size
    )
    total = participants.number_of(reading(), g.congress.id, wanted)
    return {"total": total, "page": page, "per_page": size, "participants": _shown(reading(), found)}


@bp.get("/congresses/<congress>/participants/<participant>")
@needs(bp, Part.ORGANISER)
@bp.response(200, schemas.ParticipantSchema)
@bp.alt_response(404, "NOT_FOUND")
def one_participant(congress: str, participant: str) -> Mapping[str, object]:
    """Show a participant."""
    return _shown(reading(), [participants.by_public_id(reading(), g.congress.id, participant)])[0]


@bp.patch("/congresses/<congress>/participants/<participant>")
@needs(bp, Part.ORGANISER)
@bp.arguments(schemas.ChangeSchema)
@bp.response(200, schemas.ParticipantSchema)
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(422, REFUSED)
def change_participant(answers: dict[str, Any], congress: str, participant: str) -> Mapping[str, object]:
    """Change answers of a participant; what is left out stays."""
    sent, now = answers.pop("answers", {}), clock.now()
    with transaction() as session:
        found = participants.by_public_id(session, g.congress.id, participant)
        plan, known = form_of(session, g.congress.id), known_of(session, found)
        wanted = replace(known.request, **_with_days(answers))
        request, told = own_answers.read(plan, wanted, sent, days=_days(), known=known)
        service.change(session, found, request, may_change_email=True, actor=actor(), now=now)
        keep_answers(
            session,
            plan,
            told,
            participant_id=found.id,
            congress_id=g.congress.id,
            before=known.answers,
            actor=actor(),
            now=now,
        )
        return _shown(session, [participants.by_public_id(session, g.congress.id, participant)])[0]


@bp.delete("/congresses/<congress>/participants/<participant>")
@needs(bp, Part.ORGANISER)
@bp.response(200, schemas.ParticipantSchema)
@bp.alt_response(404, "NOT_FOUND")
def cancel_participant(congress: str, participant: str) -> Mapping[str, object]:
    """Cancel a registration; the place goes to whoever has waited longest. Twice is no error."""
    with transaction() as session:
        found = participants.by_public_id(session, g.congress.id, participant)
        service.cancel(session, found, congress=g.congress, actor=actor(), now=clock.now())
        serve_forums(session, g.congress.id, now=clock.now())
        return _shown(session, [participants.by_public_id(session, g.congress.id, participant)])[0]


@bp.put("/congresses/<congress>/participants/<participant>/preferences")
@needs(bp, Part.ORGANISER)
@bp.arguments(schemas.PreferencesSchema)
@bp.response(200, schemas.PreferencesSchema)
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(422, REFUSED)
def prefer(answers: dict[str, Any], congress: str, participant: str) -> dict[str, object]:
    """Replace the wishes of a participant."""
    with transaction() as session:
        found = participants.by_public_id(session, g.congress.id, participant)
        set_preferences(
            session,
            g.congress,
            participant_id=found.id,
            ranking=answers["forums"],
            days=found.day_list,
            actor=actor(),
            now=clock.now(),
        )
        return {"forums": dialogue.preferences(session, found.id)}


@bp.get("/congresses/<congress>/assignments")
@needs(bp, Part.ORGANISER)
@bp.response(200, schemas.AssignmentSchema(many=True))
def assignments(congress: str) -> list[Mapping[str, object]]:
    """List who sits in which forum, as published."""
    return list(queries.assignments(reading(), g.congress.id))


def _shown(session: Session, people: Sequence[Participant]) -> list[dict[str, object]]:
    """Put people and their answers together, as ParticipantSchema wants them."""
    given = answers_of(session, [person.id for person in people])
    if not sees_needs():
        for answers in given.values():
            answers.pop(ACCESS, None)
    names = [field.attribute or name for name, field in schemas.ParticipantSchema().fields.items() if name != "answers"]
    return [
        {name: getattr(person, name) for name in names} | {"answers": given.get(person.id, {})} for person in people
    ]


def _days() -> tuple[str, ...]:
    """List the days of the congress, ISO; machines may tell them whether or not guests are asked."""
    return tuple(day.isoformat() for day in days_of(g.congress.starts_on, g.congress.ends_on))


def _with_days(answers: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Write the days, if any were sent, as the rules do."""
    told = answers.get("days")
    return answers if told is None else answers | {"days": tuple(day.isoformat() for day in told)}


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config


def _site() -> str:
    return _config().public_url
