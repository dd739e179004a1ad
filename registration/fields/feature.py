"""What the form of a congress brings to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from registration.fields import organiser
from registration.fields.jobs import forget_uploads
from registration.fields.personal import PERSONAL
from registration.fields.words import JOURNAL

FIELDS = Feature(
    name="fields",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Form", "form.form", "set-up", 45),),
    personal=PERSONAL,
    journal=JOURNAL,
    routines=(Routine("forget-uploads", forget_uploads, timedelta(hours=1)),),
)
