"""What the desk brings to the house."""

from app.feature import Feature, MenuEntry
from badges.walk_ins import views

WALK_INS = Feature(
    name="walk_ins",
    blueprints=(views.bp,),
    menu=(MenuEntry("Walk-ins", "walk_ins.desk", "door", 20),),
)
