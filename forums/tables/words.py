"""What the journal says about tables."""

from typing import Final

from flask_babel import lazy_gettext

JOURNAL: Final = {
    "table.created": lazy_gettext("Table %(number)s was added"),
    "table.changed": lazy_gettext("Table %(number)s was changed"),
    "table.removed": lazy_gettext("Table %(number)s was removed"),
    "tables.setting": lazy_gettext("Who takes part in the tables was changed"),
    "tables.rounds": lazy_gettext("The rounds of the tables were laid out: %(count)s"),
    "tables.pair-apart": lazy_gettext("Two people were put apart at the tables"),
    "tables.pair-together": lazy_gettext("Two people may sit together at tables again"),
    "tables.absent": lazy_gettext("%(count)s people were noted as not there for the tables"),
    "tables.present": lazy_gettext("%(count)s people were noted as there for the tables"),
    "tables.cafe-opened": lazy_gettext("Guests choose their tables themselves"),
    "tables.cafe-ended": lazy_gettext("The free choice of tables was ended"),
    "tables.harvest-published": lazy_gettext("The harvest of the tables was made public"),
    "tables.harvest-withdrawn": lazy_gettext("The harvest of the tables was withdrawn from the public"),
    "tables.let-go": lazy_gettext("%(people)s people left the tables because they come on other days"),
    "tables.planned": lazy_gettext("A calculation of the rounds of tables was begun"),
    "tables.published": lazy_gettext("The rounds of tables were published; new or changed for %(touched)s people"),
}
