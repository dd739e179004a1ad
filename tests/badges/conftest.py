"""Badges on paper, read by others: poppler turns them into pictures and texts, zxing-cpp reads the codes, qpdf judges."""

import io
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pypdf
import pytest
import zxingcpp
from PIL import Image

from badges import qr
from badges.label import BadgeFace
from badges.layout import SINGLE_BADGE, Sheet
from badges.pdf import write_badges

CREATED = datetime(2027, 11, 1, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Paper:
    """A PDF, and how others see it."""

    content: bytes

    @property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.content))

    def fault(self) -> str:
        """What qpdf has against it; nothing if all is well."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            Path(file.name).write_bytes(self.content)
            done = subprocess.run(["qpdf", "--check", file.name], capture_output=True, text=True, check=False)
        return done.stderr + ("" if done.returncode == 0 else done.stdout)

    def text(self, *options: str) -> str:
        """What poppler reads, without its own marks of direction and in one line."""
        command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
        return _plain(_run(command, self.content).decode())

    def text_by_pypdf(self) -> str:
        return _plain(" ".join(page.extract_text() for page in self.reader.pages))

    def picture(self, *, dpi: int = 150, page: int = 1) -> Image.Image:
        command = ["pdftoppm", "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), "-"]
        return Image.open(io.BytesIO(_run(command, self.content))).convert("L")

    def codes(self, *, dpi: int = 150, page: int = 1) -> list[str]:
        return [found.text for found in zxingcpp.read_barcodes(self.picture(dpi=dpi, page=page))]


def _run(command: list[str], given: bytes) -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, check=True)
    # Poppler complains on this channel about all that it only just understands.
    assert done.stderr == b""
    return done.stdout


def _plain(text: str) -> str:
    marks = dict.fromkeys((0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x0C))
    return " ".join(text.translate(marks).split())


def code(number: int) -> str:
    """The code of the guest of this number, always the same."""
    return qr.new_code(Random(number).randbytes(qr.RANDOM_BYTES))  # noqa: S311 -- test data


@pytest.fixture
def code_of():
    return code


@pytest.fixture
def print_badges():
    def on_paper(badges: Iterable[BadgeFace], sheet: Sheet = SINGLE_BADGE, *, skip: int = 0) -> Paper:
        out = io.BytesIO()
        write_badges(badges, sheet, out=out, title="Ausweise · BBE", language="de", created=CREATED, skip=skip)
        return Paper(out.getvalue())

    return on_paper


@pytest.fixture
def as_paper():
    return Paper
