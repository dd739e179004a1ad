"""What the accounts bring to the house."""

from app.accounts import organiser, views
from app.accounts.cli import key_group, user_group
from app.accounts.words import JOURNAL
from app.feature import Feature, MenuEntry

ACCOUNTS = Feature(
    name="accounts",
    blueprints=(views.bp, organiser.bp),
    commands=(user_group, key_group),
    journal=JOURNAL,
    menu=(MenuEntry("People and keys", "people.people", "set-up", 80),),
)
