"""What the calendars bring to the house."""

from app.calendar.cli import write_calendar
from app.calendar.views import bp
from app.feature import Feature

CALENDAR = Feature(name="calendar", blueprints=(bp,), commands=(write_calendar,))
