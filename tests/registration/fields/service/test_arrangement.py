from contextlib import suppress
from functools import partial

import pytest
from builders import NOON, make_congress, make_participant
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from registration.fields import errors, queries, rules, service
from registration.fields.answers import Told
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.rules import Kind, Section
from registration.fields.service.arrangement import sequence


def request_of(field, **values):
    rows = tuple(OptionRow(option.code, option.label, not option.retired) for option in field.options)
    same = (
        "kind",
        "label",
        "help",
        "is_required",
        "is_shown",
        "at_door",
        "seen_by",
        "kept_days",
        "condition",
        "limits",
    )
    return FieldRequest(**{name: getattr(field, name) for name in same} | {"options": rows} | values)


def answer(session, congress, plan, person, **values):
    service.keep(
        session,
        plan,
        Told(frozenset(values), values),
        participant_id=person.id,
        congress_id=congress.id,
        actor="test",
        now=NOON,
    )


def change(session, congress, key, request):
    service.change_field(session, congress, key, request, actor="test", now=NOON)
    session.flush()  # what follows is read from the database


def test_a_congress_that_arranges_nothing_has_the_usual_form(form):
    assert (form().is_usual, [field.key for field in form().fields]) == (True, [f.key for f in rules.USUAL.fields])


def test_a_question_has_a_key_of_its_own_and_raises_the_revision(session, congress, ask, form):
    before = congress.revision

    keys = [ask("Übernachtung nötig?"), ask("Übernachtung nötig?"), ask("食物"), ask("Food")]

    assert keys == ["uebernachtung_noetig", "uebernachtung_noetig_2", "question", "food_2"]
    assert [field.key for field in form().own] == keys
    session.refresh(congress)
    assert congress.revision > before


def test_an_option_in_use_is_kept_when_it_is_taken_out(session, congress, ask, form):
    key = ask("Hotel", Kind.CHOICE, "Yes", "No", "Maybe")
    answer(session, congress, form(), make_participant(session, congress), hotel="no")

    change(session, congress, key, request_of(form().field(key), options=(OptionRow("yes", {"de": "Ja"}),)))

    options = form().field(key).options
    assert [(option.code, option.label["de"], option.retired) for option in options] == [
        ("yes", "Ja", False),
        ("no", "No", True),
    ]


def test_a_kind_changes_only_where_no_answer_is_lost(session, congress, ask, form):
    key = ask("Hotel", Kind.CHOICE, "Yes", "No")
    person = make_participant(session, congress)
    answer(session, congress, form(), person, hotel="no")

    with pytest.raises(errors.AnswersWouldBeLost):
        change(session, congress, key, request_of(form().field(key), kind=Kind.NUMBER))
    change(session, congress, key, request_of(form().field(key), kind=Kind.CHOICES))

    assert queries.answers(session, person.id) == {"hotel": ["no"]}


def test_a_removed_question_keeps_its_answers_and_comes_back(session, congress, ask, form):
    key = ask("Hotel")
    person = make_participant(session, congress)
    answer(session, congress, form(), person, hotel="yes")

    service.remove_field(session, congress, key, actor="test", now=NOON)
    gone, columns = form(), queries.columns(session, congress)
    service.restore_field(session, congress, key, actor="test", now=NOON)

    assert ([f.key for f in gone.own], [f.key for f in gone.removed], [f.key for f in columns]) == ([], [key], [key])
    assert (queries.answers(session, person.id), [f.key for f in form().own]) == ({"hotel": "yes"}, [key])


def test_a_question_on_which_another_waits_stays_in_its_place(session, congress, ask, form):
    ask("Hotel", Kind.CHOICE, "Yes", "No")
    ask("Nights", Kind.NUMBER, only_if=("hotel", "yes"))

    with pytest.raises(errors.SourceNeeded):
        service.remove_field(session, congress, "hotel", actor="test", now=NOON)
    with pytest.raises(errors.SourceNeeded):
        change(session, congress, "hotel", request_of(form().field("hotel"), options=(OptionRow("no", {"de": "No"}),)))
    with pytest.raises(errors.SourceComesLater) as refused:
        service.move_field(session, congress, "nights", by=-1, actor="test", now=NOON)

    assert refused.value.details == {"question": "Nights", "source": "Hotel"}


def test_a_question_waits_only_for_one_further_up(ask):
    with pytest.raises(errors.ArrangementInvalid) as refused:
        ask("Nights", Kind.NUMBER, only_if=("hotel", "yes"))

    assert set(refused.value.faults) == {"source"}


