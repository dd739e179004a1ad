"""What privacy brings to the house; it also answers for the floors below that know no participants."""

from app.feature import Feature
from registration.privacy.personal import PERSONAL

PRIVACY = Feature(name="privacy", personal=PERSONAL)
