"""What the congress brings to the house."""

from app.congress import organiser
from app.congress.words import JOURNAL
from app.feature import Feature, MenuEntry

CONGRESS = Feature(
    name="congress",
    blueprints=(organiser.bp, organiser.publication_bp),
    journal=JOURNAL,
    menu=(
        MenuEntry("Basics", "basics.basics", "set-up", 10),
        MenuEntry("Publication", "publication.publication", "set-up", 90),
    ),
)
