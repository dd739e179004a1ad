"""The organisers' forms about money."""

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import lazy_gettext

from app.web import fields
from app.web.forms import Form, Wording
from registration.fees import rules
from registration.fees.service import TermsRequest


class TermsForm(Form):
    """Where the money shall go and what stands on the invoices."""

    TEXTS: ClassVar[Mapping[str, Wording]] = {
        "tax_note": Wording(lazy_gettext("Sentence about value-added tax"), longest=300, lines=True)
    }
    sender = fields.text(lazy_gettext("Sender of the invoices"), longest=400, required=True, lines=True)
    tax_number = fields.text(lazy_gettext("Tax number"), longest=60)
    holder = fields.text(lazy_gettext("Account holder"), longest=rules.LONGEST_HOLDER, required=True)
    iban = fields.text(
        "IBAN", longest=42, required=True, also=[fields.judged(lambda _form, field: rules.clean_iban(field.data))]
    )
    bic = fields.text("BIC", longest=11, also=[fields.judged(lambda _form, field: rules.clean_bic(field.data))])
    due_days = fields.whole(lazy_gettext("Days until an invoice is due"), least=1, most=120)
    reminder_days = fields.whole(lazy_gettext("Days from then to a reminder, and between two"), least=1, most=120)

    def terms(self) -> TermsRequest:
        """Read the form."""
        return TermsRequest(
            sender=self.sender.data,
            tax_number=self.tax_number.data or "",
            tax_note=self.in_all_languages("tax_note"),
            holder=self.holder.data,
            iban=self.iban.data,
            bic=self.bic.data or "",
            due_days=self.due_days.data,
            reminder_days=self.reminder_days.data,
        )


class PaymentForm(Form):
    """Money that came by another way than the bank, or went back."""

    amount = fields.text(
        lazy_gettext("Amount in euros"),
        longest=20,
        required=True,
        also=[fields.judged(lambda _form, field: rules.cents_of(field.data.lstrip("-−"), field="amount"))],
    )
    booked_on = fields.day(lazy_gettext("Day"))
    text = fields.text(lazy_gettext("Note, such as “in cash”"), longest=200)

    @property
    def cents(self) -> int:
        """The amount; negative where it was given back."""
        typed = self.amount.data
        cents = rules.cents_of(typed.lstrip("-−"), field="amount")
        return -cents if typed[0] in "-−" else cents


class AddressForm(Form):
    """To whom an invoice is made out."""

    address = fields.text(lazy_gettext("Name and address on the invoice"), longest=400, lines=True)
