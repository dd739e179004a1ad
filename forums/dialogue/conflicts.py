"""Why there can be no assignment, in the organisers' words, and the ways out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from forums.dialogue import words
from forums.dialogue.models import Forum

Rule = Mapping[str, Any]  # Any: JSON, see forums.assignment.solution.Rule
MOST_NAMES, MOST_CHANGES = 8, 4


@dataclass(frozen=True)
class Way:
    """What would help, and the name by which it can be tried: the number of a remedy, or a kind of rule; "" where it cannot."""

    words: str
    name: str


@dataclass(frozen=True)
class Explanation:
    """The rules that cannot hold together, how many people or seats are lacking (None: unknown), and what would help."""

    rules: Sequence[str]
    missing: int | None
    ways_out: Sequence[Way]
    has_pins: bool = False


def explain(
    conflict: Mapping[str, Any],  # Any: JSON
    forums: Sequence[Forum],
    *,
    people: Mapping[str, str],
    organisations: Mapping[str, str],
) -> Explanation:
    """Tell a conflict of the solver. *people* are names by public id, *organisations* names by key."""
    names = words.names_of(forums)
    rules = [rule for rule in conflict["rules"] if rule["kind"] != "fixed"]
    pinned: dict[str, list[str]] = {}
    for rule in conflict["rules"]:
        if rule["kind"] == "fixed":
            pinned.setdefault(rule["forum"], []).append(people.get(rule.get("participant", ""), "?"))
    told = [_pinned(names.get(forum, forum), sorted(who)) for forum, who in pinned.items()]
    told += [_rule(rule, Names(names, people, organisations)) for rule in rules]
    kinds = {rule["kind"] for rule in conflict["rules"]}
    who = Names(names, people, organisations)
    computed = [
        Way(" ".join(_changes(remedy, who)), str(number)) for number, remedy in enumerate(conflict.get("remedies", ()))
    ]
    known = [Way(words, "" if kind == "maximum" else kind) for kind, words in _ways_out().items() if kind in kinds]
    ways = {way.words: way for way in reversed(computed or known)}  # of two that say the same the first
    return Explanation(told, conflict.get("missing"), list(ways.values())[::-1], has_pins=bool(pinned))


@dataclass(frozen=True)
class Names:
    """What forums, people and organisations are called, by public id or key."""

    forums: Mapping[str, str]
    people: Mapping[str, str]
    organisations: Mapping[str, str]


def _changes(remedy: Sequence[Rule], names: Names) -> list[str]:
    """Tell what to change for a way out that was computed: a sentence for each forum or rule."""
    released = sorted(names.people.get(rule["participant"], "?") for rule in remedy if rule["kind"] == "fixed")
    told = [_change(rule, names) for rule in remedy if rule["kind"] != "fixed"]
    if len(told) > MOST_CHANGES:
        rest = len(told) - MOST_CHANGES
        more = ngettext("And one more change of this kind.", "And %(num)s more changes of this kind.", rest)
        told = [*told[:MOST_CHANGES], str(more)]
    if released:
        shown = ", ".join(released[:MOST_NAMES])
        release = ngettext(
            "Release %(names)s.", "Release %(num)s pinned people: %(names)s.", len(released), names=shown
        )
        told.insert(0, str(release))
    return told


def _change(rule: Rule, names: Names) -> str:
    facts = {
        "forum": names.forums.get(rule["forum"], rule["forum"]),
        "limit": rule.get("limit", 0),
        "to": rule.get("to") or 0,
        "sector": words.sectors().get(rule.get("sector", ""), rule.get("sector", "")),
        "level": words.levels().get(rule.get("level", ""), rule.get("level", "")),
        "one": names.people.get(rule.get("participant", ""), "?"),
        "other": names.people.get(rule.get("other", ""), "?"),
    }
    told = {
        "minimum": gettext("Lower the minimum of %(forum)s from %(limit)s to %(to)s.", **facts),
        "maximum": gettext("Raise the maximum of %(forum)s from %(limit)s to %(to)s.", **facts),
        "sector_minimum": gettext("In %(forum)s, ask for %(to)s instead of %(limit)s from %(sector)s.", **facts),
        "sector_maximum": gettext("In %(forum)s, let in %(to)s instead of %(limit)s from %(sector)s.", **facts),
        "level_minimum": gettext("In %(forum)s, ask for %(to)s instead of %(limit)s from %(level)s.", **facts),
        "level_maximum": gettext("In %(forum)s, let in %(to)s instead of %(limit)s from %(level)s.", **facts),
        "org_max": gettext("Raise the cap on organisations from %(limit)s to %(to)s.", **facts),
        "together": gettext("Let %(one)s and %(other)s sit in different forums.", **facts),
        "apart": gettext("Let %(one)s and %(other)s sit in the same forum.", **facts),
    }
    return str(told[rule["kind"]])


def _pinned(forum: str, who: Sequence[str]) -> str:
    shown = ", ".join(who[:MOST_NAMES])
    rest = len(who) - MOST_NAMES
    if rest > 0:
        shown = str(ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", rest, names=shown))
    return str(
        ngettext(
            "%(names)s is pinned to %(forum)s.",
            "%(num)s people are pinned to %(forum)s: %(names)s.",
            len(who),
            names=shown,
            forum=forum,
        )
    )


def _rule(rule: Rule, names: Names) -> str:
    org = names.organisations.get(rule.get("org", ""), rule.get("org", ""))
    facts = {
        "forum": names.forums.get(rule["forum"], rule["forum"]),
        "level": words.levels().get(rule.get("level", ""), rule.get("level", "")),
        "one": names.people.get(rule.get("participant", ""), "?"),
        "other": names.people.get(rule.get("other", ""), "?"),
        "limit": rule.get("limit", 0),
        "sector": words.sectors().get(rule.get("sector", ""), rule.get("sector", "")),
        "org": org,
    }
    told = {
        "minimum": gettext("%(forum)s needs at least %(limit)s people.", **facts),
        "maximum": gettext("%(forum)s has at most %(limit)s places.", **facts),
        "sector_minimum": gettext("%(forum)s needs at least %(limit)s people from %(sector)s.", **facts),
        "sector_maximum": gettext("%(forum)s takes at most %(limit)s people from %(sector)s.", **facts),
        "level_minimum": gettext("%(forum)s needs at least %(limit)s people from the level %(level)s.", **facts),
        "level_maximum": gettext("%(forum)s takes at most %(limit)s people from the level %(level)s.", **facts),
        "together": gettext("%(one)s and %(other)s are to sit together.", **facts),
        "apart": gettext("%(one)s and %(other)s are not to sit together.", **facts),
        "org_max": gettext("At most %(limit)s people of %(org)s may sit in %(forum)s.", **facts),
    }
    if rule["kind"] == "org_max" and not rule["forum"]:
        return str(gettext("At most %(limit)s people of %(org)s may sit in one forum.", **facts))
    return str(told[rule["kind"]])


def _ways_out() -> dict[str, str]:
    """What helps against each kind of rule, the gentlest first."""
    let_give_way = str(gettext("Let the quotas of sectors give way where they cannot be kept."))
    return {
        "sector_minimum": let_give_way,
        "sector_maximum": let_give_way,
        "minimum": str(gettext("Let the minimum of a forum give way, or lower it in the forum.")),
        "org_max": str(gettext("Let the cap on organisations give way, or raise it.")),
        "fixed": str(gettext("Release some of the pinned people.")),
        "maximum": str(gettext("Raise the maximum of a forum, with a room that holds it.")),
    }
