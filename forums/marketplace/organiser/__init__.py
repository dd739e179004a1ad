"""The organisers' doors of the marketplace."""

from forums.marketplace.organiser.jury import jury_organiser
from forums.marketplace.organiser.market import market_setup
from forums.marketplace.organiser.stands import stands_organiser

blueprints = (stands_organiser, market_setup, jury_organiser)
