"""What the marketplace brings to the house."""

from app.feature import Feature, MenuEntry, Routine
from forums.marketplace.jobs import EVERY, tidy
from forums.marketplace.organiser import blueprints
from forums.marketplace.personal import PERSONAL
from forums.marketplace.words import JOURNAL

MARKETPLACE = Feature(
    name="marketplace",
    blueprints=blueprints,
    personal=PERSONAL,
    journal=JOURNAL,
    menu=(
        MenuEntry("Market", "market_setup.settings", group="set-up", order=60),
        MenuEntry("Applications for stands", "stands_organiser.stands", group="register", order=60),
        MenuEntry("Jury of the market", "jury_organiser.members", group="register", order=70),
    ),
    routines=(Routine("stands", tidy, every=EVERY),),
)
