"""What the placing says: why a stand is where it is, what stands in the way, the way out, and the journal."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from forums.marketplace.placing.reasons import Facts, Remedy
from forums.marketplace.plan.words import POWERS, measured

RUN_STATES: Final[Mapping[str, LazyString]] = {
    "queued": lazy_gettext("waiting for its turn"),
    "running": lazy_gettext("being calculated"),
    "draft": lazy_gettext("draft"),
    "infeasible": lazy_gettext("impossible as it was asked"),
    "failed": lazy_gettext("failed"),
    "cancelled": lazy_gettext("stopped"),
    "published": lazy_gettext("published"),
    "replaced": lazy_gettext("published, replaced since"),
}
NEEDS: Final[Mapping[str, LazyString]] = {
    "area": lazy_gettext("its size"),
    "power": lazy_gettext("its power"),
    "wall": lazy_gettext("the wall that it needs"),
    "light": lazy_gettext("the daylight that it needs"),
}
JOURNAL: Final = {
    "placing.started": lazy_gettext("A calculation of the places of stands was begun"),
    "placing.stopped": lazy_gettext("A calculation of the places of stands was stopped"),
    "placing.moved": lazy_gettext("Stands were moved by hand, to pitch %(pitch)s"),
    "placing.released": lazy_gettext("%(stands)s stands were left to the calculation again"),
    "placing.undone": lazy_gettext("A step by hand on the places of stands was taken back"),
    "placing.published": lazy_gettext("The places of stands were published; new or changed for %(told)s stands"),
}


def why(facts: Facts) -> list[str]:
    """Say why a stand is where it is, without naming others."""
    if not facts:
        return []
    said = [_by_hand()] if facts.get("by_hand") else []
    if facts.get("kept"):
        said.append(str(gettext("It keeps the pitch that it was told.")))
    said.append(_needed(facts))
    if "home" in facts:
        said.append(_among_kin(facts))
    if not facts.get("by_hand") and not facts.get("kept"):
        said.append(_better(facts))
    if facts.get("apart"):
        said.append(
            ngettext(
                "The distance to %(num)s other stand is kept.",
                "The distances to %(num)s other stands are kept.",
                facts["apart"],
            )
        )
    return [str(sentence) for sentence in said if sentence]


def _by_hand() -> str:
    return str(gettext("The organisers chose this pitch by hand."))


def _needed(facts: Facts) -> str:
    if not facts["needs"]:
        return str(gettext("Every pitch would have what the stand needs."))
    needs = _listed([str(NEEDS[need]) for need in facts["needs"] if need in NEEDS])
    return str(
        gettext(
            "Because of %(needs)s, %(suitable)s of %(pitches)s pitches come into question.",
            needs=needs,
            suitable=facts["suitable"],
            pitches=facts["pitches"],
        )
    )


def _among_kin(facts: Facts) -> str:
    if facts["home"] and facts["kin_here"] > 1:
        return str(
            gettext(
                "It stands among its topic: %(here)s of the %(all)s stands of this topic are in this zone.",
                here=facts["kin_here"],
                all=facts["kin"],
            )
        )
    if facts["home"]:
        return str(gettext("This zone is kept for its topic."))
    return str(gettext("In the zone of its topic no suitable pitch was left."))


def _better(facts: Facts) -> str:
    better, higher = facts["better"], facts["better_priority"]
    if not better:
        return str(gettext("No pitch that comes into question is valued higher."))
    if higher == better:
        return str(
            ngettext(
                "%(num)s better pitch went to a stand of higher priority.",
                "%(num)s better pitches went to stands of higher priority.",
                better,
            )
        )
    return str(
        ngettext(
            "%(num)s better pitch would come into question; there it is more use to all stands together.",
            "%(num)s better pitches would come into question; there others are more use to all stands together.",
            better,
        )
    )


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 -- one needs no "and"
        return "".join(words)
    return str(gettext("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1]))


def obstacle(told: Mapping[str, Any], names: Mapping[str, str]) -> str:  # Any: JSON
    """Say what stands in the way, to organisers, who may read names."""
    kind, needs, has = told["kind"], float(told["needs"]), float(told["has"])
    if kind == "area":
        return str(
            gettext("It needs %(needs)s m², the pitch has %(has)s m².", needs=measured(needs), has=measured(has))
        )
    if kind == "power":
        return str(
            gettext("It needs %(needs)s, the pitch has %(has)s.", needs=POWERS[int(needs)], has=POWERS[int(has)])
        )
    if kind == "wall":
        return str(gettext("It needs a wall; the pitch has none."))
    if kind == "light":
        return str(gettext("It needs daylight; the pitch has none."))
    name = names.get(str(told["other"]), str(told["other"]))
    if kind == "taken":
        return str(gettext("%(stand)s is there and cannot change places with it.", stand=name))
    return str(
        gettext(
            "It must be more than %(needs)s m from %(stand)s, and would be %(has)s m away.",
            needs=measured(needs),
            has=measured(round(has, 1)),
            stand=name,
        )
    )


def obstacles(told: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:  # Any: JSON
    """Say all that stands in the way."""
    return " ".join(obstacle(one, names) for one in told)


def remedy(way: Remedy, numbers: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Say a way to a pitch for a stand without one."""
    pitch = numbers.get(way.spot, way.spot)
    if way.holder:
        return str(
            gettext(
                "Let %(other)s go to pitch %(aside)s; then pitch %(pitch)s is free for it.",
                other=names.get(way.holder, ""),
                aside=numbers.get(way.aside, ""),
                pitch=pitch,
            )
        )
    if not way.obstacles:
        return str(gettext("Pitch %(pitch)s is free and suits it.", pitch=pitch))
    return " ".join(_giving(one, pitch, names) for one in way.obstacles)


def _giving(one: Any, pitch: str, names: Mapping[str, str]) -> str:  # Any: an Obstacle, told by its kind
    if one.kind == "power":
        return str(
            gettext("Lead %(power)s to pitch %(pitch)s, which is free.", power=POWERS[int(one.needs)], pitch=pitch)
        )
    if one.kind == "area":
        return str(
            gettext(
                "With %(has)s instead of %(needs)s m² it could go to pitch %(pitch)s, which is free.",
                has=measured(one.has),
                needs=measured(one.needs),
                pitch=pitch,
            )
        )
    if one.kind == "wall":
        return str(gettext("Set up a partition at pitch %(pitch)s, which is free.", pitch=pitch))
    if one.kind == "light":
        return str(gettext("Without daylight it could go to pitch %(pitch)s, which is free.", pitch=pitch))
    return str(
        gettext(
            "If %(has)s m to %(stand)s were enough, it could go to pitch %(pitch)s, which is free.",
            has=measured(round(one.has, 1)),
            stand=names.get(one.other, ""),
            pitch=pitch,
        )
    )


def headline(placed: int, stands: int) -> str:
    """Say the finding of a draft."""
    if placed == stands:
        return str(ngettext("The %(num)s stand has a pitch", "All %(num)s stands have a pitch", stands))
    return str(gettext("%(placed)s of %(stands)s stands have a pitch", placed=placed, stands=stands))
