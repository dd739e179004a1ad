"""`reihum solve tables` and `reihum check tables` on real files."""

import json

import pytest
from click.testing import CliRunner

from app.cli import reihum

SHORT = {"n": 20, "tables": 5, "rounds": 5}
WHOLE = {
    "participants": [{"id": "p0"}, {"id": "p1", "host_of": "t0"}],
    "tables": [{"id": "t0"}, {"id": "t1", "seats": 1}],
    "rounds": 1,
}


@pytest.fixture
def run(tmp_path):
    """Run a command on files of the given names and documents."""

    def run_command(*arguments, stdin=None, **files):
        for name, document in files.items():
            text = document if isinstance(document, str) else json.dumps(document)
            (tmp_path / f"{name}.json").write_text(text)
        paths = [str(tmp_path / word) if word.endswith(".json") else word for word in arguments]
        return CliRunner().invoke(reihum, paths, input=stdin)

    return run_command


def test_solves_and_checks(run, tmp_path):
    solved = run("solve", "tables", "problem.json", "--seed", "3", "-o", "plan.json", problem=SHORT)
    checked = run("check", "tables", "problem.json", "plan.json")

    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (solved.exit_code, solved.output) == (0, "")
    assert (plan["status"], plan["repeats"], plan["bound"], plan["seed"]) == ("optimal", 0, 0, 3)
    assert [len(one) for one in plan["rounds"]] == [20] * 5
    assert (checked.exit_code, checked.output) == (0, "right, and proven by its bound\n")


def test_reads_standard_input(run):
    solved = run("solve", "tables", "-", stdin=json.dumps(WHOLE))

    assert json.loads(solved.stdout)["rounds"] == [["t1", "t0"]]


def test_an_impossible_problem_ends_with_3(run):
    solved = run("solve", "tables", "problem.json", "-o", "plan.json", problem=SHORT | {"rounds": 6})
    checked = run("check", "tables", "problem.json", "plan.json")

    assert (solved.exit_code, solved.stderr) == (
        3,
        "reihum: This cannot hold together: nobody comes to a table twice.\n",
    )
    assert (checked.exit_code, checked.output) == (0, "right, but optimality is not certified\n")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "$: is not JSON"),
        (SHORT | {"colour": 1}, '$: has the unknown key "colour"; remove it or use one of: n'),
        (WHOLE | {"rounds": 0}, "$.rounds: is 0; choose a whole number from 1 to 50"),
        (WHOLE | {"topic_once": 1}, "$.topic_once: is neither true nor false"),
        (WHOLE | {"apart": [["p0", "p9"]]}, '$.apart[0][1]: names the unknown person "p9"'),
        (WHOLE | {"apart": [["p0"]]}, "$.apart[0]: names 1 people; name two people"),
        (WHOLE | {"tables": []}, "$.tables: is empty"),
        (WHOLE | {"held": [["t0"]]}, "$.held[0]: has 1 places; give one for each of 2 people"),
        (WHOLE | {"held": [[None, None]] * 2}, "$.held: has 2 rounds of 1"),
        (WHOLE | {"planned": []}, "$.planned: has 0 rounds; give the 1 that are not held"),
        (WHOLE | {"participants": [{"id": "a"}, {"id": "a"}]}, '$.participants[1].id: repeats "a"'),
        (
            WHOLE | {"participants": [{"id": "a", "host_of": "x"}]},
            '$.participants[0].host_of: names the unknown table "x"',
        ),
    ],
)
def test_bad_input_ends_with_2_and_names_the_place(run, document, words):
    done = run("solve", "tables", "problem.json", problem=document)

    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_forged_plan_ends_with_1(run):
    forged = {"status": "optimal", "rounds": [["t0", "t1"]], "repeats": 0, "bound": 0}

    checked = run("check", "tables", "problem.json", "forged.json", problem=WHOLE, forged=forged)

    assert (checked.exit_code, checked.stderr) == (1, "p1 hosts t0, but sits at t1 in round 1\n")
