"""What the questions at the door bring to the house."""

from app.feature import Feature
from badges.door_answers import views

DOOR_ANSWERS = Feature(name="door_answers", blueprints=(views.bp,))
