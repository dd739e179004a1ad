"""What the journal says of substitutes."""

from typing import Final

from flask_babel import lazy_gettext

JOURNAL: Final = {
    "participant.substitute-asked": lazy_gettext("Asked a colleague to take the place"),
    "participant.substitute-withdrawn": lazy_gettext("Took the question to a colleague back"),
    "participant.substitute-declined": lazy_gettext("The colleague does not take the place"),
    "participant.substitute-silent": lazy_gettext("The colleague did not answer in time"),
    "participant.handed-over": lazy_gettext("Handed the place to a colleague"),
    "participant.took-over": lazy_gettext("Took a colleague's place"),
}