def test_what_registration_needs_cannot_be_hidden(session, congress, form):
    change(
        session, congress, "email", request_of(form().field("email"), is_shown=False, is_required=False, at_door=True)
    )

    email = form().field("email")
    assert (email.is_shown, email.is_required, email.at_door) == (True, True, False)


def test_a_list_of_the_congress_keeps_what_people_chose(session, congress, form):
    make_participant(session, congress, sector="business")
    rows = (OptionRow("state", {}), OptionRow("", {"de": "Stiftungen", "en": "Foundations"}))

    service.set_list(session, congress, "sector", rows, actor="test", now=NOON)

    assert [(o.code, o.retired) for o in form().lists["sector"]] == [
        ("state", False),
        ("foundations", False),
        ("business", True),
    ]
    assert form().choices["sector"] == ("", "state", "foundations")


class Arranging(RuleBasedStateMachine):
    """Whatever organisers do to a form, in whatever order: no answer is lost, and no question stands before its source."""

    def __init__(self, session, ask_in, form):
        super().__init__()
        self.session, self.congress = session, make_congress(session)
        self.ask, self.form = partial(ask_in, self.congress), partial(form, self.congress)
        self.person = make_participant(session, self.congress)
        self.answers = queries.answers(session, self.person.id)

    def keys(self):
        return [field.key for field in self.form().own]

    def attempt(self, verb, *arguments, **values):
        with suppress(errors.ArrangementError):
            verb(self.session, self.congress, *arguments, **values, actor="test", now=NOON)
        self.session.flush()  # read by the next step

    @rule(kind=st.sampled_from([Kind.TEXT, Kind.CHOICE, Kind.CHOICES]), waits=st.booleans())
    def add(self, kind, waits):
        earlier = [f.key for f in self.form().fields if f.section == Section.WISHES and not f.is_fixed]
        self.ask("Question", kind, *(("A", "B") if kind != Kind.TEXT else ()), only_if=(earlier[-1],) if waits else ())

    @precondition(lambda self: self.keys())
    @rule(data=st.data())
    def answer_one(self, data):
        field = self.form().field(data.draw(st.sampled_from(self.keys())))
        if field.key not in self.answers:
            told = rules.offered(field.options)[-1].code if field.options else "x"
            value = [told] if field.kind is Kind.CHOICES else told
            answer(self.session, self.congress, self.form(), self.person, **{field.key: value})
            self.answers[field.key] = told

    @precondition(lambda self: self.keys())
    @rule(data=st.data(), by=st.integers(-4, 4))
    def move(self, data, by):
        self.attempt(service.move_field, data.draw(st.sampled_from(self.keys())), by=by)

    @precondition(lambda self: self.keys())
    @rule(data=st.data(), kind=st.sampled_from([Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CHOICES]))
    def change(self, data, kind):
        field = self.form().field(data.draw(st.sampled_from(self.keys())))
        options = (OptionRow("a", {"de": "A"}),)
        self.attempt(service.change_field, field.key, request_of(field, kind=kind, options=options))

    @precondition(lambda self: self.keys())
    @rule(data=st.data())
    def remove(self, data):
        self.attempt(service.remove_field, data.draw(st.sampled_from(self.keys())))

    @precondition(lambda self: self.form().removed)
    @rule(data=st.data())
    def restore(self, data):
        self.attempt(service.restore_field, data.draw(st.sampled_from([f.key for f in self.form().removed])))

    @invariant()
    def nothing_is_lost(self):
        kept = queries.answers(self.session, self.person.id)
        assert {key: value[0] if isinstance(value, list) else value for key, value in kept.items()} == self.answers
        plan = self.form()
        for field in (*plan.own, *plan.removed):
            if field.options and field.key in kept:
                assert self.answers[field.key] in {option.code for option in field.options}

    @invariant()
    def nothing_stands_before_its_source(self):
        assert rules.check_order(self.form().fields) is None
        assert sequence(self.form())[0] == "/you"


def test_no_arranging_loses_an_answer(session, ask_in, form):
    run_state_machine_as_test(
        lambda: Arranging(session, ask_in, form), settings=settings(max_examples=6, stateful_step_count=14)
    )


def test_an_order_of_another_form_is_refused(session, congress, ask, form):
    ask("Hotel")

    with pytest.raises(errors.OrderChanged):
        service.arrange(session, congress, sequence(rules.USUAL), actor="test", now=NOON)
    upside_down = [rules.mark(Section.CHECK), *sequence(form())[1:]]
    with pytest.raises(errors.OrderChanged):
        service.arrange(session, congress, upside_down, actor="test", now=NOON)
