"""The proof of an erasure on paper: one page, whatever was erased, in any script."""

from io import BytesIO

from builders import NOON
from pypdf import PdfReader

from badges.proof import ProofPaper, write_proof


def test_a_proof_is_one_page_that_can_be_read_out():
    erased = [(f"Was {number}", str(number)) for number in range(22)]
    notes = ["Dieses Papier nennt niemanden. " * 6, "Sicherungen " * 30]
    facts = [("Nummer", "0123456789abcdef"), ("Kongress", "Відкриті двері · مؤتمر")]
    paper = ProofPaper(
        title="Löschnachweis",
        facts=facts,
        heading="Was gelöscht wurde",
        erased=erased,
        notes=notes,
        language="de",
        created=NOON,
    )
    out = BytesIO()

    write_proof(paper, out=out)

    pages = PdfReader(out).pages
    words = pages[0].extract_text()
    assert (len(pages), [told in words for told in ("Löschnachweis", "0123456789abcdef", "Відкриті", "Was 21")]) == (
        1,
        [True] * 4,
    )
