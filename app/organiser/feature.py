"""What the organisers' door brings to the house."""

from app.feature import Feature, MenuEntry
from app.organiser import deadlines, exports, hand_over, journal, participants, programme, resolutions, rooms, start

ORGANISER = Feature(
    name="organiser",
    blueprints=(
        start.bp,
        deadlines.bp,
        rooms.bp,
        programme.bp,
        participants.bp,
        exports.bp,
        journal.bp,
        resolutions.bp,
        hand_over.bp,
    ),
    menu=(
        MenuEntry("Overview", "organiser.overview", "overview", 0),
        MenuEntry("Figures", "organiser.figures", "overview", 10),
        MenuEntry("Rooms", "rooms.rooms", "set-up", 20),
        MenuEntry("Programme", "programme.programme", "set-up", 30),
        MenuEntry("Participants", "organiser_participants.participants", "register", 10),
        MenuEntry("Hand over", "hand_over.overview", "after", 10),
        MenuEntry("Journal", "journal.journal", "after", 80),
        MenuEntry("Places and deadlines", "deadlines.deadlines", "set-up", 50),
    ),
)
