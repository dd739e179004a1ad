"""One text, filled for one recipient: as plain text, and as HTML in which no value is more than text."""

from markupsafe import Markup

from app.mailings import text

VALUES = {"name": "Ada", "organisation": "", "link": "https://example.org/my/secret", "congress": "Spring & more"}
BODY = """Good day {name},

*{congress}* begins. Come from {organisation}, with {unknown}:

1. **When:** soon
2. Where:
   - here
   - there

{link}

See [your page]({link}) or <https://example.org/>.
"""


def button(address):
    return Markup('<p class="button">{0}</p>').format(address)


def html(body, **values):
    return str(text.as_html(body, VALUES | values, button=button))


def test_markdown_becomes_the_plain_text_that_people_write():
    assert (
        text.as_text(BODY, VALUES)
        == """Good day Ada,

Spring & more begins. Come from, with {unknown}:

1. When: soon
2. Where:
  - here
  - there

https://example.org/my/secret

See your page (https://example.org/my/secret) or https://example.org/.
"""
    )


def test_a_link_alone_in_its_line_is_a_button_and_others_are_links():
    made = html(BODY)

    assert '<p class="button">https://example.org/my/secret</p>' in made
    assert '<a href="https://example.org/my/secret" rel="noopener nofollow">your page</a>' in made
    assert html("at {link} now").startswith(
        '<p>at <a href="https://example.org/my/secret">https://example.org/my/secret</a> now</p>'
    )


def test_an_empty_value_takes_the_space_before_it_along():
    assert text.filled("Good day {name},", {"name": ""}) == "Good day,"


def test_what_somebody_is_called_can_do_nothing():
    evil = '<script>alert(1)</script> [click](http://evil.example) **{link}** "><i>'

    made = html("Dear {name}, *{name}* [{name}](http://x.example/{name})", name=evil)

    assert "<script" not in made
    assert "<i>" not in made
    assert 'href="http://evil' not in made
    assert "<strong>" not in made
    assert "secret" not in made


def test_a_name_cannot_be_the_whole_address_of_a_link():
    assert 'href="javascript%3Aalert%281%29"' in html("[look]({name})", name="javascript:alert(1)")


def test_markup_of_the_organisers_own_is_cleaned():
    assert "<script" not in html("<script>alert(1)</script> [a](javascript:alert(1))")
