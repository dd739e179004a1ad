"""What the dialogue forums bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from forums.dialogue.jobs import assign, serve_forums
from forums.dialogue.organiser import blueprints
from forums.dialogue.personal import PERSONAL
from forums.dialogue.service.runs import ASSIGNMENT_JOB
from forums.dialogue.words import JOURNAL

DIALOGUE = Feature(
    name="dialogue",
    blueprints=blueprints,
    jobs={ASSIGNMENT_JOB: assign},
    routines=(Routine("forums.turns", serve_forums, every=timedelta(minutes=1)),),
    personal=PERSONAL,
    journal=JOURNAL,
    menu=(
        MenuEntry("Forums", "dialogue_organiser.forums", group="set-up", order=40),
        MenuEntry("Assignment", "assignment_organiser.assignment", group="assign", order=10),
    ),
)
