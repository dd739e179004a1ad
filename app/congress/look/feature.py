"""What looks bring to the house."""

from app.congress.look import organiser
from app.congress.look.words import JOURNAL
from app.feature import Feature, MenuEntry

LOOK = Feature(
    name="look",
    blueprints=(organiser.bp,),
    journal=JOURNAL,
    menu=(MenuEntry("Logo and colour", "look.look", "set-up", 15),),
)
