"""What the gates bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from badges.gates import api, views
from badges.gates.jobs import revoke_outlived
from badges.gates.organiser import doors, gates
from badges.gates.personal import PERSONAL
from badges.gates.words import JOURNAL

GATES = Feature(
    name="gates",
    blueprints=(views.bp, api.bp, gates.bp, doors.bp),
    routines=(Routine("gates", revoke_outlived, every=timedelta(hours=1)),),
    menu=(MenuEntry("Gates", "gates.gates", "door", 10), MenuEntry("Doors", "doors.doors", "door", 12)),
    personal=PERSONAL,
    journal=JOURNAL,
)
