"""What the recommendations log brings to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from forums.recommendations.capture.views import capture
from forums.recommendations.cli import recommendations_group
from forums.recommendations.jobs import remind
from forums.recommendations.organiser import blueprints
from forums.recommendations.personal import PERSONAL
from forums.recommendations.views import projector

RECOMMENDATIONS = Feature(
    name="recommendations",
    blueprints=(*blueprints, capture, projector),
    commands=(recommendations_group,),
    personal=PERSONAL,
    routines=(Routine("recommendation-reminders", remind, every=timedelta(hours=1)),),
    menu=(
        MenuEntry("Capture in the forums", "capture_organiser.overview", group="record", order=30),
        MenuEntry("Recommendations", "recommendations_organiser.recommendations", group="record", order=40),
        MenuEntry("Plenary", "plenary.overview", group="record", order=50),
        MenuEntry("Addressees", "addressees.overview", group="record", order=60),
    ),
)
