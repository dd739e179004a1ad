"""What ranks, sectors, forums and rules are called, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import g
from flask_babel import LazyString, get_locale, gettext, lazy_gettext, ngettext, pgettext

from app.db import reading
from app.web.languages import page_language
from forums.dialogue.models import Forum
from forums.dialogue.problems import CLOSED, what_if
from forums.dialogue.rules import MOST_SEATS
from forums.dialogue.service.steps import Step
from forums.dialogue.settings import Settings, Span
from registration.fields.queries import with_list
from registration.fields.rules import USUAL
from registration.fields.words import list_words
from registration.participants.rules import Sector


def sectors() -> dict[str, str]:
    """Say everyone's sector by its code, in the order of the list of this request's congress; last, "" for who gave none."""
    return _listed("sector") | {"": str(gettext("No sector given"))}


def levels() -> dict[str, str]:
    """Say everyone's level by its code, in the order of the list of this request's congress."""
    return _listed("level")


def _listed(name: str) -> dict[str, str]:
    language = page_language()
    kept: dict[tuple[str, str], dict[str, str]] = g.setdefault("listed_words", {})  # a page says them many times
    if (name, language) not in kept:
        form = with_list(reading(), g.congress.id, name) if "congress" in g else USUAL
        kept[name, language] = list_words(form, name, language)
    return kept[name, language]


def sector_letters() -> dict[str, str]:
    """Give each sector one letter, for cards and bars; a legend says what it stands for."""
    return {code: _usual_letters().get(code) or word[:1].upper() or "?" for code, word in sectors().items()}


def _usual_letters() -> dict[str, str]:
    letters = {
        Sector.CIVIL_SOCIETY: pgettext("letter of a sector", "C"),
        Sector.STATE: pgettext("letter of a sector", "P"),
        Sector.MUNICIPALITY: pgettext("letter of a sector", "M"),
        Sector.BUSINESS: pgettext("letter of a sector", "B"),
        Sector.ACADEMIA: pgettext("letter of a sector", "A"),
    }
    return {"": "–", **{sector.value: str(letter) for sector, letter in letters.items()}}


def ordinal(number: int) -> str:
    """Write a rank as a figure: "2." in German, "2nd" in English."""
    locale = get_locale()
    if locale is None or locale.language != "en":
        return f"{number}."
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def name_of(forum: Forum) -> str:
    """Say which forum, short: "Forum 4"."""
    return str(gettext("Forum %(number)s", number=forum.number))


def names_of(forums: Sequence[Forum]) -> dict[str, str]:
    """Map public ids to short names."""
    return {forum.public_id: name_of(forum) for forum in forums}


def wish(rank: int) -> str:
    """Say which wish: "2nd wish"."""
    return str(gettext("%(rank)s wish", rank=ordinal(rank)))


def people(number: int) -> str:
    """Say how many: "1 person", "12 people"."""
    return str(ngettext("%(num)s person", "%(num)s people", number))


def released(number: int) -> str:
    """Say that pins are gone."""
    return str(
        ngettext(
            "%(num)s person is left to the calculation again.",
            "%(num)s people are left to the calculation again.",
            number,
        )
    )


def undoable(last: Step | None) -> str:
    """Say what the button undoes; nothing where there is nothing to undo."""
    return str(gettext("Undo: %(what)s", what=step(last))) if last is not None else ""


def redoable(following: Step | None) -> str:
    """Say what the button does again; nothing where nothing was undone."""
    return str(gettext("Redo: %(what)s", what=step(following))) if following is not None else ""


def step(done: Step) -> str:
    """Name a step on the workbench."""
    if done.people:
        return str(ngettext("%(num)s person moved by hand", "%(num)s people moved by hand", done.people))
    if done.pairs:
        return str(ngettext("%(num)s pair", "%(num)s pairs", done.pairs))
    return str(gettext("the note"))


def slot(number: int) -> str:
    """Name a slot: "Slot 2"."""
    return str(gettext("Slot %(number)s", number=number))


RUN_STATES: Final[Mapping[str, LazyString]] = {
    "queued": lazy_gettext("waiting"),
    "running": lazy_gettext("calculating"),
    "draft": lazy_gettext("draft"),
    "infeasible": lazy_gettext("impossible"),
    "failed": lazy_gettext("failed"),
    "cancelled": lazy_gettext("stopped"),
    "published": lazy_gettext("published"),
}
# Shapes of macros/status.html.
RUN_KINDS: Final[Mapping[str, str]] = {
    "queued": "waiting",
    "running": "waiting",
    "draft": "open",
    "infeasible": "refused",
    "failed": "refused",
    "cancelled": "gone",
    "published": "done",
}


def broken_rules(
    findings: Sequence[Mapping[str, Any]],
    forums: Sequence[Forum],
    organisations: Mapping[str, str],
    people: Mapping[str, str],
) -> list[str]:
    """Tell which soft rules gave way, from the findings of forums.dialogue.outcome.

    *organisations* are names by key, *people* names by public id.
    """
    names = names_of(forums)
    return [
        _broken(finding, names, organisations) if "forum" in finding else _broken_pair(finding, people)
        for finding in findings
        if finding.get("forum") in names or "other" in finding
    ]


def _broken_pair(finding: Mapping[str, Any], people: Mapping[str, str]) -> str:
    pair = {"one": people.get(finding["participant"], "?"), "other": people.get(finding["other"], "?")}
    if finding["rule"] == "together":
        return str(gettext("%(one)s and %(other)s do not sit together.", **pair))
    return str(gettext("%(one)s and %(other)s sit together, although they should not.", **pair))


def _broken(finding: Mapping[str, Any], names: Mapping[str, str], organisations: Mapping[str, str]) -> str:
    facts = {
        "forum": names[finding["forum"]],
        "people": people(finding["people"]),
        "limit": finding["limit"],
        "sector": sectors().get(finding.get("sector", ""), finding.get("sector", "")),
        "level": levels().get(finding.get("level", ""), finding.get("level", "")),
        "org": organisations.get(finding.get("org", ""), ""),
    }
    told = {
        "level_minimum": gettext(
            "%(forum)s has %(people)s from the level %(level)s; at least %(limit)s were wanted.", **facts
        ),
        "level_maximum": gettext(
            "%(forum)s has %(people)s from the level %(level)s; at most %(limit)s were wanted.", **facts
        ),
        "minimum": gettext("%(forum)s has %(people)s; at least %(limit)s were wanted.", **facts),
        "sector_minimum": gettext("%(forum)s has %(people)s from %(sector)s; at least %(limit)s were wanted.", **facts),
        "sector_maximum": gettext("%(forum)s has %(people)s from %(sector)s; at most %(limit)s were wanted.", **facts),
        "org_max": gettext("%(forum)s has %(people)s of %(org)s; at most %(limit)s were wanted.", **facts),
    }
    return str(told[finding["rule"]])


def aim(name: str) -> str:
    """Say what came first in an assignment."""
    if name.startswith("rank-"):
        rank = ordinal(int(name.removeprefix("rank-")))
        return str(gettext("Few moves, but few with their %(rank)s wish or worse", rank=rank))
    told = {
        "fairness": gettext("Fairness"),
        "balanced": gettext("Between the two"),
        "few-moves": gettext("Few moves"),
        "first-wishes": gettext("Many first wishes"),
    }
    return str(told[name])


def tried(settings: Settings, forums: Sequence[Forum]) -> list[str]:
    """Tell what an assignment tried out against the congress as it stands: other seats, and rules left out."""
    changed = what_if(settings, forums)
    told = [_seats(forum, changed[forum.public_id]) for forum in forums if forum.public_id in changed]
    without = {
        "sector_quota": gettext("Seats for sectors are left out."),
        "level_quota": gettext("Seats for levels are left out."),
        "together": gettext("Who is to sit together is left out."),
        "apart": gettext("Who is not to sit together is left out."),
        "openness": gettext("Whom a forum is open to is left out."),
        "pins": gettext("Pins are left out."),
        "topic_once": gettext("The same topic may be had twice."),
    }
    told += _other_quotas(settings, forums)
    mixed = {"sectors": settings.mix_sectors, "organisations": settings.mix_organisations}
    if any(mixed.values()):
        told.append(
            str(gettext("Mixed: sectors by %(sectors)s of 10, organisations by %(organisations)s of 10.", **mixed))
        )
    if settings.released:
        told.append(str(ngettext("%(num)s pin is released.", "%(num)s pins are released.", len(settings.released))))
    if settings.unpaired:
        told.append(str(ngettext("%(num)s pair is left out.", "%(num)s pairs are left out.", len(settings.unpaired))))
    return told + [str(without[rule]) for rule in settings.without]


def _other_quotas(settings: Settings, forums: Sequence[Forum]) -> list[str]:
    names, named = names_of(forums), {"sector": sectors(), "level": levels()}
    told = []
    for forum, sorts in settings.quotas.items():
        for sort, spans in sorts.items():
            for code, (least, most) in spans.items() if forum in names else ():
                facts = {"forum": names[forum], "group": named[sort].get(code, code), "least": least, "most": most}
                text = gettext("%(forum)s asks for %(least)s to %(most)s from %(group)s.", **facts)
                told.append(
                    str(
                        gettext("%(forum)s asks for at least %(least)s from %(group)s.", **facts)
                        if most >= MOST_SEATS
                        else text
                    )
                )
    return told


def _seats(forum: Forum, span: Span) -> str:
    if span == CLOSED:
        return str(gettext("%(forum)s does not take place.", forum=name_of(forum)))
    if forum.cancelled_at is not None:
        return str(
            gettext(
                "%(forum)s takes place, with %(least)s to %(most)s.", forum=name_of(forum), least=span[0], most=span[1]
            )
        )
    facts = {"forum": name_of(forum), "least": span[0], "most": span[1], "before": f"{forum.minimum}–{forum.maximum}"}
    return str(gettext("%(forum)s has %(least)s to %(most)s places instead of %(before)s.", **facts))


def level(name: str) -> str:
    """Say what a level of the solver's objective counts."""
    told = {
        "unplaced": gettext("without a place"),
        "soft": gettext("too many or too few by the rules that may give way"),
        "unranked": gettext("in a forum that is not among their wishes"),
        "moves": gettext("moved away from their published place"),
    }
    if name in told:
        return str(told[name])
    return str(gettext("with their %(rank)s wish", rank=ordinal(int(name.removeprefix("rank")))))


