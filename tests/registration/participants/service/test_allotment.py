"""Places, quotas, parties and the waiting list, under all events in any order and from many sides at once."""

import contextlib
import threading
from datetime import timedelta
from random import Random

import pytest
from builders import NOON, SECRET, make_congress, make_party, make_quota, make_request
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select, update

from app.congress.queries import by_slug
from app.db import db, reading, transaction
from registration.participants import errors, queries, rules, service
from registration.participants.models import Participant, Places
from registration.places import queries as places_of
from registration.places.models import Quota

FIRST, SECOND = "2027-11-08", "2027-11-09"
HOLDING = {"pending", "confirmed", "offered"}
ROLES, DAYS, HOUSES = ("participant", "press"), ((), (FIRST,), (SECOND,)), ("", "Acme")
people = st.tuples(st.sampled_from(ROLES), st.sampled_from(DAYS), st.sampled_from(HOUSES))
pick = st.integers(0, 10_000)


def request_of(person, **values):
    role, days, house = person
    return rules.clean_request(
        make_request(role=role, days=days, organisation=house, **values), rules.CHOICES | {"days": (FIRST, SECOND)}
    )


class Congress(RuleBasedStateMachine):
    """Guests and organisers do everything in any order; what must always hold is looked up in the rows themselves."""

    open_session = None  # set by the test: gives a session, its congress made afresh for each example

    def __init__(self):
        super().__init__()
        self.session = self.open_session()
        self.congress = make_congress(self.session, capacity=3)
        self.quotas = [
            make_quota(self.session, self.congress, 2, category="press"),
            make_quota(self.session, self.congress, 2, day=FIRST),
            make_quota(self.session, self.congress, 1, organisation="Acme"),
        ]
        self.now = NOON
        self.limits = self._limits()
        self.line = []  # turns before the last step, in their order: [(key of the unit, its claims)]

    def living(self, *statuses):
        query = select(Participant).where(Participant.congress_id == self.congress.id, Participant.status.in_(statuses))
        fresh = {"populate_existing": True}
        return self.session.scalars(query.order_by(Participant.id), execution_options=fresh).all()

    def one(self, number, *statuses):
        found = self.living(*statuses)
        return found[number % len(found)] if found else None

    @rule(person=people, joins=st.booleans())
    def register(self, person, joins):
        with self.step():
            try:
                service.register(
                    self.session,
                    self.congress,
                    request_of(person),
                    secret=SECRET,
                    idempotency_key=None,
                    join_waiting_list=joins,
                    now=self.now,
                )
            except errors.CongressFull:
                assert not joins

    @rule(party=st.lists(people, min_size=2, max_size=3), is_whole=st.booleans())
    def register_party(self, party, is_whole):
        with self.step():
            requests = [request_of(person) for person in party]
            make_party(self.session, self.congress, *requests, is_whole=is_whole, now=self.now)

    @rule(number=pick, further=st.lists(people, min_size=1, max_size=2))
    def extend_party(self, number, further):
        if parties := queries.parties(self.session, self.congress.id):
            with self.step():
                service.extend_party(
                    self.session,
                    self.congress,
                    parties[number % len(parties)],
                    [request_of(person) for person in further],
                    secret=SECRET,
                    idempotency_key=None,
                    join_waiting_list=True,
                    actor="guest",
                    now=self.now,
                )

    @rule(number=pick)
    def confirm(self, number):
        if (guest := self.one(number, "pending", "offered")) and guest.deadline > self.now:
            with self.step():
                service.confirm(self.session, guest, actor="guest", now=self.now)

    @rule(number=pick)
    def cancel(self, number):
        if guest := self.one(number, *HOLDING, "waiting"):
            with self.step():
                service.cancel(self.session, guest, congress=self.congress, actor="guest", now=self.now)

    @rule(number=pick, person=people)
    def change(self, number, person):
        if guest := self.one(number, *HOLDING, "waiting"):
            changed = request_of(person, name=guest.name, email=guest.email)
            with self.step(), contextlib.suppress(errors.QuotaFull):
                service.change(self.session, guest, changed, may_change_email=True, actor="guest", now=self.now)

    @rule(hours=st.integers(20, 80))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        with self.step():
            service.lapse_overdue(self.session, now=self.now)

    @rule(capacity=st.integers(1, 5))
    def resize(self, capacity):
        with self.step():
            service.set_capacity(self.session, self.congress, capacity=capacity, now=self.now)

    @rule(number=st.integers(0, 2), capacity=st.integers(0, 3))
    def resize_quota(self, number, capacity):
        with self.step():
            quota = self.quotas[number]
            service.set_quota(self.session, self.congress, quota, capacity=capacity, actor="office", now=self.now)

    @precondition(lambda self: self.line)
    @rule(number=pick, position=st.integers(1, 4))
    def move(self, number, position):
        with self.step(is_move=True):
            guest = self.one(number, "waiting")
            service.move_on_waiting_list(
                self.session, guest, position=position, reason="asked for", actor="office", now=self.now
            )

    def step(self, *, is_move=False):
        return _Step(self, is_move=is_move)

    def _limits(self):
        """Give (capacity, whom it covers) of the congress and its quotas."""
        whole = queries.places(self.session, self.congress.id).capacity, lambda _: True
        return [whole, *((q.capacity, _cover(q)) for q in places_of.quotas(self.session, self.congress.id))]

    def units(self):
        """Give those who wait by turn: {turn: [person, …]}."""
        found = {}
        for guest in sorted(self.living("waiting"), key=lambda guest: guest.turn):
            found.setdefault(guest.turn, []).append(guest)
        return found

    def fits(self, unit, *, besides=()):
        """Tell whether people fit beside those who hold places, less those *besides* them."""
        held = [guest for guest in self.living(*HOLDING) if guest.id not in besides]
        return all(
            not any(map(covered, unit)) or sum(map(covered, [*held, *unit])) <= capacity
            for capacity, covered in self._limits()
        )

    @invariant()
    def the_counters_are_true(self):
        counted = queries.places(self.session, self.congress.id)
        rows = [guest.status for guest in self.living(*rules.Status)]
        assert {status: getattr(counted, status) for status in rules.Status} == {
            status: rows.count(status) for status in rules.Status
        }
        held = self.living(*HOLDING)
        for quota in places_of.quotas(self.session, self.congress.id):
            assert quota.held == sum(map(_cover(quota), held))

    @invariant()
    def no_place_is_free_that_somebody_waiting_could_have(self):
        assert [turn for turn, unit in self.units().items() if self.fits(unit)] == []

    @invariant()
    def only_those_who_wait_have_a_turn(self):
        assert all((guest.turn is not None) == (guest.status == "waiting") for guest in self.living(*rules.Status))


