"""`reihum badges`: the command that prints."""

import pytest
from builders import make_congress, make_participant

from badges.cli import badges


@pytest.fixture
def run(app, tmp_path):
    """Run the command; the PDF goes to a folder of the test."""

    def command(*arguments, path=None):
        return app.test_cli_runner().invoke(badges, [*arguments, "-o", str(path or tmp_path / "badges.pdf")])

    return command


@pytest.fixture
def bbe(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        for name in ("Ada", "Bo"):
            make_participant(session, congress, name=name)
        return congress


def test_the_command_prints_all_who_are_confirmed(run, bbe, tmp_path, as_paper):
    done = run("bbe", "--sheet", "a6")

    paper = as_paper((tmp_path / "badges.pdf").read_bytes())
    assert (done.exit_code, done.stdout) == (0, f"2 badges are in {tmp_path / 'badges.pdf'}.\n")
    assert (len(paper.reader.pages), paper.fault()) == (2, "")
    assert len(set(paper.codes(dpi=200) + paper.codes(dpi=200, page=2))) == 2


def test_what_is_printed_is_not_new_any_more(run, bbe):
    run("bbe")

    assert run("bbe", "--new").exception.code == "nothing-to-print"


def test_the_command_says_what_is_wrong(run, bbe, tmp_path):
    assert "There is no congress called nowhere" in str(run("nowhere").exception)
    assert "There is no folder" in str(run("bbe", path=tmp_path / "no" / "badges.pdf").exception)
    assert "at most 9 can be left out" in str(run("bbe", "--skip", "10").exception)
    assert "is not one of" in run("bbe", "--sheet", "x").stderr


def test_a_file_that_is_there_stays_whole_when_printing_fails(run, bbe, tmp_path, monkeypatch):
    (tmp_path / "badges.pdf").write_text("the one of yesterday")
    monkeypatch.setattr("badges.typefaces.FOLDER", tmp_path)
    monkeypatch.setattr("badges.printing.write_badges", no_fonts)

    done = run("bbe")

    assert done.exception.code == "fonts-missing"
    assert [path.name for path in sorted(tmp_path.glob("badges*"))] == ["badges.pdf"]
    assert (tmp_path / "badges.pdf").read_text() == "the one of yesterday"


def no_fonts(*_args, **_values):
    from badges.typefaces import FontsMissing

    raise FontsMissing("Badges need the fonts NotoSans-Bold.ttf")
