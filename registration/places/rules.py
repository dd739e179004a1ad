"""Pure decisions about categories and quotas."""

import enum


class DefaultCategory(enum.StrEnum):
    """The categories of a congress that has not chosen its own."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    STAND_STAFF = "stand_staff"
    PRESS = "press"
    VOLUNTEER = "volunteer"


# What each is called; a congress may change the words and the order, and add its own.
DEFAULT_LABELS: dict[str, dict[str, str]] = {
    DefaultCategory.PARTICIPANT: {"de": "Teilnehmende Person", "en": "Participant"},
    DefaultCategory.SPEAKER: {"de": "Vortragende Person", "en": "Speaker"},
    DefaultCategory.MODERATOR: {"de": "Moderation eines Forums", "en": "Forum moderator"},
    DefaultCategory.STAND_STAFF: {"de": "Standbetreuung", "en": "Staff of a stand"},
    DefaultCategory.PRESS: {"de": "Presse", "en": "Press"},
    DefaultCategory.VOLUNTEER: {"de": "Helfende Person beim Kongress", "en": "Volunteer of the congress"},
}
