"""What privacy brings to the house; it also answers for the floors below that know no participants."""

from app.feature import Feature, MenuEntry
from registration.privacy import organiser
from registration.privacy.jobs import compact, sweep
from registration.privacy.personal import PERSONAL
from registration.privacy.service import COMPACT_JOB, SWEEP_JOB
from registration.privacy.words import JOURNAL

PRIVACY = Feature(
    name="privacy",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Privacy", "privacy.overview", "after", 70),),
    jobs={SWEEP_JOB: sweep, COMPACT_JOB: compact},
    personal=PERSONAL,
    journal=JOURNAL,
)
