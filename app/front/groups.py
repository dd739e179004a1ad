"""Groups: the form by which a contact registers several people, and the page on which they see, name, replace and cancel each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import reading, transaction
from app.errors import NotFound
from app.front import forms, frame, group_forms, group_frame, limiting, page_cache, words
from app.front.group_forms import FilledGroup, GroupInvalid, draw_group, empty_group
from app.front.links import config
from app.front.personal import keep_secret
from app.front.registering_forms import render
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from app.web.problem import words_of
from badges import service as badges
from forums.dialogue import service as dialogue
from registration.fees.service import issue_missing
from registration.fields import queries as fields_of
from registration.participants import errors, queries
from registration.participants import service as participants
from registration.participants.models import Participant, Party
from registration.participants.rules import LENGTHS, LIVING, UNNAMED, RegistrationRequest, Status
from registration.parties import service
from registration.parties.errors import PartiesNotWanted
from registration.parties.rules import standing_of, unreachable

blueprint = Blueprint("groups", __name__, url_prefix="/<congress>/group")
own_blueprint = Blueprint("group", __name__, url_prefix="/<congress>/group/<group_link>")
blueprint.after_request(languages.remember)
own_blueprint.after_request(keep_secret)


@dataclass(frozen=True)
class Line:
    """One of a group, as the contact sees them."""

    person: Participant
    is_named: bool
    is_coming: bool
    state: tuple[str, str]
    own_page: str  # for whom the contact speaks, since they have no address


@blueprint.get("")
@public
def register(congress: str) -> BaseResponse:
    """The form; where groups cannot register now, the page that says what can be done instead."""
    standing = frame.standing_of(congress)
    if not standing.takes_parties(clock.now()):
        return redirect(url_for("registering.register", congress=congress), 303)
    return draw_group(standing, empty_group(standing))


@blueprint.post("")
@public
def send(congress: str) -> BaseResponse:
    """Register all of a group, or nobody; what is wrong stands beside the fields, and nothing typed is lost."""
    try:
        limiting.count()
        _register(congress)
    except GroupInvalid as fault:
        return _again(congress, faults=fault.faults, status=fault.status)
    except errors.CongressFull as fault:
        notice = words_of(fault) if isinstance(fault, errors.QuotaFull) else ""
        return _again(congress, notice=notice, is_waiting=True, status=fault.status)
    except (limiting.TooOften, errors.RegistrationError) as fault:
        return _again(congress, notice=words_of(fault), status=fault.status)
    return redirect(url_for(".sent", congress=congress), 303)


@blueprint.get("/sent")
@public
def sent(congress: str) -> Response:
    """Say what happens next, the same for everyone."""
    standing = frame.standing_of(congress)
    name = (standing.id, standing.revision, "group-sent", page_language(), standing.takes_registrations(clock.now()))
    return page_cache.public_page(name, lambda: render("app/front/group_sent.html", standing))


@blueprint.errorhandler(CSRFError)
def form_too_old(_fault: CSRFError) -> BaseResponse:
    """Give the form back to be sent again, with all that was typed."""
    notice = gettext(
        "This page was open for long, or your browser keeps no cookies. Nothing you typed is lost: please send it again."
    )
    return _again(str((request.view_args or {})["congress"]), notice=notice, status=400)


@own_blueprint.get("")
@public
def page(congress: str, group_link: str) -> str:
    """Everybody of the group, and what is to be done."""
    party = group_frame.party_of(congress, group_link)
    members = queries.members(reading(), party.id)
    now = clock.now()
    return group_frame.draw(
        "app/front/group_page.html",
        party,
        group_link,
        lines=[_line(member) for member in members],
        standing=standing_of(members, now=now),
        can_be_forgotten=not unreachable(members),
        position=_position(party, members),
        can_add=frame.standing_of(congress).takes_parties(now),
    )


@own_blueprint.post("/confirm")
@public
def confirm(congress: str, group_link: str) -> BaseResponse:
    """Confirm everybody whose place is kept; each with an address gets their own link by mail now."""
    now = clock.now()
    with transaction() as writing:
        confirmed = service.confirm(writing, group_frame.found(writing, congress, group_link), now=now)
        for member in confirmed:
            issue_missing(writing, participant_id=member.id, now=now)
    if confirmed:
        flash(
            gettext("The places of your group are confirmed. Everybody with an address of their own gets a mail now.")
        )
    else:
        flash(gettext("There is nothing to confirm; the time may have passed."), "look")
    return group_frame.back(congress, group_link)


@own_blueprint.get("/members/<person>")
@public
def member(congress: str, group_link: str, person: str) -> str:
    """Name somebody, or somebody else in their place."""
    party = group_frame.party_of(congress, group_link)
    found = _member(party, person)
    is_known = bool(found.email)
    known = {name: "" if is_known else getattr(found, name) for name in group_forms.MEMBER}
    known |= {"organisation": found.organisation, "language": found.language}
    known["name"] = "" if known["name"] == UNNAMED else known["name"]
    return _draw_member(party, group_link, found, known, {})


@own_blueprint.post("/members/<person>")
@public
def name_member(congress: str, group_link: str, person: str) -> BaseResponse | tuple[str, int]:
    """Complete somebody without an address, or give the place of somebody who has one to somebody else."""
    party = group_frame.party_of(congress, group_link)
    found = _member(party, person)
    try:
        _name(congress, group_link, found)
    except (errors.Invalid, errors.AlreadyRegistered, errors.QuotaFull) as fault:
        faults = group_forms.words_by_field(fault)
        return _draw_member(party, group_link, found, request.form, faults), fault.status
    flash(gettext("Saved."))
    return group_frame.back(congress, group_link)


@own_blueprint.get("/members/<person>/cancel")
@public
def cancel(congress: str, group_link: str, person: str) -> str:
    """Ask before giving somebody's place away."""
    party = group_frame.party_of(congress, group_link)
    return group_frame.draw("app/front/group_cancel.html", party, group_link, line=_line(_member(party, person)))


