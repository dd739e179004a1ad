"""What the badges bring to the house."""

from app.feature import Feature, MenuEntry
from badges import organiser
from badges.cli import badges

MENU = (MenuEntry("Badges", "badges.choose", "print"),)
BADGES = Feature(name="badges", blueprints=(organiser.bp,), commands=(badges,), menu=MENU)
