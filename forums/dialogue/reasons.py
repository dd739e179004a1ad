"""Why somebody sits where they sit, in sentences. The facts come from forums.assignment.reasons and are kept with each seat."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext

from forums.dialogue import words
from forums.dialogue.models import Forum

Facts = Mapping[str, Any]  # Any: JSON


def sentences(reason: Facts, forums: Sequence[Forum]) -> list[str]:
    """Tell the person concerned, in the language in force, why they sit where they sit; the most important comes first.

    *forums* are those of the congress, cancelled ones too. Facts that are not known here are passed over.

    >>> sentences({"forum": "f2", "rank": 2, "dearer": [{"forum": "f0", "rank": 1, "why": "full", "seated": 32, "as_dear": 32}]}, forums)
    ['Your 2nd wish.', 'Your 1st wish, Forum 4, was full; all 32 people there had it as their 1st wish, too.']
    """
    if not reason:
        return []
    names = words.names_of(forums)
    told = [_first(reason)]
    told += [_dearer(missed, names) for missed in reason.get("dearer", ()) if missed["forum"] in names]
    return [sentence for sentence in told if sentence]


def _first(reason: Facts) -> str:
    rank = reason.get("rank")
    if reason.get("pinned"):
        return str(gettext("The organisers gave you this place."))
    if reason.get("forum") is None:
        return str(gettext("There was no place left for you in any forum."))
    if rank is not None:
        return str(gettext("Your %(rank)s wish.", rank=words.ordinal(rank)))
    if reason.get("has_wishes", True):
        return str(gettext("None of your wishes could be fulfilled."))
    return str(gettext("You wished for no forum; here a place was free."))


def _dearer(missed: Facts, names: Mapping[str, str]) -> str:
    """Say why a dearer wish was not fulfilled."""
    place = {"rank": words.ordinal(missed["rank"]), "forum": names[missed["forum"]]}
    why = missed.get("why")
    if why == "full":
        return _full(missed, place)
    known = {
        "cancelled": gettext("Your %(rank)s wish, %(forum)s, does not take place.", **place),
        "sector": gettext("In your %(rank)s wish, %(forum)s, the places for your sector were taken.", **place),
        "organisation": gettext(
            "In your %(rank)s wish, %(forum)s, as many people of your organisation sit already as may sit together.",
            **place,
        ),
    }
    general = gettext(
        "A place in your %(rank)s wish, %(forum)s, would have given others a worse one, or broken a rule.", **place
    )
    return str(known.get(str(why), general))


def _full(missed: Facts, place: Mapping[str, str]) -> str:
    seated, as_dear = missed.get("seated", 0), missed.get("as_dear", 0)
    if seated and seated == as_dear:
        same = {"num": seated, **place}
        if missed["rank"] == 1:
            return str(
                gettext(
                    "Your 1st wish, %(forum)s, was full; all %(num)s people there had it as their 1st wish, too.",
                    **same,
                )
            )
        return str(
            gettext(
                "Your %(rank)s wish, %(forum)s, was full; all %(num)s people there wished for it at least as much.",
                **same,
            )
        )
    return str(
        gettext(
            "Your %(rank)s wish, %(forum)s, was full; for others there every other place would have been worse.",
            **place,
        )
    )
