"""`reihum solve forums` and `reihum check forums` on real files."""

import json
import sys
from importlib.metadata import entry_points

import click
import pytest
from click.testing import CliRunner

from forums.assignment.cli import check_forums, solve_forums
from forums.assignment.problem import problem_as_json

PROBLEM = {
    "slots": 1,
    "participants": [{"id": "p0", "prefs": ["a", "b"]}, {"id": "p1", "prefs": ["a"]}],
    "forums": [{"id": "a", "capacity": {"0": [1, 1]}}, {"id": "b", "capacity": {"0": [0, 5]}}],
}


@pytest.fixture
def run(tmp_path):
    """Run a command on files of the given names and documents."""

    def run_command(command, *arguments, stdin=None, **files):
        for name, document in files.items():
            text = document if isinstance(document, str) else json.dumps(document)
            (tmp_path / f"{name}.json").write_text(text)
        paths = [str(tmp_path / word) if word.endswith(".json") else word for word in arguments]
        return CliRunner().invoke(command, paths, input=stdin)

    return run_command


def test_solves_and_checks(run, tmp_path):
    solved = run(solve_forums, "problem.json", "--seed", "3", "-o", "solution.json", problem=PROBLEM)
    checked = run(check_forums, "problem.json", "solution.json")

    document = json.loads((tmp_path / "solution.json").read_text())
    assert (solved.exit_code, solved.output) == (0, "")
    assert document["status"] == "optimal"
    assert document["objective"] == [["unplaced", 0], ["unranked", 0], ["rank2", 1]]
    assert document["assignment"] == {"p0": {"0": "b"}, "p1": {"0": "a"}}
    assert document["seed"] == 3
    assert (checked.exit_code, checked.output) == (0, "right, and proven by its certificate\n")


def test_reads_standard_input_and_writes_standard_output(run):
    solved = run(solve_forums, "-", stdin=json.dumps(PROBLEM))

    assert solved.exit_code == 0
    assert json.loads(solved.stdout)["status"] == "optimal"


def test_an_impossible_problem_ends_with_3_and_says_why(run):
    problem = PROBLEM | {"forums": [{"id": "a", "capacity": {"0": [3, 3]}}, PROBLEM["forums"][1]]}

    solved = run(solve_forums, "problem.json", "-o", "solution.json", problem=problem)
    checked = run(check_forums, "problem.json", "solution.json")

    assert solved.exit_code == 3
    assert solved.stderr == (
        "reihum: Forum a needs at least 3 people. This rule cannot be kept: 1 person is missing.\n"
    )
    assert (checked.exit_code, checked.output) == (0, "right, and proven by its certificate\n")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "$: is not JSON"),
        ("[]", "$: is a list; make it an object in braces"),
        (PROBLEM | {"slots": 0}, "$.slots: is 0; choose a whole number from 1 to 20"),
        (PROBLEM | {"apart": [["p0", "p7"]]}, '$.apart[0][1]: names the unknown person "p7"'),
        (PROBLEM | {"colour": 1}, '$: has the unknown key "colour"; remove it or use one of: slots'),
        ('{"slots": 1, "slots": 1}', 'has the key "slots" twice'),
        ('{"slots": NaN}', "holds NaN"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_input_ends_with_2_and_names_the_place(run, document, words):
    done = run(solve_forums, "problem.json", problem=document)

    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_bad_files_end_with_2(run, tmp_path):
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe")

    assert run(solve_forums, "odd.json").exit_code == 2
    assert run(solve_forums, "missing.json").exit_code == 2
    nowhere = run(solve_forums, "problem.json", "-o", "missing/solution.json", problem=PROBLEM)
    assert nowhere.exit_code == 2
    assert "the folder is missing" in nowhere.stderr


def test_a_forged_solution_ends_with_1_and_lists_the_faults(run):
    forged = {
        "status": "optimal",
        "objective": [["unplaced", 0], ["unranked", 0], ["rank2", 0]],
        "assignment": {"p0": {"0": "a"}, "p1": {"0": "b"}},
    }

    checked = run(check_forums, "problem.json", "forged.json", problem=PROBLEM, forged=forged)

    assert checked.exit_code == 1
    assert checked.stderr == "the objective is unplaced 0, unranked 1, rank2 0, not unplaced 0, unranked 0, rank2 0\n"


def test_a_solution_without_certificate_is_right_but_not_proven(run):
    solution = {
        "status": "feasible",
        "objective": [["unplaced", 0], ["unranked", 0], ["rank2", 1]],
        "assignment": {"p0": {"0": "b"}, "p1": {"0": "a"}},
    }

    checked = run(check_forums, "problem.json", "solution.json", problem=PROBLEM, solution=solution)

    assert (checked.exit_code, checked.output) == (0, "right, but optimality is not certified\n")


def test_what_is_no_solution_ends_with_2(run):
    checked = run(check_forums, "problem.json", "solution.json", problem=PROBLEM, solution={"status": "odd"})

    assert checked.exit_code == 2
    assert "$.status" in checked.stderr


@pytest.mark.parametrize("command", [solve_forums, check_forums])
def test_help_shows_an_example(command: click.Command):
    done = CliRunner().invoke(command, ["--help"])

    assert done.exit_code == 0
    assert "Example: reihum" in done.output


def test_the_installed_command_solves_too(run, draw_congress, tmp_path, monkeypatch):
    """In this process: to start another one takes as long as all that is tested here."""
    (tmp_path / "problem.json").write_text(json.dumps(problem_as_json(draw_congress(1, people=100, forums=5))))
    [installed] = entry_points(group="console_scripts", name="reihum")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["reihum", "solve", "forums", "problem.json", "-o", "solution.json"])

    with pytest.raises(SystemExit) as ended:
        installed.load()()

    assert ended.value.code in {None, 0}
    assert run(check_forums, "problem.json", "solution.json").output == "right, and proven by its certificate\n"


def test_proposes_which_forums_to_cancel_and_checks_the_proposals(run, tmp_path):
    forums = [{"id": name, "capacity": {"0": [2, 3]}} for name in "ab"]
    problem = PROBLEM | {"forums": forums, "soft": ["minimum"]}

    solved = run(solve_forums, "problem.json", "--cancel", "-o", "solution.json", problem=problem)
    checked = run(check_forums, "problem.json", "solution.json")
    full = PROBLEM | {
        "forums": [{"id": "a", "capacity": {"0": [0, 1]}}, {"id": "b", "capacity": {"0": [3, 3]}}],
        "participants": [{"id": "p0", "prefs": [], "fixed": {"0": "b"}}],
    }
    hopeless = run(solve_forums, "problem.json", "--cancel", problem=full)

    document = json.loads((tmp_path / "solution.json").read_text())
    assert (solved.exit_code, checked.exit_code) == (0, 0)
    assert [proposal["forums"] for proposal in document["cancellations"]] == [["b"], ["a"]]
    assert checked.output == "".join(f"without {name}: right, and proven by its certificate\n" for name in "ba")
    assert (hopeless.exit_code, json.loads(hopeless.stdout)) == (3, {"cancellations": []})
