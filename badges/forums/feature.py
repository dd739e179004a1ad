"""What the forums on paper bring to the house."""

from app.feature import Feature, MenuEntry
from badges.forums.moderator import forum_list
from badges.forums.organiser import forum_papers

FORUM_PAPERS = Feature(
    name="forum_papers",
    blueprints=(forum_papers, forum_list),
    menu=(MenuEntry("Signs and lists of the forums", "forum_papers.choose", group="print", order=15),),
)
