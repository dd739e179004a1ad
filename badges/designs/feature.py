"""What the designs bring to the house."""

from app.feature import Feature, MenuEntry
from badges.designs import organiser
from badges.designs.words import JOURNAL

DESIGNS = Feature(
    name="badge_designs",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Badge designs", "badge_designs.designs", "print", 2),),
    journal=JOURNAL,
)
