"""The house rules of docs/developer.md, executed."""

import ast
import dataclasses
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ForeignKey, Table

from app.config import PREFIX, Config
from app.factory import features
from app.feature import PersonalData
from app.mailings.words import MAILS
from app.models import metadata
from app.web.guards import GUARD

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "forums", "registration", "badges")
DOORS = {"views.py", "organiser.py", "api.py", "cli.py", "jobs.py", "security.py"}
# Doors whose whole package is a door: every module in them may open a transaction.
DOOR_PACKAGES = ("app/front/", "app/organiser/", "app/api/", "app/calendar/", "badges/checkin/doors/")
LONGEST_MODULE = 500
LONGEST_FUNCTION = 50
LONGEST_MODULE_JS = 100


def modules() -> list[Path]:
    return [
        p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py")) if "migrations/versions" not in str(p)
    ]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_with(pattern: str, paths: list[Path]) -> Iterator[tuple[str, int, str]]:
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(pattern, line):
                yield relative(path), number, line


def test_only_the_database_room_commits():
    places = {path for path, _, _ in lines_with(r"\.commit\(", modules())}

    assert places <= {"app/db.py"}


def test_only_doors_and_jobs_open_transactions():
    places = {path for path, _, _ in lines_with(r"\btransaction\(\)", modules())}

    others = {
        p for p in places if Path(p).name not in DOORS and not p.startswith(DOOR_PACKAGES) and "/organiser/" not in p
    }
    assert others <= {"app/db.py", "app/jobs/relay.py"}


def test_only_the_clock_asks_the_time():
    asked = r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\("
    places = {path for path, _, _ in lines_with(asked, modules())}

    assert places == {"app/clock.py"}


def test_selects_live_in_queries_and_models():
    places = {path for path, _, _ in lines_with(r"(?<![\w.])select\(", modules())}

    allowed = {"queries.py", "models.py", "relay.py"}
    assert {p for p in places if Path(p).name not in allowed and "/queries/" not in p} == set()


def test_every_flush_says_why():
    silent = [
        (path, number)
        for path, number, line in lines_with(r"\.flush\(\)", modules())
        if "#" not in line and "out" not in line
    ]

    assert silent == []


def test_chance_is_always_seeded():
    """Only the class Random is taken from the standard library, never its hidden, shared instance; and it gets a seed."""
    loose = r"^\s*import random\b|from random import (?!Random$)|(?<![\w.])Random\(\)|np\.random\.(rand|seed|default_rng\(\))"

    assert list(lines_with(loose, modules())) == []


def test_nobody_catches_everything_without_a_reason():
    bare = [
        (path, number)
        for path, number, line in lines_with(r"except (Base)?Exception|except:", modules())
        if "#" not in line
    ]

    assert [(path, number) for path, number in bare if path != "app/db.py"] == []


def test_any_cast_and_exceptions_from_checks_say_why():
    unexplained = [
        (path, number)
        for path, number, line in lines_with(r"#\s*(noqa|type: ignore)", modules())
        if not re.search(r"#\s*(noqa|type: ignore)[^#]*?( --? | – |\]\s+#)\s*\S", line)
    ]

    assert unexplained == []


def test_no_drawer_without_a_name():
    forbidden = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "manager"}

    assert [relative(p) for p in modules() if p.stem in forbidden or p.parent.name in forbidden] == []


def test_modules_and_functions_stay_small():
    too_long = [relative(p) for p in modules() if len(p.read_text().splitlines()) > LONGEST_MODULE]
    functions = [
        (relative(path), node.name)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]

    assert (too_long, functions) == ([], [])


def test_scripts_of_ours_stay_small():
    scripts = list((ROOT / "app/static/js").rglob("*.js"))

    assert [relative(p) for p in scripts if len(p.read_text().splitlines()) > LONGEST_MODULE_JS] == []


