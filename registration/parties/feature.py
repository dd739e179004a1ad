"""What groups bring to the house; their pages and mails are the guests' door's."""

from app.feature import Feature
from registration.parties import organiser
from registration.parties.words import JOURNAL

PARTIES = Feature(name="parties", blueprints=(organiser.bp,), journal=JOURNAL)
