"""Places in forums that change hands, under all events in any order; what must always hold is looked up in the rows themselves."""

import pytest
from builders import NOON, make_congress, make_forum, make_participant
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select, update

from app.journal import queries as journal
from forums.dialogue import errors, service
from forums.dialogue.changing import queries as changing_queries
from forums.dialogue.models import AssignmentRun, Forum, ForumTurn, Pin, Seat, SwapOffer
from forums.dialogue.moves import Move
from forums.dialogue.service.turns import BY_LIST, carry_out
from forums.dialogue.settings import Settings
from registration.participants import service as participants

ORG_MAX = 2
FRESH = {"populate_existing": True}
PEOPLE = (("state", "acme"), ("state", "acme"), ("business", "acme"), ("business", ""), ("state", ""))
person, forum = st.integers(0, len(PEOPLE) - 1), st.integers(0, 2)


def told_congress(session, *, org_max=ORG_MAX, **values):
    """A congress whose places are told, by an assignment that lets *org_max* of an organisation sit together."""
    congress = make_congress(session, assignment_published_at=NOON, **values)
    run = Settings(org_max=org_max).as_json()
    states = {
        "status": "published",
        "published_at": NOON,
        "created_at": NOON,
        "seed": 1,
        "actor": "user:1",
        "result": {},
    }
    session.add(AssignmentRun(congress_id=congress.id, settings=run, **states))
    return congress


def sit(session, somebody, somewhere):
    session.add(Seat(participant_id=somebody.id, forum_id=somewhere.id, reason={}, assigned_at=NOON))
    session.flush()  # the next step reads it


