"""What the sheets bring to the house."""

from app.feature import Feature
from badges.sheets import organiser
from badges.sheets.words import JOURNAL

SHEETS = Feature(name="badge_sheets", blueprints=(organiser.bp,), journal=JOURNAL)
