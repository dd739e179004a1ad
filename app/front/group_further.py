"""The page on which the contact of a group adds people to it."""

from datetime import datetime

from flask import Blueprint, flash, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import transaction
from app.front import forms, frame, group_forms, group_frame, limiting
from app.front.group_forms import FilledGroup, GroupInvalid
from app.front.links import config
from app.front.personal import keep_secret
from app.front.standing import Standing
from app.web.guards import public
from app.web.problem import words_of
from registration.fees.service import issue_missing
from registration.participants import errors, queries
from registration.participants import service as participants
from registration.participants.models import Party
from registration.participants.rules import Status
from registration.parties import service
from registration.parties.errors import PartiesNotWanted

blueprint = Blueprint("group_further", __name__, url_prefix="/<congress>/group/<group_link>/further")
blueprint.after_request(keep_secret)


@blueprint.get("")
@public
def further(congress: str, group_link: str) -> str:
    """The form."""
    party, standing = group_frame.party_of(congress, group_link), frame.standing_of(congress)
    return _draw(party, standing, group_link, group_forms.empty_further(party, standing))


@blueprint.post("")
@public
def add(congress: str, group_link: str) -> BaseResponse | tuple[str, int]:
    """Add all of them or nobody; what is wrong stands beside the fields, and nothing typed is lost."""
    party, standing = group_frame.party_of(congress, group_link), frame.standing_of(congress)
    try:
        limiting.count()
        told = _add(standing, congress, group_link)
    except GroupInvalid as fault:
        return _again(party, standing, group_link, faults=fault.faults), fault.status
    except errors.CongressFull as fault:
        notice = words_of(fault) if isinstance(fault, errors.QuotaFull) else ""
        return _again(party, standing, group_link, notice=notice, is_waiting=True), fault.status
    except (limiting.TooOften, errors.RegistrationError) as fault:
        return _again(party, standing, group_link, notice=words_of(fault)), fault.status
    flash(told)
    return group_frame.back(congress, group_link)


def _add(standing: Standing, congress: str, group_link: str) -> str:
    """Add them, and say what became of them. A contact who has confirmed before need not do so again."""
    if not standing.allows_parties:
        raise PartiesNotWanted
    now, secret, people = clock.now(), config().secret_key, group_forms.further(request.form, standing)
    with transaction() as writing:
        party = group_frame.found(writing, congress, group_link)
        has_confirmed = any(member.confirmed_at for member in queries.members(writing, party.id))
        done = participants.extend_party(
            writing,
            standing,
            party,
            people,
            secret=secret,
            idempotency_key=forms.idempotency_key(request.form),
            join_waiting_list=request.form.get("waiting_list") == forms.YES,
            actor=service.actor_of(party),
            now=now,
        )
        new = [member for member in done.members if member.is_new]
        if has_confirmed:
            service.confirm_some(writing, party, [member.participant_id for member in new], now=now)
            _ask_for_fees(writing, new, now=now)
    return _told(new)


def _ask_for_fees(session: Session, new: list[participants.Registered], *, now: datetime) -> None:
    for member in new:
        issue_missing(session, participant_id=member.participant_id, now=now)


def _told(new: list[participants.Registered]) -> str:
    if not new:
        return str(gettext("Everybody whom you named was registered already and keeps that registration."))
    if any(member.status == Status.WAITING for member in new):
        return str(gettext("Added. Who has no place yet is on the waiting list."))
    return str(gettext("Added to your group."))


def _again(
    party: Party,
    standing: Standing,
    group_link: str,
    *,
    faults: dict[str, list[str]] | None = None,
    notice: str = "",
    is_waiting: bool = False,
) -> str:
    key = forms.idempotency_key(request.form)
    waits = is_waiting or request.form.get("waiting_list") == forms.YES
    filled = FilledGroup(request.form, faults or {}, notice, waits, **({"key": key} if key else {}))
    return _draw(party, standing, group_link, filled)


def _draw(party: Party, standing: Standing, group_link: str, filled: FilledGroup) -> str:
    return group_frame.draw(
        "app/front/group_further.html",
        party,
        group_link,
        filled=filled,
        is_open=standing.takes_parties(clock.now()),
        is_moved=party.is_whole and group_forms.waits(party),
        **group_forms.shown(standing, filled),
    )
