"""What the market's papers and desks bring to the house."""

from app.feature import Feature, MenuEntry
from badges.market.organiser import market_day
from badges.market.views import stand_desk

MARKET_PAPERS = Feature(
    name="market_papers",
    blueprints=(stand_desk, market_day),
    menu=(
        MenuEntry("Plan and cards of the market", "market_day.choose", group="print", order=30),
        MenuEntry("Stands on the day", "market_day.overview", group="door", order=40),
    ),
)
