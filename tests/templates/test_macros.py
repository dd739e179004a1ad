"""The building blocks of the pages, drawn without an application."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from app.web.formats import long_day

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def macros():
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)
    environment.filters["long_day"] = long_day

    def modules(name):
        return environment.get_template(f"macros/{name}.html").module

    return modules


def attributes(html, tag):
    """The attributes of the first *tag*, by name."""
    found = re.search(rf"<{tag}\b([^>]*)>", html)
    return dict(re.findall(r'([\w-]+)(?:="([^"]*)")?', found[1]))


def test_a_field_is_tied_to_its_label_and_its_help(macros):
    html = macros("forms").field(
        "Your name", "name", value="Ada", help="For the badge", required=True, autocomplete="name"
    )

    assert attributes(html, "label") == {"class": "form-label", "for": "name"}
    assert attributes(html, "input") == {
        "class": "form-control", "type": "text", "id": "name", "name": "name", "value": "Ada", "autocomplete": "name",
        "aria-describedby": "name-help", "required": "",
    }  # fmt: skip


def test_a_faulty_field_says_so_and_points_to_the_fault(macros):
    html = macros("forms").field(
        "E-mail", "email", value="ada@", errors=["The address is not complete."], help="For the ticket"
    )

    assert attributes(html, "input")["aria-invalid"] == "true"
    assert attributes(html, "input")["aria-describedby"] == "email-help email-fault"
    assert '<div class="fault" id="email-fault">The address is not complete.</div>' in html


def test_what_was_typed_cannot_become_part_of_the_page(macros):
    evil = '"><script>alert(1)</script>'
    forms = macros("forms")
    drawn = [
        forms.field(evil, "name", value=evil, errors=[evil], help=evil),
        forms.textarea("Note", "note", value=evil),
        forms.choice("Sector", "sector", [(evil, evil)], value=evil),
        forms.choices("Food", "food", [(evil, evil, evil)], value=evil),
        forms.checkbox(evil, "photos", value=evil),
        macros("wishes").wishes([{"id": evil, "title": evil, "details": evil, "rank": 1}]),
        macros("lists").search(evil, value=evil, kept={evil: evil}),
        macros("status").status("done", evil),
        macros("notices").notice(evil),
        macros("charts").bars(evil, [{"label": evil, "value": 1, "limit": None, "href": evil}]),
        macros("mail").button(evil, evil),
    ]

    assert [html for html in drawn if "<script" in html] == []


def test_the_chosen_option_is_selected_whether_its_value_is_a_number_or_a_word(macros):
    html = macros("forms").choice("Forum", "forum", [(1, "One"), (2, "Two")], value="2")

    assert re.findall(r"<option[^>]*>", html) == ['<option value="1">', '<option value="2" selected>']


def test_a_group_of_choices_is_reached_from_the_summary_by_its_first_choice(macros):
    html = macros("forms").choices(
        "Food", "food", [("any", "Anything"), ("vegan", "Vegan")], value=["vegan"], multiple=True
    )

    assert re.findall(r'<input type="checkbox" id="([\w-]+)"', html) == ["food", "food-2"]
    assert html.count(" checked") == 1


def test_the_summary_leads_to_each_faulty_field(macros):
    html = macros("forms").error_summary([("name", "Name: missing"), ("email", "E-mail: missing")])

    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', html) == [
        ("name", "Name: missing"),
        ("email", "E-mail: missing"),
    ]
    assert "2 answers need another look" in html


def test_no_summary_without_errors(macros):
    assert macros("forms").error_summary([]).strip() == ""


def test_the_summary_of_a_form_names_each_faulty_field(macros):
    class Registration(Form):
        name = StringField("Your name", [InputRequired("Please tell your name.")])
        organisation = StringField("Organisation")

    form = Registration(MultiDict({"name": "", "organisation": "City"}))
    form.validate()

    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', macros("forms").errors_of(form)) == [
        ("name", "Your name: Please tell your name.")
    ]


def test_each_forum_has_a_select_with_as_many_ranks_as_wishes(macros):
    html = macros("wishes").wishes([{"id": "f1", "title": "Forum 1", "details": "", "rank": 2}], most=3)

    assert re.findall(r'<option value="(\d?)"( selected)?>', html) == [
        ("", ""),
        ("1", ""),
        ("2", " selected"),
        ("3", ""),
    ]


def test_a_state_is_a_word_with_a_shape_that_is_not_read_out(macros):
    html = macros("status").status("waiting", "waiting list")

    assert html.count('aria-hidden="true"') == 1
    assert html.endswith("waiting list</span>")


def test_a_sorted_column_says_in_which_direction(macros):
    html = macros("lists").column("Name", "?sort=-name", "ascending")

    assert attributes(html, "th") == {"scope": "col", "aria-sort": "ascending"}


def test_a_chart_shows_its_numbers_as_a_table(macros):
    rows = [{"label": "Forum 1", "values": [3, 1], "limit": 5}, {"label": "Forum 2", "values": [0, 0], "limit": None}]
    html = macros("charts").shares(
        "Both sectors sit in Forum 1",
        rows,
        parts=[{"letter": "C", "label": "Civil"}, {"letter": "S", "label": "State"}],
    )

    assert "<caption>Both sectors sit in Forum 1</caption>" in html
    assert re.findall(r'<td class="number">(\d+)</td>', html) == ["3", "1", "4", "0", "0", "0"]
    assert re.findall(r'<rect class="(part-\d)"[^>]*width="([\d.]+)%"', html) == [
        ("part-1", "60.00"),
        ("part-2", "20.00"),
    ]


def test_empty_charts_are_drawn_too(macros):
    assert "<caption>Nobody yet</caption>" in macros("charts").bars("Nobody yet", [])
    assert "<caption>Nobody yet</caption>" in macros("charts").shares("Nobody yet", [])
