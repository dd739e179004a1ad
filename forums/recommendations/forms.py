"""From what an organiser typed to requests, and back into the fields."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from app.congress.models import Congress
from forums.recommendations.models import Recommendation
from forums.recommendations.rules import PRIORITIES, AddresseeRequest, RecommendationRequest

Typed = MultiDict[str, str]
MOST_DIGITS = 9


def recommendation_request(typed: Typed, languages: Sequence[str]) -> RecommendationRequest:
    """Read the form of a recommendation; what is wrong with it, the rules say."""
    return RecommendationRequest(
        title={language: typed.get(f"title-{language}", "") for language in languages},
        text={language: typed.get(f"text-{language}", "") for language in languages},
        theme=typed.get("theme", ""),
        priority=number(typed, "priority") if typed.get("priority", "0") in map(str, PRIORITIES) else -1,
        forum=typed.get("forum", ""),
        table=typed.get("table", ""),
        addressees=typed.getlist("addressees"),
    )


def fields_of(recommendation: Recommendation, congress: Congress) -> Typed:
    """Fill the form from a recommendation."""
    fields: Typed = MultiDict(
        {
            "theme": recommendation.theme,
            "priority": str(recommendation.priority),
            "forum": recommendation.forum.public_id if recommendation.forum else "",
            "table": recommendation.table.public_id if recommendation.table else "",
            "version": str(recommendation.version),
        }
    )
    for language in congress.languages:
        fields[f"title-{language}"] = recommendation.title.get(language, "")
        fields[f"text-{language}"] = recommendation.text.get(language, "")
    fields.setlist("addressees", [answer.addressee.public_id for answer in recommendation.answers])
    return fields


def addressee_request(typed: Typed) -> AddresseeRequest:
    """Read the form of an addressee."""
    return AddresseeRequest(
        name=typed.get("name", ""),
        role=typed.get("role", ""),
        email=typed.get("email", ""),
        language="en" if typed.get("language") == "en" else "de",
    )


def number(typed: Typed, name: str) -> int:
    """Read a whole number that a page of ours wrote; 0 for anything else."""
    text = typed.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
