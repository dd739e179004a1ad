"""Badges per CPU second: our whole badge against the naive way, in the same run.

The naive way is what one writes first: the QR code of an address as a PNG by qrcode, put on the page by reportlab's
drawImage, and three drawString for name, organisation and role. Ours is a design of a congress's own with all that a badge can
say: the usual one with a bar in the colour of the role, sector and tables, an own text and tags. pretix 2026.8 is not run here: on
the same two cores it made 41 badges (A6 with a code) a CPU second, and the naive way 92. Run: python -m benchmarks.badges [COUNT]
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from subprocess import run
from tempfile import TemporaryFile
from typing import BinaryIO

import qrcode
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from badges import qr
from badges.design import Align, Design, Element, Hang, Shows, usual
from badges.label import BadgeFace
from badges.layout import SHEET_OF_TEN, places
from badges.pdf import Looks, write_badges

COUNT = 10_000
NAIVE_COUNT = 300
ROUNDS = 3
PRETIX_RATE, PRETIX_TO_NAIVE = 41, 41 / 92
CREATED = datetime(2027, 11, 1, 8, tzinfo=UTC)

# (given names, three columns of syllables for family names, how often): as many different names as a large congress has.
SCRIPTS = [
    (
        "Anna Jürgen Katrin Björn Ayşe Şükrü Zoë Minh Thị-Phương Rêzan Çîçek Łukasz Amina Yusuf Ingrid Peter Ève Jan",
        (
            "Mü Schnei Wa Ho Yı Ngu Ö Ka Be Kra Stein Al-Ma Dö Gro Fi Lan",
            "l de g ff ld w z r u s b k d ck",
            "ler r ner mann ız n türk sri ski ger feld er",
        ),
        13,
    ),
    (
        "Олександр Ірина Юлія Тарас Оксана Ганна",
        ("Шев Бон Ко Мель Кра Ти", "чен да валь ни в мо", "ко рен чук ник енко щук"),
        2,
    ),
    (
        "محمد فاطمة علی‌رضا گۆران نەسرین پروین عبدالله هێمن",
        ("حس کر أح رە عبد نو", "ي ی م سو الر ری", "ن م د ل حمن ان"),
        4,
    ),
    ("ተስፋይ ሰላም ኣማኑኤል ብርሃነ ትርሓስ", ("ገብረ ወልደ ተኽለ ሃይለ", "መድ ስላ ማር ኣ", "ህን ሴ ያም ብ"), 1),
]
TOWNS = (
    "Aachen Bremen Celle Dresden Erfurt Fürth Gera Hannover Ingolstadt Jena Kiel Lübeck Mainz Norden Oldenburg Plauen"
)
KINDS = (
    "Freiwilligenagentur|Diakonisches Werk|Stadt|Landkreis|Flüchtlingsrat|Patenschaften für|Universität|Bürgerstiftung"
)
FORUMS = [
    (f"Forum {number} · {topic}", room)
    for number, topic, room in [
        (1, "Ankommen und Wohnen", "Raum Elbe"),
        (2, "Patenschaften verlässlich begleiten", "Raum Spree"),
        (3, "Mentoring in Schule und Beruf", "Saal 2. OG"),
        (4, "Vereine öffnen", "Raum Oder"),
    ]
]
ROLES = [("Teilnehmende", "#0b5563"), ("Moderation", "#8a4b08"), ("Presse", "#7a1f5c")]


_INSTEAD = {Shows.PLACE: Shows.ROOM}
DESIGN = Design(
    80,
    50,
    (
        *(replace(element, shows=_INSTEAD.get(element.shows, element.shows)) for element in usual(80, 50).elements),
        Element(Shows.SECTOR, 58, 22.6, 18, 3.2, size=6.5, hang=Hang.TOP, align=Align.RIGHT, colour="quiet"),
        Element(Shows.TABLES, 4.2, 30.5, 40, 3.2, size=7, is_bold=True),
        Element(Shows.BAR, 0, 48.8, 80, 1.2, colour="role"),
        Element(Shows.TEXT, 4.2, 0.6, 40, 2.4, size=5, least=4, colour="quiet", text="WLAN: kongress-2027"),
    ),
)
LOOKS = Looks({"": DESIGN})


def guests(count: int) -> Iterator[BadgeFace]:
    """The same guests for both ways, from a fixed seed."""
    random = Random(2027)
    weights = [often for _, _, often in SCRIPTS]
    for _ in range(count):
        given, syllables, _ = random.choices(SCRIPTS, weights)[0]
        family = "".join(random.choice(column.split()) for column in syllables)
        role, colour = random.choices(ROLES, (20, 2, 1))[0]
        forum, room = random.choice(FORUMS)
        yield BadgeFace(
            code=qr.new_code(random.randbytes(qr.RANDOM_BYTES)),
            name=f"{random.choice(given.split())} {family}",
            organisation=f"{random.choice(KINDS.split('|'))} {random.choice(TOWNS.split())}",
            role=role,
            role_colour=colour,
            forum=forum,
            room=room,
            tables="Tische " + "–".join(str(random.randrange(1, 24)) for _ in range(3)),
            sector=random.choice(("Zivilgesellschaft", "Kommune", "Wissenschaft")),
            congress="BBE-Fachkongress 2027",
            dates="9.–10. November 2027",
        )


def ours(badges: Iterable[BadgeFace], out: BinaryIO) -> None:
    write_badges(badges, SHEET_OF_TEN, out=out, title="Ausweise", language="de", created=CREATED, looks=LOOKS)


def naive(badges: Iterable[BadgeFace], out: BinaryIO) -> None:
    canvas = Canvas(out)
    page = 0
    for place, guest in zip(places(SHEET_OF_TEN, count=sys.maxsize), badges, strict=False):
        if place.page != page:
            canvas.showPage()
            page = place.page
        left, bottom = place.x * mm, (297 - place.y - 50) * mm
        picture = BytesIO()
        qrcode.make(f"https://congress.example/tickets/{guest.code}").save(picture)
        canvas.drawImage(ImageReader(picture), left + 54 * mm, bottom + 4 * mm, 22 * mm, 22 * mm)
        canvas.drawString(left + 4 * mm, bottom + 35 * mm, guest.name)
        canvas.drawString(left + 4 * mm, bottom + 28 * mm, guest.organisation)
        canvas.drawString(left + 4 * mm, bottom + 6 * mm, guest.role)
    canvas.save()


def main(count: int) -> None:
    few, many = list(guests(NAIVE_COUNT)), list(guests(count))
    naive_seconds = ours_seconds = float("inf")
    size = 0
    for _ in range(ROUNDS):
        naive_seconds = min(naive_seconds, cpu_seconds(naive, few)[0] / NAIVE_COUNT)
        seconds, size = cpu_seconds(ours, many)
        ours_seconds = min(ours_seconds, seconds / count)
    print(f"badges: {naive_seconds / ours_seconds:.0f} x naive per CPU second (goal >= 80)")
    by_naive = naive_seconds / ours_seconds / PRETIX_TO_NAIVE
    by_rate = 1 / ours_seconds / PRETIX_RATE
    print(f"badges against pretix: {by_naive:.0f} x by way of naive, {by_rate:.0f} x its 41 a CPU second (goal >= 100)")
    print(f"badges a CPU second: {1 / ours_seconds:.0f} badges (naive {1 / naive_seconds:.0f})")
    print(f"bytes a badge: {size / count:.0f} bytes ({count} badges, fonts included)")
    for way, number in (("ours", count), ("ours", 10 * count), ("naive", NAIVE_COUNT)):
        print(f"peak memory of {number} badges, {way}: {peak_megabytes(way, number)} MB")


def cpu_seconds(
    write: Callable[[Iterable[BadgeFace], BinaryIO], None], badges: Iterable[BadgeFace]
) -> tuple[float, int]:
    with TemporaryFile() as out:
        start = time.process_time()
        write(badges, out)
        return time.process_time() - start, out.tell()


def peak_megabytes(way: str, count: int) -> int:
    """In a process of its own, since a process never gives its peak back."""
    command = [sys.executable, "-m", "benchmarks.badges", way, str(count)]
    return int(run(command, check=True, capture_output=True, text=True).stdout)


def own_peak_megabytes() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        cpu_seconds({"ours": ours, "naive": naive}[sys.argv[1]], guests(int(sys.argv[2])))
        print(own_peak_megabytes())
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
