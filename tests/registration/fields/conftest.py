"""A form of a congress's own, asked in tests."""

from collections.abc import Callable
from functools import partial

import pytest
from builders import NOON, make_congress

from registration.fields import queries, service
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.rules import Condition, Kind


@pytest.fixture
def congress(session):
    return make_congress(session)


def add_question(
    session, congress, label: str, kind: Kind = Kind.TEXT, *options: str, only_if: tuple[str, ...] = (), **values
) -> str:
    condition = Condition(only_if[0], only_if[1:]) if only_if else None
    rows = tuple(OptionRow("", {"de": option, "en": option}) for option in options)
    request = FieldRequest(kind=kind, label={"de": label, "en": label}, options=rows, condition=condition, **values)
    key = service.add_field(session, congress, request, actor="test", now=NOON)
    session.flush()  # what follows is read from the database
    return key


@pytest.fixture
def ask(session, congress) -> Callable[..., str]:
    """``ask("Hotel", Kind.CHOICE, "yes", "no")`` adds a question with these options and gives its key."""
    return partial(add_question, session, congress)


@pytest.fixture
def ask_in(session) -> Callable[..., str]:
    """``ask_in(congress, "Hotel")`` does the same in another congress."""
    return partial(add_question, session)


@pytest.fixture
def form(session, congress):
    """``form()`` is the plan as it stands now."""

    def read(of=congress):
        session.flush()  # rows changed as objects
        return queries.plan(session, of.id)

    return read
