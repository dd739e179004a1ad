from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_room
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import NotFound
from badges import service as badges
from badges.checkin import queries, rules, service
from badges.checkin.rules import ForumPlace, ScanRequest, Verdict
from forums.dialogue.models import Seat
from registration.participants import service as participants

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
_number = count(1)


def make_scan(code, *, at=NOON, gate="East", scan_id=None):
    number = next(_number)
    return ScanRequest(scan_id or str(UUID(int=number)), number, code, at, gate)


def code_of(session, participant):
    return badges.badge_of(session, participant, now=NOON).code


def record(session, congress, *scans, device="phone-1", now=NOON + HOUR, **values):
    return service.record_scans(session, congress, device=device, scans=scans, actor="user:1", now=now, **values)


def verdicts(outcomes):
    return [outcome.verdict.value for outcome in outcomes]


def present(session, congress):
    return queries.attendance(session.connection(), congress.id)[0]


@pytest.fixture
def congress(session):
    return make_congress(session)


@pytest.fixture
def guest(session, congress):
    return make_participant(session, congress, name="Ada", organisation="Analytical Engines", role="speaker")


def test_a_guest_is_welcome_once_and_then_already_in(session, congress, guest):
    code = code_of(session, guest)

    first = record(session, congress, make_scan(code, at=NOON, gate="East"))
    second = record(session, congress, make_scan(code, at=NOON + MINUTE, gate="West"), device="phone-2")

    assert verdicts(first + second) == ["welcome", "already_in"]
    assert (second[0].first.at, second[0].first.gate) == (NOON, "East")
    assert queries.attendance(session.connection(), congress.id) == (1, 2)


