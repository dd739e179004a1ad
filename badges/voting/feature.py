"""What the voting desk brings to the house."""

from app.feature import Feature, MenuEntry
from badges.voting import views

VOTING = Feature(
    name="voting", blueprints=(views.bp,), menu=(MenuEntry("Voting desk", "voting.desk", group="record", order=55),)
)
