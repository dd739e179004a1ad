from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionInterface

from app.web.sessions import Sessions


def written(app: Flask, interface: SessionInterface) -> str:
    """Keep a word in a session and give the cookie that goes out."""
    answer = Response()
    with app.test_request_context():
        session = interface.open_session(app, request)
        session["word"] = "kept"
        interface.save_session(app, session, answer)
    return answer.headers["Set-Cookie"].partition(";")[0]


def read(app: Flask, interface: SessionInterface, cookie: str) -> str:
    with app.test_request_context(headers={"Cookie": cookie}):
        return interface.open_session(app, request).get("word", "nothing")


def test_a_session_is_the_same_to_flasks_own_signer(app):
    ours, flasks = Sessions(app), SecureCookieSessionInterface()

    assert (read(app, flasks, written(app, ours)), read(app, ours, written(app, flasks))) == ("kept", "kept")


def test_a_forged_session_is_none(app):
    ours = Sessions(app)

    assert read(app, ours, written(app, ours)[:-4] + "AAAA") == "nothing"
