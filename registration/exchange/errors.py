"""What an import refuses: whole files, and single lines."""

from app.errors import DomainError
from registration.participants.errors import RegistrationError


class UploadError(DomainError):
    """A file cannot be read as a table of people."""

    code = "upload-refused"


class NoFile(UploadError):
    code = "no-file"
    message = "Please choose a file first."


class TooLarge(UploadError):
    code = "file-too-large"
    status = 413
    message = "This file is larger than %(megabytes)s MB. Please split the table, or leave out columns and pictures."


class UnknownFormat(UploadError):
    code = "unknown-format"
    message = (
        "This is neither a CSV table nor a workbook of Excel (.xlsx). Please save the table as one of these first."
    )


class Unpacks(UploadError):
    """A small file that grows beyond all bounds when it is unpacked."""

    code = "unpacks-too-far"
    message = (
        "This workbook is far larger inside than it looks, so it was not opened. Please copy the table into a new one."
    )


class Unreadable(UploadError):
    code = "unreadable"
    message = "This file is damaged or protected by a password. Please save the table anew and upload that."


class NoTable(UploadError):
    code = "no-table"
    message = (
        "There is no table in this file: the first line must hold the headings of the columns, people follow beneath."
    )


class TooManyLines(UploadError):
    code = "too-many-lines"
    message = "This table has more than %(most)s lines. Please split it into several files."


class TooManyColumns(UploadError):
    code = "too-many-columns"
    message = "This table has more than %(most)s columns. Please leave out those that are not needed."


class UploadGone(UploadError):
    code = "upload-gone"
    status = 409
    message = "This file was used or removed in the meantime. Please upload it again."


class Broken(UploadError):
    code = "import-broken"
    message = "This is a fault of ours. Please try again; what was imported before stays and does not come twice."


class NotMatched(UploadError):
    code = "not-matched"
    message = "No column is matched to “%(field)s”, without which nobody can be registered."

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field


class MatchedTwice(UploadError):
    code = "matched-twice"
    message = "Two columns are matched to this. Please leave one of them out."


class SameAddressTwice(RegistrationError):
    code = "same-address-twice"
    message = (
        "Line %(line)s has this e-mail address already. Please give each person their own, or delete one of the lines."
    )


class CancelledBefore(RegistrationError):
    code = "cancelled-before"
    message = "This person has cancelled. Please add them by hand if they come after all."


class NotAsked(RegistrationError):
    code = "not-asked"
    message = (
        "This is asked only after a certain answer to another question. Please fill that one in, or empty this cell."
    )


class UnknownWord(RegistrationError):
    """The details name the field, so that the door can list the words that are known."""

    code = "unknown-word"
    message = "This word is not known here. Known are: %(known)s."


class NoPlace(RegistrationError):
    code = "no-place"
    status = 409
    message = "No place was left for this line. Please raise the number of places and upload the file again."
