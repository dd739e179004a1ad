"""Forms of giving access."""

from flask_babel import lazy_gettext

from app.accounts.models import Part
from app.web import fields
from app.web.forms import Form

PARTS = {Part.ORGANISER: lazy_gettext("Organiser"), Part.GATE: lazy_gettext("Gate staff")}
OPTIONS = [(part.value, word) for part, word in PARTS.items()]


class MemberForm(Form):
    """Who shall work on the congress."""

    email = fields.email(lazy_gettext("E-mail"), required=True)
    name = fields.text(lazy_gettext("Name"), longest=200)
    part = fields.choice(lazy_gettext("Part"), OPTIONS)
    sees_needs = fields.tick(lazy_gettext("May read access needs, interpreting and food"))


class KeyForm(Form):
    """A key for a machine."""

    label = fields.text(lazy_gettext("What the key is for"), longest=100, required=True)
    key_part = fields.choice(lazy_gettext("What it may do"), OPTIONS)
    key_sees_needs = fields.tick(lazy_gettext("May read access needs, interpreting and food"))
