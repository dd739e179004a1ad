"""What the check-in refuses. What a gate reads off a badge is never refused but judged; see rules.Verdict."""

from app.errors import DomainError


class BadScan(DomainError):
    """A scan, or what carries it, is not in the form agreed; ``field`` is its place, such as ``scans[3].scanned_at``."""

    code = "bad-scan"


class NotAnObject(BadScan):
    code = "not-an-object"
    message = "This must be a JSON object."


class NotAList(BadScan):
    code = "not-a-list"
    message = "This must be a list."


class TooMany(BadScan):
    code = "too-many"
    message = "At most %(most)s scans can be sent at once."


class Missing(BadScan):
    code = "missing"
    message = "This is required."


class NotText(BadScan):
    code = "not-text"
    message = "This must be text."


class BadText(BadScan):
    code = "bad-text"
    message = "This must be at most %(longest)s characters, without invisible ones."


class BadDevice(BadScan):
    code = "bad-device"
    message = "This must be 1 to 40 letters, digits, dots, hyphens or underscores."


class BadScanId(BadScan):
    code = "bad-scan-id"
    message = "This must be a UUID in its usual form of 36 characters."


class ScanIdTaken(BadScan):
    code = "scan-id-taken"
    status = 409
    message = "This device used this UUID for another congress."


class BadKey(BadScan):
    code = "bad-key"
    message = "This must be the first 32 hexadecimal digits of a code's SHA-256, in lower case."


class BadShown(BadScan):
    code = "bad-shown"
    message = "This must be one of the verdicts, or empty."


class BadDoor(BadScan):
    code = "bad-door"
    message = "There is no such door."


class NotAFlag(BadScan):
    code = "not-a-flag"
    message = "This must be true or false."


class BadNumber(BadScan):
    code = "bad-number"
    message = "This must be a whole number from %(least)s to %(most)s."


class BadInstant(BadScan):
    code = "bad-instant"
    message = "This must be an instant with its zone, such as 2027-11-08T09:00:00.000Z."
