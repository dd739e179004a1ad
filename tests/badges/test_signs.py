"""Signs for doors, read back from the PDF."""

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from badges.signs import Sign, write_signs

NOON = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


def test_a_sign_says_number_title_room_and_time_on_a_page_each():
    out = BytesIO()
    full = Sign(
        "Dialogforum", "12", "Wege in Arbeit für alle, die neu hier sind", "Moderation: ሰላም", "Saal", "14–16", "K"
    )

    assert (
        write_signs([full, Sign("Dialogforum", "13", "Kurz")], out=out, title="Schilder", language="de", created=NOON)
        == 2
    )

    first, second = PdfReader(out).pages
    words = " ".join(first.extract_text().split())
    for text in ("Dialogforum", "12", "Wege in Arbeit", "Saal", "14–16"):
        assert text in words
    assert "13" in second.extract_text()
    assert [float(side) for side in first.mediabox[2:]] == [595.276, 841.89] or first.mediabox.width > 595
