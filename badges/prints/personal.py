"""What print runs hold about participants: their badges, on the pages of a kept file."""

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData
from badges.prints import queries


def _erase(session: Session, person: Person) -> int:
    return queries.forget_files_of(session, person.congress_id)


PERSONAL = (PersonalData(table="print_piece", label="Files of printed badges", column="run_id", erase=_erase),)
