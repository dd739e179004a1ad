"""Organisers' pages about money: terms and prices, invoices, what the bank says."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.web.forms import accepted, in_languages, spread
from app.web.problem import words_of
from registration.fees import queries, rules, service
from registration.fees.errors import NoSuchInvoice, Unreadable
from registration.fees.forms import AddressForm, PaymentForm, TermsForm
from registration.fees.models import Invoice
from registration.fees.rules import InvoiceState
from registration.fees.statements import read_statement
from registration.fees.words import STATES

LONGEST_NUMBER = 9  # digits: more would be no number of the database

bp = Blueprint("fees", __name__, url_prefix="/organise/<congress>/fees")


@bp.get("")
@needs(Part.ORGANISER)
def fees(congress: str) -> str:
    return _list()


@bp.post("")
@needs(Part.ORGANISER)
def book_statement(congress: str) -> Response | tuple[str, int]:
    """Book the file of a bank; what is not understood changes nothing."""
    file = request.files.get("file")
    try:
        entries = read_statement(file.read() if file else b"")
        with transaction() as session:
            booked = service.book(session, g.congress, entries, actor=actor(), now=clock.now())
    except Unreadable as fault:
        return _list(fault=words_of(fault)), fault.status
    matched = ngettext("%(num)d payment was matched.", "%(num)d payments were matched.", booked.matched)
    left = ngettext("%(num)d needs a look.", "%(num)d need a look.", booked.unmatched)
    known = ngettext("%(num)d was booked before.", "%(num)d were booked before.", booked.known)
    flash(f"{matched} {left} {known}")
    return redirect(url_for(".fees", congress=congress), 303)


@bp.get("/terms")
@needs(Part.ORGANISER)
def terms(congress: str) -> str:
    prices = queries.prices(reading(), g.congress.id)
    return _terms(_terms_form(), {code: _euros(cents) for code, cents in prices.items()}, {})


@bp.post("/terms")
@needs(Part.ORGANISER)
def set_terms(congress: str) -> Response | tuple[str, int]:
    form = _terms_form()
    typed = {category.code: request.form.get(f"price-{category.code}", "").strip() for category in _categories()}
    prices, faults = _read_prices(typed)

    def change() -> None:
        with transaction() as session:
            service.set_terms(session, g.congress, form.terms(), actor=actor(), now=clock.now())
            service.set_prices(session, g.congress, prices, actor=actor(), now=clock.now())

    if not faults and accepted(form, change):
        flash(gettext("Saved. Whoever is confirmed in a category with a price gets an invoice."))
        return redirect(url_for(".fees", congress=congress), 303)
    form.validate()
    return _terms(form, typed, faults), 422


@bp.get("/<invoice>")
@needs(Part.ORGANISER)
def invoice(congress: str, invoice: str) -> str:
    found = queries.invoice(reading(), g.congress.id, invoice)
    return _one(
        found, PaymentForm(data={"booked_on": clock.now().date()}), AddressForm(data={"address": found.address})
    )


@bp.post("/<invoice>/pay")
@needs(Part.ORGANISER)
def pay(congress: str, invoice: str) -> Response | tuple[str, int]:
    form = PaymentForm()

    def book() -> None:
        with transaction() as session:
            found = queries.invoice(session, g.congress.id, invoice)
            service.pay_by_hand(
                session,
                found,
                cents=form.cents,
                booked_on=form.booked_on.data,
                text=form.text.data or "",
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, book):
        flash(gettext("The payment is booked."))
        return redirect(url_for(".invoice", congress=congress, invoice=invoice), 303)
    found = queries.invoice(reading(), g.congress.id, invoice)
    return _one(found, form, AddressForm(formdata=None, data={"address": found.address})), 422


@bp.post("/<invoice>/address")
@needs(Part.ORGANISER)
def address(congress: str, invoice: str) -> Response | tuple[str, int]:
    form = AddressForm()

    def change() -> None:
        with transaction() as session:
            found = queries.invoice(session, g.congress.id, invoice)
            service.make_out_to(session, found, address=form.address.data or "", actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved."))
        return redirect(url_for(".invoice", congress=congress, invoice=invoice), 303)
    found = queries.invoice(reading(), g.congress.id, invoice)
    return _one(found, PaymentForm(formdata=None, data={"booked_on": clock.now().date()}), form), 422


@bp.post("/<invoice>/remind")
@needs(Part.ORGANISER)
def remind(congress: str, invoice: str) -> Response:
    with transaction() as session:
        found = queries.invoice(session, g.congress.id, invoice)
        service.remind(session, found, actor=actor(), now=clock.now())
    flash(gettext("The reminder is on its way."))
    return redirect(url_for(".invoice", congress=congress, invoice=invoice), 303)


@bp.post("/<invoice>/cancel")
@needs(Part.ORGANISER)
def cancel(congress: str, invoice: str) -> Response:
    with transaction() as session:
        found = queries.invoice(session, g.congress.id, invoice)
        service.cancel(session, found, actor=actor(), now=clock.now())
    flash(gettext("The invoice is cancelled. Its number stays in the books."))
    return redirect(url_for(".invoice", congress=congress, invoice=invoice), 303)


@bp.post("/payments/<payment>")
@needs(Part.ORGANISER)
def settle(congress: str, payment: str) -> Response | tuple[str, int]:
    """Say by its number which invoice a payment is for, or that it is for none here."""
    typed = request.form.get("number", "").strip()
    is_aside = "aside" in request.form
    try:
        with transaction() as session:
            found = queries.payment(session, g.congress.id, payment)
            if is_aside:
                service.put_aside(session, found, actor=actor(), now=clock.now())
            else:
                service.assign(session, found, _numbered(session, typed), actor=actor(), now=clock.now())
    except NoSuchInvoice as fault:
        return _list(payment=payment, typed=typed, payment_fault=words_of(fault)), fault.status
    flash(gettext("The payment is put aside.") if is_aside else gettext("The payment is booked."))
    return redirect(url_for(".fees", congress=congress), 303)


def _numbered(session: Session, typed: str) -> Invoice:
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
    found = queries.invoice_by_number(session, g.congress.id, number)
    if found is None:
        raise NoSuchInvoice(field="number")
    return found


def _categories() -> list[queries.CategoryName]:
    return queries.categories(reading(), g.congress.id)


def _read_prices(typed: dict[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    prices, faults = {}, {}
    for code, text in typed.items():
        try:
            prices[code] = rules.cents_of(text, field=f"price-{code}")
        except DomainError as fault:
            faults[code] = words_of(fault)
    return prices, faults


def _euros(cents: int) -> str:
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100}.{cents % 100:02d}"


def _terms_form() -> TermsForm:
    form = in_languages(TermsForm, tuple(g.congress.languages))
    found = queries.terms(reading(), g.congress.id)
    if found is None:
        made: TermsForm = form(data={"due_days": 14, "reminder_days": 7, "sender": "\n".join(g.congress.hosts)})
        return made
    return form(obj=found, data=spread({"tax_note": found.tax_note}))


def _terms(form: TermsForm, prices: dict[str, str], faults: dict[str, str]) -> str:
    return render_template(
        "registration/fees/terms.html", form=form, categories=_categories(), prices=prices, faults=faults
    )


def _list(*, fault: str = "", payment: str = "", typed: str = "", payment_fault: str = "") -> str:
    congress_id = g.congress.id
    today = service.today_at(g.congress, clock.now())
    wanted = next((state for state in InvoiceState if state == request.args.get("state")), None)
    counts = queries.counts(reading(), congress_id, today=today)
    total = counts.get(wanted, 0) if wanted else sum(counts.values())
    offset = min(max(request.args.get("offset", 0, type=int), 0), max(total - 1, 0))
    return render_template(
        "registration/fees/fees.html",
        is_free=queries.terms(reading(), congress_id) is None,
        books=queries.books(reading(), congress_id),
        counts=counts,
        rows=queries.invoices(reading(), congress_id, today=today, state=wanted, offset=offset),
        wanted=wanted or "",
        total=total,
        offset=offset,
        per_page=queries.PER_PAGE,
        states=STATES,
        unmatched=queries.unmatched(reading(), congress_id),
        fault=fault,
        payment=payment,
        typed=typed,
        payment_fault=payment_fault,
    )


def _one(found: Invoice, payment: PaymentForm, address: AddressForm) -> str:
    return render_template(
        "registration/fees/invoice.html",
        invoice=found,
        state=service.state(found, now=clock.now()),
        states=STATES,
        payments=queries.payments_of(reading(), found.id),
        form=payment,
        address_form=address,
        spaced=rules.spaced,
    )
