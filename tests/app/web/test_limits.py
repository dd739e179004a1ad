from dataclasses import replace

import pytest
from flask import Flask

from app.factory import create_app
from app.web.guards import public
from app.web.limits import limiter


@pytest.fixture(params=["on", "off"])
def limited(request, config):
    """The application with limits on or off, and an address that may be asked for twice a year."""
    app = create_app(replace(config, limits=request.param))
    for prefix in ("/test", "/api/test"):
        app.add_url_rule(f"{prefix}/rare", f"rare{prefix}", limiter.limit("2 per year")(public(lambda: "")))
    yield app
    limiter.reset()


def asked_three_times(app: Flask, address: str, language: str = "en", **network: str) -> list[object]:
    browser = app.test_client()
    return [browser.get(address, headers={"Accept-Language": language}, environ_base=network) for _ in range(3)]


def test_too_many_tries_are_refused_in_words_where_limits_are_on(limited: Flask):
    answers = asked_three_times(limited, "/test/rare")

    is_on = limited.extensions["reihum_config"].limits == "on"
    assert [answer.status_code for answer in answers] == [200, 200, 429 if is_on else 200]
    assert ("Too many tries in a short time" in answers[2].text) == is_on


@pytest.mark.parametrize("limited", ["on"], indirect=True)
def test_the_words_are_in_the_readers_language_and_for_machines_a_problem(limited: Flask):
    page = asked_three_times(limited, "/test/rare", "de")[2]
    problem = asked_three_times(limited, "/api/test/rare")[2]

    assert (page.status_code, '<html lang="de"' in page.text, "Too many tries" in page.text) == (429, True, False)
    assert (problem.status_code, problem.json["code"], problem.content_type) == (
        429,
        "too-many-requests",
        "application/problem+json",
    )


@pytest.mark.parametrize("limited", ["on"], indirect=True)
def test_each_network_is_counted_by_itself(limited: Flask):
    first, second = (asked_three_times(limited, "/test/rare", REMOTE_ADDR=f"192.0.2.{n}") for n in (1, 2))

    assert [answer.status_code for answer in first + second] == [200, 200, 429] * 2
