"""The answer: who sits where, how good it is, and the proof. Read and written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from forums.assignment.reading import LARGEST, MOST_SLOTS, Value

SLOT_KEYS = tuple(str(slot) for slot in range(MOST_SLOTS))
RULES = (
    "minimum",
    "maximum",
    "sector_minimum",
    "sector_maximum",
    "level_minimum",
    "level_maximum",
    "org_max",
    "fixed",
    "together",
    "apart",
)
STATUSES = ("optimal", "feasible", "infeasible")
Price = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Prices of the counted places, a whole number for each level of the objective; prices of 0 are left out.

    ``sectors`` is keyed by (forum, sector), ``organisations`` by (forum, organisation). Whoever sits in a forum pays
    its price and those of their sector and organisation there. What the people would pay at the least, and the places
    take at the least, adds up to a bound that no assignment beats; ``check`` adds it up. With a conflict there is one
    level, the people or seats that are missing, and the bound above 0 proves it.
    """

    forums: Mapping[str, Price] = field(default_factory=dict)
    sectors: Mapping[tuple[str, str], Price] = field(default_factory=dict)
    organisations: Mapping[tuple[str, str], Price] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """What is counted in a forum and slot: ``forum`` (everyone), ``sector``, ``level``, ``org`` (those of that name), or a
    pair: ``apart`` (name and other), ``together`` (name without other, which is parted).
    """

    kind: str
    forum: str
    slot: int
    name: str = ""
    other: str = ""

    def in_slot(self, slot: int) -> "Place":
        return replace(self, slot=slot)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices that prove a bound where there are several slots, pairs, or quotas of sectors and levels at once.

    A price has a number for hard rules that are not kept, then one for each level of the objective, all in parts of
    1/``unit``. Whoever sits somewhere pays for every count they are in; see ``Certificate``.
    """

    prices: Mapping[Place, Price]
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a conflict. ``kind`` says which of the other members matter.

    ``minimum``, ``maximum``: forum, limit. ``sector_minimum``, ``sector_maximum``: also sector; likewise level.
    ``org_max``: org, limit, and the forum, "" meaning any. ``fixed``: participant and forum. ``together``, ``apart``:
    participant and other. ``slot`` is the slot where there are several.
    """

    kind: str
    forum: str
    limit: int | None = None
    sector: str | None = None
    org: str | None = None
    participant: str | None = None
    level: str | None = None
    other: str | None = None
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that make everything possible: each rule with its new limit, ``None`` meaning that it is given up."""

    changes: tuple[tuple[Rule, int | None], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot hold together; without any one of them the others could.

    ``missing`` people or seats are lacking, whatever is done (``None`` where that was not computed). ``text`` says it
    in words, by language. ``remedies`` are the ways out, the smallest change first; each is enough by itself.
    """

    rules: tuple[Rule, ...]
    missing: int | None
    text: Mapping[str, str]
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """The outcome of ``solve``.

    ``objective`` and ``bound`` are (level, people) pairs, weightiest first; ``bound`` is given when the status is only
    ``feasible``: no assignment is better than that. ``assignment`` maps participant to slot to forum, an empty mapping
    meaning no place. ``parts`` are the certificates by slot where every slot was solved by itself, in place of one.
    """

    status: str
    objective: tuple[tuple[str, int], ...] = ()
    assignment: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    certificate: Certificate | Tariff | None = None
    bound: tuple[tuple[str, int], ...] | None = None
    conflict: Conflict | None = None
    seed: int = 0
    seconds: float = 0.0
    parts: Mapping[int, Certificate | Tariff] = field(default_factory=dict)


def solution_as_json(solution: Solution) -> dict[str, object]:
    """Return the solution in the file format; ``parse_solution`` reads it back equal."""
    document: dict[str, object] = {"status": solution.status}
    if solution.conflict is None:
        document["objective"] = [list(level) for level in solution.objective]
        document["assignment"] = {
            participant: {str(slot): forum for slot, forum in places.items()}
            for participant, places in solution.assignment.items()
        }
    else:
        document["conflict"] = _conflict_as_json(solution.conflict)
    if solution.bound is not None:
        document["bound"] = [list(level) for level in solution.bound]
    document["certificate"] = None if solution.certificate is None else _proof_as_json(solution.certificate)
    if solution.parts:
        proofs = {str(slot): _proof_as_json(certificate) for slot, certificate in solution.parts.items()}
        document["certificate"] = {"slots": proofs}
    return document | {"seed": solution.seed, "seconds": solution.seconds}


def _proof_as_json(certificate: Certificate | Tariff) -> dict[str, object]:
    if isinstance(certificate, Certificate):
        return _certificate_as_json(certificate)
    prices = [_given_members(place) | {"price": list(price)} for place, price in certificate.prices.items()]
    return {"unit": certificate.unit, "prices": prices}


def _certificate_as_json(certificate: Certificate) -> dict[str, object]:
    return {
        "forums": {forum: list(price) for forum, price in certificate.forums.items()},
        "sectors": [[forum, sector, list(price)] for (forum, sector), price in certificate.sectors.items()],
        "organisations": [[forum, org, list(price)] for (forum, org), price in certificate.organisations.items()],
    }


def _conflict_as_json(conflict: Conflict) -> dict[str, object]:
    document: dict[str, object] = {
        "rules": [_given_members(rule) for rule in conflict.rules],
        "missing": conflict.missing,
        "text": dict(conflict.text),
    }
    if conflict.remedies:
        document["remedies"] = [
            [_given_members(rule) | {"to": to} for rule, to in remedy.changes] for remedy in conflict.remedies
        ]
    return document