class _Step:
    """Compares before and after a step: nothing oversold by it, and nobody overtaken."""

    def __init__(self, machine, *, is_move):
        self.machine, self.is_move = machine, is_move

    def __enter__(self):
        machine = self.machine
        self.held = {guest.id for guest in machine.living(*HOLDING)}
        self.limits = machine._limits()
        self.before = machine.living(*HOLDING)
        self.over = [max(capacity, sum(map(covered, self.before))) for capacity, covered in self.limits]
        self.order = list(machine.units())
        self.line = machine.units()

    def __exit__(self, kind, _error, _trace):
        if kind is not None:
            return
        machine = self.machine
        after = machine.living(*HOLDING)
        for (capacity, covered), before, (now_capacity, _) in zip(
            self.limits, self.over, machine._limits(), strict=True
        ):
            assert sum(map(covered, after)) <= max(capacity, before, now_capacity)
        if not self.is_move:
            self._nobody_was_overtaken({guest.id for guest in after} - self.held)
        machine.line = list(machine.units())

    def _nobody_was_overtaken(self, served):
        """Whoever still waits did not fit even without all those served who came later."""
        machine = self.machine
        turn_of = {guest.id: turn for turn, unit in self.line.items() for guest in unit}
        for turn, unit in machine.units().items():
            if turn in self.order:
                later = {guest for guest in served if turn_of.get(guest, 10**9) > turn}
                assert not machine.fits(unit, besides=later), "somebody was overtaken"


def _cover(quota):
    return lambda guest: (
        quota.category in {"", guest.role}
        and quota.organisation_key in {"", guest.organisation_key}
        and (quota.day == "" or guest.days == "" or quota.day in guest.days)
    )


