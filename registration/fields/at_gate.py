"""What the people at the door may read about somebody: the answers to the questions that organisers open to them."""

from sqlalchemy.orm import Session

from registration.fields import queries, words
from registration.fields.rules import TOLD, Field, Kind, Plan, Value
from registration.participants.queries import by_id

GATE = "gate"  # the part of app.accounts


def asks(session: Session, congress_id: int) -> bool:
    """Tell whether a congress asks anything at the door."""
    return queries.asks_at_door(session, congress_id)


def lines_of_all(session: Session, congress_id: int, language: str) -> dict[int, list[str]]:
    """Say the same of everybody who answered such a question, by id, in two statements; without such a question, in none."""
    plan = queries.plan(session, congress_id)
    fields = _open_to_gate(plan)
    if not fields:
        return {}
    people = queries.told_of_all(session, congress_id)
    answers = queries.answers_of(session, list(people))
    found = {}
    for person, texts in people.items():
        together = words.together(plan, texts, answers.get(person, {}), language)
        found[person] = [line for field in fields if (line := _line(plan, field, together.get(field.key), language))]
    return found


def lines(session: Session, congress_id: int, participant_id: int, language: str) -> list[str]:
    """Say each such answer as "question: answer", in the order of the form; files stay in the office."""
    plan = queries.plan(session, congress_id)
    open_to_gate = _open_to_gate(plan)
    person = by_id(session, participant_id) if open_to_gate else None
    if person is None:
        return []
    known = queries.known(session, person)
    texts = {name: getattr(known.request, name) for name in TOLD}
    answers = words.together(plan, texts, known.answers, language)
    return [line for field in open_to_gate if (line := _line(plan, field, answers.get(field.key), language))]


def _open_to_gate(plan: Plan) -> list[Field]:
    return [field for field in (*plan.fields, *plan.removed) if field.seen_by == GATE and field.kind != Kind.FILE]


def _line(plan: Plan, field: Field, value: Value, language: str) -> str:
    return f"{words.label_of(field, language)}: {words.told(plan, field, value, language)}" if value else ""
