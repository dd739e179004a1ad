"""Gates from their first code to their end, and what they are told."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_room
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete

from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from badges.gates import news, queries, roster, service
from badges.gates.errors import EnrolmentOver, NotAGate
from badges.gates.rules import Permission
from badges.gates.sealing import unseal
from forums.dialogue.models import Seat
from registration.participants import service as participants
from registration.participants.models import Participant

MINUTE = timedelta(minutes=1)


@pytest.fixture
def congress(session):
    return make_congress(session)


def open_gate(session, congress, name="East"):
    return service.add(session, congress, name=name, permission=Permission.STEWARD, actor="user:1", now=NOON)


def test_a_code_makes_one_phone_a_gate_once_until_it_is_revoked(session, congress):
    gate = open_gate(session, congress)
    token = service.token_of(gate, secret=SECRET)
    for wrong, now in ((token[:-1] + "x", NOON), (token, NOON + 16 * MINUTE)):
        with pytest.raises(EnrolmentOver):
            service.enrol(session, gate, wrong, secret=SECRET, now=now)

    done = service.enrol(session, gate, token, secret=SECRET, now=NOON + MINUTE)
    with pytest.raises(EnrolmentOver):
        service.enrol(session, gate, token, secret=SECRET, now=NOON + MINUTE)

    session.flush()  # here and below: gates are found by their keys
    actor = f"key:{gate.key_id}"
    assert (done.device, service.gate_of(session, congress.id, actor, now=NOON)) == (gate, gate)
    for other, name, now in (
        (make_congress(session), actor, NOON),
        (congress, "user:1", NOON),
        (congress, actor, gate.expires_at),
    ):
        with pytest.raises(NotAGate):
            service.gate_of(session, other.id, name, now=now)
    service.renew(session, gate, actor="user:1", now=NOON)
    session.flush()
    with pytest.raises(NotAGate):
        service.gate_of(session, congress.id, actor, now=NOON)
    assert service.token_of(gate, secret=SECRET) != token
    service.enrol(session, gate, service.token_of(gate, secret=SECRET), secret=SECRET, now=NOON)
    session.flush()
    service.revoke_outlived(session, now=gate.expires_at + timedelta(days=6))
    assert gate.revoked_at is None
    service.revoke_outlived(session, now=gate.expires_at + timedelta(days=8))
    session.flush()
    with pytest.raises(NotAGate):
        service.gate_of(session, congress.id, actor, now=NOON)


class Phone:
    """What a gate knows after it took over what it was told."""

    def __init__(self, session, congress, gate):
        self.session, self.congress, self.gate, self.known = session, congress, gate, {}
        self.people, self.scans = {}, {}

    def hear(self, now):
        told = news.news(self.session, self.congress, self.gate, news.read_known(self.known), now=now)
        for key, *line in told["entries"]:
            self.people.pop(key, None) if not line else self.people.update({key: line})
        self.scans |= {scan[0]: scan[1:] for scan in told["scans"]}
        self.known = json.loads(json.dumps({"list": told["list"], "seen": told["seen"]}))
        return told

    def read(self, code):
        """What stands on the list of the bearer of a code, and what they may do."""
        _, standing, box = self.people[badges.key_of(code)]
        return standing, json.loads(unseal(code, b64decode(box))) if box else None


def test_the_list_tells_only_what_changed_and_only_to_who_has_the_badge(session, congress, monkeypatch):
    room = make_room(session, congress, name="Elbe")
    forum = make_forum(session, congress, number=3, title={"de": "Nachbarn"}, room_id=room.id)
    ada, ben = (make_participant(session, congress, name=name, organisation="Hilfe e.V.") for name in ("Ada", "Ben"))
    make_participant(session, make_congress(session), name="Stranger")
    session.add(Seat(participant_id=ada.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.flush()  # the list asks the database
    first, second = (badges.badge_of(session, person, now=NOON).code for person in (ada, ben))
    phone = Phone(session, congress, open_gate(session, congress))
    monkeypatch.setattr(news, "MOST_ENTRIES", 1)

    told = [phone.hear(NOON), phone.hear(NOON)]
    assert [(len(t["entries"]), t["more"]) for t in told] == [(1, True), (1, False)]
    assert phone.read(first) == (
        "good",
        {"n": "Ada", "o": "Hilfe e.V.", "r": "participant", "f": [3, {"de": "Nachbarn"}, "Elbe"]},
    )
    with pytest.raises(InvalidTag):
        unseal(second, b64decode(phone.people[badges.key_of(first)][2]))
    for secret in ("Ada", "Ben", "Hilfe", "Nachbarn", "Elbe", first, second):
        assert secret not in json.dumps(told)

    # A reprint, a cancellation, an erasure: each is news, and nothing else is.
    new = badges.reissue(session, ada, actor="user:1", now=NOON).code
    participants.cancel(session, ben, congress=congress, actor="guest", now=NOON)
    assert phone.hear(NOON + roster.EVERY)["entries"] == []  # looked after just now
    while phone.hear(NOON + MINUTE)["more"]:
        pass
    assert (phone.read(first), phone.read(new)[0], phone.read(second)[0]) == (("revoked", None), "good", "cancelled")
    assert phone.hear(NOON + 2 * MINUTE)["entries"] == []
    roster.forget(session, congress.id, ben.id)
    session.execute(delete(Participant).where(Participant.id == ben.id))
    phone.hear(NOON + 3 * MINUTE)
    assert badges.key_of(second) not in phone.people

    # A database that was put back to an older state is told from the beginning.
    phone.known["list"][0] += 5
    assert phone.hear(NOON + 4 * MINUTE)["again"] is True


def test_scans_of_all_gates_are_news_and_contradictions_are_listed(session, congress):
    ada = make_participant(session, congress, name="Ada")
    key = badges.key_of(badges.badge_of(session, ada, now=NOON).code)
    phone = Phone(session, congress, open_gate(session, congress))
    ids = [f"00000000-0000-0000-0000-00000000000{n}" for n in range(3)]
    scans = [ScanRequest(scan_id, n, "", NOON + n * MINUTE, "East", key, "welcome") for n, scan_id in enumerate(ids)]
    for device, scan in zip(("a", "b"), scans, strict=False):
        checkin.record_scans(session, congress, device=device, scans=[scan], actor="key:1", now=NOON + 9 * MINUTE)

    phone.hear(NOON + 9 * MINUTE)
    at = int(NOON.timestamp() * 1000)
    assert phone.scans == {
        ids[0]: [ada.id, at, "East", "a", "welcome", "welcome", 0, 0, 0],
        ids[1]: [ada.id, at + 60_000, "East", "b", "already_in", "welcome", 0, 0, 0],
    }
    assert [(row.name, row.shown, row.verdict) for row in queries.contradicted(session, congress.id)] == [
        ("Ada", "welcome", "already_in")
    ]
    kept = checkin.queries.scan(session, congress.id, "a", ids[0])
    checkin.undo(session, kept, actor="user:1", now=NOON + 9 * MINUTE)
    told = phone.hear(NOON + 9 * MINUTE)
    assert ([scan[0] for scan in told["scans"]], phone.scans[ids[0]][6], told["present"]) == ([ids[0]], 1, 1)
