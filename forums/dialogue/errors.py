"""What the dialogue forums refuse."""

from app.errors import DomainError


class DialogueError(DomainError):
    """A wish or an assignment cannot be taken as it is."""

    code = "dialogue-refused"


class PreferencesClosed(DialogueError):
    code = "preferences-closed"
    status = 409
    message = "Wishes could be changed until %(until)s. Please ask the organisers if yours must change."


class UnknownForum(DialogueError):
    code = "unknown-forum"
    message = "One of the wished forums does not exist in this congress. Please choose again."


class ForumTwice(DialogueError):
    code = "forum-twice"
    message = "You chose the same forum twice. Please give each forum one rank only."


class TooManyPreferences(DialogueError):
    code = "too-many-preferences"
    message = "Please choose at most %(most)s forums."
