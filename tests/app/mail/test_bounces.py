"""Reports as mail servers write them, and what only looks like one."""

import pytest

from app.mail.bounces import Report, report_of

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: congress@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

This is a MIME-encapsulated message.

--B
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon,  3 May 2027 12:00:00 +0000 (UTC)

Final-Recipient: rfc822; ada@example.net
Original-Recipient: rfc822;ada@example.net
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.net
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.net>: user unknown

--B
{original}

--B--
"""
HEAD = """\
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: congress@example.org
To: ada@example.net
Message-ID: <0123456789abcdef@example.org>
Subject: News"""
WHOLE = """\
Content-Type: message/rfc822

From: congress@example.org
To: ada@example.net
Message-ID: <0123456789abcdef@example.org>
Content-Type: multipart/alternative; boundary="C"

--C
Content-Type: text/plain

Message-ID: <fedcba9876543210@example.org>
--C--"""


def report(*, action="failed", status="5.1.1", original=HEAD):
    return POSTFIX.format(action=action, status=status, original=original).encode()


@pytest.mark.parametrize("original", [HEAD, WHOLE])
def test_a_report_names_the_mail_and_why_it_came_back(original):
    assert report_of(report(original=original)) == Report("0123456789abcdef", "failed", "5.1.1")


def test_a_report_without_the_mail_itself_answers_to_it():
    raw = report(original="Content-Type: text/plain\n\nThe mail is not attached.").replace(
        b"MIME-Version: 1.0", b"In-Reply-To: <0123456789abcdef@example.org>\nMIME-Version: 1.0"
    )

    assert report_of(raw) == Report("0123456789abcdef", "failed", "5.1.1")


def test_the_status_may_stand_in_the_words_of_the_other_server_only():
    assert report_of(report(status="unknown")).status == "5.1.1"


def test_a_delay_is_told_apart():
    assert report_of(report(action="Delayed", status="4.4.1")) == Report("0123456789abcdef", "delayed", "4.4.1")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 1000,
        b"Subject: Out of office\nIn-Reply-To: <0123456789abcdef@example.org>\n\nI am away.",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nno parts",
        b'Content-Type: multipart/report; boundary="B"\n\n--B\nContent-Type: message/delivery-status\n\nx\n--B--',
        report(original="Content-Type: text/rfc822-headers\n\nMessage-ID: <other@example.com>"),
        report(original="Content-Type: message/rfc822\n\n"),
        report().replace(b"message/delivery-status", b"text/plain"),
        report().replace(b"Action:", b"Auction:"),
    ],
    ids=range(9),
)
def test_everything_else_is_no_report_on_a_mail_of_ours(raw):
    assert report_of(raw) is None


def test_a_mail_of_any_size_is_read_only_as_far_as_reports_go():
    assert report_of(b"X: y\n" * 3_000_000 + report()) is None
