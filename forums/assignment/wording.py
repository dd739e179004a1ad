"""A conflict in words, German and English, for people who set rules and do not solve flows."""

from collections.abc import Mapping, Sequence

from forums.assignment.solution import Rule

NAMED = 5  # So many people are named; the others are counted.

GERMAN = {
    "minimum": "Forum {forum} braucht mindestens {limit} Personen.",
    "maximum": "Forum {forum} fasst höchstens {limit} Personen.",
    "sector_minimum": "Forum {forum} braucht mindestens {limit} Personen aus dem Sektor {sector}.",
    "sector_maximum": "Forum {forum} nimmt höchstens {limit} Personen aus dem Sektor {sector} auf.",
    "org_max": "Forum {forum} nimmt höchstens {limit} Personen der Organisation {org} auf.",
    "fixed": "Fest in Forum {forum}: {people}.",
    "more": "und {count} weitere",
    "one rule": "Diese Regel lässt sich nicht einhalten",
    "rules": "Diese Regeln lassen sich nicht zusammen einhalten",
    "one person": "es fehlt 1 Person",
    "people": "es fehlen {missing} Personen",
    "one seat": "es fehlt 1 Platz",
    "seats": "es fehlen {missing} Plätze",
}
ENGLISH = {
    "minimum": "Forum {forum} needs at least {limit} people.",
    "maximum": "Forum {forum} holds at most {limit} people.",
    "sector_minimum": "Forum {forum} needs at least {limit} people from the sector {sector}.",
    "sector_maximum": "Forum {forum} takes at most {limit} people from the sector {sector}.",
    "org_max": "Forum {forum} takes at most {limit} people of the organisation {org}.",
    "fixed": "Fixed in forum {forum}: {people}.",
    "more": "and {count} more",
    "one rule": "This rule cannot be kept",
    "rules": "These rules cannot be kept together",
    "one person": "1 person is missing",
    "people": "{missing} people are missing",
    "one seat": "1 seat is missing",
    "seats": "{missing} seats are missing",
}


def describe(rules: Sequence[Rule], missing: int | None) -> dict[str, str]:
    """Say by language ("de", "en") which *rules* cannot be kept together and how much is missing."""
    return {language: _described(rules, missing, words) for language, words in (("de", GERMAN), ("en", ENGLISH))}


def _described(rules: Sequence[Rule], missing: int | None, words: Mapping[str, str]) -> str:
    sentences = [
        words[rule.kind].format(forum=rule.forum, limit=rule.limit, sector=rule.sector, org=rule.org)
        for rule in rules
        if rule.kind != "fixed"
    ]
    fixed: dict[str, list[str]] = {}
    for rule in rules:
        if rule.kind == "fixed":
            fixed.setdefault(rule.forum, []).append(rule.participant or "")
    for forum, people in fixed.items():
        named = ", ".join(people[:NAMED])
        more = " " + words["more"].format(count=len(people) - NAMED) if len(people) > NAMED else ""
        sentences.append(words["fixed"].format(forum=forum, people=named + more))
    return " ".join([*sentences, _verdict(len(rules), missing, words, lacks_seats=bool(fixed))])


def _verdict(rules: int, missing: int | None, words: Mapping[str, str], *, lacks_seats: bool) -> str:
    verdict = words["one rule"] if rules == 1 else words["rules"]
    if missing is None:
        return f"{verdict}."
    one, many = ("one seat", "seats") if lacks_seats else ("one person", "people")
    return f"{verdict}: {words[one if missing == 1 else many].format(missing=missing)}."
