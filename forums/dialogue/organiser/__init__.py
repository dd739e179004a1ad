"""The organisers' doors: forums, assignment runs, and the workbench on a draft."""

# Importing the module adds its routes to assignment_organiser.
from forums.dialogue.organiser import comparison, pairs, workbench  # noqa: F401 -- see above
from forums.dialogue.organiser.assignment import assignment_organiser
from forums.dialogue.organiser.forums import dialogue_organiser
from forums.dialogue.organiser.waiting import forum_waiting

blueprints = (dialogue_organiser, assignment_organiser, forum_waiting)
