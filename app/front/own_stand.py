"""A stand's own page, without an account: confirm, change, withdraw, name the people, send the logo."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock, logos
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame, limiting
from app.front.links import config
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from forums.marketplace import drawing, errors, forms, queries, rules, words
from forums.marketplace.models import Marketplace, Stand
from forums.marketplace.placing import queries as placing
from forums.marketplace.placing import words as placing_words
from forums.marketplace.plan import words as plan_words
from forums.marketplace.questions import plan_of
from forums.marketplace.rules import HOLDING, LIVING, State
from forums.marketplace.service import links, staff
from forums.marketplace.service import stands as service
from forums.marketplace.visits.queries import has_public_market
from forums.marketplace.visits.service import link_of as desk_link_of
from registration.participants.errors import RegistrationError

blueprint = Blueprint("own_stand", __name__, url_prefix="/<congress>/stand/<stand>/<token>")
blueprint.after_request(keep_secret)
blueprint.after_request(languages.remember)
Found = tuple[Stand, Congress, Marketplace]
Page = str | tuple[str, int] | BaseResponse


@blueprint.get("")
@public
def page(congress: str, stand: str, token: str) -> Page:
    """How the stand stands, and what is to be done next."""
    return _draw(_found(congress, stand, token), token)


@blueprint.post("")
@public
def act(congress: str, stand: str, token: str) -> Page:
    """Confirm the address or the place, name people, or send a logo; which, says the field ``step``."""
    found = _found(congress, stand, token)
    step = request.form.get("step", "")
    if step not in STEPS:
        raise NotFound
    do, told = STEPS[step]
    try:
        with transaction() as session:
            do(session, queries.stand(session, found[1].id, stand), found[1], found[2])
    except errors.StandInvalid as refused:
        return _draw(found, token, step=step, faults=refused.faults), 422
    except (errors.MarketplaceError, RegistrationError) as refused:
        return _draw(found, token, step=step, faults={refused.field or step: refused}), refused.status
    flash(told())
    return redirect(url_for(".page", congress=congress, stand=stand, token=token), 303)


@blueprint.get("/change")
@public
def change_form(congress: str, stand: str, token: str) -> Page:
    """The application as it stands, to be changed."""
    found = _found(congress, stand, token)
    one, house, market = found
    topics = {topic.id: topic.public_id for topic in queries.topics(reading(), house.id)}
    fields = forms.entries_of(service.request_of(one, topics), plan_of(market.questions), one.answers)
    return _change(found, token, fields, version=one.version)


@blueprint.post("/change")
@public
def change(congress: str, stand: str, token: str) -> Page:
    """Keep what was changed."""
    found = _found(congress, stand, token)
    one, house, market = found
    version = forms.whole(request.form, "version") or 0
    try:
        with transaction() as session:
            one = queries.stand(session, house.id, stand)
            if one.state not in LIVING:
                raise errors.NoSuchStep
            _keep(session, one, house, market, version=version)
    except errors.StandInvalid as refused:
        return _change(found, token, request.form, version=version, faults=refused.faults), 422
    except errors.ChangedMeanwhile as refused:
        newer = _found(congress, stand, token)
        page = _change(newer, token, request.form, version=newer[0].version, faults={"organisation": refused})
        return page, refused.status
    flash(gettext("Your changes are kept."))
    return redirect(url_for(".page", congress=congress, stand=stand, token=token), 303)


@blueprint.get("/withdraw")
@public
def withdraw_question(congress: str, stand: str, token: str) -> Page:
    """Ask whether the stand shall be withdrawn."""
    return _render("app/front/stand_withdraw.html", _found(congress, stand, token), token)


@blueprint.post("/withdraw")
@public
def withdraw(congress: str, stand: str, token: str) -> Page:
    """Take the stand back; whoever waits moves up."""
    _, house, market = _found(congress, stand, token)
    with transaction() as session:
        one = queries.stand(session, house.id, stand)
        service.withdraw(session, market, one, reason=request.form.get("reason", ""), now=clock.now())
    flash(gettext("Your stand is withdrawn. Thank you for telling us."))
    return redirect(url_for(".page", congress=congress, stand=stand, token=token), 303)


@blueprint.get("/logo")
@public
def logo(congress: str, stand: str, token: str) -> Response:
    """The logo as it is kept."""
    found = queries.logo_content(reading(), _found(congress, stand, token)[0].id)
    if found is None:
        raise NotFound
    return Response(found.content, mimetype=f"image/{found.type}")


def _confirm_address(session: Session, stand: Stand, _congress: Congress, _market: Marketplace) -> None:
    service.confirm_address(session, stand, now=clock.now())


def _confirm(session: Session, stand: Stand, _congress: Congress, _market: Marketplace) -> None:
    service.confirm(session, stand, now=clock.now())


def _name_staff(session: Session, stand: Stand, congress: Congress, market: Marketplace) -> None:
    limiting.count()
    staff.name_staff(
        session,
        congress,
        market,
        stand,
        name=request.form.get("name", ""),
        email=request.form.get("email", ""),
        secret=config().secret_key,
        now=clock.now(),
    )


def _take_off(session: Session, stand: Stand, congress: Congress, _market: Marketplace) -> None:
    one = queries.staff_named(session, stand.id, request.form.get("person", ""))
    staff.take_off(session, congress, stand, one, now=clock.now())


def _set_logo(session: Session, stand: Stand, _congress: Congress, _market: Marketplace) -> None:
    sent = request.files.get("logo")
    content = sent.stream.read(logos.MEGABYTES * logos.MEGABYTE + 1) if sent is not None else b""
    if stand.state not in LIVING:
        raise errors.NoSuchStep
    told = {name: request.form.get(name, "") for name in ("alt", "rights")}
    service.set_logo(session, stand, content, **told, now=clock.now())


def _remove_logo(session: Session, stand: Stand, _congress: Congress, _market: Marketplace) -> None:
    service.remove_logo(session, stand, now=clock.now())


Step = Callable[[Session, Stand, Congress, Marketplace], None]
STEPS: Final[Mapping[str, tuple[Step, Callable[[], str]]]] = {
    "address": (_confirm_address, lambda: gettext("Thank you. Your application counts now.")),
    "confirm": (_confirm, lambda: gettext("Your stand is confirmed. We look forward to seeing you.")),
    "staff": (_name_staff, lambda: gettext("Named.")),
    "take-off": (_take_off, lambda: gettext("Taken off the list.")),
    "logo": (_set_logo, lambda: gettext("Your picture is kept.")),
    "remove-logo": (_remove_logo, lambda: gettext("The picture is gone.")),
}


def _keep(session: Session, one: Stand, house: Congress, market: Marketplace, *, version: int) -> None:
    settled = not service.may_change_needs(one, market, now=clock.now())
    typed = request.form.copy()
    fit = service.frame_of(session, house)
    if settled:
        typed["topic"] = next((t.public_id for t in queries.topics(session, house.id) if t.id == one.topic_id), "")
    wanted, answers = forms.read_stand(typed, plan_of(market.questions), fit, one.answers)
    service.change(session, house, one, wanted, answers, version=version, settled=settled, now=clock.now())


def _found(slug: str, public_id: str, token: str) -> Found:
    congress = by_slug(reading(), slug)
    stand = queries.stand(reading(), congress.id, public_id)
    links.check(links.link_of(stand, secret=config().secret_key), token)
    market = queries.marketplace(reading(), congress.id)
    if market is None:
        raise NotFound
    languages.use(stand.language)
    return stand, congress, market


def _draw(found: Found, token: str, *, step: str = "", faults: Mapping[str, DomainError] | None = None) -> str:
    stand, congress, market = found
    told = {name: [words_of(fault)] for name, fault in (faults or {}).items()}
    people, place = queries.staff_of(reading(), stand.id), placing.place_of(reading(), stand.id)
    return _render(
        "app/front/own_stand.html",
        found,
        token,
        staff=people,
        may_name_more=stand.state in HOLDING and len(people) < market.most_staff,
        may_withdraw=State.WITHDRAWN in rules.STEPS[State(stand.state)],
        is_living=stand.state in LIVING,
        takes_part=stand.state in HOLDING,
        place=place,
        why=placing_words.why(place.reason) if place is not None else [],
        measured=plan_words.measured,
        powers=plan_words.powers(),
        desk=url_for(
            "stand_desk.page",
            congress=congress.slug,
            stand=stand.public_id,
            token=desk_link_of(stand, secret=config().secret_key),
        ),
        topics=drawing.further_of(stand, queries.topics(reading(), congress.id)),
        spoken=drawing.spoken_at(stand),
        answers=drawing.answers_told(market, stand),
        step=step,
        typed=request.form,
        faults=told,
        summary=[(name, messages[0]) for name, messages in told.items()],
        words=words,
        limits=logos,
    )


def _change(
    found: Found,
    token: str,
    fields: forms.Entries,
    *,
    version: int,
    faults: Mapping[str, DomainError] | None = None,
) -> str:
    stand, congress, market = found
    settled = not service.may_change_needs(stand, market, now=clock.now())
    if settled:
        fields = fields.copy()
        fields["topic"] = stand.topic.public_id if stand.topic else ""
    form = drawing.stand_form(congress, market, fields, faults=faults, is_settled=settled)
    return _render("app/front/stand_change.html", found, token, form=form, version=version)


def _render(template: str, found: Found, token: str, **values: object) -> str:
    stand, congress, market = found
    return frame.render(
        template,
        congress,
        has_forums=bool(congress.wishes),
        has_market=has_public_market(reading(), congress.id),
        can_register=False,
        stand=stand,
        market=market,
        token=token,
        **values,
    )
