import unicodedata

import pytest
import uharfbuzz as hb

from badges.shaping import missing_letters, shape, shape_space
from badges.typefaces import Weight, typefaces

LATIN, ARABIC, ETHIOPIC = typefaces(Weight.BOLD)


def by_harfbuzz(text: str, path: str) -> list[int]:
    """The glyphs as HarfBuzz orders them on paper, with no help of ours."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(path))), buffer)
    return [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize("word", ["محمد", "عبدالله", "علی\u200cرضا", "گۆران", "ڕەسوڵ", "چیپۆ", "کریمی"])
def test_arabic_is_joined_and_stands_in_the_order_of_harfbuzz(word: str):
    (run,) = shape(word, Weight.BOLD, is_right_to_left=True)
    glyphs = [glyph for cluster in run.clusters for glyph, _, _ in cluster.outline]

    assert run.typeface is ARABIC
    assert sorted(glyphs) == sorted(by_harfbuzz(word, str(ARABIC.path)))
    assert "".join(cluster.text for cluster in reversed(run.clusters)) == word
    # Joined letters are other glyphs than lone ones.
    assert glyphs != [ARABIC.font.get_nominal_glyph(ord(letter)) for letter in reversed(word)]


@pytest.mark.parametrize(
    ("word", "faces"),
    [
        ("Müller-Lüdenscheidt", [LATIN]),
        ("Шевченко", [LATIN]),
        ("Nguyễn", [LATIN]),
        ("ገብረ፡መድህን", [ETHIOPIC]),
        ("ተስፋይ/Tesfay", [ETHIOPIC, LATIN]),
    ],
)
def test_every_letter_goes_to_the_typeface_that_has_it(word: str, faces: list[object]):
    runs = shape(word, Weight.BOLD, is_right_to_left=False)

    assert [run.typeface for run in runs] == faces
    assert "".join(cluster.text for run in runs for cluster in run.clusters) == word


def test_a_letter_and_its_dots_are_one_cluster():
    (run,) = shape("ب", Weight.BOLD, is_right_to_left=True)
    (cluster,) = run.clusters

    assert (cluster.text, len(cluster.outline)) == ("ب", 2)


def test_a_vowel_mark_is_a_cluster_of_its_own_and_takes_no_room():
    (run,) = shape(unicodedata.normalize("NFC", "مُحَمَّد"), Weight.BOLD, is_right_to_left=True)

    marks = [cluster for cluster in run.clusters if unicodedata.combining(cluster.text[0])]
    assert {cluster.advance for cluster in marks} == {0}
    assert len(marks) >= 3


def test_letters_are_kerned():
    (run,) = shape("AV", Weight.BOLD, is_right_to_left=False)

    assert sum(cluster.advance for cluster in run.clusters) < sum(
        LATIN.font.get_glyph_h_advance(cluster.outline[0][0]) for cluster in run.clusters
    )


def test_a_ligature_keeps_both_letters_as_its_text():
    (run,) = shape("office", Weight.BOLD, is_right_to_left=False)

    assert [cluster.text for cluster in run.clusters] == ["o", "ffi", "c", "e"]


def test_brackets_are_mirrored_in_arabic():
    (left, _, right) = shape("(ع)", Weight.BOLD, is_right_to_left=True)
    glyph_of = LATIN.font.get_nominal_glyph

    assert [cluster.outline[0][0] for run in (left, right) for cluster in run.clusters] == [
        glyph_of(ord("(")),
        glyph_of(ord(")")),
    ]
    assert [cluster.text for run in (left, right) for cluster in run.clusters] == [")", "("]


def test_letters_that_nobody_can_print_are_named_once():
    assert missing_letters("Ali 王小明 ქართ Анна שלום 王 😀 علی\u200cرضا\u202e") == "王小明ქართשלום"


@pytest.mark.parametrize("name", ["Anna Müller", "محمد", "ተስፋይ", "Nguyễn Thị", "e.\u00a0V.", ""])
def test_names_of_our_guests_miss_nothing(name: str):
    assert missing_letters(name) == ""


def test_a_letter_that_nobody_has_becomes_an_empty_box():
    (run,) = shape("王", Weight.BOLD, is_right_to_left=False)

    assert [(cluster.text, cluster.outline) for cluster in run.clusters] == [("王", ((0, 0, 0),))]


def test_a_space_has_a_width_in_every_typeface():
    assert [shape_space(face).clusters[0].advance for face in (LATIN, ARABIC, ETHIOPIC)] == [260, 260, 260]