@own_blueprint.post("/members/<person>/cancel")
@public
def cancel_for_good(congress: str, group_link: str, person: str) -> BaseResponse:
    """Cancel for one of the group; the place goes to whoever waits."""
    member = _member(group_frame.party_of(congress, group_link), person)
    with transaction() as writing:
        party = group_frame.found(writing, congress, group_link)
        service.cancel(
            writing, party, queries.by_public_id(writing, party.congress_id, member.public_id), now=clock.now()
        )
        dialogue.serve(writing, party.congress_id, now=clock.now())
    flash(gettext("Cancelled. The place goes to whoever has waited longest."))
    return group_frame.back(congress, group_link)


@own_blueprint.post("/forget")
@public
def forget(congress: str, group_link: str) -> BaseResponse:
    """Forget the contact; this page is gone then."""
    with transaction() as writing:
        party = group_frame.found(writing, congress, group_link)
        service.forget_contact(writing, party, actor=service.actor_of(party), now=clock.now())
    flash(gettext("Your name and address are deleted; the link to the group leads nowhere now."))
    return redirect(url_for("front.congress", congress=congress), 303)


def _register(slug: str) -> None:
    now, standing = clock.now(), frame.standing_of(slug)
    if not standing.allows_parties:
        raise PartiesNotWanted
    told = group_forms.group(request.form, standing)
    with transaction() as writing:
        participants.register_party(
            writing,
            standing,
            told.people,
            contact=told.contact,
            is_whole=told.is_whole,
            secret=config().secret_key,
            idempotency_key=forms.idempotency_key(request.form),
            join_waiting_list=request.form.get("waiting_list") == forms.YES,
            now=now,
        )


def _again(
    slug: str,
    *,
    status: int,
    faults: dict[str, list[str]] | None = None,
    notice: str = "",
    is_waiting: bool = False,
) -> Response:
    key = forms.idempotency_key(request.form)
    waits = is_waiting or request.form.get("waiting_list") == forms.YES
    filled = FilledGroup(request.form, faults or {}, notice, waits, **({"key": key} if key else {}))
    return draw_group(frame.standing_of(slug), filled, status=status)


def _name(congress: str, group_link: str, found: Participant) -> None:
    """Complete or replace in one transaction, with badge, seat and wishes."""
    now, secret = clock.now(), config().secret_key
    told = _told(found)
    with transaction() as writing:
        party = group_frame.found(writing, congress, group_link)
        before = queries.by_public_id(writing, party.congress_id, found.public_id)
        if not before.email:
            service.complete(writing, party, before, told, secret=secret, now=now)
            return
        after = service.replace_member(writing, party, before, told, secret=secret, now=now)
        badges.revoke(writing, before, actor=service.actor_of(party), now=now)
        dialogue.pass_seat(writing, before, after, now=now)


def _told(found: Participant) -> RegistrationRequest:
    """Read the form of one of the group. Who comes instead of somebody known begins without that one's answers."""
    plan = fields_of.plan(reading(), found.congress_id)
    before = fields_of.known(reading(), found).request
    if found.email:
        before = RegistrationRequest(
            "", "", role=before.role, sector=before.sector, level=before.level, days=before.days
        )
    choices = plan.choices_with(sector=before.sector, level=before.level, role=before.role)
    return group_forms.member(request.form, before, choices)


def _position(party: Party, members: Sequence[Participant]) -> int | None:
    """Tell where on the waiting list a group stands that comes all together."""
    waiting = next((member for member in members if party.is_whole and member.status == Status.WAITING), None)
    return queries.waiting_position(reading(), waiting) if waiting is not None else None


def _line(person: Participant) -> Line:
    is_coming = person.status in LIVING
    token = participants.link_of(person, secret=config().secret_key)
    own = url_for("personal.page", congress=person.congress.slug, token=token) if not person.email and is_coming else ""
    return Line(person, person.name != UNNAMED, is_coming, words.STATES[Status(person.status)], own)


def _member(party: Party, public_id: str) -> Participant:
    """Find one of the group who still comes; raises NotFound."""
    for member in queries.members(reading(), party.id):
        if member.public_id == public_id and member.status in LIVING:
            return member
    raise NotFound


def _draw_member(
    party: Party,
    group_link: str,
    found: Participant,
    values: Mapping[str, str],
    faults: dict[str, list[str]],
) -> str:
    return group_frame.draw(
        "app/front/group_member.html",
        party,
        group_link,
        line=_line(found),
        values=values,
        faults=faults,
        summary=[(name, faults[name][0]) for name in group_forms.MEMBER if name in faults],
        lengths=LENGTHS,
    )
