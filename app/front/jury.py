"""The page of a member of the jury, without an account: applications to read, and a word on each."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.front import frame
from app.front.links import config
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from forums.marketplace import drawing, errors, queries, words
from forums.marketplace.models import MarketJuror, Marketplace, Stand
from forums.marketplace.rules import OPEN, State
from forums.marketplace.service import jury as service
from forums.marketplace.service import links
from registration.participants.errors import RegistrationError

blueprint = Blueprint("jury", __name__, url_prefix="/<congress>/jury/<juror>/<token>")
blueprint.after_request(keep_secret)
blueprint.after_request(languages.remember)
Found = tuple[MarketJuror, Congress, Marketplace]


@blueprint.get("")
@public
def page(congress: str, juror: str, token: str) -> str:
    """Everything that is to be judged, what one has not yet spoken on first."""
    return _draw(_found(congress, juror, token), token)


@blueprint.post("")
@public
def vote(congress: str, juror: str, token: str) -> BaseResponse | tuple[str, int]:
    """Keep a juror's word on one stand."""
    found = _found(congress, juror, token)
    public_id = request.form.get("stand", "").replace("\x00", "")
    try:
        with transaction() as session:
            member = queries.juror(session, found[1].id, juror)
            one = _judged(queries.stand(session, found[1].id, public_id))
            typed = request.form
            service.vote(
                session, one, member, voice=typed.get("voice", ""), comment=typed.get("comment", ""), now=clock.now()
            )
    except (errors.MarketplaceError, RegistrationError) as refused:
        return _draw(found, token, of=public_id, faults={refused.field or "voice": refused}), refused.status
    flash(gettext("Your word is kept."))
    return redirect(url_for(".page", congress=congress, juror=juror, token=token, _anchor=f"of-{public_id}"), 303)


@blueprint.get("/logos/<stand>")
@public
def logo(congress: str, juror: str, token: str, stand: str) -> Response:
    """The logo of a stand."""
    _, house, _ = _found(congress, juror, token)
    found = queries.logo_content(reading(), _judged(queries.stand(reading(), house.id, stand)).id)
    if found is None:
        raise NotFound
    return Response(found.content, mimetype=f"image/{found.type}")


def _judged(one: Stand) -> Stand:
    """Let jurors see what counts: applications whose address is confirmed."""
    if one.address_confirmed_at is None:
        raise NotFound
    return one


def _found(slug: str, public_id: str, token: str) -> Found:
    congress = by_slug(reading(), slug)
    juror = queries.juror(reading(), congress.id, public_id)
    links.check(links.juror_link_of(juror, secret=config().secret_key), token)
    market = queries.marketplace(reading(), congress.id)
    if market is None or juror.account_id is not None:
        raise NotFound
    languages.use(juror.language)
    return juror, congress, market


def _draw(found: Found, token: str, *, of: str = "", faults: Mapping[str, DomainError] | None = None) -> str:
    juror, congress, market = found
    session = reading()
    every = queries.stands_of(session, congress.id, states=(*OPEN, State.WAITING))
    votes = queries.votes_of(session, [one.id for one in every])
    own = {one.id: next((v for v in votes.get(one.id, []) if v.juror_id == juror.id), None) for one in every}
    topics = queries.topics(session, congress.id)
    told = {name: [words_of(fault)] for name, fault in (faults or {}).items()}
    return frame.render(
        "app/front/jury.html",
        congress,
        has_forums=bool(congress.wishes),
        can_register=False,
        juror=juror,
        token=token,
        stands=[
            (
                one,
                own[one.id],
                drawing.further_of(one, topics),
                drawing.spoken_at(one),
                drawing.answers_told(market, one),
            )
            for one in sorted(every, key=lambda one: own[one.id] is not None)
        ],
        spoken=sum(vote is not None for vote in own.values()),
        voices=[(voice.value, word) for voice, (_, word) in words.VOICES.items()],
        of=of,
        typed=request.form,
        faults=told,
        summary=[(f"{name}-{of}", messages[0]) for name, messages in told.items()],
        words=words,
    )
