"""What mailings bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from app.mailings import contacts
from app.mailings.cli import bounce
from app.mailings.jobs import begin_due, reach_late_ones
from app.mailings.mails import MAILS
from app.mailings.organiser import blueprints
from app.mailings.personal import PERSONAL
from app.mailings.words import JOURNAL

MAILINGS = Feature(
    name="mailings",
    blueprints=blueprints,
    mails=MAILS | contacts.MAILS,
    routines=(
        Routine("begin-mailings", begin_due, every=timedelta(seconds=15)),
        Routine("reach-late-ones", reach_late_ones, every=timedelta(minutes=1)),
    ),
    commands=(bounce,),
    menu=(MenuEntry("Mailings", "mailings.mailings", "register", 60),),
    personal=PERSONAL,
    journal=JOURNAL,
)