def test_the_gate_shows_who_it_is_and_where_they_go_next(session, congress, guest):
    room = make_room(session, congress, name="Elbe")
    forum = make_forum(session, congress, number=3, title={"de": "Nachbarschaft"}, room_id=room.id)
    session.add(Seat(participant_id=guest.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.flush()  # the scan asks the database

    [outcome] = record(session, congress, make_scan(code_of(session, guest)))

    bearer = outcome.bearer
    assert (bearer.name, bearer.organisation, bearer.role) == ("Ada", "Analytical Engines", "speaker")
    assert bearer.forum == ForumPlace(3, {"de": "Nachbarschaft"}, "Elbe")


def test_a_typed_code_is_read_kindly(session, congress, guest):
    code = code_of(session, guest).lower()

    assert verdicts(record(session, congress, make_scan(f" {code[:4]} {code[4:]} "))) == ["welcome"]


def test_what_cannot_come_in_is_told_apart(session, congress, guest):
    foreign = make_participant(session, make_congress(session))
    pending = make_participant(session, congress, confirmed=False)
    cancelled = make_participant(session, congress)
    codes = [code_of(session, person) for person in (foreign, pending, cancelled, guest)]
    participants.cancel(session, cancelled, congress=congress, actor="guest", now=NOON)
    badges.reissue(session, guest, actor="user:1", now=NOON)
    unknown, malformed = "C1" + "A" * 26, "https://example.org/"

    outcomes = record(session, congress, *map(make_scan, [*codes, unknown, malformed]))

    assert verdicts(outcomes) == ["other_congress", "not_confirmed", "cancelled", "revoked", "unknown", "malformed"]
    assert [bool(outcome.bearer) for outcome in outcomes] == [False, True, True, True, False, False]
    assert present(session, congress) == 0


def test_the_new_badge_opens_after_a_reprint(session, congress, guest):
    badges.badge_of(session, guest, now=NOON)
    new = badges.reissue(session, guest, actor="user:1", now=NOON)

    assert verdicts(record(session, congress, make_scan(new.code))) == ["welcome"]


def test_a_badge_read_before_its_reprint_was_good(session, congress, guest):
    code = code_of(session, guest)
    badges.reissue(session, guest, actor="user:1", now=NOON + MINUTE)

    assert verdicts(record(session, congress, make_scan(code, at=NOON))) == ["welcome"]


def test_a_resend_gets_the_same_answer_and_changes_nothing(session, congress, guest):
    code = code_of(session, guest)
    scans = [make_scan(code), make_scan(code, at=NOON + MINUTE), make_scan("nonsense")]
    first = record(session, congress, *scans)
    count_before = present(session, congress)

    again = record(session, congress, *scans, now=NOON + 2 * HOUR)

    assert verdicts(again) == verdicts(first) == ["welcome", "already_in", "malformed"]
    assert [o.entry for o in again] == [o.entry for o in first]
    assert again[1].first == first[1].first
    assert again[0].bearer.name == "Ada"
    assert present(session, congress) == count_before == 1


def test_a_scan_twice_in_one_batch_is_one_scan(session, congress, guest):
    scan = make_scan(code_of(session, guest))

    assert verdicts(record(session, congress, scan, scan)) == ["welcome", "welcome"]
    assert present(session, congress) == 1


def test_a_late_scan_that_was_earlier_becomes_the_entry(session, congress, guest):
    code = code_of(session, guest)
    record(session, congress, make_scan(code, at=NOON + MINUTE, gate="East"), device="phone-1")

    [late] = record(session, congress, make_scan(code, at=NOON, gate="West"), device="phone-2")

    presence = queries.presence(session, guest.id)
    assert (late.verdict, late.first.gate) == (Verdict.ALREADY_IN, "East")
    assert (presence.at, presence.gate) == (NOON, "West")
    assert present(session, congress) == 1
    assert list(rules.derive(queries.entries(session.connection(), {guest.id})[guest.id]).values()) == [
        "welcome",
        "already_in",
    ]


def test_the_clock_of_a_device_is_set_right_and_never_runs_ahead(session, congress, guest):
    code = code_of(session, guest)
    slow, fast = make_scan(code, at=NOON - HOUR), make_scan(code, at=NOON + 9 * HOUR)

    [slow] = record(session, congress, slow, clock_offset_ms=3_600_000)
    [fast] = record(session, congress, fast, device="phone-2")

    assert (slow.entry.at, fast.entry.at) == (NOON, NOON + HOUR)


def test_a_scan_taken_back_has_not_happened(session, congress, guest):
    scan = make_scan(code_of(session, guest))
    record(session, congress, scan)
    kept = queries.scan(session, congress.id, "phone-1", scan.scan_id)

    service.undo(session, kept, actor="user:1", now=NOON + HOUR)
    service.undo(session, kept, actor="user:1", now=NOON + HOUR)

    assert present(session, congress) == 0
    assert verdicts(record(session, congress, make_scan(code_of(session, guest)))) == ["welcome"]


def test_when_the_entry_is_taken_back_the_next_scan_is_the_entry(session, congress, guest):
    code = code_of(session, guest)
    first, second = make_scan(code), make_scan(code, at=NOON + MINUTE, gate="West")
    record(session, congress, first, second)

    service.undo(session, queries.scan(session, congress.id, "phone-1", first.scan_id), actor="user:1", now=NOON + HOUR)

    assert (present(session, congress), queries.presence(session, guest.id).gate) == (1, "West")


def test_a_second_reading_taken_back_leaves_the_guest_in(session, congress, guest):
    code = code_of(session, guest)
    first, second = make_scan(code), make_scan(code, at=NOON + MINUTE)
    record(session, congress, first, second)

    service.undo(session, queries.scan(session, congress.id, "phone-1", second.scan_id), actor="user:1", now=NOON)

    assert (present(session, congress), queries.presence(session, guest.id).at) == (1, NOON)


def test_a_scan_of_another_congress_cannot_be_taken_back(session, congress, guest):
    scan = make_scan(code_of(session, guest))
    record(session, congress, scan)

    with pytest.raises(NotFound):
        queries.scan(session, make_congress(session).id, "phone-1", scan.scan_id)


def test_a_scan_id_of_another_congress_is_refused_alone(session, congress, guest):
    other = make_congress(session)
    scan = make_scan("nonsense")
    record(session, other, scan)

    outcomes = record(session, congress, scan, make_scan(code_of(session, guest)))

    assert verdicts(outcomes) == ["invalid", "welcome"]
    assert outcomes[0].fault.code == "scan-id-taken"


# Two people, two phones, few distinct times: many ties and late scans. Each scan may be sent twice, in batches of any size; some go out.
SCANS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scans=SCANS, data=st.data())
def test_any_order_and_any_repeats_end_in_the_same_state(session, scans, data):
    ends = []
    for _ in range(2):
        congress = make_congress(session)
        people = [make_participant(session, congress) for _ in range(2)]
        codes = [code_of(session, person) for person in people]
        requests = [
            (
                f"{congress.slug}-phone-{phone}",
                replace(make_scan(codes[who], at=NOON + minutes * MINUTE, scan_id=str(UUID(int=n))), is_exit=way == 0),
            )
            for n, (who, phone, minutes, way) in enumerate(scans)
        ]
        for device, scan in data.draw(st.permutations(requests + requests[: len(requests) // 2])):
            record(session, congress, scan, device=device)
        moves = queries.moves(session.connection(), {person.id for person in people}, None)
        kept = [queries.presence(session, person.id) for person in people]
        ends.append([[(move.entry.at, move.entry.scan_id) for move in moves[person.id]] for person in people])
        for person, row in zip(people, kept, strict=True):
            mine = moves[person.id]
            entries = [move for move in mine if not move.is_exit] or mine
            assert (row.at if row else None) == (entries[0].entry.at if mine else None)
            assert (row.left_at if row else None) == (mine[-1].entry.at if mine and mine[-1].is_exit else None)
        assert present(session, congress) == sum(row is not None and row.left_at is None for row in kept)

    assert ends[0] == ends[1]