class TheLastIsFirst(Congress):
    """The negative control: free places go to whoever came last, as in pretix's issue 2119."""

    def register(self, role):
        with self.step():
            service.register(
                self.session,
                self.congress,
                request_of((role, (SECOND,), "")),
                secret=SECRET,
                idempotency_key=None,
                join_waiting_list=True,
                now=self.now,
            )

    def cancel(self, number):
        if guest := self.one(number, *HOLDING):
            with self.step():
                queries.move(
                    self.session,
                    guest.id,
                    congress_id=self.congress.id,
                    before=rules.Status(guest.status),
                    after=rules.Status.CANCELLED,
                    now=self.now,
                )
                for unit in reversed(self.units().values()):
                    if self.fits(unit):
                        for lucky in unit:
                            queries.move(
                                self.session,
                                lucky.id,
                                congress_id=self.congress.id,
                                before=rules.Status.WAITING,
                                after=rules.Status.OFFERED,
                                now=self.now,
                                deadline=self.now + timedelta(hours=48),
                            )


def test_whatever_happens_nothing_is_oversold_lost_or_jumped(session):
    Congress.open_session = staticmethod(lambda: session)
    few = settings(max_examples=6, stateful_step_count=15, deadline=None, database=None)
    run_state_machine_as_test(Congress, settings=few)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_waiting_list_that_serves_the_last_first_is_found_out(session):
    """Three hold the places and two wait; the first of them goes. By hand, so that it is found out in each run."""

    def play(machine, *person):
        machine.open_session = staticmethod(lambda: session)
        played = machine()
        for _ in range(5):
            played.register(*person)
        played.cancel(0)
        played.no_place_is_free_that_somebody_waiting_could_have()

    play(Congress, ("participant", (SECOND,), ""), True)
    with pytest.raises(AssertionError, match="overtaken"):
        play(TheLastIsFirst, "participant")


# --- From many sides at once ---

CALLERS, TRIES = 6, 12


def crowd(app, act):
    """Let callers act at the same time, each in a thread with its own connection; give what each returned."""
    ready, told = threading.Barrier(CALLERS), []

    def call(number):
        random = Random(number)  # noqa: S311 -- a test's seed
        with app.app_context():
            ready.wait()
            told.extend(act(number * TRIES + turn, random) for turn in range(TRIES))
            db.session.remove()

    threads = [threading.Thread(target=call, args=(number,)) for number in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return told


@pytest.fixture
def full_house(writing):
    with writing() as session:
        congress = make_congress(session, slug="full-house", capacity=30)
        make_quota(session, congress, 12, category="press")
        make_quota(session, congress, 16, day=FIRST)
        make_quota(session, congress, 9, organisation="Acme")


def test_many_at_once_neither_oversell_a_quota_nor_block_each_other(app, full_house):
    def act(_number, random):
        person = random.choice(ROLES), random.choice(DAYS), random.choice(HOUSES)
        with transaction() as session:
            congress = by_slug(session, "full-house")
            done = service.register(
                session,
                congress,
                request_of(person),
                secret=SECRET,
                idempotency_key=None,
                join_waiting_list=True,
                now=NOON,
            )
        if random.random() < 0.3:
            with transaction() as session:
                guest = queries.by_id(session, done.participant_id)
                service.cancel(session, guest, congress=guest.congress, actor="guest", now=NOON)
        return done.status

    told = crowd(app, act)

    assert len(told) == CALLERS * TRIES
    with app.app_context():
        session = reading()
        congress = by_slug(session, "full-house")
        counted = queries.places(session, congress.id)
        assert counted.held <= 30
        for quota in places_of.quotas(session, congress.id):
            assert quota.held == queries.number_held(session, quota) <= quota.capacity


def test_the_same_crowd_oversells_where_counters_are_not_held(app, full_house):
    """The negative control: read first, write after, as software without the lock does."""

    def act(_number, _random):
        session = reading()
        free = [
            quota.id
            for quota in session.scalars(select(Quota), execution_options={"populate_existing": True})
            if quota.held < quota.capacity
        ]
        session.rollback()
        with transaction() as session:
            for quota in sorted(free):  # one after the other: in any order they would wait for each other in a circle
                session.execute(update(Quota).where(Quota.id == quota).values(held=Quota.held + 1))
            session.execute(update(Places).values(pending=Places.pending + 1))

    crowd(app, act)

    with app.app_context():
        assert any(quota.held > quota.capacity for quota in reading().scalars(select(Quota)))
