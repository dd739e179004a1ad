"""Organisers' pages on categories and quotas."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.web.forms import accepted
from app.web.languages import page_language
from app.web.problem import words_of
from registration.organisations import queries as organisations_of
from registration.organisations.rules import OrganisationRole
from registration.participants import queries as participants_of
from registration.participants import service
from registration.places import queries
from registration.places.figures import figures_of
from registration.places.forms import CapacityForm, CategoryForm, EachForm, QuotaForm
from registration.places.models import Category, Quota
from registration.places.naming import name_of
from registration.places.service import set_asked_days

bp = Blueprint("places", __name__, url_prefix="/organise/<congress>/places")


@bp.get("")
@needs(Part.ORGANISER)
def places(congress: str) -> str:
    """For whom the places are: categories and quotas, each with what is taken, and who waits for it."""
    return render_template(
        "registration/places/places.html",
        whole=participants_of.places(reading(), g.congress.id),
        found=figures_of(reading(), g.congress.id, language=page_language()),
    )


@bp.post("/days")
@needs(Part.ORGANISER)
def ask_days(congress: str) -> Response:
    """Say whether guests choose on which days they come."""
    with transaction() as session:
        wanted = request.form.get("asks_days") == "yes"
        set_asked_days(session, g.congress, asks=wanted, actor=actor(), now=clock.now())
    flash(gettext("Saved."))
    return _back(congress)


@bp.get("/categories/new")
@needs(Part.ORGANISER)
def new_category(congress: str) -> str:
    return _category(CategoryForm.of(g.congress, None, None))


@bp.post("/categories/new")
@needs(Part.ORGANISER)
def add_category(congress: str) -> Response | tuple[str, int]:
    form = CategoryForm.of(g.congress, None, None)

    def add() -> None:
        with transaction() as session:
            added = service.add_category(session, g.congress, form.category(), actor=actor(), now=clock.now())
            category = queries.category(session, g.congress.id, added)
            _limit(session, category, form)

    if accepted(form, add):
        flash(gettext("The category is in the list."))
        return _back(congress)
    return _category(form), 422


@bp.get("/categories/<category>")
@needs(Part.ORGANISER)
def category(congress: str, category: str) -> str:
    found = queries.category(reading(), g.congress.id, category)
    return _category(CategoryForm.of(g.congress, found, queries.limit_of(reading(), found)), found)


@bp.post("/categories/<category>")
@needs(Part.ORGANISER)
def change_category(congress: str, category: str) -> Response | tuple[str, int]:
    found = queries.category(reading(), g.congress.id, category)
    form = CategoryForm.of(g.congress, found, queries.limit_of(reading(), found))

    def change() -> None:
        with transaction() as session:
            current = queries.category(session, g.congress.id, category)
            service.change_category(session, current, form.category(), actor=actor(), now=clock.now())
            _limit(session, current, form)

    if accepted(form, change):
        flash(gettext("Saved."))
        return _back(congress)
    return _category(form, found), 422


@bp.post("/categories/<category>/remove")
@needs(Part.ORGANISER)
def remove_category(congress: str, category: str) -> Response:
    try:
        with transaction() as session:
            found = queries.category(session, g.congress.id, category)
            service.remove_category(session, g.congress, found, actor=actor(), now=clock.now())
        flash(gettext("The category is no longer in the list."))
    except NotFound:
        raise
    except DomainError as fault:
        flash(words_of(fault), "refused")
    return _back(congress)


@bp.get("/quotas/new")
@needs(Part.ORGANISER)
def new_quota(congress: str) -> str:
    return _new_quota(QuotaForm.of(g.congress, queries.categories(reading(), g.congress.id)), EachForm())


@bp.post("/quotas/new")
@needs(Part.ORGANISER)
def add_quota(congress: str) -> Response | tuple[str, int]:
    form = QuotaForm.of(g.congress, queries.categories(reading(), g.congress.id))

    def add() -> None:
        with transaction() as session:
            service.add_quota(session, g.congress, form.quota(), actor=actor(), now=clock.now())

    if accepted(form, add):
        flash(gettext("The quota holds from now on."))
        return _back(congress)
    return _new_quota(form, EachForm(formdata=None)), 422


@bp.post("/quotas/each")
@needs(Part.ORGANISER)
def add_for_each(congress: str) -> Response | tuple[str, int]:
    form = EachForm()
    added: list[int] = []

    def add() -> None:
        with transaction() as session:
            role = OrganisationRole(form.role.data)
            number = service.add_quotas_for_all(
                session, g.congress, role, capacity=form.each.data, actor=actor(), now=clock.now()
            )
            added.append(number)

    if accepted(form, add):
        flash(ngettext("One quota added.", "%(num)s quotas added.", added[0]))
        return _back(congress)
    form_above = QuotaForm.of(g.congress, queries.categories(reading(), g.congress.id))
    return _new_quota(form_above, form), 422


@bp.get("/quotas/<quota>")
@needs(Part.ORGANISER)
def quota(congress: str, quota: str) -> str:
    found = queries.quota(reading(), g.congress.id, quota)
    return _quota(CapacityForm.of(found), found)


@bp.post("/quotas/<quota>")
@needs(Part.ORGANISER)
def change_quota(congress: str, quota: str) -> Response | tuple[str, int]:
    found = queries.quota(reading(), g.congress.id, quota)
    form = CapacityForm.of(found)

    def change() -> None:
        with transaction() as session:
            current = queries.quota(session, g.congress.id, quota)
            service.set_quota(session, g.congress, current, capacity=form.capacity.data, actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved."))
        return _back(congress)
    return _quota(form, found), 422


@bp.post("/quotas/<quota>/remove")
@needs(Part.ORGANISER)
def remove_quota(congress: str, quota: str) -> Response:
    with transaction() as session:
        found = queries.quota(session, g.congress.id, quota)
        service.remove_quota(session, g.congress, found, actor=actor(), now=clock.now())
    flash(gettext("The quota no longer holds."))
    return _back(congress)


def _limit(session: Session, category: Category, form: CategoryForm) -> None:
    service.limit_category(session, g.congress, category, form.capacity.data, actor=actor(), now=clock.now())


def _category(form: CategoryForm, category: Category | None = None) -> str:
    return render_template("registration/places/category.html", form=form, category=category)


def _new_quota(form: QuotaForm, each: EachForm) -> str:
    names = organisations_of.names(reading(), g.congress.id)
    return render_template("registration/places/quota_new.html", form=form, each=each, organisations=names)


def _quota(form: CapacityForm, quota: Quota) -> str:
    name = name_of(quota, queries.categories(reading(), g.congress.id)).in_language(page_language())
    return render_template("registration/places/quota.html", form=form, quota=quota, name=name)


def _back(congress: str) -> Response:
    return redirect(url_for(".places", congress=congress), 303)
