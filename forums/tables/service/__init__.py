"""The verbs of the thematic tables: one module a noun."""

from forums.tables.service.plans import (
    begin_plan,
    fail_plan,
    keep_plan,
    publish,
    repair,
    start_plan,
)
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
    "create_table",
    "fail_plan",
    "keep_plan",
    "note_absent",
    "publish",
    "remove_pair",
    "remove_table",
    "repair",
    "set_rounds",
    "set_setting",
    "set_wishes",
    "start_plan",
]
