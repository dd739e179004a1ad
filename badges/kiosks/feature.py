"""What kiosks bring to the house."""

from app.feature import Feature
from badges.kiosks import api, views

KIOSKS = Feature(name="kiosks", blueprints=(views.bp, api.bp))
