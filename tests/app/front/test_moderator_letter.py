"""The mail to a forum's moderator, after publishing."""

from builders import NOON, SECRET, make_congress, make_forum, make_participant

from app.front.moderator_letter import who_comes
from app.jobs.models import Job
from forums.dialogue import service
from forums.dialogue.models import ForumModerator, Seat


def test_moderators_get_the_address_of_the_list_and_no_names(app, session):
    congress = make_congress(session)
    mo = ForumModerator(name="Mo", email="mo@example.org")
    forum = make_forum(session, congress, number=1, moderators=[mo])
    guest = make_participant(session, congress, name="Ada Lovelace")
    session.add(Seat(participant_id=guest.id, forum_id=forum.id, reason={}, assigned_at=NOON))
    session.flush()  # the letter reads it
    job = Job(payload={"moderator": mo.id})

    with app.test_request_context():
        message = who_comes(session, job)
        mo.email = ""
        session.flush()  # taken out since
        nobody = who_comes(session, job)

    assert nobody is None
    assert (message.to, service.link_of_list(forum, secret=SECRET) in message.text) == ("mo@example.org", True)
    assert "1 Person hat jetzt einen Platz in Ihrem Forum." in message.text
    assert "Lovelace" not in message.text
