"""What the recommendations log brings to the house."""

from app.feature import Feature, MenuEntry
from forums.recommendations.capture.views import capture
from forums.recommendations.cli import recommendations_group
from forums.recommendations.organiser import blueprints
from forums.recommendations.personal import PERSONAL

RECOMMENDATIONS = Feature(
    name="recommendations",
    blueprints=(*blueprints, capture),
    commands=(recommendations_group,),
    personal=PERSONAL,
    menu=(
        MenuEntry("Capture in the forums", "capture_organiser.overview", group="record", order=30),
        MenuEntry("Recommendations", "recommendations_organiser.recommendations", group="record", order=40),
        MenuEntry("Addressees", "addressees.overview", group="record", order=60),
    ),
)
