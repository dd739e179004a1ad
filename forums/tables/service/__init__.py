"""The verbs of the thematic tables: one module a noun."""

from forums.tables.service.cafe import choose, end_cafe, leave, open_cafe
from forums.tables.service.days import let_go
from forums.tables.service.plans import (
    begin_plan,
    fail_plan,
    keep_plan,
    publish,
    repair,
    start_plan,
    stop_plan,
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
from forums.tables.service.trials import begin_trial, end_trial, fail_trial, keep_trial, start_trial, take_step

__all__ = [
    "add_pair",
    "begin_plan",
    "begin_trial",
    "change_table",
    "choose",
    "create_table",
    "end_cafe",
    "end_trial",
    "fail_plan",
    "fail_trial",
    "keep_plan",
    "keep_trial",
    "leave",
    "let_go",
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
    "start_trial",
    "stop_plan",
    "take_step",
]
