"""What the tables on paper bring to the house."""

from app.feature import Feature, MenuEntry
from badges.tables.organiser import table_papers
from badges.tables.views import table_host

TABLE_PAPERS = Feature(
    name="table_papers",
    blueprints=(table_papers, table_host),
    menu=(MenuEntry("Cards and slips of the tables", "table_papers.choose", group="print", order=20),),
)
