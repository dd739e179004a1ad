"""A backup knows people who have been erased since; the way back must not bring them along."""

import re
from pathlib import Path

from builders import SECRET, make_congress, make_participant
from quick_commands import QuickCommands

from app import clock
from app.config import Config
from app.db import db, transaction
from app.factory import create_app, relay_of
from registration.participants import queries
from registration.participants.models import Participant
from registration.privacy import service, tombstones
from registration.privacy.models import Erasure


def test_whoever_was_erased_does_not_come_back_with_a_backup(
    commands: QuickCommands, sqlite_template: Path, tmp_path: Path
):
    (tmp_path / "reihum.db").write_bytes(sqlite_template.read_bytes())
    app = create_app(Config(instance=str(tmp_path), secret_key=SECRET, limits="off", relay="off"))
    settings = {"REIHUM_INSTANCE": str(tmp_path), "REIHUM_SECRET_KEY": SECRET}
    with app.app_context():
        with transaction() as session:
            congress = make_congress(session)
            leaving, _ = (make_participant(session, congress, name=name) for name in ("Zerubabel", "Ada"))
        assert (
            commands.run(["backup", str(tmp_path / "all.backup")], settings=settings, folder=tmp_path, user=0).code == 0
        )
        with transaction() as session:
            held = app.extensions["reihum_personal"]
            guest = queries.by_id(session, leaving.id)
            service.erase(session, guest, held=held, reason="organiser", actor="user:1", now=clock.now())
        db.session.remove()
        db.engine.dispose()

        done = commands.run(
            ["restore", "--yes", str(tmp_path / "all.backup")], settings=settings, folder=tmp_path, user=0
        )

        assert (done.code, done.err) == (0, "")
        assert "1 erased again, as the backup still knew them." in done.out
        with transaction() as session:
            assert [person.name for person in session.query(Participant)] == ["Ada"]
            (proof,) = session.query(Erasure)
            assert (proof.reason, proof.digest) == ("restored", tombstones.digest_of(leaving.public_id))
        assert tombstones.known(tmp_path) == {proof.digest}
        assert re.fullmatch(r"[0-9a-f]{64}\n", (tmp_path / tombstones.FILE).read_text())
        relay_of(app).run_until_idle()
        db.session.remove()
        db.engine.dispose()
