"""What digests bring to the house."""

from datetime import timedelta

from app.digests import organiser
from app.digests.jobs import tell_everyone
from app.digests.mails import MAILS
from app.feature import Feature, MenuEntry, Routine

DIGESTS = Feature(
    name="digests",
    blueprints=(organiser.bp,),
    mails=MAILS,
    routines=(Routine("digests", tell_everyone, every=timedelta(minutes=10)),),
    menu=(MenuEntry("Daily summary", "digests.digest", "register", 65),),
)
