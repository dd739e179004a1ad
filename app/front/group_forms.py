"""Read the form by which a contact registers a group, and draw it."""

from dataclasses import dataclass, field, replace

from flask import Response
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from app import clock
from app.congress import queries as congresses_of
from app.congress.rules import Admission
from app.db import reading
from app.errors import DomainError
from app.front import forms
from app.front.registering_forms import (
    MOST_SUGGESTIONS,
    day_options,
    full_choices,
    mark_full,
    new_key,
    private,
    render,
)
from app.front.standing import RegistrationState, Standing
from app.web.languages import page_language
from app.web.problem import words_of
from registration.fields import words
from registration.fields.rules import ROLE
from registration.organisations import queries as organisations_of
from registration.participants import errors, rules
from registration.participants.rules import LENGTHS, RegistrationRequest
from registration.participants.service import MOST_IN_PARTY, Contact
from registration.parties.errors import NobodyNamed
from registration.parties.reading import read

ORDER = ("name", "email", "language", "organisation", "role", "days", "people", "further")


@dataclass(frozen=True)
class Group:
    """A group as its contact told it, cleaned."""

    contact: Contact
    people: tuple[RegistrationRequest, ...]
    is_whole: bool


@dataclass(frozen=True)
class FilledGroup:
    """The form of a group as it shall be drawn: what was typed, and what is wrong with it."""

    values: forms.Form
    faults: dict[str, list[str]] = field(default_factory=dict)
    notice: str = ""
    is_waiting: bool = False
    key: str = field(default_factory=new_key)


class GroupInvalid(errors.RegistrationError):
    """Something in the form of a group is wrong; ``faults`` holds the words by field."""

    code = "group-invalid"

    def __init__(self, faults: dict[str, list[str]]) -> None:
        super().__init__()
        self.faults = faults


def group(form: forms.Form, standing: Standing) -> Group:
    """Read and clean a group; raises GroupInvalid holding all faults at once."""
    faults: dict[str, list[str]] = {}
    texts = {name: form.get(name, "") for name in ("name", "email", "organisation", "language")}
    days, choices = standing.asked_days, standing.plan.choices | {"days": standing.asked_days}
    usual = replace(forms.answers(forms.Form(texts | {"role": form.get("role", "")})), photo_consent=False)
    try:
        contact = rules.clean_request(replace(usual, days=tuple(form.getlist("days")) if days else ()), choices)
    except errors.Invalid as invalid:
        faults |= forms.faults_in_words(invalid.faults)
        contact = RegistrationRequest("", "")
    usual = replace(contact, name="", email="")
    told = read(form.get("people", ""), usual=usual, choices=choices)
    if told.faults:
        faults["people"] = [
            gettext("Line %(line)s: %(fault)s", line=fault.line, fault=words_of(fault.error)) for fault in told.faults
        ]
    people = [*told.people, *([rules.clean_member(usual, choices)] * _further(form, faults))]
    if not people and not faults:
        faults["people"] = [words_of(NobodyNamed())]
    if len(people) > MOST_IN_PARTY:
        faults.setdefault("people", [words_of(errors.PartyTooLarge(most=MOST_IN_PARTY))])
    if faults:
        raise GroupInvalid(faults)
    who = Contact(contact.name, contact.email, contact.language)
    return Group(who, tuple(people), form.get("is_whole") == forms.YES)


def _further(form: forms.Form, faults: dict[str, list[str]]) -> int:
    """Read how many places are for people whose names follow."""
    typed = form.get("further", "").strip()
    if not typed:
        return 0
    if typed.isascii() and typed.isdigit() and int(typed[:9]) <= MOST_IN_PARTY:
        return int(typed[:9])
    faults["further"] = [gettext("Please give a whole number from %(least)s to %(most)s.", least=0, most=MOST_IN_PARTY)]
    return 0


def draw_group(standing: Standing, filled: FilledGroup, *, status: int = 200) -> Response:
    """Draw the form of a group."""
    language, full = page_language(), full_choices(standing)
    plan = standing.plan
    role = plan.field(ROLE)
    html = render(
        "app/front/group.html",
        standing,
        filled=filled,
        summary=[(name, filled.faults[name][0]) for name in ORDER if name in filled.faults],
        roles=mark_full(words.options_for(plan, role, language), full) if role is not None else [],
        days=day_options(standing.asked_days, full),
        chosen_days=filled.values.getlist("days") or standing.asked_days,
        organisations=organisations_of.names(reading(), standing.id)[:MOST_SUGGESTIONS],
        hosts=congresses_of.by_id(reading(), standing.id).hosts,
        lengths=LENGTHS,
        most=MOST_IN_PARTY,
        is_application=standing.admission == Admission.APPROVAL,
        token=generate_csrf(),
    )
    return private(html, status=status)


def empty_group(standing: Standing) -> FilledGroup:
    """Give the form as it stands before anything is typed."""
    is_full = standing.state(clock.now()) is RegistrationState.FULL
    is_waiting = is_full and standing.admission == Admission.OPEN
    return FilledGroup(forms.Form({"language": page_language()}), is_waiting=is_waiting)


def member(
    form: forms.Form, before: RegistrationRequest, standing_choices: dict[str, tuple[str, ...]]
) -> RegistrationRequest:
    """Read what the contact tells about one of the group; the rest stays as it is. Raises errors.Invalid."""
    texts = {name: form.get(name, "") for name in MEMBER}
    typed = replace(before, **texts, days=())  # type: ignore[arg-type]  # texts only
    return replace(rules.clean_member(typed, standing_choices), days=before.days)


MEMBER = ("name", "email", "organisation", "language")


def words_by_field(fault: DomainError) -> dict[str, list[str]]:
    """Put what is wrong with one of the group beside its field."""
    if isinstance(fault, errors.Invalid):
        return forms.faults_in_words(fault.faults)
    return {fault.field or "name": [words_of(fault)]}
