from builders import NOON, SECRET

from app.demo import service


def test_loads(session):
    assert "bbe-2017" in service.load(session, secret=SECRET, now=NOON, say=print)
    assert service.load(session, secret=SECRET, now=NOON) == []
