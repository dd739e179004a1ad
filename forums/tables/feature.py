"""What the thematic tables bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, Routine
from forums.tables.host.views import host
from forums.tables.jobs import plan_tables, serve_tables, try_sliders
from forums.tables.organiser import blueprints
from forums.tables.personal import PERSONAL
from forums.tables.service.plans import TABLES_JOB
from forums.tables.service.trials import TRIAL_JOB
from forums.tables.views import hall
from forums.tables.words import JOURNAL

TABLES = Feature(
    name="tables",
    blueprints=(*blueprints, hall, host),
    jobs={TABLES_JOB: plan_tables, TRIAL_JOB: try_sliders},
    routines=(Routine("forums.table-days", serve_tables, every=timedelta(minutes=1)),),
    personal=PERSONAL,
    journal=JOURNAL,
    menu=(
        MenuEntry("Thematic tables", "tables_organiser.tables", group="set-up", order=50),
        MenuEntry("Round clock", "table_clock.control", group="record", order=10),
        MenuEntry("Harvest of the tables", "table_harvest.harvest", group="record", order=20),
        MenuEntry("Rounds of tables", "table_plans.plans", group="assign", order=20),
    ),
)
