"""The form of an assignment: what counts, which rules give way or are left out, and other seats to try out."""

from collections.abc import Sequence
from dataclasses import replace

from forums.dialogue import errors
from forums.dialogue.forms import Typed, number_in
from forums.dialogue.models import Forum
from forums.dialogue.problems import CLOSED, seats_of
from forums.dialogue.rules import MOST_SEATS
from forums.dialogue.settings import (
    LARGEST_SEED,
    LONGEST_SECONDS,
    MOST_MIX,
    MOST_OF_ONE_ORGANISATION,
    OBJECTIVES,
    OMISSIBLE,
    RULES,
    Settings,
    Span,
    stops,
)

SCALE = "scale"  # the aim of those who choose a stop between few moves and fairness


def assignment_settings(typed: Typed, forums: Sequence[Forum] = (), *, wishes: int = 3) -> tuple[Settings, int]:
    """Read the form that starts an assignment: settings and seed. Raises NotANumber, MinimumAboveMaximum or DialogueError.

    *wishes* is how many guests have: so fine is the scale from few moves to fairness. Seats that a forum of *forums* has anyway are no
    what-if.
    """
    aim, scale = typed.get("aim", ""), stops(wishes)
    if aim == SCALE:
        aim = scale[_within(typed, "balance", least=0, most=len(scale) - 1)]
    if aim not in {*OBJECTIVES, *scale}:
        raise errors.DialogueError(field="aim")
    settings = Settings(
        aim=aim,
        org_max=_within(typed, "org_max", least=1, most=MOST_OF_ONE_ORGANISATION) if typed.get("org_max") else None,
        soft=tuple(rule for rule in RULES if typed.get(f"soft-{rule}")),
        seconds=_within(typed, "seconds", least=1, most=LONGEST_SECONDS),
        seats=dict(_seats(typed, forum) for forum in offered(forums) if _seats(typed, forum)[1] != seats_of(forum)),
        without=tuple(rule for rule in OMISSIBLE if typed.get(f"without-{rule}")),
        keeps_seats=bool(typed.get("keeps_seats")),
        may_cancel=bool(typed.get("may_cancel")),
        mix_sectors=_degree(typed, "mix_sectors"),
        mix_organisations=_degree(typed, "mix_organisations"),
    )
    return settings, _within(typed, "seed", least=0, most=LARGEST_SEED)


def fields_of(settings: Settings, seed: int, forums: Sequence[Forum], *, wishes: int = 3) -> dict[str, str]:
    """Fill the form from settings."""
    scale = stops(wishes)
    balance = scale.index(settings.aim) if settings.aim in scale else len(scale) - 1
    aim = settings.aim if settings.aim == "first-wishes" else SCALE
    fields = {"aim": aim, "balance": str(balance), "seconds": str(settings.seconds), "seed": str(seed)}
    fields["org_max"] = "" if settings.org_max is None else str(settings.org_max)
    fields |= {name: str(getattr(settings, name)) for name in ("mix_sectors", "mix_organisations")}
    ticked = {f"soft-{rule}" for rule in settings.soft} | {f"without-{rule}" for rule in settings.without}
    ticked |= {name for name in ("keeps_seats", "may_cancel") if getattr(settings, name)}
    for forum in offered(forums):
        least, most = span = settings.seats.get(forum.public_id, seats_of(forum))
        if span == CLOSED:
            ticked.add(f"seats-{forum.number}-off")
            least, most = seats_of(forum)
        fields |= {f"seats-{forum.number}-minimum": str(least), f"seats-{forum.number}-maximum": str(most)}
    return fields | dict.fromkeys(sorted(ticked), "yes")


def _degree(typed: Typed, name: str) -> int:
    return _within(typed, name, least=0, most=MOST_MIX) if typed.get(name) else 0


def usual(settings: Settings) -> Settings:
    """Leave out of *settings* what was only tried out, for the next run that starts from them."""
    return replace(settings, seats={}, without=(), may_cancel=False, quotas={}, released=(), unpaired=())


def offered(forums: Sequence[Forum]) -> list[Forum]:
    """Keep the forums that take place."""
    return [forum for forum in forums if forum.cancelled_at is None]


def _seats(typed: Typed, forum: Forum) -> tuple[str, Span]:
    name = f"seats-{forum.number}"
    if typed.get(f"{name}-off"):
        return forum.public_id, CLOSED
    if f"{name}-maximum" not in typed:
        return forum.public_id, seats_of(forum)
    least = _within(typed, f"{name}-minimum", least=0, most=MOST_SEATS) if typed.get(f"{name}-minimum") else 0
    most = _within(typed, f"{name}-maximum", least=1, most=MOST_SEATS)
    if least > most:
        raise errors.MinimumAboveMaximum(field=f"{name}-minimum")
    return forum.public_id, (least, most)


def _within(typed: Typed, name: str, *, least: int, most: int) -> int:
    number = number_in(typed, name)
    if not least <= number <= most:
        raise errors.NotANumber(field=name, least=least, most=most)
    return number