def test_services_rules_and_features_are_documented():
    wanted = {"service.py", "rules.py", "feature.py"}
    silent = [
        (relative(path), node.name)
        for path in modules()
        if path.name in wanted
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and ast.get_docstring(node) is None
    ]

    assert silent == []


def test_every_rendered_template_exists_and_every_template_is_rendered():
    code = "\n".join(p.read_text() for p in modules()) + "\n".join(p.read_text() for p in templates())
    there = {str(p.relative_to(ROOT / "templates")) for p in templates()}
    named = set(
        re.findall(r"[\"']((?:app|forums|registration|badges|mail|layout|macros)/[\w./{}-]+\.(?:html|txt))[\"']", code)
    )

    assert {name for name in named if "{" not in name} - there == set()
    patterns = [re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(name))) for name in named if "{" in name]
    unused = {name for name in there - named if not any(pattern.fullmatch(name) for pattern in patterns)}
    assert unused == set()


def test_pages_hold_no_inline_script_or_style():
    pages = [p for p in templates() if "mail" not in p.parts and p.name != "mail.html"]
    inline = r"<script(?![^>]*(src=|application/ld\+json))|<style|\sstyle=|\son[a-z]+=[\"']|javascript:"

    assert list(lines_with(inline, pages)) == []


def test_every_route_is_guarded_or_public(app: Flask):
    unmarked = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not rule.endpoint.startswith(
            ("security.", "api-docs.")
        )  # Flask-Security guards its own; the description is public
        and rule.endpoint != "static"
        and not hasattr(app.view_functions[rule.endpoint], GUARD)
        and not _is_guarded_class(app, rule.endpoint)
    ]

    assert unmarked == []


def _is_guarded_class(app: Flask, endpoint: str) -> bool:
    """A method view carries its marks on its methods."""
    view = getattr(app.view_functions[endpoint], "view_class", None)
    return view is not None and all(hasattr(getattr(view, method.lower()), GUARD) for method in view.methods or ())


def test_every_mail_that_is_queued_has_a_renderer(app: Flask):
    """A kind of mail is written room.kind, in the modules that put mails into the outbox."""
    kind = re.compile(r"[\"']((?:registration|forums|badges|accounts|mailings|digests)\.[a-z][a-z-]+)[\"']")
    senders = [text for path in modules() if "outbox.put(" in (text := path.read_text())]
    queued = {found for text in senders for found in kind.findall(text)}

    assert queued
    assert queued <= set(app.extensions["reihum_mails"])


def test_every_kind_of_mail_has_a_name_that_organisers_read(app: Flask):
    """A new kind of mail gets its line in app/mailings/words.py: it stands on the pages of people and of undelivered mails."""
    assert set(app.extensions["reihum_mails"]) - set(MAILS) == set()


def test_every_setting_is_documented():
    told = (ROOT / "docs/operator.md").read_text()

    assert [f.name for f in dataclasses.fields(Config) if f"`{PREFIX}{f.name.upper()}`" not in told] == []


def test_every_room_of_the_house_has_a_floor():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = re.findall(r"app\.\w+", " ".join(contracts[0]["layers"]))
    rooms = {
        f"app.{p.stem}"
        for p in (ROOT / "app").iterdir()
        if p.name != "__init__.py" and (p.suffix == ".py" or (p / "__init__.py").exists())
    }

    assert rooms == set(layers)


# What checks may share with what solves: the file formats, and what the slots of a problem are by themselves.
FORMATS = {"errors", "problem", "reading", "slices", "solution", "verification"}


def test_checks_share_nothing_with_what_solves():
    rooms = [ROOT / "forums" / room for room in ("assignment", "rotation", "placement")]

    assert {room.name: reach(room, "check") & reach(room, "solver") - FORMATS for room in rooms} == {
        room.name: set() for room in rooms
    }


