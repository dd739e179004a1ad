"""What the register of organisations brings to the house."""

from app.feature import Feature, MenuEntry
from registration.organisations import organiser

ORGANISATIONS = Feature(
    name="organisations",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Organisations", "organisations.organisations", "set-up", 45),),
)
