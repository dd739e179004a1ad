"""What privacy brings to the house; it also answers for the floors below that know no participants."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from registration.privacy import organiser
from registration.privacy.jobs import compact, erase_due, forget_answers, sweep, warn
from registration.privacy.mails import MAILS
from registration.privacy.personal import PERSONAL
from registration.privacy.service import COMPACT_JOB, SWEEP_JOB
from registration.privacy.words import JOURNAL

PRIVACY = Feature(
    name="privacy",
    blueprints=(organiser.bp, organiser.report_bp),
    menu=(MenuEntry("Privacy", "privacy.overview", "after", 70),),
    jobs={SWEEP_JOB: sweep, COMPACT_JOB: compact},
    mails=MAILS,
    routines=(
        Routine("retention", erase_due, every=timedelta(hours=1)),
        Routine("forget-answers", forget_answers, every=timedelta(hours=1)),
        Routine("warn-of-retention", warn, every=timedelta(hours=1)),
    ),
    personal=PERSONAL,
    journal=JOURNAL,
)
