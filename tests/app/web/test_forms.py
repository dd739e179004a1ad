from typing import ClassVar

import pytest
from werkzeug.datastructures import MultiDict

from app.errors import DomainError
from app.web import fields
from app.web.forms import Form, Wording, accepted, in_languages, spread


class TopicForm(Form):
    TEXTS: ClassVar = {"title": Wording("Title", 10, required=True)}
    number = fields.whole("Number", least=0, most=9)


class Refused(DomainError):
    message = "No more than %(most)s."


def topic(languages, **typed):
    return in_languages(TopicForm, languages)(MultiDict(typed), meta={"csrf": False})


@pytest.fixture(autouse=True, scope="module")
def in_a_request(app):
    with app.test_request_context("/?lang=en"):
        yield


def test_a_text_is_asked_for_in_each_language_and_needed_in_the_first():
    form = topic(("de", "en"), title_de="", title_en="Title", number="1")

    assert not form.validate()
    assert list(form.errors) == ["title_de"]
    assert [str(form[name].label.text) for name in ("title_de", "title_en")] == ["Title (Deutsch)", "Title (English)"]
    assert form.in_all_languages("title") == {"en": "Title"}


def test_a_single_language_is_not_named():
    assert str(topic(("de",)).title_de.label.text) == "Title"


def test_texts_are_spread_over_their_fields():
    assert spread({"title": {"de": "A", "en": "B"}, "note": None}) == {"title_de": "A", "title_en": "B"}


def test_what_the_rules_refuse_stands_beside_its_field():
    def refuse():
        raise Refused(field="number", most=3)

    form = topic(("de",), title_de="A", number="4")

    assert not accepted(form, refuse)
    assert form.number.errors == ["No more than 3."]


def test_a_form_filled_in_well_is_accepted_once():
    done = []

    assert accepted(topic(("de",), title_de="A", number="4"), lambda: done.append(1))
    assert not accepted(topic(("de",), title_de="A", number="x"), lambda: done.append(1))
    assert done == [1]
