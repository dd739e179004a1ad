"""What sheets refuse."""

from app.errors import DomainError


class SheetError(DomainError):
    code = "sheet-refused"


class NoName(SheetError):
    code = "sheet-without-name"
    message = "Please give the sheet a name of at most %(longest)s letters."


class NameTaken(SheetError):
    code = "sheet-name-taken"
    status = 409
    message = "There is a sheet of this name already. Please choose another one."


class NotALength(SheetError):
    code = "not-a-length"
    message = "Please give a length in millimetres, such as 66.04, of at most %(most)s."


class NotACount(SheetError):
    code = "not-a-count"
    message = "Please give a whole number from 1 to %(most)s."


class NotAShift(SheetError):
    code = "not-a-shift"
    message = "Please give millimetres with at most one decimal, from −%(most)s to %(most)s."
