"""What print runs hold about participants: their badges, on the pages of a kept file or about to be written."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from badges.prints import queries


def _erase_files(session: Session, person: Person) -> int:
    """Forget the files of the congress. A run that is being written begins again, without this person.

    In this order: whoever keeps a file at this very moment does so before the first statement, and then the second one finds it.
    """
    queries.begin_again(session, person.congress_id)
    return queries.forget_files_of(session, person.congress_id)


def _erase_lines(session: Session, person: Person) -> int:
    return queries.forget_lines_of(session, person.id)


def _tell(_session: Session, _person: Person) -> Iterable[Row]:
    """Tell nothing: a file shows many people, and what it says of this one stands in what is told of their badge."""
    return ()


PERSONAL = (
    PersonalData(table="print_piece", label="Files of printed badges", collect=_tell, erase=_erase_files),
    PersonalData(table="print_line", label="Badges about to be printed", collect=_tell, erase=_erase_lines),
)
