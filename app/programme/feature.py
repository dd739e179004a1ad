"""What the programme brings to the house."""

from app.feature import Feature, MenuEntry
from app.programme import organiser

PROGRAMME = Feature(
    name="programme",
    blueprints=(organiser.sessions_bp, organiser.speakers_bp),
    menu=(MenuEntry("Speakers", "speakers.speakers", "set-up", 40),),
)
