import pytest

from app.mailings import errors, rules
from app.mailings.rules import Audience


def test_an_unknown_word_in_braces_is_refused_with_those_that_are_known():
    with pytest.raises(errors.UnknownPlaceholder) as refused:
        rules.check_placeholders("Dear {vorname} {name} { link }, {see below}", field="body_de")

    assert refused.value.field == "body_de"
    assert str(refused.value).startswith(
        "{see below}, {vorname} means nothing here. Possible are: {name}, {organisation}"
    )


def test_an_audience_is_read_as_it_was_written_and_forgets_what_is_no_more():
    audience = Audience(status=("confirmed",), forums=("a", "none"), photo="no")

    assert Audience.of(audience.as_json() | {"shoe_size": "43"}) == audience


def test_everyone_reads_their_language_as_far_as_it_is_written():
    written = rules.written_languages({"de": "Hallo", "en": "Hello", "fr": ""}, {"de": "…", "en": "", "fr": "…"})

    assert written == ["de"]
    assert [rules.language_for(wishes, ["de", "en"]) for wishes in (("de", "en"), ("ar", "de"), ("ar", "fa"))] == [
        "de",
        "de",
        "en",
    ]
