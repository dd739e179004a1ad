"""What the check-in brings to the house."""

from app.feature import Feature
from badges.checkin import api

CHECKIN = Feature(name="checkin", blueprints=(api.bp,))
