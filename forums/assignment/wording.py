"""A conflict in words, German and English, for people who set rules and do not solve flows."""

from collections.abc import Mapping, Sequence

from forums.assignment.solution import Rule

NAMED = 5  # So many people are named; the others are counted.
SPELLED_OUT = 8  # So many rules get their sentence; the others are counted.

GERMAN = {
    "minimum": "Forum {forum} braucht mindestens {people}.",
    "maximum": "Forum {forum} fasst höchstens {people}.",
    "sector_minimum": "Forum {forum} braucht mindestens {people} aus dem Sektor {sector}.",
    "sector_maximum": "Forum {forum} nimmt höchstens {people} aus dem Sektor {sector} auf.",
    "level_minimum": "Forum {forum} braucht mindestens {people} von der Ebene {level}.",
    "level_maximum": "Forum {forum} nimmt höchstens {people} von der Ebene {level} auf.",
    "org_max": "Forum {forum} nimmt höchstens {people} der Organisation {org} auf.",
    "org_max anywhere": "Kein Forum nimmt mehr als {people} der Organisation {org} auf.",
    "together": "{participant} und {other} sollen zusammensitzen.",
    "apart": "{participant} und {other} sollen nicht zusammensitzen.",
    "in slot": "{forum} (Zeitfenster {slot})",
    "fixed": "Fest in Forum {forum}: {names}.",
    "more": "und {count} weitere",
    "more rules": "Dazu kommen {count} weitere Regeln.",
    "one rule": "Diese Regel lässt sich nicht einhalten",
    "rules": "Diese Regeln lassen sich nicht zusammen einhalten",
    "one person": "1 Person",
    "people": "{count} Personen",
    "one person lacks": "es fehlt 1 Person",
    "people lack": "es fehlen {missing} Personen",
    "one seat lacks": "es fehlt 1 Platz",
    "seats lack": "es fehlen {missing} Plätze",
}
ENGLISH = {
    "minimum": "Forum {forum} needs at least {people}.",
    "maximum": "Forum {forum} holds at most {people}.",
    "sector_minimum": "Forum {forum} needs at least {people} from the sector {sector}.",
    "sector_maximum": "Forum {forum} takes at most {people} from the sector {sector}.",
    "level_minimum": "Forum {forum} needs at least {people} from the level {level}.",
    "level_maximum": "Forum {forum} takes at most {people} from the level {level}.",
    "org_max": "Forum {forum} takes at most {people} of the organisation {org}.",
    "org_max anywhere": "No forum takes more than {people} of the organisation {org}.",
    "together": "{participant} and {other} are to sit together.",
    "apart": "{participant} and {other} are not to sit together.",
    "in slot": "{forum} (slot {slot})",
    "fixed": "Fixed in forum {forum}: {names}.",
    "more": "and {count} more",
    "more rules": "Besides, there are {count} more rules.",
    "one rule": "This rule cannot be kept",
    "rules": "These rules cannot be kept together",
    "one person": "1 person",
    "people": "{count} people",
    "one person lacks": "1 person is missing",
    "people lack": "{missing} people are missing",
    "one seat lacks": "1 seat is missing",
    "seats lack": "{missing} seats are missing",
}


def describe(rules: Sequence[Rule], missing: int | None) -> dict[str, str]:
    """Say by language ("de", "en") which *rules* cannot be kept together and how much is missing."""
    return {language: _described(rules, missing, words) for language, words in (("de", GERMAN), ("en", ENGLISH))}


def _described(rules: Sequence[Rule], missing: int | None, words: Mapping[str, str]) -> str:
    sentences = [_sentence(rule, words) for rule in rules if rule.kind != "fixed"]
    fixed: dict[str, list[str]] = {}
    for rule in rules:
        if rule.kind == "fixed":
            fixed.setdefault(rule.forum, []).append(rule.participant or "")
    for forum, people in fixed.items():
        named = ", ".join(people[:NAMED])
        more = " " + words["more"].format(count=len(people) - NAMED) if len(people) > NAMED else ""
        sentences.append(words["fixed"].format(forum=forum, names=named + more))
    if len(sentences) > SPELLED_OUT + 1:
        sentences[SPELLED_OUT:] = [words["more rules"].format(count=len(sentences) - SPELLED_OUT)]
    return " ".join([*sentences, _verdict(len(rules), missing, words, lacks_seats=bool(fixed))])


def _sentence(rule: Rule, words: Mapping[str, str]) -> str:
    people = words["one person" if rule.limit == 1 else "people"].format(count=rule.limit)
    key = "org_max anywhere" if rule.kind == "org_max" and not rule.forum else rule.kind
    forum = rule.forum if rule.slot is None else words["in slot"].format(forum=rule.forum, slot=rule.slot)
    return words[key].format(
        forum=forum,
        people=people,
        sector=rule.sector,
        org=rule.org,
        level=rule.level,
        participant=rule.participant,
        other=rule.other,
    )


def _verdict(rules: int, missing: int | None, words: Mapping[str, str], *, lacks_seats: bool) -> str:
    verdict = words["one rule"] if rules == 1 else words["rules"]
    if missing is None:
        return f"{verdict}."
    one, many = ("one seat lacks", "seats lack") if lacks_seats else ("one person lacks", "people lack")
    return f"{verdict}: {words[one if missing == 1 else many].format(missing=missing)}."
