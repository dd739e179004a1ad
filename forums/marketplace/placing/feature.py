"""What the placing of stands brings to the house."""

from app.feature import Feature, MenuEntry
from forums.marketplace.placing.jobs import place
from forums.marketplace.placing.organiser.drafts import placement_drafts
from forums.marketplace.placing.organiser.placements import placements
from forums.marketplace.placing.service.runs import PLACEMENT_JOB
from forums.marketplace.placing.words import JOURNAL

PLACING = Feature(
    name="placing",
    blueprints=(placements, placement_drafts),
    jobs={PLACEMENT_JOB: place},
    journal=JOURNAL,
    menu=(MenuEntry("Places of stands", "placements.placements_page", group="assign", order=30),),
)
