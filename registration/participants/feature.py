"""What participants bring to the house: what is held about them, and how their journal reads."""

from app.feature import Feature
from registration.participants.personal import PERSONAL
from registration.participants.words import JOURNAL

PARTICIPANTS = Feature(name="participants", personal=PERSONAL, journal=JOURNAL)
