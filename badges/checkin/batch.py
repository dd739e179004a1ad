"""Scans as they travel: JSON → request, each fault with its place, so that one bad scan never blocks the others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from badges.checkin import errors
from badges.checkin.errors import BadScan
from badges.checkin.rules import ScanRequest, Verdict
from registration.participants.errors import RegistrationError
from registration.participants.rules import clean_text

MOST_SCANS = 500
LONGEST_GATE = 60
LONGEST_REASON = 200
LARGEST_NUMBER = 2**31 - 1
"""Of a sequence, and of milliseconds of clock offset: 24 days. A clock further off is corrected by the device itself."""

_DEVICE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_KEY = re.compile(r"[0-9a-f]{32}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERDICTS = frozenset(verdict.value for verdict in Verdict)
_UUID_LENGTH = 36
_YEARS = range(1970, 9999)  # clocks without battery begin in 1970; beyond, arithmetic with dates fails
Value = TypeVar("Value")


@dataclass(frozen=True)
class Batch:
    """What one request carries: for each scan, in order, the scan or what is wrong with it, and the id it claims."""

    device: str
    clock_offset_ms: int
    scans: tuple[ScanRequest | BadScan, ...]
    claimed_ids: tuple[str, ...]

    @property
    def good_scans(self) -> list[ScanRequest]:
        return [scan for scan in self.scans if isinstance(scan, ScanRequest)]


def read_batch(body: object) -> Batch:
    """Read the body of a request.

    Raises BadScan for what concerns the whole; a fault of one scan takes that scan's place in the batch.
    """
    fields = _object(body, place="")
    device = read_device(fields.get("device"))
    offset = _number(fields.get("clock_offset_ms", 0), place="clock_offset_ms", least=-LARGEST_NUMBER)
    scans = _needed(fields, "scans", place="scans")
    if not isinstance(scans, list):
        raise errors.NotAList(field="scans")
    if len(scans) > MOST_SCANS:
        raise errors.TooMany(field="scans", most=MOST_SCANS)
    read = tuple(_read_or_fault(scan, place=f"scans[{index}]") for index, scan in enumerate(scans))
    return Batch(device, offset, read, tuple(_claimed_id(scan) for scan in scans))


def read_device(value: object) -> str:
    """Read the name by which a device calls itself."""
    if not isinstance(value, str) or _DEVICE.fullmatch(value) is None:
        raise errors.BadDevice(field="device")
    return value


def read_scan_id(value: object, *, place: str = "scan_id") -> str:
    """Read a UUID; capitals make no other one."""
    scan_id = _text(value, place=place).lower()
    if _UUID.fullmatch(scan_id) is None:
        raise errors.BadScanId(field=place)
    return scan_id


def read_gate(value: object, *, place: str = "gate") -> str:
    """Read the name of a gate; it may be empty."""
    return _short(value, place=place, longest=LONGEST_GATE)


def read_reason(value: object, *, place: str = "reason") -> str:
    """Read why a supervisor lets somebody in; empty where the door alone decides."""
    return _short(value, place=place, longest=LONGEST_REASON)


def _read_or_fault(scan: object, *, place: str) -> ScanRequest | BadScan:
    try:
        fields = _object(scan, place=place)
        key = _key(fields.get("key", ""), place=f"{place}.key")
        return ScanRequest(
            scan_id=_field(fields, "scan_id", place, read_scan_id),
            sequence=_number(fields.get("sequence", 0), place=f"{place}.sequence", least=0),
            code="" if key else _field(fields, "code", place, _text),
            scanned_at=_field(fields, "scanned_at", place, _instant),
            gate=read_gate(fields.get("gate", ""), place=f"{place}.gate"),
            code_key=key,
            shown=_shown(fields.get("shown", ""), place=f"{place}.shown"),
            door=_door(fields.get("door", ""), place=f"{place}.door"),
            is_exit=_flag(fields.get("exit", False), place=f"{place}.exit"),
            reason=read_reason(fields.get("reason", ""), place=f"{place}.reason"),
        )
    except BadScan as fault:
        return fault


def _key(value: object, *, place: str) -> str:
    text = _text(value, place=place)
    if text and _KEY.fullmatch(text) is None:
        raise errors.BadKey(field=place)
    return text


def _shown(value: object, *, place: str) -> str:
    text = _text(value, place=place)
    if text and text not in _VERDICTS:
        raise errors.BadShown(field=place)
    return text


def _door(value: object, *, place: str) -> str:
    text = _text(value, place=place)
    if text and _DEVICE.fullmatch(text) is None:
        raise errors.BadDoor(field=place)
    return text


def _short(value: object, *, place: str, longest: int) -> str:
    try:
        return clean_text(_text(value, place=place), field=place, longest=longest)
    except RegistrationError as fault:
        raise errors.BadText(field=place, longest=longest) from fault


def _flag(value: object, *, place: str) -> bool:
    if not isinstance(value, bool):
        raise errors.NotAFlag(field=place)
    return value


def _claimed_id(scan: object) -> str:
    """The id that a scan claims, for answering to it, cut to a decent length."""
    value = scan.get("scan_id", "") if isinstance(scan, dict) else ""
    return value[:_UUID_LENGTH] if isinstance(value, str) else ""


def _field(fields: Mapping[str, object], name: str, place: str, read: Callable[..., Value]) -> Value:
    value = _needed(fields, name, place=f"{place}.{name}")
    return read(value, place=f"{place}.{name}")


def _needed(fields: Mapping[str, object], name: str, *, place: str) -> object:
    if fields.get(name) is None:
        raise errors.Missing(field=place)
    return fields[name]


def _object(value: object, *, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise errors.NotAnObject(field=place)
    return value


def _text(value: object, *, place: str) -> str:
    if not isinstance(value, str):
        raise errors.NotText(field=place)
    return value


def _number(value: object, *, place: str, least: int) -> int:
    if type(value) is not int or not least <= value <= LARGEST_NUMBER:  # True is an int to isinstance
        raise errors.BadNumber(field=place, least=least, most=LARGEST_NUMBER)
    return value


def _instant(value: object, *, place: str) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(value, place=place))
    except ValueError as fault:
        raise errors.BadInstant(field=place) from fault
    if instant.tzinfo is None or instant.year not in _YEARS:
        raise errors.BadInstant(field=place)
    return instant.astimezone(UTC)
