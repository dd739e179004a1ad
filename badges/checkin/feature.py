"""What the check-in brings to the house."""

from app.feature import Feature, MenuEntry
from badges.checkin import api, views
from badges.checkin.personal import PERSONAL
from badges.checkin.words import JOURNAL

MENU = (MenuEntry("Check-in", "checkin.gate", "door"),)
CHECKIN = Feature(name="checkin", blueprints=(views.bp, api.bp), menu=MENU, personal=PERSONAL, journal=JOURNAL)
