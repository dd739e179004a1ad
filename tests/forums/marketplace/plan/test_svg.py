import base64
import io

import pytest
from PIL import Image

from forums.marketplace.plan import errors
from forums.marketplace.plan.pictures import made_safe

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + f"]>{OPEN}<text>&i;</text></svg>"
)
FILE = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{OPEN}<text>&x;</text></svg>'
NESTED = [f'<g id="x{n}">' + f'<use href="#x{n + 1}"/>' * 10 + "</g>" for n in range(9)]


def clean(body):
    picture = made_safe(f"{OPEN}{body}</svg>".encode())
    assert (picture.type, picture.width, picture.height) == ("svg", 40, 20)
    return picture.content.decode().split(">", 1)[1].removesuffix("</svg>")


def pixel():
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<script>alert(1)</script><g/>", "<g />"),
        ('<g onload="alert(1)" onclick="x()" fill="red"/>', '<g fill="red" />'),
        ("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>", ""),
        ('<a href="https://example.org"><rect width="1"/></a>', ""),
        ('<image href="https://example.org/x.png"/><image xlink:href="file:///x.png"/>', ""),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', ""),
        ('<use href="other.svg#x"/><use xlink:href="#x"/>', '<use href="#x" />'),
        ('<rect fill="url(https://example.org/#x)"/><rect fill="url(#x)"/>', '<rect /><rect fill="url(#x)" />'),
        ("<rect style=\"fill: red; background: url(x); stroke:url( '//e.org' )\"/>", '<rect fill="red" />'),
        ("<style>@import url(x.css); .a { fill: red; behavior: url(x) }</style>", "<style />"),
        ("<style>/* */ .a, #b { fill: red; behavior: url(x) }</style>", "<style>.a, #b { fill: red }</style>"),
        ('<animate attributeName="href" to="javascript:1"/><set/><iframe/><filter/><pattern/><!-- x -->', ""),
        ('<x:rect xmlns:x="urn:other" width="1"/><?xml-stylesheet href="x"?>', ""),
        ("<text>&lt;script&gt; &#38; ä</text>", "<text>&lt;script&gt; &amp; ä</text>"),
    ],
)
def test_what_runs_or_reaches_outside_is_taken_out_and_the_drawing_stays(body, kept):
    assert clean(body) == kept


def test_embedded_pictures_are_made_anew():
    hidden = base64.b64encode(base64.b64decode(pixel()) + b"<script>").decode()

    made = clean(f'<image width="9" href="data:image/png;base64,{hidden}"/>')

    assert made.startswith('<image width="9" href="data:image/png;base64,')
    assert b"<script>" not in base64.b64decode(made.split(",")[1].split('"')[0])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (LAUGHS, errors.UnsafePicture),
        (FILE, errors.UnsafePicture),
        (f"{OPEN}<g></svg>", errors.BadPicture),
        ("<html><svg/></html>", errors.BadPicture),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', errors.BadPicture),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 4"/>', errors.BadPicture),
        (f'{OPEN}<image href="data:image/png;base64,AAAA"/></svg>', errors.BadPicture),
        (OPEN + "<g>" * 99 + "</g>" * 99 + "</svg>", errors.PictureTooLarge),
        (f'{OPEN}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>', errors.PictureTooLarge),
        (OPEN + "".join(NESTED) + "</svg>", errors.PictureTooLarge),
    ],
)
def test_a_file_that_would_choke_its_reader_is_refused(content, fault):
    with pytest.raises(fault):
        made_safe(content.encode())


def test_a_harmless_doctype_and_physical_sizes_are_taken():
    size = 'xmlns="http://www.w3.org/2000/svg" width="210mm" height="2in"'
    drawn = f'<?xml version="1.0"?><!DOCTYPE svg><svg {size}><path d="M0 0h1"/></svg>'.encode()

    picture = made_safe(drawn)

    assert (round(picture.width), picture.height) == (794, 192)
    assert b'<path d="M0 0h1" />' in picture.content
