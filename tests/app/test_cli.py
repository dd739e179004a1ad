"""The command line, as an operator meets it: real processes, their exit codes and what they say."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from builders import SECRET, make_congress
from post_office import free_port
from quick_commands import Done, QuickCommands
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli import reihum
from app.config import DEFAULT_SECRET
from app.db import configure_engine

ROOT = Path(__file__).parent.parent.parent
NOBODY = 65534
Run = Callable[..., Done]


@pytest.fixture
def run(commands: QuickCommands, tmp_path: Path) -> Run:
    """``run("user", "add", …, PORT="80")`` runs a command of an installation in a folder of its own; keywords are settings."""

    def execute(*command: str | Path, user: int = 0, **settings: str) -> Done:
        given = {"INSTANCE": str(tmp_path / "instance"), "SECRET_KEY": SECRET} | settings
        named = {f"REIHUM_{name}": value for name, value in given.items()}
        return commands.run([str(word) for word in command], settings=named, folder=tmp_path, user=user)

    return execute


@pytest.fixture
def instance(sqlite_template: Path, tmp_path: Path) -> Path:
    """The folder of an installation with a database that is migrated."""
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "reihum.db")
    return folder


def refusal(done: Done) -> str:
    """Check that a command failed as it should, in one or two lines on stderr, and give them."""
    assert (done.code, done.out) == (1, ""), done.err
    assert done.err.startswith("reihum: ")
    assert len(done.err.splitlines()) <= 2, done.err
    return done.err.removeprefix("reihum: ").strip()


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


def test_every_command_says_what_it_is_for_with_an_example():
    silent = [
        name
        for name, command in commands(reihum)
        if not (command.help and "Example: " in command.help and "reihum " in command.help.partition("Example: ")[2])
    ]

    assert silent == []


def test_every_promised_command_is_there():
    promised = {"serve", "demo", "worker", "migrate", "config", "backup", "restore", "user add", "key add"}
    promised |= {"badges", "calendar", "solve forums", "check forums", "solve stands", "check stands"}

    assert promised <= {name for name, _ in commands(reihum)}


def test_the_installed_program_helps_without_an_installation():
    program = [sys.executable, "-c", "from app.cli import main; main()"]
    environment = os.environ | {"REIHUM_NOSUCH": "1"}

    done = subprocess.run(
        [*program, "user", "add", "--help"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Example: reihum user add anna@example.org" in done.stdout


def test_an_unknown_setting_is_an_error(run: Run):
    assert refusal(run("config", PROT="80")) == "REIHUM_PROT: no such setting. See `reihum config` for all settings"


def test_config_names_origins_and_hides_secrets(run: Run):
    done = run("config", PORT="8123", SMTP_URL="smtp://me:hush-hush@mail.example.org", DATABASE_URL="")

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "REIHUM_PORT = 8123  [environment]" in lines
    assert "REIHUM_HOST = 127.0.0.1  [default]" in lines
    assert "REIHUM_SECRET_KEY = (secret)  [environment]" in lines
    assert "REIHUM_SMTP_URL = (secret)  [environment]" in lines
    assert "REIHUM_DATABASE_URL = (empty)  [environment]" in lines
    assert "hush-hush" not in done.out
    assert SECRET not in done.out


def test_production_refuses_a_known_secret_and_offers_another(run: Run):
    words = refusal(run("serve", ENV="production", SECRET_KEY=DEFAULT_SECRET))

    assert words.startswith("REIHUM_SECRET_KEY: production needs a secret of its own. For example: REIHUM_SECRET_KEY=")
    assert len(words.rpartition("=")[2]) >= 32


def test_examples_are_not_for_production(run: Run, tmp_path: Path):
    refusal(run("demo", ENV="production", BASE_URL="https://congress.example.org"))

    assert not (tmp_path / "instance").exists()


def test_from_nothing_to_a_login_a_key_a_backup_and_back(run: Run, tmp_path: Path):
    said = [run("migrate").out, run("migrate").out]
    engine = create_engine(f"sqlite:///{tmp_path / 'instance' / 'reihum.db'}")
    configure_engine(engine)
    with Session(engine) as session, session.begin():
        make_congress(session, slug="spring")
    engine.dispose()

    added = run("user", "add", "Anna@Example.org", "--congress", "spring", "--password", "a password of some length")
    key = run("key", "add", "--congress", "spring", "--role", "gate")
    saved = run("backup", tmp_path / "b")
    weak = run("user", "add", "eve@example.org", "--password", "short")
    nowhere = run("key", "add", "--congress", "autumn", "--role", "gate")
    restored = run("restore", "--yes", tmp_path / "b")

    assert said == ["The database is at the newest state.\n"] * 2
    assert (added.code, added.out) == (0, "Anna@Example.org may log in now.\n")
    assert key.out.startswith("rk_")
    assert len(key.out.strip()) == 46
    assert re.fullmatch(re.escape(f"{tmp_path / 'b'}") + r": [01]\.\d MB written\.\n", saved.out)
    assert refusal(weak) == "A password needs at least 12 characters."
    assert refusal(nowhere) == "There is nothing at this address."
    assert restored.out == "Restored. Run `reihum migrate` if the backup is from an older version.\n"
    with closing(sqlite3.connect(tmp_path / "instance" / "reihum.db")) as database:
        assert database.execute(
            "select email, part from account join membership on account_id = account.id"
        ).fetchall() == [("anna@example.org", "organiser")]


def test_a_database_that_is_not_migrated_says_so(run: Run):
    assert refusal(run("serve")) == "The database is not at the newest state. Run `reihum migrate` first."
    assert refusal(run("user", "add", "anna@example.org", "--password", "a password of some length")).endswith(
        "Run `reihum migrate` first."
    )


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_damaged_database_is_named_with_the_way_back(run: Run, instance: Path, command: str):
    (instance / "reihum.db").write_bytes(b"minutes of a meeting\n" * 1000)

    words = refusal(run(command))

    assert words == (
        "The database cannot be used: file is not a database.\n"
        "The file is damaged: stop the server and run `reihum restore FILE` with your last backup."
    )


def test_a_folder_in_place_of_the_database_is_named(run: Run, instance: Path):
    (instance / "reihum.db").unlink()
    (instance / "reihum.db").mkdir()

    assert refusal(run("serve")).startswith("The database cannot be used: unable to open database file.\n")


def test_an_instance_below_a_file_is_named(run: Run, tmp_path: Path):
    (tmp_path / "file").touch()

    words = refusal(run("migrate", INSTANCE=str(tmp_path / "file" / "instance")))

    assert words.startswith(f"{tmp_path / 'file' / 'instance'}: Not a directory. ")


def test_a_database_that_may_not_be_written_is_named(run: Run, sqlite_template: Path):
    """What only root may do cannot be forbidden to root, who then sends nobody."""
    with tempfile.TemporaryDirectory() as folder:  # others may not look into pytest's own
        database = Path(folder, "reihum.db")
        shutil.copy(sqlite_template, database)
        database.chmod(0o444)
        Path(folder).chmod(0o555)

        words = refusal(run("serve", INSTANCE=folder, user=NOBODY if os.geteuid() == 0 else 0))
        Path(folder).chmod(0o700)

    assert words == (
        f"{database}.lock: Permission denied. "
        "Give this user the right to write there, or set REIHUM_INSTANCE to another folder."
    )


def test_a_port_in_use_is_named_with_another(run: Run, instance: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        words = refusal(run("serve", "--port", str(port)))

    assert words == (
        f"Port {port} is in use by another program. Choose another one, for example: reihum serve --port {port + 1}"
    )


def test_a_database_server_that_is_away_is_named(run: Run):
    words = refusal(run("migrate", DATABASE_URL=f"postgresql://reihum:hush-hush@127.0.0.1:{free_port()}/reihum"))

    assert words.startswith("The database cannot be used: connection ")
    assert words.endswith("\nCheck REIHUM_DATABASE_URL and that the database server runs.")
    assert "hush-hush" not in words


def test_bad_usage_is_explained_and_has_its_own_exit_code(run: Run):
    done = run("serve", "--port", "99999")

    assert (done.code, done.out) == (2, "")
    assert "'--port': 99999 is not in the range 1<=x<=65535." in done.err
    assert "Traceback" not in done.err


def test_the_demo_is_loaded_once_and_anew_on_request(run: Run):
    first, again = (run("demo", "--load-only", PORT="8123") for _ in range(2))
    reset = run("demo", "--load-only", "--reset")

    assert [(done.code, done.err) for done in (first, again, reset)] == [(0, "")] * 3
    assert first.out.count(" registrations, ") == reset.out.count(" registrations, ") == 5
    assert again.out.count(" registrations, ") == 0
    assert "http://127.0.0.1:8123/bbe-2027/register" in first.out
    assert first.out.endswith(again.out)