class Forums(RuleBasedStateMachine):
    """Guests and organisers do everything in any order."""

    open_session = None  # set by the test: gives a session, its congress made afresh for each example

    def __init__(self):
        super().__init__()
        self.session = self.open_session()
        self.congress = told_congress(self.session)
        self.forums = [make_forum(self.session, self.congress, places=2) for _ in range(3)]
        self.forums[0].quotas = {"state": [0, 1]}
        self.people = [
            make_participant(self.session, self.congress, sector=sector, organisation=organisation)
            for sector, organisation in PEOPLE
        ]
        for number, place in enumerate((0, 1, 0, 1)):
            sit(self.session, self.people[number], self.forums[place])

    def do(self, verb, number, *values, is_move=False, **named):
        """Let somebody do something that the rules may refuse."""
        with _Step(self, is_move=is_move):
            try:
                verb(self.session, self.people[number], *values, now=NOON, **named)
            except errors.DialogueError:
                return

    @rule(number=person, place=forum)
    def wait(self, number, place):
        self.do(service.wait_for, number, self.forums[place], actor="guest")

    @rule(number=person)
    def leave(self, number):
        self.do(service.wait_no_more, number, actor="guest")

    @rule(number=person)
    def give_up(self, number):
        self.do(service.give_up, number, actor="guest")

    @rule(number=person, place=forum)
    def offer(self, number, place):
        self.do(service.offer_swap, number, self.forums[place], actor="guest")

    @rule(number=person)
    def withdraw(self, number):
        self.do(service.withdraw_swap, number, actor="guest")

    @rule(number=person)
    def accept(self, number):
        for offer in service.offers_to(self.session, self.people[number], now=NOON):
            self.do(service.accept_swap, number, offer.public_id)

    @rule(number=person, position=st.integers(1, 3))
    def move(self, number, position):
        self.do(service.move_turn, number, position=position, reason="asked for", actor="user:1", is_move=True)

    @rule(place=forum, places=st.integers(1, 3))
    def resize(self, place, places):
        with _Step(self):
            self.session.execute(update(Forum).where(Forum.id == self.forums[place].id).values(maximum=places))
            self.session.expire_all()
            service.serve(self.session, self.congress.id, now=NOON)

    @rule(number=person, place=forum)
    def pin(self, number, place):
        with _Step(self):
            self.session.execute(delete(Pin).where(Pin.participant_id == self.people[number].id))
            self.session.add(
                Pin(
                    participant_id=self.people[number].id,
                    forum_id=self.forums[place].id,
                    pinned_at=NOON,
                    actor="user:1",
                )
            )
            self.session.flush()  # as below
            service.serve(self.session, self.congress.id, now=NOON)

    @rule(number=person)
    def cancel(self, number):
        with _Step(self):
            participants.cancel(self.session, self.people[number], congress=self.congress, actor="guest", now=NOON)
            service.serve(self.session, self.congress.id, now=NOON)

    def seats(self):
        """Give where each (by id) sits who comes, by id."""
        coming = {guest.id for guest in self.people if guest.status == "confirmed"}
        rows = self.session.execute(select(Seat.participant_id, Seat.forum_id)).all()
        return {person: place for person, place in rows if person in coming}

    def limits(self):
        """Give (limit, whom it covers) of each forum: its seats, its sectors, its organisations."""
        found = []
        for place in self.session.scalars(select(Forum).order_by(Forum.number), execution_options=FRESH):
            if place.congress_id != self.congress.id:
                continue
            found.append((place.id, place.maximum, lambda _: True))
            found += [
                (place.id, most, lambda guest, sector=sector: guest.sector == sector)
                for sector, (_, most) in place.quotas.items()
            ]
            found.append((place.id, ORG_MAX, lambda guest: guest.organisation_key == "acme"))
        return found

    def counts(self):
        """Count whom each limit covers."""
        seats = self.seats()
        return [
            sum(covered(guest) for guest in self.people if seats.get(guest.id) == place)
            for place, _, covered in self.limits()
        ]

    def lines(self):
        """Give who waits for each forum, [person], in order; both by id."""
        coming = {guest.id for guest in self.people if guest.status == "confirmed"}
        rows = self.session.execute(select(ForumTurn.forum_id, ForumTurn.participant_id).order_by(ForumTurn.turn))
        found = {place.id: [] for place in self.forums}
        for place, waiting in rows:
            if waiting in coming and place in found:
                found[place].append(waiting)
        return found

    def fits(self, waiting, place, *, without=()):
        """Tell whether the rules let somebody in, as if those *without* did not sit there."""
        [guest] = [guest for guest in self.people if guest.id == waiting]
        seats = self.seats()
        here = [other for other in self.people if seats.get(other.id) == place and other.id not in without]
        pinned = self.session.get(Pin, (waiting, 1)) is not None
        return not pinned and all(
            not covered(guest) or sum(map(covered, here)) < limit for at, limit, covered in self.limits() if at == place
        )

    @invariant()
    def no_seat_is_free_that_somebody_waiting_could_have(self):
        assert [one for place, line in self.lines().items() for one in line if self.fits(one, place)] == []

    @invariant()
    def nobody_waits_or_offers_for_where_they_sit(self):
        seats = self.seats()
        assert not any(seats.get(one) == place for place, line in self.lines().items() for one in line)
        for offer in self.session.scalars(select(SwapOffer), execution_options=FRESH):
            assert seats.get(offer.participant_id) != offer.wanted_id


class _Step:
    """Compares before and after a step: no rule broken by it, nobody overtaken."""

    def __init__(self, machine, *, is_move=False):
        self.machine, self.is_move = machine, is_move

    def __enter__(self):
        self.counts, self.lines = self.machine.counts(), self.machine.lines()
        self.seats = self.machine.seats()

    def __exit__(self, kind, _error, _trace):
        if kind is not None:
            return
        machine = self.machine
        for before, (_, limit, _), after in zip(self.counts, machine.limits(), machine.counts(), strict=True):
            assert after <= max(before, limit), "oversold"
        if not self.is_move:
            for place, line in self.lines.items():
                self._nobody_was_overtaken(place, line)

    def _nobody_was_overtaken(self, place, line):
        """Whoever still waits is kept out by the rules even without all who came later and sit there since."""
        machine = self.machine
        by_list = {
            seat.participant_id
            for seat in machine.session.scalars(select(Seat), execution_options=FRESH)
            if seat.reason == BY_LIST
        }
        came = {one for one, at in machine.seats().items() if at == place and self.seats.get(one) != place} & by_list
        for number, waiting in enumerate(line):
            if waiting in machine.lines()[place]:
                later = came - set(line[:number])
                assert not machine.fits(waiting, place, without=later), "somebody was overtaken"


class TheLastIsFirst(Forums):
    """The negative control: a free seat goes to whoever came last."""

    def give_up(self, number):
        with _Step(self):
            before = self.seats().get(self.people[number].id)
            self.session.execute(delete(Seat).where(Seat.participant_id == self.people[number].id))
            last = self.lines()[before][-1]
            carry_out(
                self.session, self.congress.id, [Move(last, self.seats().get(last), before)], reason=BY_LIST, now=NOON
            )