JOURNAL: Final = {
    "participant.preferences": lazy_gettext("Wishes for forums set"),
    "participant.seat-given-up": lazy_gettext("Gave up the place in forum %(forum)s"),
    "participant.forum-waiting": lazy_gettext("Waits for a place in forum %(forum)s"),
    "participant.forum-waiting-left": lazy_gettext("No longer waits for a forum"),
    "participant.forum-waiting-moved": lazy_gettext(
        "Moved on the waiting list of a forum from %(from)s to %(to)s: %(reason)s"
    ),
    "participant.seat-from-list": lazy_gettext("Got a place in forum %(forum)s from the waiting list"),
    "participant.swap-offered": lazy_gettext("Offered the own place for one in forum %(forum)s"),
    "participant.swap-withdrawn": lazy_gettext("Took the offer to swap back"),
    "participant.swapped": lazy_gettext("Swapped places, now in forum %(forum)s"),
    "participant.pinned": lazy_gettext("Put into forum %(forum)s by hand"),
    "participant.unpinned": lazy_gettext("No longer put into a forum by hand"),
    "forum.created": lazy_gettext("Forum %(number)s was added"),
    "forum.changed": lazy_gettext("Forum %(number)s was changed"),
    "forum.cancelled": lazy_gettext("Forum %(number)s was cancelled"),
    "forum.reinstated": lazy_gettext("Forum %(number)s takes place after all"),
    "participant.together": lazy_gettext("To sit in the same forum as somebody else"),
    "participant.apart": lazy_gettext("Not to sit in the same forum as somebody else"),
    "participant.unpaired": lazy_gettext("A pair for the forums was taken back"),
    "assignment.started": lazy_gettext("A calculation of the forums was begun"),
    "assignment.stopped": lazy_gettext("A calculation of the forums was stopped"),
    "assignment.published": lazy_gettext("The assignment of the forums was published"),
}
