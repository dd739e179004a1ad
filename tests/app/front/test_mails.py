import re
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import count
from types import SimpleNamespace

import icalendar
import pytest
from builders import NOON, make_congress, make_forum, make_participant, make_room
from sqlalchemy import update

from app.front import mails
from app.i18n import moment
from forums.dialogue.models import Seat
from registration.participants import queries, service
from registration.participants.models import Participant

SECRET = "a secret for tests, of at least 32 characters"
KINDS = {  # what each letter leads to, by the state in which it makes sense
    "registration.confirm": ("pending", "Confirm registration"),
    "registration.confirmed": ("confirmed", "My ticket"),
    "registration.waiting": ("waiting", "My page"),
    "registration.offer": ("offered", "Take the place"),
    "registration.cancelled": ("cancelled", "To the congress"),
    "registration.lapsed": ("lapsed", "To the congress"),
    "registration.link": ("confirmed", "My page"),
    "forums.seat-changed": ("confirmed", "My page"),
}


@pytest.fixture
def rendered(session):
    """``rendered(kind, …)`` makes a guest of one congress in a state and renders their mail; gives both."""
    spring = make_congress(session, slug="spring", title={"de": "Frühling", "en": "Spring"})
    number = count(1)

    def render(kind, *, congress=spring, status=None, payload=None, **values):
        answers = {"name": "Ada", "email": f"ada{next(number)}@example.org", "language": "en"}
        person = make_participant(session, congress, **answers | values)
        step = {"status": status or KINDS[kind][0]}
        if step["status"] in {"pending", "offered"}:
            step["deadline"] = NOON + timedelta(days=2)
        if step["status"] in {"pending", "waiting"}:
            step["confirmed_at"] = None
        session.execute(update(Participant).where(Participant.id == person.id).values(step))
        person = queries.by_id(session, person.id)
        job = SimpleNamespace(participant_id=person.id, payload={"mail": kind} | (payload or {}))
        return mails.MAILS[kind](session, job), person

    return render


def parts(message):
    """Send a message through MIME and read it back, as a mail program does."""
    sent = message.as_email(sender="reihum <reihum@localhost>", message_id="1", sent_at=NOON).as_bytes()
    read = message_from_bytes(sent, policy=policy.default)
    return read, read.get_body(("plain",)).get_content(), read.get_body(("html",)).get_content()


def test_each_mail_says_the_same_in_text_and_html_and_leads_to_the_right_page(rendered):
    for kind, (state, label) in KINDS.items():
        message, person = rendered(kind)
        mail, text, html = parts(message)

        home = "http://127.0.0.1:8000/spring/"
        page = f"{home}my/{service.link_of(person, secret=SECRET)}"
        target = home if state in {"cancelled", "lapsed"} else page
        assert (mail["To"], mail["Reply-To"], mail["Content-Language"]) == (person.email, "kongress@example.org", "en")
        assert (f"{label}:\n{target}\n" in text, f'href="{target}"' in html) == (True, True), kind
        bare = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
        sentences = [
            line for line in text.splitlines() if line not in {"", "-- ", target, f"{label}:"} and ": " not in line
        ]
        assert [line for line in sentences if line not in bare] == [], kind


def test_mails_speak_the_guests_language_else_that_of_the_congress(rendered):
    told = {"de": "8.–9. November 2027", "en": "8–9 November 2027", "uk": "8.–9. November 2027"}

    for kind in KINDS:
        for language, days in told.items():
            message, _ = rendered(kind, language=language)
            _, text, html = parts(message)
            spoken = "en" if language == "en" else "de"
            assert (message.language, f'<html lang="{spoken}"' in html) == (spoken, True), kind
            assert (days in text, days in html) == (True, True), kind


def test_deadlines_are_told_in_the_congress_own_time(rendered):
    for kind in ("registration.confirm", "registration.offer"):
        message, person = rendered(kind)
        assert moment(person.deadline, "Europe/Berlin", "en") in message.text


def test_a_mail_that_is_out_of_date_is_not_sent(rendered):
    out_of_date = {
        "registration.confirm": "confirmed",
        "registration.confirmed": "cancelled",
        "registration.waiting": "offered",
        "registration.offer": "lapsed",
        "registration.cancelled": "confirmed",
        "registration.lapsed": "confirmed",
        "registration.link": "cancelled",
        "forums.seat-changed": "cancelled",
    }

    assert [rendered(kind, status=status)[0] for kind, status in out_of_date.items()] == [None] * len(KINDS)


