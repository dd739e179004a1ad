"""What printing at the door brings to the house."""

from app.feature import Feature
from badges.door_prints import views

DOOR_PRINTS = Feature(name="door_prints", blueprints=(views.bp,))
