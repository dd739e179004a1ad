"""The list of names against another one."""

from PIL import ImageColor

from app.calendar.colours import CSS3_NAMES


def test_they_are_the_names_of_css_3():
    assert set(ImageColor.colormap) - CSS3_NAMES == {"rebeccapurple"}  # which came later
    assert len(CSS3_NAMES) == 147
