"""What fees bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from registration.fees import organiser
from registration.fees.jobs import keep_books
from registration.fees.personal import PERSONAL
from registration.fees.words import JOURNAL

FEES = Feature(
    name="fees",
    blueprints=(organiser.bp,),
    routines=(Routine("keep-books", keep_books, every=timedelta(minutes=1)),),
    menu=(MenuEntry("Fees", "fees.fees", "register", 60),),
    personal=PERSONAL,
    journal=JOURNAL,
)
