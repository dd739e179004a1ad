"""Read the form by which a contact registers a group, and draw it."""

from collections.abc import Callable, Collection, Mapping, Sequence
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
from registration.participants import errors, queries, rules
from registration.participants.models import Party
from registration.participants.rules import LENGTHS, RegistrationRequest, Status
from registration.participants.service import MOST_IN_PARTY, Contact
from registration.parties.errors import NobodyNamed
from registration.parties.reading import read

Choices = Mapping[str, Collection[str]]
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
    contact = _usual(
        form, standing, faults, told=("name", "email", "organisation", "language"), clean=rules.clean_request
    )
    people = _people(form, standing, replace(contact, name="", email=""), faults)
    who = Contact(contact.name, contact.email, contact.language)
    return Group(who, people, form.get("is_whole") == forms.YES)


def further(form: forms.Form, standing: Standing) -> tuple[RegistrationRequest, ...]:
    """Read and clean people who join a group; raises GroupInvalid holding all faults at once."""
    faults: dict[str, list[str]] = {}
    usual = _usual(form, standing, faults, told=("organisation", "language"), clean=rules.clean_member)
    return _people(form, standing, replace(usual, name="", email=""), faults)


def _usual(
    form: forms.Form,
    standing: Standing,
    faults: dict[str, list[str]],
    *,
    told: Sequence[str],
    clean: Callable[[RegistrationRequest, Choices], RegistrationRequest],
) -> RegistrationRequest:
    """Read what holds for everybody of whom nothing else is told, and about the contact, as far as it is *told*."""
    texts = {name: form.get(name, "") for name in told}
    usual = replace(forms.answers(forms.Form(texts | {"role": form.get("role", "")})), photo_consent=False)
    days = tuple(form.getlist("days")) if standing.asked_days else ()
    try:
        return clean(replace(usual, days=days), _choices(standing))
    except errors.Invalid as invalid:
        faults |= forms.faults_in_words(invalid.faults)
        return RegistrationRequest("", "")


def _people(
    form: forms.Form, standing: Standing, usual: RegistrationRequest, faults: dict[str, list[str]]
) -> tuple[RegistrationRequest, ...]:
    """Read the lines of a group, and how many places beside them; raises GroupInvalid with what was wrong before, too."""
    choices = _choices(standing)
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
    return tuple(people)


def _choices(standing: Standing) -> Choices:
    return standing.plan.choices | {"days": standing.asked_days}


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
    html = render(
        "app/front/group.html",
        standing,
        filled=filled,
        hosts=congresses_of.by_id(reading(), standing.id).hosts,
        is_application=standing.admission == Admission.APPROVAL,
        token=generate_csrf(),
        **shown(standing, filled),
    )
    return private(html, status=status)


def shown(standing: Standing, filled: FilledGroup) -> dict[str, object]:
    """Give what the forms of groups offer to choose from, and what is wrong."""
    language, full = page_language(), full_choices(standing)
    plan = standing.plan
    role = plan.field(ROLE)
    return {
        "summary": [(name, filled.faults[name][0]) for name in ORDER if name in filled.faults],
        "roles": mark_full(words.options_for(plan, role, language), full) if role is not None else [],
        "days": day_options(standing.asked_days, full),
        "chosen_days": filled.values.getlist("days") or standing.asked_days,
        "organisations": organisations_of.names(reading(), standing.id)[:MOST_SUGGESTIONS],
        "lengths": LENGTHS,
        "most": MOST_IN_PARTY,
    }


def empty_further(party: Party, standing: Standing) -> FilledGroup:
    """Give the form of people who join a group as it stands before anything is typed, with what its others have in common."""
    members = queries.members(reading(), party.id)
    organisations = {member.organisation for member in members}
    known = {"language": party.language, "organisation": organisations.pop() if len(organisations) == 1 else ""}
    is_waiting = standing.state(clock.now()) is RegistrationState.FULL and standing.admission == Admission.OPEN
    return FilledGroup(forms.Form(known), is_waiting=is_waiting or (party.is_whole and waits(party)))


def waits(party: Party) -> bool:
    """Tell whether somebody of a group is on the waiting list."""
    return any(member.status == Status.WAITING for member in queries.members(reading(), party.id))


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
