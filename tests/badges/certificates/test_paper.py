import io
from datetime import UTC, datetime

from badges.certificates.paper import CertificatePaper, write_certificate


def test_what_a_congress_adds_stands_beneath_all_else_and_the_page_is_tagged(as_paper):
    out = io.BytesIO()
    texts = {
        "hosts": "BBE",
        "heading": "Teilnahmebescheinigung",
        "name": "Ірина Шевченко",
        "took_part": "hat teilgenommen an:",
        "congress": "BBE-Fachkongress 2027",
        "when_and_where": "9.–10. November 2027, Berlin",
        "body": "Themen waren Patenschaften.\nSie gilt als Fortbildung.",
        "signed_by": "Dr. Amira Al-Masri",
        "issued": "Berlin, 11. November 2027",
        "check_hint": "Echt? Hier steht es:",
        "check": "https://congress.example/certificates/4711",
    }
    paper = CertificatePaper(
        **texts, extent=("Umfang", "12 Stunden"), language="de", created=datetime(2027, 11, 11, tzinfo=UTC)
    )

    write_certificate(paper, out=out)

    printed = as_paper(out.getvalue())
    assert printed.fault() == ""
    wanted = [texts.pop("body").replace("\n", " ")]
    order = [*list(texts.values())[:6], "Umfang", "12 Stunden", *wanted, *list(texts.values())[6:]]
    # By their places on the page, from above, as whoever reads it from afar.
    assert printed.text("-layout") == " ".join(order)
    assert "/StructTreeRoot" in printed.reader.trailer["/Root"]
