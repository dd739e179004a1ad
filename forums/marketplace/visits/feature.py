"""What the day of the market brings to the house."""

from flask_babel import lazy_gettext

from app.feature import Feature
from forums.marketplace.visits.personal import PERSONAL

VISITS = Feature(
    name="visits",
    personal=PERSONAL,
    journal={
        "market.shown": lazy_gettext("Guests see the market"),
        "market.hidden": lazy_gettext("Guests no longer see the market"),
        "stand.seen": lazy_gettext("It was noted whether a stand is there"),
        "stand.feedback-removed": lazy_gettext("A feedback to a stand was removed"),
    },
)
