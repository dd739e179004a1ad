"""The verbs of the form: arrange questions and lists, keep answers and files, forget what is kept too long."""

from registration.fields.service.answers import (
    drop_answers,
    drop_loose_uploads,
    keep,
    keep_good_file,
    keep_upload,
    waiting_name,
)
from registration.fields.service.arrangement import (
    add_field,
    arrange,
    change_field,
    move_field,
    remove_field,
    restore_field,
    set_list,
)
from registration.fields.service.expiry import forget_expired, forget_waiting_uploads

__all__ = [
    "add_field",
    "arrange",
    "change_field",
    "drop_answers",
    "drop_loose_uploads",
    "forget_expired",
    "forget_waiting_uploads",
    "keep",
    "keep_good_file",
    "keep_upload",
    "move_field",
    "remove_field",
    "restore_field",
    "set_list",
    "waiting_name",
]
