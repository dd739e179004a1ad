"""What the people at the door may read about somebody: the answers to the questions that organisers open to them."""

from sqlalchemy.orm import Session

from registration.fields import queries, words
from registration.fields.rules import TOLD, Kind
from registration.participants.queries import by_id

GATE = "gate"  # the part of app.accounts


def asks(session: Session, congress_id: int) -> bool:
    """Tell whether a congress asks anything at the door."""
    return queries.asks_at_door(session, congress_id)


def lines(session: Session, congress_id: int, participant_id: int, language: str) -> list[str]:
    """Say each such answer as "question: answer", in the order of the form; files stay in the office."""
    plan = queries.plan(session, congress_id)
    open_to_gate = [
        field for field in (*plan.fields, *plan.removed) if field.seen_by == GATE and field.kind != Kind.FILE
    ]
    person = by_id(session, participant_id) if open_to_gate else None
    if person is None:
        return []
    known = queries.known(session, person)
    texts = {name: getattr(known.request, name) for name in TOLD}
    answers = words.together(plan, texts, known.answers, language)
    return [
        f"{words.label_of(field, language)}: {words.told(plan, field, answers[field.key], language)}"
        for field in open_to_gate
        if answers.get(field.key)
    ]
