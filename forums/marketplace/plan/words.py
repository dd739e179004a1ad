"""What the plan says: kinds of what must stay free, levels of power, pitches in a sentence, and the journal."""

from typing import Final

from flask_babel import LazyString, format_decimal, gettext, lazy_gettext

from forums.marketplace.plan.rules import PitchPlan

KINDS: Final[dict[str, LazyString]] = {
    "escape": lazy_gettext("Escape route"),
    "door": lazy_gettext("Doorway"),
    "pillar": lazy_gettext("Pillar"),
    "stage": lazy_gettext("Stage"),
    "blocked": lazy_gettext("Kept free"),
    "power": lazy_gettext("Power point"),
}
POWERS: Final[dict[int, LazyString]] = {
    0: lazy_gettext("no power"),
    1: lazy_gettext("230 V"),
    2: lazy_gettext("400 V"),
}
JOURNAL: Final = {
    "hall.created": lazy_gettext("The hall %(hall)s was added"),
    "hall.changed": lazy_gettext("The plan of the hall %(hall)s was changed"),
    "hall.undone": lazy_gettext("A step on the plan of the hall %(hall)s was taken back"),
    "hall.removed": lazy_gettext("The hall %(hall)s was removed"),
    "hall.picture": lazy_gettext("The picture behind the hall %(hall)s was changed"),
}


def kinds() -> dict[str, str]:
    """Name what must stay free in the language of the page."""
    return {kind: str(word) for kind, word in KINDS.items()}


def powers() -> dict[int, str]:
    """Name the levels of power in the language of the page."""
    return {level: str(word) for level, word in POWERS.items()}


def measured(number: float) -> str:
    """Write metres or square metres in the language of the page, to the centimetre."""
    return str(format_decimal(round(number, 2)))


def pitch_words(pitch: PitchPlan) -> str:
    """Say a pitch to who cannot see the plan."""
    rect = pitch.rect
    said = gettext(
        "Pitch %(number)s, %(width)s × %(depth)s m, %(x)s m from the left, %(y)s m from the top, %(power)s",
        number=pitch.number,
        width=measured(rect.width),
        depth=measured(rect.depth),
        x=measured(rect.x),
        y=measured(rect.y),
        power=POWERS[pitch.power],
    )
    parts = [str(said)]
    if rect.turn:
        parts.append(str(gettext("turned by %(degrees)s degrees", degrees=measured(rect.turn))))
    if pitch.has_wall:
        parts.append(str(gettext("at a wall")))
    if pitch.has_light:
        parts.append(str(gettext("by daylight")))
    if pitch.zone:
        parts.append(str(gettext("zone %(zone)s", zone=pitch.zone)))
    return ", ".join(parts)
