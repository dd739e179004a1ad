import io
import zipfile

import pytest
from PIL import Image

from registration.fields import content
from registration.fields.content import RawFile
from registration.fields.errors import BadFile, FileTooLarge
from registration.fields.rules import Limits

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def picture(kind):
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, text in members.items():
            zipped.writestr(name.replace("__", "/"), text)
    return file.getvalue()


ODT = packed(mimetype="application/vnd.oasis.opendocument.text", content="<a/>")
DOCX = packed(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"})


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (PDF, "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (ODT, "odt"),
        (DOCX, "docx"),
        (picture("PNG")[:40], ""),
        (b"\xff\xd8\xff" + b"<script>alert(1)</script>", ""),
        (b"%PDF-1.7 cut off", ""),
        (packed(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}), ""),
        (packed(anything="x"), ""),
        (b"PK\x03\x04 and rubbish", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"", ""),
    ],
)
def test_the_type_of_a_file_is_what_it_holds(file, kind):
    assert content.type_of(file) == kind


def test_a_file_of_another_type_is_refused_whatever_it_is_called():
    with pytest.raises(BadFile):
        content.check(RawFile("letter.pdf", picture("PNG")), Limits(types=("pdf",)), field="own-letter")


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(FileTooLarge):
        content.check(RawFile("a.pdf", PDF + b" " * content.MEGABYTE), Limits(megabytes=1), field="own-a")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.PDF", "passwd.pdf"),
        ("C:\\me\\Lebens lauf.docx", "Lebens lauf.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("...", "file.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
    ],
)
def test_a_name_of_a_file_does_no_harm(name, safe):
    assert content.safe_name(name, "pdf") == safe
