"""Nobody's words are lost, and every voice counts once."""

import pytest
from builders import NOON, make_congress, make_forum, make_participant

from forums.recommendations import errors, queries
from forums.recommendations.service import capture


def texts(session, forum) -> list[tuple[str, bool]]:
    return [(note.text, bool(note.clash_of)) for note in queries.captured(session, [forum.id]) if not note.removed_at]


def test_two_who_word_one_note_anew_are_both_kept_until_somebody_chooses(session):
    forum = make_forum(session, make_congress(session))
    for _ in range(2):
        capture.add_note(session, forum, kind="need", text="Es fehlen Räume.", key="a", now=NOON)
    [note] = queries.captured(session, [forum.id])

    def word(text: str, key: str) -> bool:
        return capture.change_note(session, forum, note, text=text, version=1, key=key, now=NOON)

    assert word("Es fehlen Räume am Abend.", "b")
    assert word("Es fehlen Räume am Abend.", "b"), "sent again, since the answer got lost"
    assert not word("Es fehlen große Räume.", "c")
    assert not word("Es fehlen große Räume.", "c")
    assert texts(session, forum) == [("Es fehlen Räume am Abend.", False), ("Es fehlen große Räume.", True)]

    clash = queries.captured(session, [forum.id])[1]
    assert not capture.settle(session, forum, clash, keep="this", version=1, now=NOON)
    assert capture.settle(session, forum, clash, keep="this", version=2, now=NOON)
    assert texts(session, forum) == [("Es fehlen große Räume.", False)]
    assert [one.text for one in queries.wordings(session, [note.id])] == [
        "Es fehlen Räume.",
        "Es fehlen Räume am Abend.",
        "Es fehlen große Räume.",
    ]

    assert not capture.take_away(session, forum, note, version=2, now=NOON)
    assert capture.take_away(session, forum, note, version=3, now=NOON)
    assert texts(session, forum) == []
    capture.bring_back(session, forum, queries.captured(session, [forum.id])[0])
    assert texts(session, forum) == [("Es fehlen große Räume.", False)]


def test_participants_propose_and_support_once_each_if_the_congress_allows_it(session):
    congress = make_congress(session)
    forum = make_forum(session, congress)
    first, second = (make_participant(session, congress) for _ in range(2))

    with pytest.raises(errors.ProposalsClosed):
        capture.propose(session, forum, first.id, text="Mehr Zeit", key="a", now=NOON)
    capture.set_setting(session, congress, prompts={}, lets_propose=True, lets_support=True)
    session.flush()  # the setting is read from the database
    capture.propose(session, forum, first.id, text="Mehr Zeit", key="a", now=NOON)
    [note] = queries.captured(session, [forum.id])
    for _ in range(3):
        capture.support(session, forum, note, second.id)
    assert queries.supports(session, [forum.id]) == {note.id: 2}
    capture.withdraw_support(session, forum, note, first.id)

    made = capture.make_recommendation(session, congress, forum, note, actor="user:1", now=NOON)
    assert (made.title, made.supports, made.forum_id) == ({"de": "Mehr Zeit"}, 1, forum.id)
    with pytest.raises(errors.AlreadyTaken):
        capture.make_recommendation(session, congress, forum, note, actor="user:1", now=NOON)
