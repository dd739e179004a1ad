"""Read the guests' forms into what the rules understand. Drawing them is the templates' business.

By hand and not by WTForms: its fields and widgets cost more than everything else of a registration together.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.front.errors import RankTwice
from app.web.languages import page_language
from app.web.problem import words_of
from registration.fields import questions
from registration.fields.answers import Told, Typed
from registration.fields.rules import Plan
from registration.fields.whole import read_all
from registration.participants import errors, rules
from registration.participants.rules import RegistrationRequest

WISH, IN_SLOT = "wish-", "."  # wish-<forum>, and wish-<slot>.<forum> from the second slot on
YES = "yes"
IDEMPOTENCY_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TEXTS = (
    "name",
    "email",
    "organisation",
    "sector",
    "level",
    "role",
    "language",
    "pronouns",
    "access_needs",
    "interpreting",
    "food",
)
Form = MultiDict[str, str]


def registration(
    form: Form, plan: Plan, typed: Typed, *, days: tuple[str, ...] = ()
) -> tuple[RegistrationRequest, tuple[str, ...], Told]:
    """Read and clean a registration, its wishes and the answers to the congress's own questions.

    *days* are those that the form lets guests choose from, if it asks. Raises errors.Invalid holding all faults at once, by name of
    the entry.
    """
    faults: dict[str, errors.RegistrationError] = {}
    try:
        ranked = ranking(form)
    except errors.RegistrationError as fault:
        faults["wishes"] = fault
        ranked = ()
    try:
        request, told = read_all(plan, answers(form, days), typed, days=days or None)
    except errors.Invalid as invalid:
        raise errors.Invalid(faults=faults | dict(invalid.faults)) from invalid
    if faults:
        raise errors.Invalid(faults=faults)
    return request, ranked, told


def answers(form: Form, days: tuple[str, ...] = ()) -> RegistrationRequest:
    """Read what somebody tells about themselves, as typed; the days on which they come only where the form asks."""
    told = form.to_dict()  # to look for an entry that is not there costs a form ten times as much
    texts = {name: told.get(name, "") for name in TEXTS}
    texts["role"] = texts["role"] or rules.ParticipantRole.PARTICIPANT
    request = RegistrationRequest(**texts, photo_consent=told.get("photo_consent") == YES)  # type: ignore[arg-type]  # all of TEXTS are texts
    return replace(request, days=tuple(form.getlist("days"))) if days else request


def ranking(form: Form) -> tuple[str, ...]:
    """Read the wished forums, dearest first, slot by slot; a gap between the numbers does not count. Raises BadChoice or RankTwice."""
    ranked = [
        (value, *name.removeprefix(WISH).rpartition(IN_SLOT))
        for name, value in form.items()
        if name.startswith(WISH) and value
    ]
    if not all(value.isascii() and value.isdigit() and len(value) <= 2 for value, *_ in ranked):  # noqa: PLR2004 -- nobody ranks a hundred forums
        raise errors.BadChoice(field="wishes")
    by_rank = {(slot, int(value)): forum for value, slot, _, forum in ranked}
    if len(by_rank) < len(ranked):
        raise RankTwice(field="wishes")
    return tuple(by_rank[rank] for rank in sorted(by_rank))


def idempotency_key(form: Form) -> str | None:
    """Read the hidden key that makes a repeat harmless; one that is not ours is none."""
    key = form.get("key", "")
    return key if IDEMPOTENCY_KEY.fullmatch(key) else None


def ranks(form: Mapping[str, str]) -> dict[str, int]:
    """Read the numbers as typed, for drawing the form again."""
    typed = {
        name.removeprefix(WISH).rpartition(IN_SLOT)[2]: value for name, value in form.items() if name.startswith(WISH)
    }
    return {forum: int(value) for forum, value in typed.items() if value.isascii() and value.isdigit()}


def faults_in_words(faults: Mapping[str, errors.RegistrationError]) -> dict[str, list[str]]:
    """Say each fault, for the place beside its field."""
    return {name: [words_of(fault)] for name, fault in faults.items()}


def summary(faults: Mapping[str, list[str]], plan: Plan) -> list[tuple[str, str]]:
    """List the faults for the head of the page in the order of the form, each with the field it leads to."""
    called = questions.names(plan, page_language()) | {"days": gettext("Days")}
    in_order = sorted(faults, key=list(called).index)
    return [(name, gettext("%(field)s: %(fault)s", field=called[name], fault=faults[name][0])) for name in in_order]


def named(form: Mapping[str, str], prefix: str) -> str:
    """Give the rest of the first field's name that begins with *prefix*: which of several forms of a page was sent."""
    return next((name.removeprefix(prefix) for name in form if name.startswith(prefix)), "")
