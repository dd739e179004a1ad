import io
import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat

from badges import qr
from badges.design import Design, Element, Shows, usual
from badges.label import BadgeFace
from badges.layout import SHEET_OF_TEN, SHEETS, Sheet, Side, sheet_called
from badges.pdf import Looks, write_badges
from badges.typefaces import FOLDER, FontsMissing

CREATED = datetime(2027, 11, 1, 8, 30, tzinfo=UTC)

NAMES = {
    "German": "Dr. Jürgen Groß-Weißenfels",
    "Arabic": "محمد عبدالله الحسيني",
    "Persian with ZWNJ": "علی\u200cرضا کریمی\u200cنژاد",
    "Dari": "ګل\u200cمحمد احمدزی",
    "Sorani": "گۆران ئەحمەد ڕەسوڵ",
    "Kurmanji": "Êzdîn Çîvan Şêrko",
    "Ukrainian": "Олександр Шевченко",
    "Turkish": "Şükrü İbrahimoğlu ılık",
    "Tigrinya": "ተስፋይ ገብረመድህን",
    "Amharic": "ዓለማየሁ ኃይለ ሥላሴ",
    "Vietnamese": "Nguyễn Thị Phương",
    "ligatures": "Steffi Offermann",
    "mixed": "Ali (علی) Rezai",
}


def guest(number: int, code_of, **texts: str) -> BadgeFace:
    face = {
        "name": f"Gast {number}",
        "organisation": "Stadt Hannover",
        "role": "Teilnehmende",
        "forum": "Forum 3 · Ankommen",
        "room": "Raum Elbe",
        "congress": "BBE-Fachkongress 2027",
        "dates": "9.–10. November 2027",
    }
    return BadgeFace(code=code_of(number), **(face | texts))


@pytest.mark.parametrize("language", NAMES)
def test_a_name_can_be_copied_from_the_badge(language: str, print_badges, code_of):
    paper = print_badges([BadgeFace(code_of(1), NAMES[language])], sheet_called("cr80"))

    assert paper.fault() == ""
    assert paper.text() == unicodedata.normalize("NFC", NAMES[language])
    if language != "mixed":
        assert paper.text_by_pypdf() == NAMES[language]


def test_a_mixed_name_lies_in_the_file_in_reading_order(print_badges, code_of):
    paper = print_badges([BadgeFace(code_of(1), "علی (Ali) Rezai رضا")])

    assert re.findall(r"\w+", paper.reader.pages[0].extract_text()) == ["علی", "Ali", "Rezai", "رضا"]


def test_vowel_marks_follow_their_letters(print_badges, code_of):
    paper = print_badges([BadgeFace(code_of(1), "مُحَمَّد")])

    assert unicodedata.normalize("NFC", paper.text()) == unicodedata.normalize("NFC", "مُحَمَّد")


def test_every_badge_says_all_it_has_to_say(print_badges, code_of):
    paper = print_badges([guest(1, code_of, pronouns="sie/ihr")])

    assert paper.text() == (
        "BBE-Fachkongress 2027 9.–10. November 2027 Gast 1 sie/ihr Stadt Hannover "
        "Forum 3 · Ankommen Raum Elbe Teilnehmende"
    )


def test_nothing_is_drawn_for_what_is_empty(print_badges, code_of):
    paper = print_badges([BadgeFace(code_of(1), "Jo")])

    assert paper.text() == "Jo"
    assert paper.codes() == [code_of(1)]


