import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from forums.marketplace.plan import errors
from forums.marketplace.plan.pictures import made_safe


def image(kind, size=(40, 20), **values):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **values)
    return out.getvalue()


def pdf(pages):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200))
    for page in range(pages):
        canvas.setFillColorRGB(page, 0, 0)
        canvas.rect(0, 0, 400, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_photos_are_turned_upright_and_written_anew_without_what_was_hidden_in_them():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret place"

    photo = made_safe(image("JPEG", exif=exif) + b"<script>")
    plan = made_safe(image("PNG", size=(6000, 30)))

    assert (photo.type, photo.width, photo.height) == ("jpeg", 20, 40)
    assert b"secret" not in photo.content
    assert b"<script>" not in photo.content
    assert (plan.type, plan.width, plan.height) == ("png", 3000, 15)


def test_a_page_of_a_pdf_becomes_a_picture():
    first, second = (made_safe(pdf(2), page=page) for page in (1, 2))

    assert (first.type, first.width, first.height) == ("png", 3000, 1500)
    colours = [Image.open(io.BytesIO(found.content)).getpixel((9, 99)) for found in (first, second)]
    assert colours == [(0, 0, 0), (255, 0, 0)]
    with pytest.raises(errors.NoSuchPage):
        made_safe(pdf(1), page=2)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", errors.NoPicture),
        (b"GIF89a", errors.NoPicture),
        (b"x" * (8 * 1024 * 1024 + 1), errors.NoPicture),
        (image("PNG")[:60], errors.BadPicture),
        (b"\xff\xd8\xff broken", errors.BadPicture),
        (b"%PDF-1.4 broken", errors.BadPicture),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content, fault):
    with pytest.raises(fault):
        made_safe(content)
