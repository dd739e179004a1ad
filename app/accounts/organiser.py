"""Organisers' page of who works on a congress, and of keys for machines."""

import secrets

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_security import hash_password
from werkzeug.wrappers import Response

from app import clock
from app.accounts import queries, service
from app.accounts.errors import LastOrganiser
from app.accounts.forms import PARTS, KeyForm, MemberForm
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from app.web.problem import words_of

FIRST_PASSWORD_BYTES = 12
# Shown on the next page and nowhere else. It lies in the cookie of the one who may read it, and only until then.
ONCE = "shown_once"

bp = Blueprint("people", __name__, url_prefix="/organise/<congress>/people")


@bp.get("")
@needs(Part.ORGANISER)
def people(congress: str) -> str:
    return _page(MemberForm(data={"part": Part.GATE.value}), KeyForm(data={"key_part": Part.GATE.value}))


@bp.post("")
@needs(Part.ORGANISER)
def add_member(congress: str) -> Response | tuple[str, int]:
    form = MemberForm()
    password = secrets.token_urlsafe(FIRST_PASSWORD_BYTES)

    def add() -> None:
        password_hash = hash_password(password)  # takes its time, so not while others wait for the database
        with transaction() as writing:
            is_new = service.invite(
                writing,
                g.congress,
                email=form.email.data.lower(),
                name=form.name.data or "",
                part=Part(form.part.data),
                sees_needs=form.sees_needs.data,
                password_hash=password_hash,
                actor=actor(),
                now=clock.now(),
            )
        if is_new:
            session[ONCE] = {"kind": "password", "name": form.email.data.lower(), "secret": password}

    if accepted(form, add):
        flash(gettext("%(name)s works on this congress now.", name=form.email.data.lower()))
        return redirect(url_for(".people", congress=congress), 303)
    return _page(form, KeyForm(formdata=None, data={"key_part": Part.GATE.value})), 422


@bp.post("/<int:member>/remove")
@needs(Part.ORGANISER)
def remove_member(congress: str, member: int) -> Response:
    try:
        with transaction() as writing:
            account = queries.member(writing, g.congress.id, member)
            service.dismiss(writing, g.congress, account, actor=actor(), now=clock.now())
        flash(gettext("%(name)s has no part in this congress any more.", name=account.name or account.email))
    except LastOrganiser as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".people", congress=congress), 303)


@bp.post("/keys")
@needs(Part.ORGANISER)
def add_key(congress: str) -> Response | tuple[str, int]:
    form = KeyForm()

    def add() -> None:
        with transaction() as writing:
            key = service.create_key(
                writing,
                g.congress,
                Part(form.key_part.data),
                label=form.label.data,
                sees_needs=form.key_sees_needs.data,
                actor=actor(),
                now=clock.now(),
            )
        session[ONCE] = {"kind": "key", "name": form.label.data, "secret": key}

    if accepted(form, add):
        return redirect(url_for(".people", congress=congress), 303)
    return _page(MemberForm(formdata=None, data={"part": Part.GATE.value}), form), 422


@bp.post("/keys/<key>/revoke")
@needs(Part.ORGANISER)
def revoke_key(congress: str, key: str) -> Response:
    with transaction() as writing:
        found = queries.key_by_public_id(writing, g.congress.id, key)
        if found.revoked_at is None:
            service.revoke_key(writing, found, actor=actor(), now=clock.now())
    flash(gettext("The key does not work any more."))
    return redirect(url_for(".people", congress=congress), 303)


def _page(member_form: MemberForm, key_form: KeyForm) -> str:
    return render_template(
        "app/accounts/people.html",
        member_form=member_form,
        key_form=key_form,
        members=queries.members(reading(), g.congress.id),
        readers=queries.needs_readers(reading(), g.congress.id),
        keys=queries.keys(reading(), g.congress.id),
        parts=PARTS,
        once=session.pop(ONCE, None),
    )
