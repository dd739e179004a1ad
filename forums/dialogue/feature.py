"""What the dialogue forums bring to the house."""

from app.feature import Feature, MenuEntry
from forums.dialogue.jobs import assign
from forums.dialogue.organiser import blueprints
from forums.dialogue.personal import PERSONAL
from forums.dialogue.service.runs import ASSIGNMENT_JOB
from forums.dialogue.words import JOURNAL

DIALOGUE = Feature(
    name="dialogue",
    blueprints=blueprints,
    jobs={ASSIGNMENT_JOB: assign},
    personal=PERSONAL,
    journal=JOURNAL,
    menu=(
        MenuEntry("Forums", "dialogue_organiser.forums", group="set-up", order=40),
        MenuEntry("Assignment", "assignment_organiser.assignment", group="assign", order=10),
    ),
)
