"""The guards of pages that the browser of a gate may open without anybody's login: desk, badges, questions at the door."""

import functools
from collections.abc import Callable
from datetime import datetime

from flask import g
from flask import session as flask_session
from flask_security import current_user
from sqlalchemy.orm import Session

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.congress.queries import by_slug
from app.db import reading
from app.errors import DomainError, NotFound
from app.web.guards import View, marked
from badges.gates import queries, service
from badges.gates.models import GateDevice
from badges.gates.rules import Permission
from registration.participants import queries as participants
from registration.participants.models import Participant

DESK = "desk"  # in the session: the id of the key by which a gate opened these pages


def needs_desk(view: View) -> View:
    """Let in like needs(Part.GATE), and also the browser of a gate that takes in people; see gates_api.open_desk."""
    return _needs(
        view, lambda session, congress_id, key_id, now: service.desk_of(session, congress_id, key_id, now=now)
    )


def needs_asking(view: View) -> View:
    """The same for gates that ask the questions at the door: all but kiosks; see gates_api.open_questions."""
    return _needs(view, lambda session, congress_id, key_id, now: service.asking(session, congress_id, key_id, now=now))


Find = Callable[[Session, int, int, datetime], GateDevice]


def _needs(view: View, find: Find) -> View:
    """A gate is looked up at every request, so one that is revoked is out at once."""
    by_login = needs(Part.GATE)(view)

    @functools.wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        gate = _gate(str(kwargs["congress"]), find)
        if gate is None:
            return by_login(*args, **kwargs)
        g.actor, g.sees_needs, g.desk = f"key:{gate.key_id}", False, gate
        return view(*args, **kwargs)

    return marked(guarded, who=Part.GATE.value)  # type: ignore[return-value]  # wraps keeps the view's signature


def desk() -> GateDevice | None:
    """Give the gate whose browser this is; None for a login."""
    found: GateDevice | None = g.get("desk")
    return found


def may_search() -> bool:
    """Tell whether whoever is here finds people by name: a login, or the gate of a supervisor, as on its own page."""
    gate = desk()
    return gate is None or gate.permission == Permission.SUPERVISOR


def guest_here(session: Session, public_id: str) -> Participant:
    """Find somebody for a page of the door; a gate that finds nobody by name has to have let them in. Raises NotFound."""
    found = participants.by_public_id(session, g.congress.id, public_id)
    gate = desk()
    if gate is not None and not may_search() and not queries.has_let_in(session, gate, found.id):
        raise NotFound
    return found


def _gate(slug: str, find: Find) -> GateDevice | None:
    key_id = flask_session.get(DESK)
    if not isinstance(key_id, int) or current_user.is_authenticated:
        return None
    g.congress = by_slug(reading(), slug)
    try:
        return find(reading(), g.congress.id, key_id, clock.now())
    except DomainError:  # revoked, expired, of another congress: whoever it is has to log in
        return None
