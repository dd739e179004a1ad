from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select

from app.congress.models import Congress
from app.demo import catalogue
from badges.checkin.models import Attendance, Presence, Scan
from badges.models import Badge
from registration.participants.models import Participant

CAME = {"bbe-2017": 186, "niedersachsen-2017": 616}


def test_the_door_counts_who_is_in(examples):
    present = select(Congress.slug, func.count()).select_from(Presence)
    present = present.join(Congress, Congress.id == Presence.congress_id).group_by(Congress.slug)
    counted = select(Congress.slug, Attendance.present).join(Congress, Congress.id == Attendance.congress_id)

    assert dict(examples.execute(present).all()) == CAME
    assert dict(examples.execute(counted).all()) == dict.fromkeys(catalogue.SLUGS, 0) | CAME


def test_scans_are_of_the_days_of_the_congress(examples):
    scans = examples.execute(select(Scan, Congress).join(Congress, Congress.id == Scan.congress_id)).all()

    verdicts = Counter(scan.verdict for scan, _ in scans)
    assert set(verdicts) == {"welcome", "already_in", "malformed"}
    assert verdicts["welcome"] == sum(CAME.values())
    for scan, congress in scans:
        assert congress.starts_on <= scan.scanned_at.date() <= congress.ends_on
        assert scan.scanned_at == scan.effective_at <= scan.received_at < scan.scanned_at + timedelta(minutes=6)


def test_devices_count_their_scans(examples):
    for device, congress_id in examples.execute(select(Scan.device, Scan.congress_id).distinct()):
        query = select(Scan.sequence).where(Scan.device == device, Scan.congress_id == congress_id)
        counted = examples.scalars(query.order_by(Scan.scanned_at, Scan.scan_id)).all()
        assert counted == list(range(1, len(counted) + 1))


def test_badges_are_issued_where_people_came(examples):
    query = select(Congress.slug, Participant.status, func.count()).select_from(Badge)
    query = query.join(Participant, Participant.id == Badge.participant_id).join(Participant.congress)

    assert set(examples.execute(query.group_by(Congress.slug, Participant.status)).all()) == {
        ("bbe-2017", "confirmed", 200),
        ("niedersachsen-2017", "confirmed", 700),
    }
