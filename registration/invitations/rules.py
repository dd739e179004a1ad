"""Pure decisions about invitations: their codes, their states, and lists of addresses as people paste them."""

import base64
import enum
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from registration.invitations import errors
from registration.invitations.errors import Complaint
from registration.participants.errors import RegistrationError
from registration.participants.rules import clean_email, clean_text, email_key_of

CODE_LENGTH = 16  # letters of base32: 80 bits, too many to try
MOST_LINES = 2_000
LONGEST_QUOTE = 60
MOST_USES = 100_000
REMIND_AFTER = timedelta(days=3)  # since the invitation or the last reminder
AS_TYPED = str.maketrans({"0": "O", "1": "I", "8": "B"})  # no such digits are in a code
NAMED_ADDRESS = re.compile(r"^(?P<name>[^<]*)<(?P<email>[^>]+)>$")


class Kind(enum.StrEnum):
    CODE = "code"  # for whoever is given it, so many times
    ADDRESS = "address"  # for one person, by mail
    ORGANISATION = "organisation"  # so many seats, handed out by a contact


class State(enum.StrEnum):
    OPEN = "open"
    USED = "used"  # as often as it may be
    DECLINED = "declined"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Terms:
    """What an organiser says about an invitation. An empty category lets the guest choose; None never expires."""

    label: str
    most_uses: int = 1
    category: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Invitee:
    """Somebody on a pasted list."""

    email: str
    name: str = ""


def code_of(secret_token: str) -> str:
    """Make the code that people type of an unguessable token."""
    return base64.b32encode(hashlib.sha256(secret_token.encode()).digest()).decode()[:CODE_LENGTH]


def in_groups(code: str) -> str:
    """Write a code for reading and typing: ABCD-EFGH-IJKL-MNOP."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """Read a code as typed: small letters, spaces, hyphens and look-alike digits do not matter. Raises NoSuchInvitation."""
    code = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum()).translate(AS_TYPED)
    if len(code) != CODE_LENGTH:
        raise errors.NoSuchInvitation(field="code")
    return code


def state_of(
    *,
    uses: int,
    most_uses: int,
    expires_at: datetime | None,
    revoked_at: datetime | None,
    declined_at: datetime | None,
    now: datetime,
) -> State:
    """Tell where an invitation stands at *now*."""
    if revoked_at is not None:
        return State.REVOKED
    if uses >= most_uses:
        return State.USED
    if expires_at is not None and expires_at <= now:
        return State.EXPIRED
    return State.DECLINED if declined_at is not None else State.OPEN


def check_usable(state: State) -> None:
    """Check that somebody may register; whoever declined may think again. Raises InvitationOver or InvitationUsed."""
    if state is State.USED:
        raise errors.InvitationUsed
    if state in {State.REVOKED, State.EXPIRED}:
        raise errors.InvitationOver


def read_invitees(pasted: str, *, leaves_out: bool = False) -> Sequence[Invitee]:
    """Read a list of addresses, one a line: ``Ada <ada@…>``, ``ada@…``, or a name and an address in columns of a spreadsheet.

    Raises what together() raises.
    """
    lines = [(number, line.strip()) for number, line in enumerate(pasted.splitlines(), 1)]
    return together([(number, _cells(line)) for number, line in lines], leaves_out=leaves_out)


def together(rows: Sequence[tuple[int, Sequence[str]]], *, leaves_out: bool) -> Sequence[Invitee]:
    """Make people of (number of the line, its cells): one of these is the address, the others are the name; empty lines are nobody.

    The same address twice counts once. Raises NobodyToInvite, TooManyLines, or BadLines with a complaint about every faulty line,
    unless that one shall be left out and others remain.
    """
    lines = [(number, cells) for number, cells in rows if any(cells)]
    if not lines:
        raise errors.NobodyToInvite(field="list")
    if len(lines) > MOST_LINES:
        raise errors.TooManyLines(field="list", most=MOST_LINES)
    found: dict[str, Invitee] = {}
    faulty: list[Complaint] = []
    for number, cells in lines:
        try:
            invitee = _invitee(cells)
        except RegistrationError as fault:
            faulty.append(Complaint(number, " ".join(filter(None, cells))[:LONGEST_QUOTE], fault))
        else:
            found.setdefault(email_key_of(invitee.email), invitee)
    if faulty and not (leaves_out and found):
        raise errors.BadLines(faulty, field="list", lines=_shown([complaint.line for complaint in faulty]))
    return list(found.values())


def may_remind(*, sent_at: datetime, reminded_at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody has had time to answer."""
    return now - (reminded_at or sent_at) >= REMIND_AFTER


def _cells(line: str) -> list[str]:
    named = NAMED_ADDRESS.match(line)
    cells = [named["name"], named["email"]] if named else re.split(r"[\t;,]", line)
    return [cell.strip().strip('"').strip() for cell in cells]


def _invitee(cells: Sequence[str]) -> Invitee:
    addresses = [cell for cell in cells if "@" in cell]
    names = [cell for cell in cells if cell and "@" not in cell]
    if len(addresses) != 1:
        raise errors.NoAddress
    name = clean_text(" ".join(names), field="list", longest=200)
    return Invitee(clean_email(addresses[0]), name)


def _shown(lines: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in lines[:20])
    return shown + (" …" if len(lines) > 20 else "")  # noqa: PLR2004 -- more than anybody mends at once
