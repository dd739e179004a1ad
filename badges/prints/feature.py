"""What print runs bring to the house."""

from datetime import timedelta

from app.feature import Feature, Routine
from badges.prints import organiser
from badges.prints.jobs import forget_files, print_badges
from badges.prints.personal import PERSONAL
from badges.prints.service import PRINT_JOB
from badges.prints.words import JOURNAL

PRINTS = Feature(
    name="badge_prints",
    blueprints=(organiser.bp,),
    jobs={PRINT_JOB: print_badges},
    routines=(Routine("badges.files", forget_files, every=timedelta(hours=1)),),
    personal=PERSONAL,
    journal=JOURNAL,
)
