"""What import and export bring to the house."""

from datetime import timedelta

from app.feature import Feature, MenuEntry, PersonalData, Routine
from registration.exchange import jobs, organiser, queries, words
from registration.exchange.service import CHECK_JOB, WRITE_JOB
from registration.participants.rules import name_key_of

# A table that was not used may name anybody, so it goes with the first of its congress who is erased.
TABLES = PersonalData(
    table="import_file",
    label="Uploaded tables",
    collect=lambda _session, _person: (),
    erase=lambda session, person: queries.forget_unused_of(
        session, person.congress_id, name_key=name_key_of(person.name)
    ),
)
EXCHANGE = Feature(
    name="exchange",
    blueprints=(organiser.bp,),
    jobs={CHECK_JOB: jobs.check, WRITE_JOB: jobs.write},
    routines=(Routine("forget-uploads", jobs.forget, timedelta(hours=1)),),
    menu=(MenuEntry("Import", "imports.imports", "register", 20),),
    personal=(TABLES,),
    journal=words.JOURNAL,
)
