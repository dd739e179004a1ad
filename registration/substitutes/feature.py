"""What substitutes bring to the house; their pages and mails are the guests' door's."""

from datetime import timedelta

from app.feature import Feature, Routine
from registration.substitutes.jobs import forget_overdue
from registration.substitutes.personal import PERSONAL
from registration.substitutes.words import JOURNAL

SUBSTITUTES = Feature(
    name="substitutes",
    routines=(Routine("substitutes", forget_overdue, every=timedelta(minutes=10)),),
    personal=PERSONAL,
    journal=JOURNAL,
)
