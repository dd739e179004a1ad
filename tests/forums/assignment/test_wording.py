from forums.assignment.solution import Rule
from forums.assignment.wording import describe


def test_every_rule_has_a_sentence_in_both_languages():
    rules = (
        Rule("minimum", "a", limit=8),
        Rule("maximum", "b", limit=1),
        Rule("sector_minimum", "a", limit=2, sector="civil"),
        Rule("sector_maximum", "a", limit=3, sector="state"),
        Rule("org_max", "a", limit=2, org="o1"),
        *(Rule("fixed", "a", participant=f"p{number}") for number in range(7)),
    )

    assert describe(rules, 2) == {
        "de": "Forum a braucht mindestens 8 Personen. Forum b fasst höchstens 1 Person. Forum a braucht mindestens "
        "2 Personen aus dem Sektor civil. Forum a nimmt höchstens 3 Personen aus dem Sektor state auf. Forum a nimmt "
        "höchstens 2 Personen der Organisation o1 auf. Fest in Forum a: p0, p1, p2, p3, p4 und 2 weitere. Diese Regeln "
        "lassen sich nicht zusammen einhalten: es fehlen 2 Plätze.",
        "en": "Forum a needs at least 8 people. Forum b holds at most 1 person. Forum a needs at least 2 people from "
        "the sector civil. Forum a takes at most 3 people from the sector state. Forum a takes at most 2 people of the "
        "organisation o1. Fixed in forum a: p0, p1, p2, p3, p4 and 2 more. These rules cannot be kept together: "
        "2 seats are missing.",
    }


def test_many_rules_are_counted():
    rules = [Rule("minimum", f"f{number}", limit=1) for number in range(30)]

    assert describe(rules, None)["en"].endswith(
        "Forum f7 needs at least 1 person. Besides, there are 22 more rules. These rules cannot be kept together."
    )
