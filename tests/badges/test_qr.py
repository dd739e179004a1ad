import re
from random import Random
from xml.etree import ElementTree as ET

import pytest
import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

from badges import qr

CODE = "C1AAAQEAYEAUDAOCAJBIFQYDIOB4"


def by_the_library(code: str, *, mask: int) -> tuple[int, ...]:
    symbol = qrcode.QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=mask)
    symbol.add_data(QRData(code, mode=MODE_ALPHA_NUM))
    symbol.make(fit=False)
    return tuple(sum(bool(dark) << x for x, dark in enumerate(row)) for row in symbol.modules)


def painted(rows: tuple[int, ...], *, zoom: int = 4, quiet: int = 4) -> Image.Image:
    side = len(rows) + 2 * quiet
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x in range(len(rows)):
            if row >> x & 1:
                picture.putpixel((x + quiet, y + quiet), 0)
    return picture.resize((side * zoom, side * zoom), Image.Resampling.NEAREST)


def test_a_code_is_28_characters_of_its_128_random_bits():
    assert qr.new_code(bytes(range(16))) == CODE
    assert qr.new_code(bytes(16)) == "C1" + "A" * 26
    assert qr.new_code(b"\xff" * 16) == "C1" + "7" * 25 + "4"


def test_a_code_needs_exactly_sixteen_bytes():
    with pytest.raises(ValueError, match="16 random bytes, not of 15"):
        qr.new_code(bytes(15))


def test_only_what_we_write_is_a_code():
    assert qr.is_code(CODE)
    for text in [
        "",
        CODE.lower(),
        CODE[:-1],
        CODE + "A",
        "C2" + CODE[2:],
        CODE[:-1] + "5",
        CODE + "\n",
        "https://a.b/c",
    ]:
        assert not qr.is_code(text)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        f" {CODE.lower()}\r\n",
        qr.grouped(CODE),
        "-".join(CODE),
        CODE.translate({ord(letter): ord(letter) + 0xFEE0 for letter in CODE}),
        CODE.replace("O", "0").replace("I", "1").replace("B", "8"),
        "CI" + CODE[2:],
        "cl" + CODE[2:],
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str):
    assert qr.read_code(typed) == CODE


@pytest.mark.parametrize(
    "text", ["", "C1", "https://example.org/?" + CODE, "C1" + "A" * 27, "😀\x00\u202e", "9" * 10**6]
)
def test_what_is_not_a_code_is_refused(text: str):
    with pytest.raises(qr.NotACode):
        qr.read_code(text)


def test_a_code_is_written_in_groups_of_four():
    assert qr.grouped(CODE) == "C1AA AQEA YEAU DAOC AJBI FQYD IOB4"


def test_the_fast_way_is_the_librarys_symbol():
    random = Random(20171109)  # noqa: S311 -- test data
    codes = [qr.new_code(random.randbytes(16)) for _ in range(300)]

    assert qr._table() is not None
    assert [qr.modules(code) for code in codes] == [by_the_library(code, mask=qr._MASK) for code in codes]


@pytest.mark.parametrize(
    "text", ["A", "HELLO WORLD 2027", "https://reihum.example/t/1", "Grüße, علی 😀", "C1" + "A" * 27]
)
def test_any_other_text_goes_the_plain_way_and_can_be_read(text: str):
    (found,) = zxingcpp.read_barcodes(painted(qr.modules(text)))

    assert found.text == text


class OtherQRCode(qrcode.QRCode):
    """A release of the library that fits other symbols, and not by sums of bits."""

    def make(self, *arguments, **options):
        super().make(*arguments, **options)
        for x in range(9, 24):
            self.modules[12][x] ^= bool(self.modules[13][x] and self.modules[14][x])


def test_should_the_library_change_its_symbols_we_follow_it(monkeypatch: pytest.MonkeyPatch):
    qr._table.cache_clear()
    monkeypatch.setattr(qrcode, "QRCode", OtherQRCode)
    try:
        assert qr._table() is None
        assert qr.modules(CODE) == by_the_library(CODE, mask=qr._MASK)
        assert rectangles(qr.pdf_path(CODE)) == by_the_library(CODE, mask=qr._MASK)
    finally:
        qr._table.cache_clear()


def rectangles(path: bytes) -> tuple[int, ...]:
    """Paint the rectangles of a path and give back the rows of modules."""
    rows = [0] * 25
    for x, y, width in re.findall(rb"^(\d+) (\d+) (\d+) 1 re$", path, re.MULTILINE):
        for column in range(int(x), int(x) + int(width)):
            assert not rows[24 - int(y)] >> column & 1
            rows[24 - int(y)] |= 1 << column
    return tuple(rows)


def test_the_path_paints_exactly_the_dark_modules_in_merged_runs():
    path = qr.pdf_path(CODE)
    # Bit x is column x; the table of a code knows half a row, so that a run over columns 11 and 12 is two.
    runs = sum(f"{row:025b}".count("01") + (row >> 24) + (row >> 11 & 3 == 3) for row in qr.modules(CODE))

    assert rectangles(path) == qr.modules(CODE)
    assert path.count(b"re\n") == runs == len(path.splitlines())


def test_only_codes_become_paths():
    with pytest.raises(qr.NotACode):
        qr.pdf_path("https://reihum.example/a-rather-long-address-for-a-badge")


def test_the_picture_for_the_page_has_a_quiet_zone_and_one_path():
    root = ET.fromstring(qr.svg(CODE, title="Ihr Ticket"))  # noqa: S314 -- our own
    title, ground, path = root

    assert root.attrib == {"viewBox": "0 0 33 33", "role": "img", "shape-rendering": "crispEdges"}
    assert (title.tag.rpartition("}")[2], title.text) == ("title", "Ihr Ticket")
    assert ground.attrib == {"fill": "#fff", "d": "M0 0h33v33h-33z"}
    assert painted_by(path.attrib["d"]) == qr.modules(CODE)


def painted_by(path: str) -> tuple[int, ...]:
    rows = [0] * 25
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path):
        assert width == back
        rows[int(y) - 4] |= ((1 << int(width)) - 1) << (int(x) - 4)
    return tuple(rows)


def test_the_title_of_the_picture_cannot_break_out():
    svg = qr.svg(CODE, title="</title><script>alert('\"')</script>\x00\x1b")

    assert ET.fromstring(svg)[0].text == "</title><script>alert('\"')</script>"  # noqa: S314 -- our own
    assert "style=" not in svg
