import io
from datetime import UTC, datetime

from fontTools.ttLib import TTFont

from badges import embedding
from badges.document import Description, StreamedPdf
from badges.embedding import EmbeddedTypeface
from badges.shaping import shape
from badges.typefaces import Weight, typefaces

LATIN, ARABIC, _ = typefaces(Weight.BOLD)


def set_word(typeface: EmbeddedTypeface, word: str, *, is_right_to_left: bool = False) -> bytes:
    (run,) = shape(word, Weight.BOLD, is_right_to_left=is_right_to_left)
    return typeface.set_run(run).codes


def font_in(typeface: EmbeddedTypeface, as_paper) -> tuple[TTFont, dict, dict[int, int]]:
    """The font as it lies in the file, its dictionary, and its glyphs by code."""
    out = io.BytesIO()
    document = StreamedPdf(out, page_width=100, page_height=100)
    font = typeface.write(document)
    document.add_page(b"")
    document.close(Description("x", "de", datetime(2027, 1, 1, tzinfo=UTC)), {"Font": {"F0": font}})
    paper = as_paper(out.getvalue())
    assert paper.fault() == ""
    dictionary = paper.reader.pages[0]["/Resources"]["/Font"]["/F0"]
    descendant = dictionary["/DescendantFonts"][0].get_object()
    codes = descendant["/CIDToGIDMap"].get_data()
    glyphs = {code: int.from_bytes(codes[2 * code : 2 * code + 2]) for code in range(len(codes) // 2)}
    return TTFont(io.BytesIO(descendant["/FontDescriptor"]["/FontFile2"].get_data())), dictionary, glyphs


def test_codes_are_given_in_the_order_of_their_first_use():
    typeface = EmbeddedTypeface(LATIN)

    assert set_word(typeface, "Anna") == b"0001000200020003"
    assert set_word(typeface, "Hanna") == b"00040003000200020003"


def test_kerning_moves_the_pen():
    assert set_word(EmbeddedTypeface(LATIN), "AVA") == b"0001>40<0002>40<0001"


def test_a_bracket_has_a_code_for_each_text_it_stands_for():
    typeface = EmbeddedTypeface(LATIN)
    (right,) = shape(")", Weight.BOLD, is_right_to_left=False)
    (mirrored,) = shape("(", Weight.BOLD, is_right_to_left=True)

    codes = typeface.set_run(right).codes, typeface.set_run(mirrored).codes

    assert [cluster.outline for cluster in right.clusters] == [cluster.outline for cluster in mirrored.clusters]
    assert codes == (b"0001", b"0002")


def test_only_the_glyphs_in_use_are_in_the_file(as_paper):
    typeface = EmbeddedTypeface(LATIN)
    set_word(typeface, "Anna")

    font, dictionary, glyphs = font_in(typeface, as_paper)

    assert font["maxp"].numGlyphs == 4
    assert set(font.keys()).isdisjoint({"GSUB", "GPOS", "GDEF", "cmap"})
    assert set(glyphs) == {0, 1, 2, 3}
    assert dictionary["/Encoding"] == "/Identity-H"
    assert dictionary["/BaseFont"].endswith("+NotoSans-Bold")
    assert b"<0001> <0041>" in dictionary["/ToUnicode"].get_data()


def test_a_letter_with_dots_is_one_composite_glyph_in_its_place(as_paper):
    typeface = EmbeddedTypeface(ARABIC)
    set_word(typeface, "ب", is_right_to_left=True)

    font, dictionary, glyphs = font_in(typeface, as_paper)

    glyph = font["glyf"][font.getGlyphName(glyphs[1])]
    assert glyph.isComposite()
    assert len(glyph.components) == 2
    # The left bearing is the outline's own, or every reader would move it.
    assert font["hmtx"][font.getGlyphName(glyphs[1])][1] == glyph.xMin
    assert b"<0001> <0628>" in dictionary["/ToUnicode"].get_data()


def test_letters_beyond_the_basic_plane_have_their_text(as_paper):
    typeface = EmbeddedTypeface(LATIN)
    set_word(typeface, "𐐀")

    _, dictionary, _ = font_in(typeface, as_paper)

    assert b"<0001> <d801dc00>" in dictionary["/ToUnicode"].get_data()


def test_malice_cannot_fill_the_font(monkeypatch, as_paper):
    monkeypatch.setattr(embedding, "_MOST_UNUSUAL", 5)
    typeface = EmbeddedTypeface(LATIN)

    heaped = [set_word(typeface, "q" + chr(mark)) for mark in range(0x300, 0x330)]
    unknown = {set_word(typeface, chr(letter)) for letter in range(0x4E00, 0x4E80)}

    composites = [outline for outline, _ in typeface._code_by_use if len(outline) > 1]
    assert len(composites) == 5
    assert len(set(heaped)) < 10
    assert len(unknown) == 1
    assert set_word(typeface, "q\u0300") == heaped[0]
    font, dictionary, glyphs = font_in(typeface, as_paper)
    assert font["maxp"].numGlyphs < 20
    assert not font["glyf"][font.getGlyphName(glyphs[int(heaped[-1], 16)])].isComposite()
    assert dictionary["/ToUnicode"].get_data().count(b"<fffd>") == 1
