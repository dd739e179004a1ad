"""Forms of giving access."""

from flask_babel import lazy_gettext as _l

from app.accounts.models import Part
from app.web import fields
from app.web.forms import Form

PARTS = {Part.ORGANISER: _l("Organiser"), Part.GATE: _l("Gate staff")}
OPTIONS = [(part.value, word) for part, word in PARTS.items()]


class MemberForm(Form):
    """Who shall work on the congress."""

    email = fields.email(_l("E-mail"), required=True)
    name = fields.text(_l("Name"), longest=200)
    part = fields.choice(_l("Part"), OPTIONS)


class KeyForm(Form):
    """A key for a machine."""

    label = fields.text(_l("What the key is for"), longest=100, required=True)
    key_part = fields.choice(_l("What it may do"), OPTIONS)