def test_all_ten_codes_of_a_sheet_are_read_at_their_places(print_badges, code_of):
    paper = print_badges((guest(number, code_of) for number in range(10)), SHEET_OF_TEN)

    found = zxingcpp.read_barcodes(paper.picture(dpi=150))

    assert {code.text for code in found} == {code_of(number) for number in range(10)}
    for code in found:
        number = next(number for number in range(10) if code_of(number) == code.text)
        corner = code.position.top_left
        x, y = corner.x / 150 * 25.4, corner.y / 150 * 25.4
        assert x == pytest.approx(18 + 95 * (number % 2) + 80 - 4.2 - 16.67, abs=0.5)
        assert y == pytest.approx(13 + 55 * (number // 2) + 50 - 4.2 - 16.67, abs=0.5)


@pytest.mark.parametrize("sheet_id", SHEETS)
def test_the_codes_of_every_sheet_are_read(sheet_id: str, print_badges, code_of):
    sheet = sheet_called(sheet_id)
    paper = print_badges((guest(number, code_of) for number in range(sheet.capacity)), sheet)

    assert paper.fault() == ""
    # A folded badge shows its code on both sides.
    assert set(paper.codes()) == {code_of(number) for number in range(sheet.capacity)}


def test_codes_are_read_from_a_poor_picture(print_badges, code_of):
    paper = print_badges([guest(1, code_of)], sheet_called("cr80"))

    # Two to three pixels a module, as a cheap phone sees it at arm's length.
    assert paper.codes(dpi=100) == [code_of(1)]


def test_labels_already_used_stay_white(print_badges, code_of):
    paper = print_badges((guest(number, code_of) for number in range(8)), SHEET_OF_TEN, skip=3)

    assert len(paper.reader.pages) == 2
    picture = paper.picture(dpi=50)
    millimetres = 50 / 25.4
    upper_labels = (0, 0, picture.width, round(66 * millimetres))
    assert picture.crop(upper_labels).getextrema() == (255, 255)
    assert sorted(paper.codes(page=2)) == [code_of(7)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u202eannA\u202c Müller", "annA Müller"),
        ("Anna\r\nMüller", "Anna Müller"),
        ("An\x00na", "Anna"),
        ("Anna 😀👩‍👩‍👧", "Anna"),
        (") Tj ET Q (", ") Tj ET Q ("),
        ("<0001>\\(", "<0001>\\("),
        ("王", "王"),
    ],
)
def test_odd_names_do_no_harm(typed: str, printed: str, print_badges, code_of):
    paper = print_badges([BadgeFace(code_of(1), typed), BadgeFace(code_of(2), "Nachbar")])

    assert paper.fault() == ""
    assert paper.text() == f"{printed} Nachbar"


ANY_LETTERS = st.text(st.one_of(st.characters(), st.sampled_from("علیگڕەَُّ\u200c\u200dገẮị \u0316()[]-…")), max_size=60)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(ANY_LETTERS, max_size=30))
def test_no_name_breaks_the_sheet(names: list[str], print_badges, code_of):
    badges = [BadgeFace(code_of(number), name, organisation=name[::-1]) for number, name in enumerate(names)]

    assert print_badges(badges, SHEET_OF_TEN).fault() == ""


@pytest.mark.parametrize("letters", ["Anna ", "W", "محمد ", "ገብረ-", "a\u0316", "😀"])
def test_a_text_of_200_characters_stays_on_its_label(letters: str, print_badges, code_of):
    long = (letters * 200)[:200]
    texts = dict.fromkeys(("name", "pronouns", "organisation", "role", "forum", "room", "congress", "dates"), long)
    paper = print_badges([guest(1, code_of, **texts)], sheet_called("zweckform-l4785"))

    picture = paper.picture(dpi=100)
    dot = 100 / 25.4
    label = tuple(round(edge * dot) for edge in (18, 13, 98, 63))
    assert paper.fault() == ""
    assert paper.codes() == [code_of(1)]
    picture.paste(255, label)
    assert picture.getextrema() == (255, 255)


@pytest.mark.parametrize("language", ["Arabic", "Persian with ZWNJ", "Dari", "Sorani"])
def test_arabic_is_joined_and_right_to_left_on_paper(language: str, print_badges, code_of):
    # Pillow lays text out by raqm and fribidi, which share nothing with our directions and our PDF.
    font = ImageFont.truetype(str(FOLDER / "NotoSansArabic-Bold.ttf"), 120, layout_engine=ImageFont.Layout.RAQM)
    drawn = Image.new("L", (3000, 400), 255)
    ImageDraw.Draw(drawn).text((50, 100), NAMES[language], font=font, fill=0)

    paper = print_badges([BadgeFace(code_of(1), NAMES[language])], sheet_called("cr80"))

    printed = paper.picture(dpi=600).crop((90, 230, 1960, 640))
    assert _difference(printed, drawn) < 12
    assert _difference(ImageOps.mirror(printed), drawn) > 50


