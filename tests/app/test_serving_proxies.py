import http.client
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from flask import request
from post_office import free_port

from app.factory import create_app
from app.serving import _answer_until, _bound
from app.web.guards import public


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("proxies", "seen"), [("1", "192.0.2.7"), ("0", "127.0.0.1")])
def test_a_guest_is_known_by_the_word_of_as_many_proxies_as_are_trusted(config, proxies, seen):
    config = replace(config, proxies=proxies, port=str(free_port()))
    app = create_app(config)
    app.add_url_rule("/test/address", "address", public(lambda: str(request.remote_addr)))
    sockets, stop = {}, threading.Event()
    server = _bound(app, config, sockets)
    answering = threading.Thread(target=_answer_until, args=(stop, sockets))
    answering.start()
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", int(config.port), timeout=30)) as connection:
            connection.request("GET", "/test/address", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"})
            told = connection.getresponse().read().decode()
    finally:
        stop.set()
        answering.join()
        server.task_dispatcher.shutdown()
        for it in list(sockets.values()):
            it.close()

    assert told == seen
