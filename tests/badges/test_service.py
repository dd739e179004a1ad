from datetime import timedelta

from builders import NOON, make_congress, make_participant

from badges import qr, queries, service


def test_everybody_has_one_living_badge(session):
    participant = make_participant(session, make_congress(session))

    first = service.badge_of(session, participant, now=NOON)
    again = service.badge_of(session, participant, now=NOON + timedelta(hours=1))

    assert qr.is_code(first.code)
    assert (again.code, again.issue, again.issued_at) == (first.code, 1, NOON)
    assert first.code_key == service.key_of(first.code)


def test_a_reprint_kills_the_old_code(session):
    participant = make_participant(session, make_congress(session))
    old = service.badge_of(session, participant, now=NOON)
    old_code = old.code

    new = service.reissue(session, participant, actor="user:1", now=NOON + timedelta(hours=1))

    session.refresh(old)
    assert (old.code, old.revoked_at) == (old_code, NOON + timedelta(hours=1))
    assert (new.issue, new.revoked_at) == (2, None)
    assert new.code != old_code
    assert queries.living_badge(session, participant.id) is new
