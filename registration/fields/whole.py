"""Everything that one form asks, read together: the built-in answers and the congress's own, with all faults at once. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from registration.fields.answers import GUEST, NOTHING, Asking, Told, Typed, read
from registration.fields.rules import Answers, Plan, told_by, without_unasked
from registration.participants.errors import Invalid, RegistrationError
from registration.participants.rules import RegistrationRequest, clean_request


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody told before: the built-in answers, and those to the congress's own questions by key."""

    request: RegistrationRequest
    answers: Answers


def read_all(
    plan: Plan,
    request: RegistrationRequest,
    typed: Typed,
    *,
    asking: Asking = GUEST,
    known: Known | None = None,
    days: tuple[str, ...] | None = None,
) -> tuple[RegistrationRequest, Told]:
    """Clean *request* and read the rest of the same form; raises Invalid holding all faults by name of the entry.

    What a guest was not asked is not taken from them; where somebody changes their answers, what they told before stays (*known*).
    *days* are those that this form lets people choose from; where it does not ask, those of before stay.
    """
    choices = plan.choices
    if known is not None:
        choices = plan.choices_with(sector=known.request.sector, level=known.request.level, role=known.request.role)
    if days is not None:
        choices = choices | {"days": days}
    elif request.days or known is not None:
        kept = known.request.days if known is not None else ()
        cleaned, told = read_all(plan, replace(request, days=()), typed, asking=asking, known=known, days=())
        return replace(cleaned, days=kept), told
    if plan.is_usual:
        return clean_request(request, choices), NOTHING
    told, own_faults = read(
        plan,
        typed,
        built_in=told_by(request),
        asking=asking,
        before=known.answers if known is not None else None,
        built_in_before=told_by(known.request) if known is not None else None,
    )
    if asking == GUEST:
        before = known.request if known is not None else None
        request = without_unasked(request, plan, {**told_by(request), **_seen(told)}, before=before)
    return _clean(request, choices, own_faults), told


def _seen(told: Told) -> dict[str, object]:
    return {key: value for key, value in told.values.items() if value}


def _clean(
    request: RegistrationRequest, choices: Mapping[str, tuple[str, ...]], own_faults: dict[str, RegistrationError]
) -> RegistrationRequest:
    try:
        cleaned = clean_request(request, choices)
    except Invalid as invalid:
        raise Invalid(faults=own_faults | dict(invalid.faults)) from invalid
    if own_faults:
        raise Invalid(faults=own_faults)
    return cleaned
