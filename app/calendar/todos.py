"""Tasks with a day by which they are due (VTODO of RFC 5545), for calendars that keep lists of tasks: pure."""

from dataclasses import dataclass
from datetime import date, datetime

import icalendar

from app.calendar.ical import Fragment
from app.calendar.text import Text, one_line, paragraphs

WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A task. ``uid`` never changes, ``revision`` rises with every change, ``changed_at`` is when that was."""

    uid: str
    revision: int
    changed_at: datetime
    due: date
    summary: str
    description: str = ""
    url: str = ""
    percent: int = 0
    is_done: bool = False


def todo_fragment(todo: Todo) -> Fragment:
    """Write one task."""
    component = icalendar.Todo()
    component.add("UID", Text(one_line(todo.uid)))
    component.add("SEQUENCE", todo.revision)
    component.add("DTSTAMP", todo.changed_at)
    component.add("LAST-MODIFIED", todo.changed_at)
    component.add("DUE", todo.due)
    component.add("STATUS", "COMPLETED" if todo.is_done else "IN-PROCESS" if todo.percent else "NEEDS-ACTION")
    component.add("PERCENT-COMPLETE", WHOLE if todo.is_done else todo.percent)
    if todo.is_done:
        component.add("COMPLETED", todo.changed_at)
    component.add("SUMMARY", Text(one_line(todo.summary)))
    if todo.description:
        component.add("DESCRIPTION", Text(paragraphs(todo.description)))
    if todo.url:
        component.add("URL", icalendar.vUri(todo.url))
    written: bytes = component.to_ical()
    return Fragment(written, None)
