from pathlib import Path

import pytest

from badges.typefaces import FAMILIES, FontsMissing, Weight, typefaces

ALPHABETS = {
    "German": "AÄBCDEFGHIJKLMNOÖPQRSẞTUÜVWXYZaäbcdefghijklmnoöpqrsßtuüvwxyz0123456789",
    "Turkish": "çÇğĞıIİiöÖşŞüÜ",
    "Kurmanji": "çÇêÊîÎşŞûÛ",
    "Ukrainian": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "Vietnamese": "ăâđêôơưẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỶỸỴạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩،؟",
    "Persian and Dari": "پچژگکی۰۱۲۳۴۵۶۷۸۹",
    "Sorani": "ڕڵۆێەڤ",
    "Tigrinya and Amharic": "ሀሁሂሃሄህሆለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፡።፣",
    "signs": "–—…„“‚‘’«»·&@/()[]+-_.,:;!?№§€°",
}


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_our_guests_has_a_typeface(language: str, weight: Weight):
    faces = typefaces(weight)

    assert [letter for letter in ALPHABETS[language] if not any(ord(letter) in face.letters for face in faces)] == []


def test_without_the_fonts_we_say_what_to_do(tmp_path: Path):
    with pytest.raises(FontsMissing, match=r"NotoSans-Bold.ttf, .* are built by: make setup"):
        typefaces(Weight.BOLD, tmp_path)


def test_typefaces_come_in_the_order_of_preference():
    assert [face.name for face in typefaces(Weight.BOLD)] == [f"{family}-Bold" for family in FAMILIES]
