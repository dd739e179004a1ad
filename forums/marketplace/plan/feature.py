"""What the plan of the halls brings to the house."""

from app.feature import Feature, MenuEntry
from forums.marketplace.plan.organiser.halls import halls
from forums.marketplace.plan.words import JOURNAL

HALL_PLAN = Feature(
    name="halls",
    blueprints=(halls,),
    journal=JOURNAL,
    menu=(MenuEntry("Plan of the halls", "halls.overview", group="set-up", order=45),),
)
