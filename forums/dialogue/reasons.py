"""Why somebody sits where they sit, in sentences. The facts come from forums.assignment.reasons and are kept with each seat."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext

from forums.dialogue import words
from forums.dialogue.models import Forum

Facts = Mapping[str, Any]  # Any: JSON


def sentences(reason: Facts, forums: Sequence[Forum]) -> list[str]:
    """Tell the person concerned, in the language in force, why they sit where they sit; the most important comes first.

    *forums* are those of the congress, cancelled ones too; wishes for forums that are not among them are passed over.

    >>> sentences({"forum": "f2", "rank": 2, "pinned": False, "has_wishes": True, "dearer": [
    ...     {"forum": "f0", "rank": 1, "why": "full", "seated": 32, "as_dear": 32}]}, forums)
    ['Your 2nd wish.', 'Your 1st wish, Forum 4, was full; all 32 people there had it as their 1st wish, too.']
    """
    if not reason:
        return []
    if "by" in reason:
        return [_by_guests(reason)]
    if reason["pinned"]:
        return _given(reason)
    names = words.names_of(forums)
    known = [missed for missed in reason["dearer"] if missed["forum"] in names]
    several = reason.get("of_several", False)
    told = [
        text for missed in known for text in (_dearer(missed, names), _chain(missed, is_of_several=several)) if text
    ]
    return [_first(reason), *told]


def _by_guests(reason: Facts) -> str:
    """Tell about a place that changed hands after publication."""
    if reason["by"] == "swap":
        return str(gettext("You swapped places with another guest."))
    return str(gettext("A place came free, and you were the first on the waiting list for whom the rules hold."))


def _given(reason: Facts) -> list[str]:
    """Tell about a place that the organisers chose; why a dearer wish was full is beside the point then."""
    told = [str(gettext("The organisers gave you this place."))]
    if reason["rank"] is not None:
        told.append(str(gettext("It is your %(rank)s wish.", rank=words.ordinal(reason["rank"]))))
    return told


def _first(reason: Facts) -> str:
    if reason["forum"] is None:
        return str(gettext("There was no place for you in any forum."))
    if reason["rank"] is not None:
        return str(gettext("Your %(rank)s wish.", rank=words.ordinal(reason["rank"])))
    if reason["has_wishes"]:
        return str(gettext("None of your wishes could be fulfilled."))
    return str(gettext("You wished for no forum; here a place was free."))


def _dearer(missed: Facts, names: Mapping[str, str]) -> str:
    """Say why a dearer wish was not fulfilled."""
    place = {"rank": words.ordinal(missed["rank"]), "forum": names[missed["forum"]]}
    if missed["why"] == "full":
        return _full(missed, place)
    known = {
        "cancelled": gettext("Your %(rank)s wish, %(forum)s, does not take place.", **place),
        "sector": gettext("In your %(rank)s wish, %(forum)s, the places for your sector were taken.", **place),
        "ineligible": gettext("Your %(rank)s wish, %(forum)s, is not open to you, by its language or access.", **place),
        "level": gettext("In your %(rank)s wish, %(forum)s, the places for your level were taken.", **place),
        "organisation": gettext(
            "In your %(rank)s wish, %(forum)s, there are as many people of your organisation as may sit together.",
            **place,
        ),
    }
    others = gettext(
        "A place in your %(rank)s wish, %(forum)s, would have left somebody worse off or broken a rule.", **place
    )
    return str(known.get(missed["why"], others))


def _chain(missed: Facts, *, is_of_several: bool) -> str:
    """Say how many others would have had to give way, and what it would have come to; nothing where that is unknown."""
    if missed["why"] in {"cancelled", "ineligible"}:
        return ""
    if "barrier" in missed:
        return _barrier(missed["barrier"])
    harm, people = missed.get("harm"), missed.get("giving_way")
    if not harm or people is None:
        return ""
    if people == 0:
        told = gettext("For you to sit there, nobody else would have had to change places")
        return f"{told}{_harm(harm)}"
    told = (
        ngettext(
            "For you to sit there, one other person would have had to change places at that time",
            "For you to sit there, %(num)s other people would have had to change places at that time",
            people,
        )
        if is_of_several
        else ngettext(
            "For you to sit there, one other person would have had to change places",
            "For you to sit there, %(num)s other people would have had to change places",
            people,
        )
    )
    return f"{told}{_harm(harm)}"


def _barrier(rule: str) -> str:
    """Say which rule stands in the way, whoever else changed places."""
    known = {
        "minimum": gettext("Whoever had changed places: with you there, another forum would have had too few people."),
        "org_max": gettext(
            "Whoever had changed places: with you there, too many people of one organisation would have sat together."
        ),
        "sector_quota": gettext(
            "Whoever had changed places: with you there, the shares of the sectors would not have held."
        ),
        "level_quota": gettext(
            "Whoever had changed places: with you there, the shares of the levels would not have held."
        ),
        "apart": gettext(
            "Whoever had changed places: with you there, people who are to be apart would have sat together."
        ),
        "together": gettext(
            "Whoever had changed places: with you there, people who are to sit together would have been parted."
        ),
        "fixed": gettext(
            "Whoever had changed places: the places that the organisers gave to others leave none there for you."
        ),
        "slots": gettext(
            "There would have been a place for you there only if people had changed places at other times, too."
        ),
    }
    others = gettext("Whoever had changed places: several rules together leave no place there for you.")
    return str(known.get(rule, others))


def _harm(level: str) -> str:
    """Continue the sentence with what would have been worse for others, or for the rules."""
    known = {
        "unplaced": gettext(", and one more person would have had no place at all."),
        "unranked": gettext(", and one more person would have got none of their wishes."),
        "soft": gettext(", and a rule for a good mix would have been broken."),
        "moves": gettext(", and one more person would have lost the place they had been told."),
        "lot": gettext("; it would have been equally good for all together, so the lot decided."),
    }
    return str(known.get(level, gettext(", and the wishes of all together would have been met less well.")))


def _full(missed: Facts, place: Mapping[str, str]) -> str:
    """Say who sits in a full forum; that the others cannot give way is what the solver's optimum means."""
    seated, as_dear = missed["seated"], missed["as_dear"]
    if as_dear < seated:
        return str(
            gettext(
                "Your %(rank)s wish, %(forum)s, was full; %(as_dear)s of the %(seated)s people there wished for it at least as "
                "much, and freeing a place would have left somebody worse off or broken a rule.",
                as_dear=as_dear,
                seated=seated,
                **place,
            )
        )
    if missed["rank"] == 1:
        return str(
            ngettext(
                "Your 1st wish, %(forum)s, was full; the one person there had it as their 1st wish, too.",
                "Your 1st wish, %(forum)s, was full; all %(num)s people there had it as their 1st wish, too.",
                seated,
                **place,
            )
        )
    return str(
        ngettext(
            "Your %(rank)s wish, %(forum)s, was full; the one person there wished for it at least as much.",
            "Your %(rank)s wish, %(forum)s, was full; all %(num)s people there wished for it at least as much.",
            seated,
            **place,
        )
    )
