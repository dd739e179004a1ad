"""The verbs of the thematic tables: one module a noun."""

from forums.tables.service.cafe import choose, end_cafe, leave, open_cafe
from forums.tables.service.plans import (
    begin_plan,
    fail_plan,
    keep_plan,
    publish,
    repair,
    start_plan,
)
from forums.tables.service.presence import note_gone, note_here
from forums.tables.service.tables import (
    add_pair,
    change_table,
    create_table,
    note_absent,
    remove_pair,
    remove_table,
    set_rounds,
    set_setting,
    set_wishes,
)

__all__ = [
    "add_pair",
    "begin_plan",
    "change_table",
    "choose",
    "create_table",
    "end_cafe",
    "fail_plan",
    "keep_plan",
    "leave",
    "note_absent",
    "note_gone",
    "note_here",
    "open_cafe",
    "publish",
    "remove_pair",
    "remove_table",
    "repair",
    "set_rounds",
    "set_setting",
    "set_wishes",
    "start_plan",
]
