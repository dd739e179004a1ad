import zxingcpp
from PIL import Image

from badges import girocode

PAYLOAD = "BCD\n002\n1\nSCT\n\nTrägerverein e. V.\nDE89370400440532013000\nEUR40.00\n\nRF45001000007"


def picture_of(rows, scale=6):
    side = len(rows) + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.putpixel((x + 4, y + 4), 0)
    return image.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def test_another_reader_reads_what_was_written():
    found = zxingcpp.read_barcode(picture_of(girocode.modules(PAYLOAD)))

    assert found.text == PAYLOAD


def test_the_drawing_names_itself_and_cannot_carry_markup():
    drawn = girocode.svg(PAYLOAD, title='<script>"&')

    assert "<title>&lt;script&gt;" in drawn