def test_whatever_happens_no_forum_is_oversold_and_nobody_overtaken(session):
    Forums.open_session = staticmethod(lambda: session)
    few = settings(max_examples=8, stateful_step_count=14, deadline=None, database=None)
    run_state_machine_as_test(Forums, settings=few)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_forum_that_serves_the_last_first_is_found_out(session):
    """Two sit in the second forum, two wait; one of those there goes. By hand, so that it is found out in each run."""

    def play(machine):
        machine.open_session = staticmethod(lambda: session)
        played = machine()
        played.wait(2, 1)
        played.wait(4, 1)
        played.give_up(3)
        return played

    served = play(Forums)
    assert served.lines()[served.forums[1].id] == [served.people[4].id]
    with pytest.raises(AssertionError, match="overtaken"):
        play(TheLastIsFirst)


def test_what_a_guest_asks_for_is_told_journalled_and_moved_with_a_reason_only(session):
    congress = told_congress(session)
    here, there = (make_forum(session, congress, number=number, places=1) for number in (1, 2))
    ada, ben, cem, dan = (make_participant(session, congress) for _ in range(4))
    sit(session, ada, here)
    with pytest.raises(errors.OwnForum):
        service.wait_for(session, ada, here, actor="guest", now=NOON)
    with pytest.raises(errors.NoSeat):
        service.offer_swap(session, ben, there, actor="guest", now=NOON)
    with pytest.raises(errors.ForumShut):
        service.wait_for(session, ada, there, actor="guest", now=there.starts_at)

    assert not service.wait_for(session, ben, here, actor="guest", now=NOON)
    assert not service.wait_for(session, cem, here, actor="guest", now=NOON)
    assert not service.wait_for(session, dan, here, actor="guest", now=NOON)
    participants.cancel(session, dan, congress=congress, actor="guest", now=NOON)
    with pytest.raises(errors.NotOnList):
        service.move_turn(session, dan, position=1, reason="came late", actor="user:1", now=NOON)
    with pytest.raises(errors.NoReason):
        service.move_turn(session, cem, position=1, reason=" ", actor="user:1", now=NOON)
    service.move_turn(session, cem, position=1, reason="moderates next door", actor="user:1", now=NOON)
    assert [entry.public_id for entry in changing_queries.line(session, here.id)] == [cem.public_id, ben.public_id]
    before = congress.revision
    assert service.wait_for(session, ada, there, actor="guest", now=NOON)

    seats = {
        seat.participant_id: (seat.forum_id, seat.reason, seat.revision > before)
        for seat in session.scalars(select(Seat))
    }
    assert seats == {ada.id: (there.id, BY_LIST, True), cem.id: (here.id, BY_LIST, True)}
    told = journal.about(session, subject_kind="participant", subject_id=cem.id)
    assert [entry.action for entry in told][-3:] == [
        "participant.forum-waiting",
        "participant.forum-waiting-moved",
        "participant.seat-from-list",
    ]
    assert told[-2].details == {"from": 2, "to": 1, "reason": "moderates next door"}


def test_an_offer_meets_its_reverse_at_once_and_ends_when_a_place_changes(session):
    congress = told_congress(session, org_max=1)
    here, there = (make_forum(session, congress, number=number, places=2) for number in (1, 2))
    ada, ben, eve = (make_participant(session, congress, organisation="acme" if n else "") for n in range(3))
    for somebody, place in ((ada, here), (ben, there), (eve, here)):
        sit(session, somebody, place)

    assert not service.offer_swap(session, ben, here, actor="guest", now=NOON)
    assert service.offers_to(session, ada, now=NOON) == []  # with eve there, too many of acme would sit together
    [offer] = [offer.public_id for offer in service.offers_to(session, eve, now=NOON)]
    assert service.offer_swap(session, eve, there, actor="guest", now=NOON)

    assert {seat.participant_id: seat.forum_id for seat in session.scalars(select(Seat))} == {
        ada.id: here.id,
        ben.id: here.id,
        eve.id: there.id,
    }
    with pytest.raises(errors.OfferGone):
        service.accept_swap(session, ada, offer, now=NOON)
