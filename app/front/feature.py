"""What the guests' pages bring to the house."""

from datetime import timedelta

from app.feature import Feature, Routine
from app.front import booklet, personal, registering
from app.front.jobs import lapse_overdue
from app.front.mails import MAILS

FRONT = Feature(
    name="front",
    blueprints=(booklet.blueprint, registering.blueprint, personal.blueprint),
    mails=MAILS,
    routines=(Routine("lapse", lapse_overdue, every=timedelta(minutes=1)),),
)
