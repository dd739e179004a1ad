"""The organisers' doors of the thematic tables."""

from forums.tables.organiser.clock import table_clock
from forums.tables.organiser.harvest import table_harvest
from forums.tables.organiser.plans import table_plans
from forums.tables.organiser.sliders import table_sliders
from forums.tables.organiser.tables import tables_organiser

blueprints = (tables_organiser, table_sliders, table_plans, table_clock, table_harvest)
