"""What the programme brings to the house."""

from app.feature import Feature, MenuEntry
from app.programme import organiser
from app.programme.words import JOURNAL

PROGRAMME = Feature(
    name="programme",
    blueprints=(organiser.sessions_bp, organiser.speakers_bp),
    journal=JOURNAL,
    menu=(MenuEntry("Speakers", "speakers.speakers", "set-up", 40),),
)
