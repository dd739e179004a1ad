"""Invent what guests answer besides their name: needs, food, language, consent."""

from random import Random

# Names of languages as organisers order interpreters: in German.
INTERPRETING = {
    "arabic": "Arabisch",
    "persian": "Persisch (Dari oder Farsi)",
    "ukrainian": "Ukrainisch",
    "turkish": "Türkisch",
    "kurmanji": "Kurmandschi",
    "sorani": "Sorani",
    "tigrinya": "Tigrinya",
    "vietnamese": "Vietnamesisch",
}
LEVELS = {
    "civil_society": {"local": 45, "municipal": 20, "land": 20, "federal": 15},
    "state": {"land": 60, "federal": 40},
    "municipality": {"municipal": 85, "local": 15},
    "business": {"local": 50, "land": 20, "federal": 30},
    "academia": {"federal": 45, "land": 35, "": 20},
}
FOOD = {"": 62, "vegetarisch": 16, "vegan": 8, "halal": 7, "glutenfrei": 3, "keine Nüsse": 2, "laktosefrei": 2}
ACCESS_NEEDS = {
    "": 94,
    "Rollstuhl, bitte stufenloser Platz im Forum": 2,
    "Hörschleife oder Platz nahe am Podium": 2,
    "Gebärdensprachdolmetschung (DGS)": 1,
    "Unterlagen vorab als Textdatei, ich nutze einen Screenreader": 1,
}
PRONOUNS = {"": 90, "sie/ihr": 5, "er/ihm": 3, "keine": 1, "they/them": 1}
PHOTO_CONSENT = 0.62


def language(random: Random, own: str) -> str:
    """In which language somebody wants pages and mails."""
    if own == "de":
        return _one_of(random, {"de": 96, "en": 4})
    return _one_of(random, {"de": 55, own: 30, "en": 15})


def level(random: Random, sector: str) -> str:
    """On which level somebody of *sector* works."""
    return _one_of(random, LEVELS[sector])


def interpreting(random: Random, script: str, language: str) -> str:
    """Ask for an interpreter, as every other one does who does not want German mails."""
    return INTERPRETING[script] if script in INTERPRETING and language != "de" and random.random() < 0.5 else ""  # noqa: PLR2004 -- every other one


def food(random: Random) -> str:
    return _one_of(random, FOOD)


def access_needs(random: Random) -> str:
    return _one_of(random, ACCESS_NEEDS)


def pronouns(random: Random) -> str:
    return _one_of(random, PRONOUNS)


def photo_consent(random: Random) -> bool:
    return random.random() < PHOTO_CONSENT


def _one_of(random: Random, shares: dict[str, int]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]
