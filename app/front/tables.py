"""A guest's part in the thematic tables: which topics they would like."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.db import reading, transaction
from app.errors import DomainError
from app.front import frame
from app.front.bearers import living
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from app.web.problem import words_of
from forums.tables import errors, queries, service
from registration.participants.models import Participant

blueprint = Blueprint("personal_tables", __name__, url_prefix="/<congress>/my/<token>/tables")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)


@blueprint.get("")
@public
def wishes(congress: str, token: str) -> str:
    """Choose topics."""
    participant = living(congress, token)
    wished = queries.wishes_of(reading(), participant.id)
    tables = queries.tables(reading(), participant.congress_id)
    return _draw(participant, token, {table.public_id for table in tables if table.id in wished})


@blueprint.post("")
@public
def set_wishes(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Replace the chosen topics as a whole."""
    participant = living(congress, token)
    chosen = request.form.getlist("tables")
    try:
        with transaction() as session:
            service.set_wishes(session, participant, chosen)
    except errors.TablesError as fault:
        return _draw(participant, token, set(chosen), fault=fault), fault.status
    flash(gettext("Your tables are kept."))
    return redirect(url_for("personal.page", congress=congress, token=token), 303)


def _draw(participant: Participant, token: str, chosen: set[str], *, fault: DomainError | None = None) -> str:
    congress = participant.congress
    setting = queries.setting(reading(), congress.id)
    is_open = bool(setting and setting.wishes and not queries.published(reading(), congress.id))
    return frame.render(
        "app/front/table_wishes.html",
        congress,
        has_forums=bool(congress.wishes),
        can_register=False,
        person=participant,
        token=token,
        most=setting.wishes if setting else 0,
        tables=queries.tables(reading(), congress.id) if is_open else [],
        chosen=chosen,
        faults=[words_of(fault)] if fault else [],
    )
