from types import SimpleNamespace

import pytest

from app.mail import words


@pytest.mark.parametrize(
    ("error", "fault", "code"),
    [
        ("the mail server answered 550 5.1.1", words.UNKNOWN_ADDRESS, "550 5.1.1"),
        ("the mail server answered 550", words.UNKNOWN_ADDRESS, "550"),
        ("the mail came back 5.2.1", words.UNKNOWN_ADDRESS, "5.2.1"),
        ("the mail server answered 552 5.2.2", words.MAILBOX_FULL, "552 5.2.2"),
        ("the mail came back 4.2.2", words.MAILBOX_FULL, "4.2.2"),
        ("the mail server answered 552", words.MAILBOX_FULL, "552"),
        ("the mail server answered 554 5.7.1", words.UNWANTED, "554 5.7.1"),
        ("the mail server answered 554", words.UNWANTED, "554"),
        ("the mail server answered 451 4.7.1", words.UNWANTED, "451 4.7.1"),
        ("the mail server answered 421", words.BUSY, "421"),
        ("the mail came back 4.4.1", words.BUSY, "4.4.1"),
        ("the mail came back 5.6.0", words.OTHER, "5.6.0"),
        ("the mail came back", words.OTHER, ""),
        ("the mail server cannot be used (ConnectionRefusedError)", words.SERVER_AWAY, ""),
        ("the mail server takes no addresses with letters beyond a to z", words.LETTERS, ""),
        ("not wanted any more", words.OUT_OF_PLACE, ""),
        ("KeyError", words.OTHER, ""),
        (None, None, ""),
    ],
)
def test_every_answer_is_explained_with_a_way_out(error, fault, code):
    assert (words.fault_of(error), words.code_of(error)) == (fault, code)


def test_a_mail_that_came_back_is_told_from_one_that_nobody_took():
    told = [
        words.state_of(SimpleNamespace(status=status, error=error))
        for status, error in (
            ("dead", "the mail came back 5.1.1"),
            ("dead", "the mail server answered 550"),
            ("done", None),
        )
    ]

    assert told == ["returned", "dead", "done"]
