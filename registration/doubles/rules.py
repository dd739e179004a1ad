"""When two registrations look like one person. Pure, and without comparing everybody with everybody."""

import enum
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

# Words before a name that somebody writes once and leaves out the next time.
TITLES: Final = frozenset({"dr", "prof", "herr", "frau", "mr", "mrs", "ms", "mx", "med", "phil", "dipl", "ing", "jur"})
# The same mailbox under two names of its host.
HOSTS: Final = {"googlemail.com": "gmail.com", "gmx.de": "gmx.net", "hotmail.de": "hotmail.com"}
# Mailboxes of an organisation, whose name before the @ says nothing about a person.
SHARED: Final = frozenset({"info", "kontakt", "contact", "office", "buero", "mail", "post", "verein", "team", "presse"})
LARGEST_BLOCK: Final = 12  # people beyond, in the order of their names, are compared with their neighbours only
SHORTEST_NEAR: Final = 5  # shorter names differ by a letter without being a typing error


class Reason(enum.StrEnum):
    """Why two look like one, the surest first."""

    MAILBOX = "mailbox"  # both addresses lead into one mailbox
    NEAR_ADDRESS = "near-address"  # a similar name, and the addresses differ by one letter
    LOCAL_PART = "local-part"  # the same name, and the same address before the @
    ORGANISATION = "organisation"  # the same name and organisation
    NEAR_NAME = "near-name"  # the same organisation, and the names differ by one letter or a part
    NAME = "name"  # the same name


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of somebody; the keys are folded by the rooms that own them."""

    id: int
    name_key: str
    email_key: str
    organisation_key: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one; *first* registered earlier."""

    first: int
    second: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Face:
    """Somebody, prepared for comparing."""

    id: int
    words: tuple[str, ...]  # of the name, in the order of the alphabet
    name: str
    local: str
    mailbox: str
    organisation: str


def likely(people: Sequence[Person], *, distinct: Collection[tuple[int, int]] = ()) -> list[Pair]:
    """List pairs who may be one person, the surest first; *distinct* are pairs of ids known to be two.

    Only those are compared who share a name, a mailbox, or one of these with a letter left out: about linear in their number.
    """
    faces = [_face(person) for person in people]
    blocks: dict[Hashable, list[_Face]] = defaultdict(list)
    for face in faces:
        for key in set(_keys(face)):
            blocks[key].append(face)
    told_apart = set(distinct)
    found: dict[tuple[int, int], Reason] = {}
    for block in blocks.values():
        for one, other in _neighbours(block):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair not in found and pair not in told_apart and (reason := compare(one, other)):
                found[pair] = reason
    order = list(Reason)
    pairs = [Pair(*pair, reason) for pair, reason in found.items()]
    return sorted(pairs, key=lambda pair: (order.index(pair.reason), pair.first, pair.second))


def compare(one: _Face, other: _Face) -> Reason | None:
    """Say why two look like one person; None if they do not."""
    is_same_name = one.words == other.words
    is_near_name = is_same_name or _is_near_name(one, other)
    is_same_place = bool(one.organisation) and one.organisation == other.organisation
    if one.mailbox and one.mailbox == other.mailbox:
        return Reason.MAILBOX
    if is_near_name and one.mailbox and other.mailbox and is_near(one.mailbox, other.mailbox):
        return Reason.NEAR_ADDRESS
    if is_same_name and one.local and one.local == other.local and one.local not in SHARED:
        return Reason.LOCAL_PART
    if is_same_name and is_same_place:
        return Reason.ORGANISATION
    if is_near_name and not is_same_name and is_same_place:
        return Reason.NEAR_NAME
    return Reason.NAME if is_same_name and one.words else None


def is_near(one: str, other: str) -> bool:
    """Tell whether two texts are equal but for one letter too many, missing, another, or two neighbours exchanged."""
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])  # noqa: PLR2004 -- two letters exchanged


def _face(person: Person) -> _Face:
    words = tuple(sorted(_words(person.name_key)))
    local, _, host = person.email_key.partition("@")
    host = HOSTS.get(host, host)
    plain = local.partition("+")[0]
    plain = plain.replace(".", "") if host == "gmail.com" else plain
    mailbox = f"{plain}@{host}" if host else ""
    return _Face(person.id, words, " ".join(words), plain, mailbox, person.organisation_key)


def _words(name_key: str) -> Iterator[str]:
    """Split a folded name; ae and ä, oe and ö, ue and ü are one."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in name_key)
    for word in spaced.split():
        if word not in TITLES:
            yield word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _keys(face: _Face) -> Iterator[Hashable]:
    if face.words:
        yield ("name", face.words)
    if face.mailbox:
        yield ("mailbox", face.mailbox)
        yield from (("mailbox", shorter) for shorter in _without_a_letter(face.mailbox))
    if face.organisation and len(face.name) >= SHORTEST_NEAR:
        yield ("place", face.organisation, face.name)
        yield from (("place", face.organisation, shorter) for shorter in _without_a_letter(face.name))
        yield from (("place", face.organisation, word) for word in face.words)


def _without_a_letter(text: str) -> Iterator[str]:
    return (text[:place] + text[place + 1 :] for place in range(len(text)))


def _neighbours(block: list[_Face]) -> Iterator[tuple[_Face, _Face]]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda face: (face.name, face.mailbox, face.id))
    for place, face in enumerate(ordered):
        yield from ((face, other) for other in ordered[place + 1 : place + 4])


def _is_near_name(one: _Face, other: _Face) -> bool:
    """Tell whether two names differ by a letter, or one has a further first name or title."""
    if min(len(one.name), len(other.name)) >= SHORTEST_NEAR and is_near(one.name, other.name):
        return True
    fewer, more = sorted((set(one.words), set(other.words)), key=len)
    return len(fewer) >= 2 and fewer < more  # noqa: PLR2004 -- a first name and a family name
