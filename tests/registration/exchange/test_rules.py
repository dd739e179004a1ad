"""Each line becomes somebody new, a change, nothing, or complaints by column."""

import pytest

from registration.exchange.reading import Line
from registration.exchange.rules import Known, Outcome, email_keys, judge
from registration.participants.rules import RegistrationRequest

MATCHING = {"name": 0, "email": 1, "sector": 2, "photo_consent": 3, "note": 4}
SPELLINGS = {"sector": {"staat": "state"}, "photo_consent": {"ja": True, "nein": False}}
ADA = Known(7, "ada", True, RegistrationRequest("Ada", "Ada@example.org", sector="state", photo_consent=True), "calls")


def judged(*cells, known=None, first_line=5, may_change=True, matching=MATCHING):
    line = Line(5, cells)
    return judge(line, matching, spellings=SPELLINGS, known=known, first_line=first_line, may_change=may_change)


def faults(verdict):
    return [(complaint.field, complaint.fault.code, complaint.quote) for complaint in verdict.complaints]


def test_somebody_new():
    verdict = judged(" Zoë ", "zoe@EXAMPLE.org", "Staat", "JA", "VIP")

    assert verdict.outcome is Outcome.NEW
    assert verdict.request == RegistrationRequest("Zoë", "zoe@example.org", sector="state", photo_consent=True)
    assert verdict.note == "VIP"


def test_a_name_in_parts_becomes_one():
    verdict = judged(
        "Dr.", "Ada", "King", "a@example.org", matching={"title": 0, "first_name": 1, "last_name": 2, "email": 3}
    )

    assert verdict.request == RegistrationRequest("Dr. Ada King", "a@example.org")


def test_empty_cells_and_other_spellings_of_the_address_change_nothing():
    assert judged("Ada", "ADA@example.org", known=ADA).outcome is Outcome.SAME
    assert judged("", "ada@example.org", known=ADA).outcome is Outcome.SAME


def test_what_differs_is_named_and_left_alone_where_nobody_may_change():
    changed = judged("Ada King", "ada@example.org", "", "nein", "writes", known=ADA)

    assert (changed.outcome, changed.changed) == (Outcome.CHANGED, ("name", "photo_consent", "note"))
    assert judged("Ada King", "ada@example.org", known=ADA, may_change=False).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", "ada@example.org"), [("name", "missing", "")]),
        (("Ada",), [("email", "missing", "")]),
        (("Ada", "ada@example", "Stat"), [("email", "bad-email", "ada@example"), ("sector", "unknown-word", "Stat")]),
        (("A" * 201, "a@example.org"), [("name", "too-long", "A" * 60 + "…")]),
        (
            ("A\u202eda", "a@example.org", "", "vielleicht"),
            [("name", "bad-text", "A\u202eda"), ("photo_consent", "unknown-word", "vielleicht")],
        ),
    ],
)
def test_faults_are_told_by_column_and_all_at_once(cells, told):
    verdict = judged(*cells)

    assert (verdict.outcome, faults(verdict)) == (Outcome.REFUSED, told)


def test_the_same_address_twice_and_whoever_cancelled_are_refused():
    gone = Known(7, "ada", False, ADA.request, "")

    assert faults(judged("Ada", "a@example.org", first_line=3)) == [("email", "same-address-twice", "a@example.org")]
    assert faults(judged("Ada", "a@example.org", known=gone)) == [("email", "cancelled-before", "a@example.org")]


def test_the_first_line_of_each_address_is_found():
    lines = [Line(2, ("A", "a@x.org")), Line(3, ("B",)), Line(4, ("C", "A@X.org")), Line(5, ("D", "a@"))]

    assert email_keys(lines, MATCHING) == {"a@x.org": 2}
