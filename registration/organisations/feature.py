"""What the register of organisations brings to the house."""

from app.feature import Feature, MenuEntry
from registration.organisations import organiser
from registration.organisations.words import JOURNAL

ORGANISATIONS = Feature(
    name="organisations",
    blueprints=(organiser.bp,),
    journal=JOURNAL,
    menu=(MenuEntry("Organisations", "organisations.organisations", "set-up", 45),),
)
