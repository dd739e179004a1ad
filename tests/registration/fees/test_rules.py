from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from registration.fees import errors, rules
from registration.fees.rules import Account, InvoiceState

IBAN = "DE89370400440532013000"  # the example of the German banks' own guide
TODAY = date(2027, 9, 1)


@pytest.mark.parametrize("typed", [IBAN, "de89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32"])
def test_an_iban_is_known_however_it_is_spaced(typed):
    assert rules.clean_iban(typed) == "".join(typed.split()).upper()


@pytest.mark.parametrize("place", range(2, 22))
def test_a_slip_in_one_place_of_an_iban_is_noticed(place):
    wrong = IBAN[:place] + str((int(IBAN[place]) + 1) % 10) + IBAN[place + 1 :]

    with pytest.raises(errors.BadIban):
        rules.clean_iban(wrong)


@pytest.mark.parametrize("typed", ["", "DE", IBAN[:-1], "DE8937040044053201300Ä", "0" * 99])
def test_what_is_no_iban_is_refused_by_its_field(typed):
    with pytest.raises(errors.BadIban) as refused:
        rules.clean_iban(typed)

    assert refused.value.field == "iban"


@pytest.mark.parametrize(("typed", "is_good"), [("", True), ("cobadeff", True), ("COBADEFFXXX", True), ("COBA", False)])
def test_a_bic_may_be_missing_but_not_half(typed, is_good):
    if is_good:
        assert rules.clean_bic(typed) == typed.upper()
    else:
        with pytest.raises(errors.BadBic):
            rules.clean_bic(typed)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("40", 4000), ("39,50", 3950), ("39.50 €", 3950), ("1.200,00", 120000), ("", 0), ("0", 0), ("0,05 EUR", 5)],
)
def test_amounts_are_read_as_people_write_them(typed, cents):
    assert rules.cents_of(typed, field="amount") == cents


@pytest.mark.parametrize("typed", ["-1", "many", "1,005", "NaN", "Infinity", "1e99", "1000001", "1,2,3"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(errors.BadAmount):
        rules.cents_of(typed, field="amount")


@given(integers(1, 10_000), integers(1, 999_999))
def test_a_reference_is_found_in_whatever_a_payer_writes(congress, number):
    reference = rules.reference_of(congress, number)
    spaced = rules.spaced(reference)

    for text in (reference, f"Kongress {spaced} Danke", f"EREF+X/SVWZ+{reference}", reference.lower()):
        assert reference in rules.references_in(text)


@given(integers(1, 999), integers(1, 999_999), integers(2, 12), sampled_from("123456789"))
def test_a_slip_in_one_place_of_a_reference_names_nobody(congress, number, place, other):
    reference = rules.reference_of(congress, number)
    if reference[place] == other:
        return
    wrong = reference[:place] + other + reference[place + 1 :]

    assert wrong not in rules.references_in(wrong)


def test_the_code_says_what_the_standard_wants():
    lines = rules.girocode(Account("Trägerverein e. V.", IBAN, "COBADEFF"), cents=3905, reference="RF18539007547034")

    assert lines.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "COBADEFF",
        "Trägerverein e. V.",
        IBAN,
        "EUR39.05",
        "",
        "RF18539007547034",
    ]


@pytest.mark.parametrize(
    ("paid", "late", "cancelled", "state"),
    [
        (0, False, False, InvoiceState.OPEN),
        (100, False, False, InvoiceState.PARTLY),
        (100, True, False, InvoiceState.OVERDUE),
        (4000, True, False, InvoiceState.PAID),
        (4001, False, False, InvoiceState.EXCESS),
        (0, True, True, InvoiceState.CANCELLED),
        (100, False, True, InvoiceState.EXCESS),
    ],
)
def test_an_invoice_stands_as_its_money_and_day_say(paid, late, cancelled, state):
    due = TODAY - timedelta(days=1) if late else TODAY

    assert rules.state_of(cents=4000, paid=paid, due_on=due, is_cancelled=cancelled, today=TODAY) is state
