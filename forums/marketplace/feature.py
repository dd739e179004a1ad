"""What the marketplace brings to the house."""

from app.feature import Feature
from forums.marketplace.personal import PERSONAL

MARKETPLACE = Feature(name="marketplace", personal=PERSONAL)
