"""Applications for stands: list, read, judge, decide on many at once, change, write down what came on paper."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext, ngettext
from flask_security import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.i18n import spoken_language
from app.web.languages import page_language, speaking
from app.web.problem import words_of
from forums.marketplace import drawing, errors, forms, letters, listing, queries, sheets, words
from forums.marketplace.applications import StandRequest
from forums.marketplace.models import Marketplace, Stand
from forums.marketplace.questions import plan_of
from forums.marketplace.rules import DECISIONS, HOLDING, OPEN, STEPS, TOLD, State
from forums.marketplace.service import jury, lapsing, staff, telling
from forums.marketplace.service import stands as service
from registration.participants.errors import RegistrationError

stands_organiser = Blueprint("stands_organiser", __name__, url_prefix="/organise/<congress>/stands")
Page = str | tuple[str, int] | Response


@stands_organiser.get("")
@needs(Part.ORGANISER)
def stands(congress: str) -> Page:
    market = queries.marketplace(reading(), g.congress.id)
    return render_template(
        "forums/marketplace/stands.html",
        market=market,
        found=listing.stands(g.congress, market, request.args),
        decisions=list(words.DECISIONS.items()),
        words=words,
        overdue=queries.overdue(reading(), g.congress.id, now=clock.now()),
        now=clock.now(),
    )


@stands_organiser.get("/applications.<kind>")
@needs(Part.ORGANISER)
def as_table(congress: str, kind: str) -> FlaskResponse:
    """All applications as a table to take along."""
    if kind not in sheets.KINDS:
        raise NotFound
    content = sheets.written(g.congress, _market(), kind)
    response = FlaskResponse(content, content_type=sheets.KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="stands-{congress}.{kind}"'
    return response


@stands_organiser.get("/decide")
@needs(Part.ORGANISER)
def preview(congress: str) -> Page:
    """Show what a decision on the chosen stands would do, and which mails it sends."""
    wanted, chosen = _wanted(request.args)
    if request.args.get("all") == "yes":
        shown = listing.stands(g.congress, _market(), request.args).lines
        chosen = [line.stand.public_id for line in shown]
    if wanted is None or not chosen:
        flash(words_of(errors.NothingChosen()), "look")
        return redirect(url_for(".stands", congress=congress), 303)
    return _preview(_market(), wanted, chosen)


@stands_organiser.post("/decide")
@needs(Part.ORGANISER)
def decide(congress: str) -> Page:
    """Decide; or show the mails again, with the reason as typed."""
    typed, market = request.form, _market()
    wanted, public_ids = _wanted(typed)
    if wanted is None or not public_ids:
        raise NotFound
    if typed.get("step") != "send":
        return _preview(market, wanted, public_ids)
    try:
        with transaction() as session:
            by_mail, reason = typed.get("by_mail") == "yes", typed.get("reason", "")
            done = jury.decide(
                session, market, public_ids, wanted, reason=reason, by_mail=by_mail, actor=actor(), now=clock.now()
            )
    except (errors.ReasonNeeded, RegistrationError) as refused:
        return _preview(market, wanted, public_ids, fault=refused), 422
    number = sum(outcome.after is not None for _, outcome in done)
    flash(ngettext("%(num)s stand is decided.", "%(num)s stands are decided.", number))
    return redirect(url_for(".stands", congress=congress), 303)


@stands_organiser.post("/lapse")
@needs(Part.ORGANISER)
def lapse(congress: str) -> Page:
    """Let every place lapse that nobody confirmed in time."""
    market = _market()
    with transaction() as session:
        gone = lapsing.lapse_all(session, market, actor=actor(), now=clock.now())
    told = ngettext(
        "%(num)s place has lapsed: %(names)s.",
        "%(num)s places have lapsed: %(names)s.",
        len(gone),
        names=", ".join(gone),
    )
    flash(told if gone else gettext("No place was left to lapse."))
    return redirect(url_for(".stands", congress=congress), 303)


@stands_organiser.get("/new")
@needs(Part.ORGANISER)
def new(congress: str) -> Page:
    return _form(None, MultiDict({"language": page_language()}), version=0)


@stands_organiser.post("/new")
@needs(Part.ORGANISER)
def add(congress: str) -> Page:
    market = _market()
    try:
        with transaction() as session:
            fit = service.frame_of(session, g.congress)
            told = forms.read_stand(request.form, plan_of(market.questions), fit, {})
            made = service.add(session, g.congress, *told, actor=actor(), now=clock.now())
    except errors.StandInvalid as refused:
        return _form(None, request.form, version=0, faults=refused.faults)
    flash(gettext("Written down; the link to its page is on the way by mail."))
    return redirect(url_for(".stand", congress=congress, stand=made.public_id), 303)


@stands_organiser.get("/<stand>")
@needs(Part.ORGANISER)
def stand(congress: str, stand: str) -> Page:
    return _draw(queries.stand(reading(), g.congress.id, stand))


@stands_organiser.post("/<stand>")
@needs(Part.ORGANISER)
def act(congress: str, stand: str) -> Page:
    """Vote, keep what organisers alone say, or take one step; which, says the field ``step``."""
    step = request.form.get("step", "")
    try:
        with transaction() as session:
            _act(step, queries.stand(session, g.congress.id, stand))
    except (errors.MarketplaceError, RegistrationError) as refused:
        return _draw(queries.stand(reading(), g.congress.id, stand), fault=refused), refused.status
    flash(gettext("Kept."))
    return redirect(url_for(".stand", congress=congress, stand=stand), 303)


@stands_organiser.get("/<stand>/change")
@needs(Part.ORGANISER)
def change_form(congress: str, stand: str) -> Page:
    found = queries.stand(reading(), g.congress.id, stand)
    return _form(
        found, forms.entries_of(_said(found), plan_of(_market().questions), found.answers), version=found.version
    )


@stands_organiser.post("/<stand>/change")
@needs(Part.ORGANISER)
def change(congress: str, stand: str) -> Page:
    market, version = _market(), forms.whole(request.form, "version") or 0
    found = queries.stand(reading(), g.congress.id, stand)
    try:
        with transaction() as session:
            found = queries.stand(session, g.congress.id, stand)
            fit = service.frame_of(session, g.congress)
            told = forms.read_stand(request.form, plan_of(market.questions), fit, found.answers)
            service.change(session, g.congress, found, *told, version=version, actor=actor(), now=clock.now())
    except errors.StandInvalid as refused:
        return _form(found, request.form, version=version, faults=refused.faults)
    except errors.ChangedMeanwhile as refused:
        newer = queries.stand(reading(), g.congress.id, stand)
        return _form(newer, request.form, version=newer.version, faults={"organisation": refused})
    flash(gettext("The stand is changed."))
    return redirect(url_for(".stand", congress=congress, stand=stand), 303)


@stands_organiser.get("/<stand>/logo")
@needs(Part.ORGANISER)
def logo(congress: str, stand: str) -> FlaskResponse:
    found = queries.logo_content(reading(), queries.stand(reading(), g.congress.id, stand).id)
    if found is None:
        raise NotFound
    return FlaskResponse(found.content, mimetype=f"image/{found.type}")


def _market() -> Marketplace:
    found = queries.marketplace(reading(), g.congress.id)
    if found is None:
        raise NotFound
    return found


def _act(step: str, found: Stand) -> None:  # noqa: C901 -- a step a line
    session, typed, now = reading(), request.form, clock.now()
    match step:
        case "vote":
            name = current_user.name or current_user.email
            seat = jury.own_seat(session, g.congress, account_id=current_user.id, name=name)
            jury.vote(session, found, seat, voice=typed.get("voice", ""), comment=typed.get("comment", ""), now=now)
        case "own":
            priority = forms.whole(typed, "priority")
            note = typed.get("note", "")
            jury.set_own(session, found, note_text=note, priority=priority or 0, actor=actor(), now=now)
        case "wishes":
            jury.mean(session, found, _meant(found), actor=actor(), now=now)
        case "prolong":
            jury.prolong(session, _market(), found, actor=actor(), now=now)
        case "lapse":
            lapsing.lapse(session, _market(), found, actor=actor(), now=now)
        case "reopen":
            jury.reopen(session, found, actor=actor(), now=now)
        case "link":
            telling.mail(session, found, telling.LINK, now=now)
        case "register":
            one = queries.staff_named(session, found.id, typed.get("person", ""))
            if not staff.register(session, g.congress, found, one, secret=_secret(), now=now):
                raise errors.StaffWithoutPlace
        case "renew":
            service.renew_link(session, found, actor=actor(), now=now)
        case _:
            raise NotFound


def _meant(found: Stand) -> dict[int, tuple[int | None, int]]:
    """Read which stand each wish means, and from how many metres."""
    ids = {one.public_id: one.id for one in queries.stands_of(reading(), g.congress.id)}
    return {
        wish.id: (
            ids.get(request.form.get(f"other-{wish.id}", "")),
            forms.whole(request.form, f"metres-{wish.id}") or 0,
        )
        for wish in found.wishes
    }


def _said(found: Stand) -> StandRequest:
    return service.request_of(found, {one.id: one.public_id for one in queries.topics(reading(), g.congress.id)})


def _wanted(typed: MultiDict[str, str]) -> tuple[State | None, list[str]]:
    decision = typed.get("decision", "")
    return (State(decision) if decision in set(DECISIONS) else None), [
        one.replace("\x00", "") for one in typed.getlist("stand")
    ]


def _preview(market: Marketplace, wanted: State, public_ids: list[str], *, fault: DomainError | None = None) -> str:
    """Show what becomes of each chosen stand, and the words of each kind of mail, as the first of them gets it."""
    session, typed = reading(), request.form
    foreseen = jury.foresee(session, market, queries.chosen(session, g.congress.id, public_ids), wanted)
    first_by_state = {outcome.after: one for one, outcome in reversed(foreseen) if outcome.after in TOLD}
    return render_template(
        "forums/marketplace/decide.html",
        foreseen=foreseen,
        wanted=wanted,
        mails=[(one, _words_of_mail(one, State(after), market)) for after, one in first_by_state.items()],
        typed=typed,
        faults=[words_of(fault)] if fault else [],
        words=words,
    )


def _words_of_mail(stand: Stand, after: State, market: Marketplace) -> letters.Words:
    until = clock.now() + timedelta(days=market.confirm_days) if after is State.ACCEPTED else None
    about = letters.About(stand.organisation, request.form.get("reason", "").strip(), until)
    write, _ = letters.KINDS[telling.MAILS[after]]
    with speaking(spoken_language(stand.language, g.congress.default_language)):
        return write(about, g.congress)


def _draw(found: Stand, *, fault: DomainError | None = None) -> str:
    session, market = reading(), _market()
    votes = queries.votes_of(session, [found.id]).get(found.id, [])
    seat = queries.juror_of_account(session, g.congress.id, current_user.id)
    topics = queries.topics(session, g.congress.id)
    return render_template(
        "forums/marketplace/stand.html",
        stand=found,
        market=market,
        votes=votes,
        own_vote=next((one for one in votes if seat is not None and one.juror_id == seat.id), None),
        may_vote=found.state in OPEN | {State.WAITING},
        voices=[(voice.value, word) for voice, (_, word) in words.VOICES.items()],
        topics=drawing.further_of(found, topics),
        spoken=drawing.spoken_at(found),
        answers=drawing.answers_told(market, found),
        staff=queries.staff_of(session, found.id),
        others=[
            (one.public_id, one.organisation) for one in queries.stands_of(session, g.congress.id) if one is not found
        ],
        named={one.id: one.public_id for one in queries.stands_of(session, g.congress.id)},
        decisions=[(state.value, word) for state, word in words.DECISIONS.items() if _may(found, state)],
        takes_part=found.state in HOLDING,
        now=clock.now(),
        typed=request.form,
        faults={fault.field: [words_of(fault)]} if fault else {},
        summary=[(fault.field or "main", words_of(fault))] if fault else [],
        words=words,
    )


def _secret() -> str:
    config: Config = current_app.extensions["reihum_config"]
    return config.secret_key


def _may(found: Stand, state: State) -> bool:
    return found.address_confirmed_at is not None and state in STEPS[State(found.state)]


def _form(
    found: Stand | None, fields: forms.Entries, *, version: int, faults: Mapping[str, DomainError] | None = None
) -> Page:
    page = render_template(
        "forums/marketplace/edit_stand.html",
        stand=found,
        form=drawing.stand_form(g.congress, _market(), fields, faults=faults),
        version=version,
    )
    return (page, 422) if faults else page