def _difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of black on white differ in the mean, their ink brought to the same size, of 255."""
    inks = [
        picture.crop(ImageOps.invert(picture).point(lambda level: level > 127 and 255).getbbox())
        for picture in (one, other)
    ]
    same = [ink.resize((400, 100), Image.Resampling.BOX) for ink in inks]
    return ImageStat.Stat(ImageChops.difference(*same)).mean[0]


def test_label_printers_get_black_only(print_badges, code_of):
    paper = print_badges([guest(1, code_of, role_colour="#ff0000")], sheet_called("dymo-99014"))

    colours = re.findall(rb"(?m)^(.+) (?:rg|g)$", paper.reader.pages[0].get_contents().get_data())
    assert set(colours) == {b"0"}


def test_the_artwork_is_drawn_once_and_used_by_all(print_badges, code_of):
    paper = print_badges((guest(number, code_of) for number in range(20)), SHEET_OF_TEN)

    content = paper.reader.pages[1].get_contents().get_data()
    assert list(paper.reader.pages[0]["/Resources"]["/XObject"]) == ["/A0"]
    assert content.count(b"/A0 Do") == content.count(b"\nf Q\n") == 10


def test_forty_congresses_in_one_file_are_all_named(print_badges, code_of):
    paper = print_badges((guest(number, code_of, congress=f"Tagung {number}.") for number in range(40)), SHEET_OF_TEN)

    assert paper.fault() == ""
    assert all(f"Tagung {number}." in paper.text() for number in range(40))


def test_the_same_guests_give_the_same_bytes(print_badges, code_of):
    def guests() -> Iterator[BadgeFace]:
        return (guest(number, code_of, name=name) for number, name in enumerate(NAMES.values()))

    assert print_badges(guests(), SHEET_OF_TEN).content == print_badges(guests(), SHEET_OF_TEN).content


def test_no_guests_are_one_empty_page(print_badges):
    paper = print_badges([], SHEET_OF_TEN)

    assert paper.fault() == ""
    assert (len(paper.reader.pages), paper.text()) == (1, "")


def test_the_number_of_badges_is_given_and_told_after_each_page(code_of):
    told: list[int] = []

    written = write_badges(
        (guest(number, code_of) for number in range(25)),
        SHEET_OF_TEN,
        out=io.BytesIO(),
        title="Ausweise",
        language="de",
        created=CREATED,
        skip=4,
        progress=told.append,
    )

    assert (written, told) == (25, [6, 16, 25])


def test_pages_are_written_while_guests_still_come(code_of):
    out = io.BytesIO()
    sizes: list[int] = []

    def guests() -> Iterator[BadgeFace]:
        for number in range(200):
            sizes.append(out.tell())
            yield guest(number, code_of, name=f"Gast {number} {'abcdefgh'[number % 8]}")

    write_badges(guests(), SHEET_OF_TEN, out=out, title="Ausweise", language="de", created=CREATED)

    assert len(set(sizes)) >= 19
    assert sizes[-1] > 0.5 * out.tell()


def test_a_badge_costs_few_bytes(code_of):
    def size(count: int) -> int:
        out = io.BytesIO()
        guests = (guest(number, code_of) for number in range(count))
        write_badges(guests, SHEET_OF_TEN, out=out, title="Ausweise", language="de", created=CREATED)
        return out.tell()

    assert (size(300) - size(100)) / 200 < 850


def test_only_codes_are_printed():
    with pytest.raises(qr.NotACode):
        write_badges(
            [BadgeFace("https://reihum.example/t/1", "Anna")],
            SHEET_OF_TEN,
            out=io.BytesIO(),
            title="",
            language="de",
            created=CREATED,
        )


def test_without_fonts_nothing_is_printed(monkeypatch, tmp_path, code_of):
    from badges import shaping, typefaces

    monkeypatch.setattr(shaping, "typefaces", lambda weight: typefaces.typefaces(weight, tmp_path / "fonts"))

    with pytest.raises(FontsMissing, match="make setup"):
        write_badges([guest(1, code_of)], SHEET_OF_TEN, out=io.BytesIO(), title="", language="de", created=CREATED)


def test_memory_does_not_grow_with_the_guests(code_of):
    """Ten times the guests, hardly more memory: measured by what Python allocates beyond the file itself."""
    import tracemalloc

    def peak(count: int) -> int:
        with open(os.devnull, "wb") as out:  # noqa: PTH123 -- a file that keeps nothing
            tracemalloc.start()
            guests = (guest(number, code_of) for number in range(count))
            write_badges(guests, SHEET_OF_TEN, out=out, title="Ausweise", language="de", created=CREATED)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(50)
    assert peak(1500) < 1.5 * peak(150) + 500_000


def test_a_hundred_codes_are_read_at_a_hundred_dots_an_inch(print_badges, code_of):
    sheet = Sheet("", "All at once", 80, 50, 10, 10, 0, 0, 80, 50, page_width=800, page_height=500)
    paper = print_badges((guest(number, code_of) for number in range(100)), sheet)

    assert set(paper.codes(dpi=100)) == {code_of(number) for number in range(100)}


def printed(looks: Looks, sheet: Sheet, code_of, *, count: int, as_paper):
    out = io.BytesIO()
    guests = (guest(number, code_of, category="press" if number else "") for number in range(count))
    write_badges(guests, sheet, out=out, title="Ausweise", language="de", created=CREATED, looks=looks)
    return as_paper(out.getvalue())


def corners(paper, page: int) -> list[tuple[float, float]]:
    """The left and lower edge of each label of a page, in millimetres."""
    content = paper.reader.pages[page].get_contents().get_data()
    found = re.findall(rb"(?m)^q 1 0 0 1 ([\d.]+) ([\d.]+) cm$", content)
    return [(round(float(x) * 25.4 / 72, 1), round(float(y) * 25.4 / 72, 1)) for x, y in found]


def test_backs_lie_behind_their_fronts_when_the_paper_is_turned(code_of, as_paper):
    back = Element(Shows.TEXT, 4, 14, 72, 20, Side.BACK, 20, 9, text="Willkommen")
    looks = Looks({"press": Design(80, 50, (*usual(80, 50).elements, back))})

    paper = printed(looks, SHEET_OF_TEN, code_of, count=3, as_paper=as_paper)

    assert paper.fault() == ""
    assert len(paper.reader.pages) == 2
    assert corners(paper, 0) == [(18.0, 234.0), (113.0, 234.0), (18.0, 179.0)]
    # The first guest, of another category, has no back.
    assert corners(paper, 1) == [(17.0, 234.0), (112.0, 179.0)]
    assert paper.reader.pages[1].extract_text().split() == ["Willkommen", "Willkommen"]


def test_badges_are_tagged_each_with_its_code_as_a_figure(print_badges, code_of):
    reader = print_badges((guest(number, code_of) for number in range(12)), SHEET_OF_TEN).reader

    root = reader.trailer["/Root"]
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    sections = [kid.get_object() for part in document["/K"] for kid in part.get_object()["/K"]]
    kinds = [[kid.get_object()["/S"] for kid in section["/K"]] for section in sections]
    assert kinds == [["/P", "/Figure"] * 10, ["/P", "/Figure"] * 2]
    assert sections[0]["/K"][1].get_object()["/Alt"] == "Code"
    assert (document["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("de", True)
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert [len(parents[place].get_object()) for place in (1, 3)] == [20, 4]
    content = reader.pages[0].get_contents().get_data()
    assert content.count(b"BDC") == content.count(b"EMC") == 20


def test_what_lies_above_a_bar_of_the_role_is_drawn_after_it(code_of, as_paper):
    above = (
        Element(Shows.BAR, 0, 0, 80, 8, colour="role"),
        Element(Shows.TEXT, 4, 1, 40, 6, colour="white", text="Team"),
    )
    looks = Looks({"": Design(80, 50, (*usual(80, 50).elements, *above))})

    paper = printed(looks, SHEET_OF_TEN, code_of, count=1, as_paper=as_paper)

    content = paper.reader.pages[0].get_contents().get_data()
    assert re.search(rb"/A0 Do.*re f.*re f\n/A1 Do", content, re.DOTALL)
