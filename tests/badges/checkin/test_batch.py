from datetime import UTC, datetime

import pytest

from badges.checkin import errors
from badges.checkin.batch import Batch, read_batch
from badges.checkin.errors import BadScan
from badges.checkin.rules import ScanRequest

SCAN = {
    "scan_id": "2F1B0D4E-6C1A-4B5E-9A3D-0C6F4F2A7B11",
    "sequence": 7,
    "code": "C1 whatever was read",
    "scanned_at": "2027-11-08T10:00:00.250+01:00",
    "gate": " East  door ",
}


def read(**values):
    """Read a batch of one scan and return the scan, or what is wrong with it."""
    [scan] = read_batch({"device": "phone-1", "scans": [SCAN | values]}).scans
    return scan


def test_a_batch_is_read_whole():
    batch = read_batch({"device": "phone-1", "clock_offset_ms": -1500, "scans": [SCAN, 3]})

    scan, fault = batch.scans
    assert isinstance(fault, BadScan)
    assert batch == Batch("phone-1", -1500, (scan, fault), (SCAN["scan_id"], ""))
    assert scan == ScanRequest(
        scan_id="2f1b0d4e-6c1a-4b5e-9a3d-0c6f4f2a7b11",
        sequence=7,
        code="C1 whatever was read",
        scanned_at=datetime(2027, 11, 8, 9, 0, 0, 250_000, tzinfo=UTC),
        gate="East door",
    )


def test_sequence_gate_and_offset_may_be_left_out():
    batch = read_batch({"device": "d", "scans": [{name: SCAN[name] for name in ("scan_id", "code", "scanned_at")}]})

    assert (batch.clock_offset_ms, batch.scans[0].sequence, batch.scans[0].gate) == (0, 0, "")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("scan_id", None, "missing"),
        ("scan_id", "1", "bad-scan-id"),
        ("scan_id", "", "bad-scan-id"),
        ("scan_id", "{12345678-1234-1234-1234-1234567890}", "bad-scan-id"),
        ("scan_id", "2f1b0d4e6c1a4b5e9a3d0c6f4f2a7b11", "bad-scan-id"),
        ("scan_id", 7, "not-text"),
        ("sequence", -1, "bad-number"),
        ("sequence", 10**30, "bad-number"),
        ("sequence", True, "bad-number"),
        ("sequence", 1.0, "bad-number"),
        ("code", None, "missing"),
        ("code", ["C1"], "not-text"),
        ("scanned_at", "yesterday", "bad-instant"),
        ("scanned_at", "2027-11-08", "bad-instant"),
        ("scanned_at", "2027-11-08T09:00:00", "bad-instant"),
        ("scanned_at", "0001-01-01T00:00:00+23:59", "bad-instant"),
        ("scanned_at", "9999-12-31T23:59:59-23:59", "bad-instant"),
        ("scanned_at", 1e300, "not-text"),
        ("gate", "x" * 61, "bad-text"),
        ("gate", "East\u202e", "bad-text"),
        ("gate", "East\x00", "bad-text"),
        ("gate", "\ud800", "bad-text"),
        ("gate", 3, "not-text"),
    ],
)
def test_a_fault_of_a_scan_names_its_place(name, value, code):
    fault = read(**{name: value})

    assert isinstance(fault, BadScan)
    assert (fault.field, fault.code) == (f"scans[0].{name}", code)


@pytest.mark.parametrize(
    ("body", "fault", "field"),
    [
        ([], errors.NotAnObject, ""),
        (None, errors.NotAnObject, ""),
        ({"scans": []}, errors.BadDevice, "device"),
        ({"device": "a/b", "scans": []}, errors.BadDevice, "device"),
        ({"device": "x" * 41, "scans": []}, errors.BadDevice, "device"),
        ({"device": "phone\n", "scans": []}, errors.BadDevice, "device"),
        ({"device": "phone-1"}, errors.Missing, "scans"),
        ({"device": "phone-1", "scans": {}}, errors.NotAList, "scans"),
        ({"device": "phone-1", "scans": [{}] * 501}, errors.TooMany, "scans"),
        ({"device": "phone-1", "scans": [], "clock_offset_ms": 2**31}, errors.BadNumber, "clock_offset_ms"),
        ({"device": "phone-1", "scans": [], "clock_offset_ms": "0"}, errors.BadNumber, "clock_offset_ms"),
    ],
)
def test_a_fault_of_the_whole_refuses_the_whole(body, fault, field):
    with pytest.raises(fault) as refused:
        read_batch(body)

    assert refused.value.field == field
