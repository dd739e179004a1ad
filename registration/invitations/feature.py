"""What invitations bring to the house; the guests' side of them is the front door's."""

from app.feature import Feature, MenuEntry
from registration.invitations.organiser import applications, lists, one
from registration.invitations.personal import PERSONAL
from registration.invitations.words import JOURNAL

INVITATIONS = Feature(
    name="invitations",
    blueprints=(lists.bp, one.bp, applications.bp),
    menu=(
        MenuEntry("Invitations", "invitations.invitations", "register", 20),
        MenuEntry("Applications", "applications.applications", "register", 30),
    ),
    personal=PERSONAL,
    journal=JOURNAL,
)
