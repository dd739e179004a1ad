"""What is held about somebody, on their own page: to read, to take along, to have erased; and the proof, for who knows its number."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import NotFound
from app.front import frame
from app.front.bearers import actor_of, bearer
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.front.proof_papers import as_pdf
from app.web.guards import public
from registration.participants import queries as participants_of
from registration.privacy import consents, export, proofs, queries, service
from registration.privacy.organiser import as_download
from registration.privacy.words import REASONS

own_blueprint = Blueprint("own_data", __name__, url_prefix="/<congress>/my/<token>/data")
blueprint = Blueprint("erasures", __name__, url_prefix="/<congress>/erasures")
own_blueprint.register_error_handler(DeadLink, dead_link)
for _blueprint in (own_blueprint, blueprint):
    _blueprint.after_request(keep_secret)


@own_blueprint.get("")
@public
def data(congress: str, token: str) -> str:
    participant = bearer(congress, token)
    told = export.told(reading(), proofs.held(), service.person_of(participant))
    return frame.render(
        "app/front/data.html",
        participant.congress,
        has_forums=bool(participant.congress.wishes),
        can_register=False,
        person=participant,
        token=token,
        told=[(str(gettext(held.label)), len(rows)) for held, rows in told],
        asked=queries.request_of(reading(), participant.id),
        agreements=consents.of(reading(), participant),
    )


@own_blueprint.get("/export.zip")
@public
def take_along(congress: str, token: str) -> Response:
    return as_download(bearer(congress, token))


@own_blueprint.post("/erasure")
@public
def ask_for_erasure(congress: str, token: str) -> BaseResponse:
    participant = bearer(congress, token)
    with transaction() as session:
        asking = participants_of.by_public_id(session, participant.congress_id, participant.public_id)
        service.ask_for_erasure(session, asking, actor=actor_of(participant), now=clock.now())
    flash(
        gettext("The organisers know of your wish. Keep the address of the proof; your own page goes with your data.")
    )
    return redirect(url_for(".data", congress=congress, token=token), 303)


@own_blueprint.post("/erasure/withdraw")
@public
def withdraw_erasure(congress: str, token: str) -> BaseResponse:
    participant = bearer(congress, token)
    with transaction() as session:
        service.withdraw_request(session, participant, actor=actor_of(participant), now=clock.now())
    flash(gettext("Your wish is taken back; your data stay as they are."))
    return redirect(url_for(".data", congress=congress, token=token), 303)


@blueprint.get("/<number>/proof.pdf")
@public
def proof_pdf(congress: str, number: str) -> Response:
    """The same on paper, once it is done."""
    found = by_slug(reading(), congress)
    return as_pdf(queries.erasure(reading(), found.id, number), found)


@blueprint.get("/<number>")
@public
def proof(congress: str, number: str) -> str:
    """Say what became of a wish to be erased. The number is random and names nobody."""
    found = by_slug(reading(), congress)
    try:
        done = queries.erasure(reading(), found.id, number)
    except NotFound:
        done = None
    asked = queries.request_by_number(reading(), found.id, number) if done is None else None
    values = {"proof": done, "asked": asked, "kinds": proofs.kinds(done) if done else [], "reasons": REASONS}
    return render_template("app/front/erasure.html", congress=found, **values)
