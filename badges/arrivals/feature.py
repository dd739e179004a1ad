"""What the live board brings to the house."""

from app.feature import Feature, MenuEntry
from badges.arrivals import organiser

ARRIVALS = Feature(
    name="arrivals",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Arrivals", "arrivals.board", "door", 8),),
)
