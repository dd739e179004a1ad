"""The congress's own questions, where two are compared: whose answer counts."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.web.languages import page_language
from registration.fields import queries
from registration.fields.rules import ACCESS, OWN, Field, Plan, Value
from registration.fields.words import label_of, told
from registration.participants.models import Participant
from registration.participants.words import discreetly

Differing = tuple[str, str, str, str]  # name of the entry, label, and both answers in words


def differing(
    session: Session, congress: Congress, first: Participant, second: Participant, *, sees_needs: bool
) -> list[Differing]:
    """List the questions to which two have told different things."""
    given = queries.answers_of(session, [first.id, second.id])
    one, other = given.get(first.id, {}), given.get(second.id, {})
    keys = [
        question for question in queries.columns(session, congress) if one.get(question.key) != other.get(question.key)
    ]
    form = queries.plan(session, congress.id) if keys else None
    if form is None:
        return []
    rows = []
    for question in keys:
        texts = [_shown(form, question, answers.get(question.key), sees_needs=sees_needs) for answers in (one, other)]
        rows.append((f"{OWN}{question.key}", label_of(question, page_language()), texts[0], texts[1]))
    return rows


def chosen(session: Session, congress: Congress, form: Mapping[str, str]) -> dict[str, str]:
    """Read whose answer counts, "first" or "second", by key of the question."""
    keys = [question.key for question in queries.columns(session, congress)]
    sides = {key: form.get(f"{OWN}{key}", "") for key in keys}
    return {key: side for key, side in sides.items() if side in {"first", "second"}}


def _shown(form: Plan, question: Field, value: Value, *, sees_needs: bool) -> str:
    text = told(form, question, value, page_language())
    return discreetly(text, sees_needs=sees_needs) if question.key == ACCESS else text
