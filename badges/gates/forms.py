"""The form by which a gate is added."""

from dataclasses import dataclass
from typing import Self

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from badges.gates.rules import Permission
from badges.gates.service import LONGEST_NAME


@dataclass(frozen=True)
class GateForm:
    """What was typed, and what is wrong with it."""

    name: str = ""
    permission: str = Permission.STEWARD.value
    faults: tuple[LazyString, ...] = ()

    @classmethod
    def read(cls, values: MultiDict[str, str]) -> Self:
        name = " ".join(values.get("name", "").split())
        permission = values.get("permission", "")
        if permission not in list(Permission):
            permission = Permission.STEWARD.value
        faults = (
            () if 0 < len(name) <= LONGEST_NAME else (lazy_gettext("Please name the gate, in at most 60 letters."),)
        )
        return cls(name, permission, faults)