def reach(room: Path, module: str) -> set[str]:
    """Name the modules of *room* that *module* imports, and all that these import in turn."""
    found: set[str] = set()
    waiting = {module}
    while waiting:
        found |= waiting
        nodes = [node for name in waiting for node in ast.walk(ast.parse((room / f"{name}.py").read_text()))]
        froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        names = {(node.module or "").removeprefix(f"forums.{room.name}.") for node in froms}
        names |= {alias.name for node in froms if node.module == f"forums.{room.name}" for alias in node.names}
        waiting = {name for name in names if (room / f"{name}.py").exists()} - found
    return found


@pytest.mark.parametrize("command", ["ruff format --check .", "ruff check .", "mypy", "lint-imports"])
def test_the_checks_pass(command: str):
    done = subprocess.run(
        [Path(sys.executable).parent / command.split(maxsplit=1)[0], *command.split()[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_tests_mirror_the_modules():
    homeless = [
        relative(p)
        for package in PACKAGES
        for p in sorted((ROOT / "tests" / package).rglob("test_*.py"))
        if not _mirrored(p)
    ]

    assert homeless == []


def _mirrored(test: Path) -> bool:
    """tests/app/jobs/test_relay.py belongs to app/jobs/relay.py; test_relay_lease.py too (a story of that module)."""
    room = ROOT / test.parent.relative_to(ROOT / "tests")
    name = test.stem.removeprefix("test_")
    return any(
        name == m.stem or name.startswith(m.stem + "_") for m in room.glob("*") if m.suffix == ".py" or m.is_dir()
    )


ACTION = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")


def actions() -> dict[str, str]:
    """Find what the rooms record: each constant room.word in a module that writes into the journal, and where it stands."""
    trees = [(path, list(ast.walk(ast.parse(path.read_text())))) for path in modules()]
    return {
        node.value: f"{relative(path)}:{node.lineno}"
        for path, nodes in trees
        if any(_writes(node) for node in nodes)
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value)
    }


def _writes(node: ast.AST) -> bool:
    """A module that imports the journal's verb, or a verb of its room that ends there."""
    names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
    return bool(names & {"record", "note_down", "note"})


def test_every_action_in_the_journal_has_words(app: Flask):
    """Words stand in the feature of the room: Feature(…, journal={"forum.added": lazy_gettext("…")})."""
    known = set(app.extensions["reihum_journal"])
    others = set(app.extensions["reihum_mails"]) | {job for feature in features() for job in feature.jobs}
    found = actions()
    silent = {action: place for action, place in found.items() if action not in known | others | {"calendar.ics"}}

    assert len(found) > 20
    assert silent == {}, "give these actions words in the journal mapping of their room's Feature"


# Columns that may well hold somebody's data, by their names.
PERSONAL = re.compile(
    r"(^|_)(names?|e?mail|phone|street|city|iban|payer|sender|recipient|note|comment|text|answer|address|ip|agent)(_|$)"
)
# Tables with such columns that hold nothing about participants, and why.
OTHERS = {
    "recommendation_milestone": "what an organisation promised, and by when",
    "choice_list": "what a congress lets people choose from; name is which list",
    "account": "people who log in; they are invited and dismissed by name",
    "role": "what administrators may do",
    "api_key": "machines",
    "gate_device": "machines; name is the door where they stand",
    "door": "doors of the house",
    "badge_sheet": "sheets of labels",
    "badge_design": "what badges look like",
    "badge_picture": "logos on badges; name is that of a file",
    "congress": "the congress and whom to ask about it, published on its own pages",
    "privacy_notice": "what a congress tells about its use of data, published on its own page",
    "room": "rooms",
    "hall": "halls",
    "hall_fixture": "what the house has fixed in a hall, such as a pillar",
    "organisation": "organisations as such; who belongs to them is told by participants",
    "speaker": "people in the published programme, by public role",
    "forum_moderator": "people in the published programme, by public role",
    "fee_terms": "whom the fees go to, printed on every invoice",
    "assignment_run": "the organisers' note on a calculation",
    "table_plan": "why a calculation of the rounds of tables ended without an answer",
    "harvest_note": "what was said at a table, without names",
    "capture_wording": "earlier wordings of what was said in a forum, without names",
    "market_topic": "topics of a market",
    "stand_vote": "what the jury says about a stand, by number of the juror",
    "stand_feedback": "what somebody told a stand, without who",
    "stand_document": "PDFs that stands show to everybody",
    "recommendation": "what a congress recommends, published in its log",
}
REMEDY = """
These hold data about participants, and nobody could tell or erase it. Declare each in the feature of its room:

    Feature(…, personal=(PersonalData(table="my_table", label="What it is called"),))

with column="…" where the foreign key to participant has another name. See PersonalData in app/feature.py and
docs/developer.md, "Personal data".
"""


def held() -> dict[str, list[PersonalData]]:
    found: dict[str, list[PersonalData]] = {}
    for feature in features():
        for data in feature.personal:
            found.setdefault(data.table, []).append(data)
    return found


def keys_to(table: Table, *, targets: set[str]) -> list[ForeignKey]:
    return [key for key in table.foreign_keys if key.column.table.name in targets]


def persons_keys(table: Table) -> list[ForeignKey]:
    return keys_to(table, targets={"participant"})


def test_every_table_that_refers_to_a_participant_is_declared():
    declared = {(data.table, data.column) for several in held().values() for data in several}
    undeclared = [
        f"{table.name}.{key.parent.name}"
        for table in metadata.sorted_tables
        for key in persons_keys(table)
        if (table.name, key.parent.name) not in declared
    ]

    assert undeclared == [], REMEDY


def test_rows_about_a_participant_go_or_let_go_when_the_participant_goes():
    held_back = [
        f"{table.name}.{key.parent.name}: ON DELETE {key.ondelete}"
        for table in metadata.sorted_tables
        for key in persons_keys(table)
        if key.ondelete not in {"CASCADE", "SET NULL"}
    ]

    assert held_back == [], "a participant could not be erased; give these foreign keys ON DELETE CASCADE (or SET NULL)"


def test_what_hangs_on_such_a_table_is_declared_as_well():
    """Files of an answer belong to whose answer it is; rows that a participant's row may lose without going are no matter."""
    persons = {
        table.name for table in metadata.sorted_tables for key in persons_keys(table) if key.ondelete == "CASCADE"
    }
    undeclared = [
        table.name
        for table in metadata.sorted_tables
        if table.name not in held() and [k for k in keys_to(table, targets=persons) if k.ondelete == "CASCADE"]
    ]

    assert undeclared == [], (
        REMEDY + "\nThey have no column of the participant's own: name collect=… and erase=… there."
    )


def test_every_table_with_personal_columns_is_declared_or_explained():
    silent = [
        f"{table.name}: {', '.join(column.name for column in table.columns if PERSONAL.search(column.name))}"
        for table in metadata.sorted_tables
        if table.name not in held()
        and table.name not in OTHERS
        and any(PERSONAL.search(column.name) for column in table.columns)
    ]

    assert silent == [], REMEDY + "\nIf one holds nothing about participants, say why in OTHERS of this test."


def test_what_is_declared_is_there():
    strange = [
        (data.table, data.column)
        for several in held().values()
        for data in several
        if data.table not in metadata.tables
        or (not {data.column, *data.secret} <= set(metadata.tables[data.table].columns.keys()) and data.erase is None)
    ]

    assert strange == []
    assert OTHERS.keys() <= metadata.tables.keys()
    assert OTHERS.keys().isdisjoint(held())


def test_rows_are_told_by_a_column_only_where_it_names_the_person():
    """Any other number in that column would tell one person what belongs to another."""
    strange = [
        (data.table, data.column)
        for several in held().values()
        for data in several
        if data.collect is None
        and data.table != "participant"
        and all(key.parent.name != data.column for key in persons_keys(metadata.tables[data.table]))
    ]

    assert strange == []
