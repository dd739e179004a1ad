"""Strict reading of JSON: every refusal names the path, the fault and the remedy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from forums.assignment.errors import BadProblem

LARGEST = 10**9
MOST_SLOTS = 20


@dataclass(frozen=True, slots=True)
class Value:
    """One place in a JSON document: its content, and the way to it."""

    content: object
    key: str | int = "$"
    parent: "Value | None" = None

    @property
    def path(self) -> str:
        if self.parent is None:
            return str(self.key)
        step = f"[{self.key}]" if isinstance(self.key, int) else f".{self.key}"
        return self.parent.path + step

    def refuse(self, fault: str, remedy: str) -> NoReturn:
        raise BadProblem(self.path, fault, remedy)

    def fields(self, *, required: Sequence[str] = (), optional: Sequence[str] = ()) -> "dict[str, Value]":
        """Return the members by name; unknown and missing names are refused."""
        members = self.members()
        for name in members:
            if name not in required and name not in optional:
                expected = ", ".join([*required, *optional])
                self.refuse(f"has the unknown key {shown(name)}", f"remove it or use one of: {expected}")
        for name in required:
            if name not in members:
                self.refuse(f"lacks the key {shown(name)}", "add it")
        return members

    def members(self) -> "dict[str, Value]":
        if not isinstance(self.content, dict):
            self.refuse(f"is {shown(self.content)}", "make it an object in braces")
        for name in self.content:
            if not isinstance(name, str):
                self.refuse(f"has the key {shown(name)}", "keys are texts")
        return {name: Value(content, name, self) for name, content in self.content.items()}

    def items(self) -> "list[Value]":
        if not isinstance(self.content, list | tuple):
            self.refuse(f"is {shown(self.content)}", "make it a list in square brackets")
        return [Value(content, index, self) for index, content in enumerate(self.content)]

    def text(self) -> str:
        if not isinstance(self.content, str):
            self.refuse(f"is {shown(self.content)}", "make it a text in quotation marks")
        if not self.content:
            self.refuse("is empty", "give it at least one character")
        if not self.content.isascii() and any("\ud800" <= letter <= "\udfff" for letter in self.content):
            self.refuse("holds half a Unicode character", "write the character out")
        return self.content

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts without repetition."""
        found = tuple(item.text() for item in self.items())
        if len(set(found)) != len(found):
            repeated = next(index for index, text in enumerate(found) if text in found[:index])
            self.items()[repeated].refuse(f"repeats {shown(found[repeated])}", "name each only once")
        return found

    def numbers(self, *, most: int) -> tuple[int, ...]:
        """Return a list of whole numbers without repetition."""
        found = tuple(item.whole_number(most=most) for item in self.items())
        if len(set(found)) != len(found):
            self.refuse("names a number twice", "name each only once")
        return found

    def whole_number(self, *, least: int = 0, most: int = LARGEST) -> int:
        if not isinstance(self.content, int) or isinstance(self.content, bool):
            self.refuse(f"is {shown(self.content)}", f"make it a whole number from {least} to {most}")
        if not least <= self.content <= most:
            self.refuse(f"is {shown(self.content)}", f"choose a whole number from {least} to {most}")
        return self.content

    def number(self, *, least: float = 0.0, most: float) -> float:
        """Return a number, whole or not; 4 is told as 4.0."""
        if not isinstance(self.content, int | float) or isinstance(self.content, bool):
            self.refuse(f"is {shown(self.content)}", f"make it a number from {least:g} to {most:g}")
        if not least <= self.content <= most:  # nor is NaN
            self.refuse(f"is {shown(self.content)}", f"choose a number from {least:g} to {most:g}")
        return float(self.content)

    def truth(self) -> bool:
        if not isinstance(self.content, bool):
            self.refuse("is neither true nor false", "write true or false")
        return self.content

    def at_most(self, most: int) -> "list[Value]":
        """Return the items of a list that is no longer than *most*."""
        items = self.items()
        if len(items) > most:
            self.refuse(f"has {len(items)} entries", f"at most {most} are solved at once")
        return items

    def choice(self, allowed: Sequence[str]) -> str:
        text = self.text()
        if text not in allowed:
            self.refuse(f"is {shown(text)}", f"choose one of: {', '.join(allowed)}")
        return text

    def span(self) -> tuple[int, int]:
        """Return a pair [least, most]."""
        ends = self.items()
        if len(ends) != 2:  # noqa: PLR2004 - a pair has two
            self.refuse(f"has {len(ends)} entries", "write two whole numbers: [least, most]")
        least, most = (end.whole_number() for end in ends)
        if least > most:
            self.refuse(f"asks for at least {least} and at most {most}", "let the first not exceed the second")
        return least, most


def shown(content: object) -> str:
    """Return a short JSON-like picture of *content* for a message of one line."""
    if isinstance(content, dict):
        return "an object"
    if isinstance(content, list | tuple):
        return "a list"
    if isinstance(content, int) and not isinstance(content, bool) and abs(content) >= 10**30:
        return "a huge number"
    text = json.dumps(content, default=str)
    longest = 60
    return text if len(text) <= longest else f"{text[:longest]}…"


def read_json(text: str) -> object:
    """Parse *text* strictly: no repeated keys, no NaN, no numbers of thousands of digits."""
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadProblem("$", f"is not JSON ({error.msg} at {place})", "correct the file there") from None
    except RecursionError:
        raise BadProblem("$", "is nested too deeply", "see the file format") from None
    except ValueError as error:
        if isinstance(error, BadProblem):
            raise
        raise BadProblem("$", "holds a number of thousands of digits", "write a sensible number") from None


def _refuse_constant(name: str) -> NoReturn:
    raise BadProblem("$", f"holds {name}, which is no JSON number", "write a whole number")


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for index, name in enumerate(names) if name in names[:index])
        raise BadProblem("$", f"an object has the key {shown(repeated)} twice", "keep one of them")
    return members
