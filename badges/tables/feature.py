"""What the tables on paper bring to the house."""

from app.feature import Feature, MenuEntry
from badges.tables.host import table_host
from badges.tables.organiser import table_papers

TABLE_PAPERS = Feature(
    name="table_papers",
    blueprints=(table_papers, table_host),
    menu=(MenuEntry("Cards and slips of the tables", "table_papers.choose", group="print", order=20),),
)
