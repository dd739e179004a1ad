"""What categories, quotas and the waiting list bring to the house."""

from app.feature import Feature, MenuEntry
from registration.places.organiser import places, waiting_list

PLACES = Feature(
    name="places",
    blueprints=(places.bp, waiting_list.bp),
    menu=(
        MenuEntry("Categories and quotas", "places.places", "set-up", 55),
        MenuEntry("Waiting list", "waiting_list.waiting_list", "register", 20),
    ),
)
