"""What the badges bring to the house."""

from app.feature import Feature, MenuEntry
from badges import organiser
from badges.cli import badges
from badges.personal import PERSONAL
from badges.words import JOURNAL

MENU = (MenuEntry("Badges", "badges.choose", "print"),)
BADGES = Feature(
    name="badges", blueprints=(organiser.bp,), commands=(badges,), menu=MENU, personal=PERSONAL, journal=JOURNAL
)
