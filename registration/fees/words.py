"""What the states of invoices are called on pages."""

from typing import Final

from flask_babel import lazy_gettext

from registration.fees.rules import InvoiceState

# A shape of macros/status.html and a word for each state.
STATES: Final = {
    InvoiceState.OPEN: ("open", lazy_gettext("open")),
    InvoiceState.PARTLY: ("look", lazy_gettext("paid in part")),
    InvoiceState.OVERDUE: ("look", lazy_gettext("overdue")),
    InvoiceState.PAID: ("done", lazy_gettext("paid")),
    InvoiceState.EXCESS: ("look", lazy_gettext("to be given back")),
    InvoiceState.CANCELLED: ("gone", lazy_gettext("cancelled")),
}
JOURNAL: Final = {
    "fees.terms-changed": lazy_gettext("The terms of payment were changed"),
    "fees.prices-changed": lazy_gettext("The prices were changed"),
    "fees.invoiced": lazy_gettext("Invoice %(number)s was written"),
    "fees.cancelled": lazy_gettext("Invoice %(number)s was cancelled"),
    "fees.addressed": lazy_gettext("Invoice %(number)s was made out anew"),
    "fees.paid": lazy_gettext("A payment was booked on invoice %(number)s"),
    "fees.reminded": lazy_gettext("Reminded of invoice %(number)s"),
    "fees.put-aside": lazy_gettext("A payment was put aside"),
}