def test_nobody_gets_a_mail_who_is_gone(session):
    for participant_id in (None, 4711):
        job = SimpleNamespace(participant_id=participant_id, payload={"party": "gone"})
        assert [render(session, job) for render in mails.MAILS.values()] == [None] * len(mails.MAILS)


def test_the_confirmed_mail_brings_the_congress_for_the_calendar(rendered):
    message, _ = rendered("registration.confirmed")

    mail, _, _ = parts(message)
    [file] = mail.iter_attachments()
    [event] = icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")

    assert (file.get_content_type(), file.get_param("method"), file.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "spring.ics",
    )
    assert (str(event["SUMMARY"]), str(event["DTSTART"].dt), str(event["URL"])) == (
        "Spring",
        "2027-11-08",
        "http://127.0.0.1:8000/spring/",
    )


def test_a_name_that_nobody_confirmed_is_not_repeated_to_a_strangers_address(rendered):
    name = "Buy at http://spam.example <b>now</b>"

    asked, _ = rendered("registration.confirm", name=name)
    assert "spam.example" not in asked.text + asked.html


def test_names_and_titles_cannot_break_out_of_the_html(session, rendered):
    congress = make_congress(session, slug="odd", title={"en": "A <i>title</i>\r\nBcc: eve@example.org"})
    message, _ = rendered("registration.confirmed", congress=congress, name="Ada <script>")

    mail, text, html = parts(message)

    assert (mail["Bcc"], "<script>" in html, "<i>" in html) == (None, False, False)
    assert "Dear Ada <script>," in text


def test_the_forum_is_told_with_room_time_moderation_and_reason(session, rendered):
    congress = make_congress(session)
    room = make_room(session, congress, name="Elbe")
    wanted, given = (
        make_forum(session, congress, number=1),
        make_forum(session, congress, number=2, title={"en": "Housing"}, room_id=room.id),
    )
    reason = {"forum": given.public_id, "rank": 2, "pinned": False, "has_wishes": True}
    reason["dearer"] = [{"forum": wanted.public_id, "rank": 1, "why": "full", "seated": 3, "as_dear": 3}]
    person = make_participant(session, congress, language="en")
    session.add(Seat(participant_id=person.id, forum_id=given.id, reason=reason, assigned_at=NOON))
    session.flush()  # the mail reads it back

    told = {
        change: mails.seat_changed(session, SimpleNamespace(participant_id=person.id, payload={"change": change}))
        for change in ("new", "moved")
    }

    assert told["new"].subject == "Your forum: Forum 2: Housing"
    for line in (
        "Forum: Forum 2: Housing",
        "When: Mon, 8 November 2027, 14:00–16:00",
        "Room: Elbe",
        "Why this forum: Your 2nd wish. Your 1st wish, Forum 1, was full;",
    ):
        assert line in told["new"].text
    assert ("The forums are assigned" in told["new"].text, "Your forum has changed" in told["moved"].text) == (
        True,
        True,
    )


def test_a_lost_seat_is_told_too(rendered):
    message, _ = rendered("forums.seat-changed", payload={"change": "removed"})

    assert "you have a place in none of them" in message.text


def test_a_seat_that_was_lost_before_its_mail_went_out_is_told_once(rendered):
    """The mail about the loss is on its way; a second one with the same words would only puzzle."""
    early = [rendered("forums.seat-changed", payload={"change": change})[0] for change in ("new", "moved")]

    assert early == [None, None]


def test_whoever_got_a_seat_again_before_the_mail_about_the_loss_went_out_reads_of_a_change(session, rendered):
    congress = make_congress(session)
    forum = make_forum(session, congress, number=2)
    person = make_participant(session, congress, language="en")
    reason = {"forum": forum.public_id, "rank": 1, "pinned": False, "has_wishes": True, "dearer": []}
    session.add(Seat(participant_id=person.id, forum_id=forum.id, reason=reason, assigned_at=NOON))
    session.flush()  # the mail reads it back

    told = mails.seat_changed(session, SimpleNamespace(participant_id=person.id, payload={"change": "removed"}))

    assert "Your forum has changed; you sit here now:" in told.text