def _given_members(item: Rule | Place) -> dict[str, object]:
    members = ((field.name, getattr(item, field.name)) for field in fields(item))
    return {name: content for name, content in members if content is not None and (content != "" or name == "forum")}


def parse_solution(data: object) -> Solution:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    value = Value(data)
    members = value.fields(
        required=("status",),
        optional=("objective", "assignment", "certificate", "bound", "conflict", "seed", "seconds"),
    )
    status = members["status"].choice(STATUSES)
    needed = ("conflict",) if status == "infeasible" else ("objective", "assignment")
    for name in needed:
        if name not in members:
            value.refuse(f'lacks the key "{name}"', "add it")
    is_in_parts = _given(members, "certificate") and "slots" in members["certificate"].members()
    return Solution(
        status=status,
        objective=_read_levels(members["objective"]) if "objective" in members else (),
        assignment=_read_assignment(members["assignment"]) if "assignment" in members else {},
        certificate=_read_certificate(members["certificate"])
        if _given(members, "certificate") and not is_in_parts
        else None,
        parts=_read_parts(members["certificate"]) if is_in_parts else {},
        bound=_read_levels(members["bound"]) if _given(members, "bound") else None,
        conflict=_read_conflict(members["conflict"]) if _given(members, "conflict") else None,
        seed=members["seed"].whole_number(most=2**63) if "seed" in members else 0,
        seconds=_read_seconds(members["seconds"]) if "seconds" in members else 0.0,
    )


def _given(members: Mapping[str, Value], name: str) -> bool:
    return name in members and members[name].content is not None


def _read_seconds(value: Value) -> float:
    if isinstance(value.content, bool) or not isinstance(value.content, int | float) or not value.content >= 0:
        value.refuse("is no length of time", "write a number of seconds from 0")
    return float(value.content)


def _read_levels(value: Value) -> tuple[tuple[str, int], ...]:
    levels = []
    for pair in value.items():
        name, people = _entries(pair, 2)
        levels.append((name.text(), people.whole_number()))
    return tuple(levels)


def _entries(value: Value, count: int) -> list[Value]:
    entries = value.items()
    if len(entries) != count:
        value.refuse(f"has {len(entries)} entries", f"write {count}")
    return entries


def _read_assignment(value: Value) -> dict[str, dict[int, str]]:
    return {
        participant: {int(slot): place.text() for slot, place in places.fields(optional=SLOT_KEYS).items()}
        for participant, places in value.members().items()
    }


def _read_certificate(value: Value) -> Certificate | Tariff:
    members = value.fields(optional=("forums", "sectors", "organisations", "unit", "prices"))
    if "prices" in members:
        return Tariff(
            dict(map(_read_place, members["prices"].items())),
            members["unit"].whole_number(least=1) if "unit" in members else 1,
        )
    if "forums" not in members:
        value.refuse('lacks the key "forums"', 'add it, or "prices"')
    return Certificate(
        forums={forum: _read_price(price) for forum, price in members["forums"].members().items()},
        sectors=_read_prices(members["sectors"]) if "sectors" in members else {},
        organisations=_read_prices(members["organisations"]) if "organisations" in members else {},
    )


def _read_parts(value: Value) -> dict[int, Certificate | Tariff]:
    slots = value.fields(required=("slots",))["slots"].fields(optional=SLOT_KEYS)
    return {int(slot): _read_certificate(certificate) for slot, certificate in slots.items()}


def _read_place(value: Value) -> tuple[Place, Price]:
    members = value.fields(required=("kind", "forum", "slot", "price"), optional=("name", "other"))
    place = Place(
        members["kind"].choice(("forum", "sector", "level", "org", "together", "apart")),
        members["forum"].text(),
        members["slot"].whole_number(),
        members["name"].text() if "name" in members else "",
        members["other"].text() if "other" in members else "",
    )
    return place, _read_price(members["price"])


def _read_prices(value: Value) -> dict[tuple[str, str], Price]:
    prices = {}
    for item in value.items():
        forum, group, price = _entries(item, 3)
        prices[forum.text(), group.text()] = _read_price(price)
    return prices


def _read_price(value: Value) -> Price:
    return tuple(amount.whole_number(least=-LARGEST) for amount in value.items())


def _read_conflict(value: Value) -> Conflict:
    members = value.fields(required=("rules",), optional=("missing", "text", "remedies"))
    texts = members["text"].members() if "text" in members else {}
    remedies = members["remedies"].items() if "remedies" in members else ()
    return Conflict(
        rules=tuple(_read_rule(rule)[0] for rule in members["rules"].items()),
        missing=members["missing"].whole_number() if _given(members, "missing") else None,
        text={language: text.text() for language, text in texts.items()},
        remedies=tuple(Remedy(tuple(map(_read_rule, changes.items()))) for changes in remedies),
    )


def _read_rule(value: Value) -> tuple[Rule, int | None]:
    """Read a rule, and what a remedy makes of its limit."""
    names = ("sector", "level", "org", "participant", "other")
    members = value.fields(required=("kind", "forum"), optional=("limit", "slot", "to", *names))
    rule = Rule(
        kind=members["kind"].choice(RULES),
        forum="" if members["forum"].content == "" else members["forum"].text(),
        limit=members["limit"].whole_number() if "limit" in members else None,
        slot=members["slot"].whole_number() if "slot" in members else None,
        **{name: members[name].text() for name in names if name in members},
    )
    return rule, members["to"].whole_number() if _given(members, "to") else None
