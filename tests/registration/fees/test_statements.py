from datetime import date

import pytest

from registration.fees.errors import Unreadable
from registration.fees.rules import reference_of, references_in
from registration.fees.statements import read_statement

REFERENCE = reference_of(1, 7)
DAY = date(2027, 9, 3)
CAMT = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2027-09-03T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-09-03</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">40.00</Amt>
<RltdPties><Dbtr><Pty><Nm>Оксана Шевченко</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>{REFERENCE}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">12.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-09-03</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-09-03</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
MT940 = f"""
:20:STARTUMS
:25:37040044/0532013000
:28C:00001/001
:60F:C270902EUR100,00
:61:2709030903C40,00NTRFNONREF//1
:86:166?00GUTSCHRIFT?20SVWZ+{REFERENCE}?21 KONGRESS?32ANNA?33BEISPIEL
:61:2709030903D12,00NTRFNONREF//2
:86:177?00UEBERWEISUNG?20SVWZ+MIETE?32HAUS
:62F:C270903EUR128,00
-
""".lstrip()
CSV = f""""Kontoinhaber";"Verein"

Buchungstag;Valuta;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung
03.09.2027;03.09.2027;Zoë Müller;"{REFERENCE} Kongress";40,00;EUR
03.09.2027;03.09.2027;Hausverwaltung;Miete;-1.200,00;EUR
04.09.27;04.09.27;Stadt;Zuschuss;1.000,50;EUR
"""


@pytest.mark.parametrize(
    ("content", "payer"),
    [
        (CAMT.encode(), "Оксана Шевченко"),
        (MT940.encode(), "ANNA BEISPIEL"),
        (CSV.encode("cp1252"), "Zoë Müller"),
        (CSV.encode("utf-8-sig"), "Zoë Müller"),
    ],
)
def test_every_format_tells_what_came_and_leaves_out_what_went(content, payer):
    entries = read_statement(content)

    first = entries[0]
    assert (first.booked_on, first.cents, REFERENCE in references_in(first.text)) == (DAY, 4000, True)
    assert first.payer.replace("ANNABEISPIEL", "ANNA BEISPIEL") == payer
    assert all(entry.cents > 0 for entry in entries)


def test_the_same_file_gives_the_same_keys_and_equal_entries_stay_apart():
    twice = CSV + f'03.09.2027;03.09.2027;Zoë Müller;"{REFERENCE} Kongress";40,00;EUR\n'

    keys = [entry.key for entry in read_statement(twice.encode())]

    assert keys == [entry.key for entry in read_statement(twice.encode())]
    assert len(set(keys)) == len(keys) == 3


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"PK\x03\x04 a spreadsheet",
        b"Name;Ort\nAnna;Berlin\n",
        b"<html></html>",
        LAUGHS.encode(),
        LAUGHS.replace("&b;</x>", "</x>").replace('"ha"', 'SYSTEM "file:///etc/passwd"').encode(),
        CSV.replace("40,00", "viel").encode(),
        CSV.replace("03.09.2027", "gestern").encode(),
        CAMT.replace("40.00", "NaN").encode(),
        MT940[:60].encode(),
    ],
)
def test_what_is_no_statement_is_refused_as_a_whole(content):
    with pytest.raises(Unreadable) as refused:
        read_statement(content)

    assert refused.value.field == "file"
