"""Messages between machines: what they say by position alone is read under its name, and found; broken ones lose nothing."""

from __future__ import annotations

import base64

import pytest
from reading import read, texts

from bailee.detectors.engine import detect
from bailee.extractors.data_types import ACH, EDIFACT, HL7, OFX, QIF, SWIFT, X12
from bailee.extractors.media_type import LOG, PLAIN
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Locator

HOSPITAL = (
    b"MSH|^~\\&|EPIC|HOSP|LAB|HOSP|20261104103000||ADT^A01|MSG1|P|2.5\rEVN|A01|20261104103000\r"
    b"PID|1||448812^^^HOSP^MR~517463983^^^USSSA^SS||HOLLOWAY^MARTHA^J^^MS||19620314|F|||4412 BIRCHWOOD LN^APT 2^BOISE^ID^83702^USA"
    b"||2085550142^PRN^PH^martha.h@example.net|||M||ACC7701|512-44-7313\r"
    b"NK1|1|HOLLOWAY^PETER|SPO||(208)555-0199\rDG1|1||E11.9^Type 2 diabetes^I10\r"
)
CLAIM = (
    b"ISA*00*          *00*          *ZZ*CLINIC01       *ZZ*PAYER01        *261104*1030*^*00501*000000905*0*P*:~\n"
    b"GS*HC*CLINIC01*PAYER01*20261104*1030*1*X*005010X222A1~\nST*837*0001*005010X222A1~\n"
    b"NM1*85*2*RIVERBEND FAMILY DENTAL*****XX*1234567893~\nN3*234 SEAWAY ST~\nN4*AKRON*OH*44304~\nREF*EI*341234599~\n"
    b"NM1*IL*1*PEMBERTON*DEBORAH*J***MI*W930772324~\nN3*8694 MAPLE AVE~\nN4*TULSA*OK*741030000~\nDMG*D8*19740502*F~\nREF*SY*512447313~\n"
    b"CLM*26460774*185***11:B:1*Y*A*Y*I~\nHI*ABK:K0262*ABF:E119~\nSE*12*0001~\n"
)
PASSENGERS = (
    b"UNA:+.? 'UNB+UNOA:4+AIR+NZCS+261104:0748+1'UNH+PAX001+PAXLST:D:05B:UN:IATA'NAD+MS+++OWENS:ROGER'COM+703 555 1212:TE'"
    b"NAD+FL+++LINDQVIST:INGRID+VASAGATAN 11+STOCKHOLM++11120+SWE'DTM+329:19800217:102'DOC+P:110:111+MB140241'UNZ+1+1'"
)
PAYROLL = (
    b"101 044000037 3412345672611041030A094101HUNTINGTON NATIONAL    LAKESIDE MACHINE WORKS         \n"
    b"5200LAKESIDE MACHINE                    1341234567PPDPAYROLL   261104261105   1044000030000001\n"
    b"62204400003793554181174      0000245000EMP1001        MATEO ABERNATHY         0044000030000001\n"
    b"62204100012427942820722      0000198750EMP1002        GRACE SANDOVAL          0044000030000002\n"
)
STATEMENT = (
    b":20:STARTUMS\r\n:25:NL91ABNA0417164300\r\n:28C:1/1\r\n:60F:C261103EUR4528,01\r\n:61:2611041104C50,00N247NONREF\r\n"
    b":86:166?20Miete November?30GENODEF1S06?31DE89370400440532013000?32Friederike Lindenbaum\r\n:61:2611041104D12,50N247NONREF\r\n"
    b":86:/TRTP/SEPA OVERBOEKING/IBAN/NL44RABO0123456789/BIC/RABONL2U/NAME/Pieter Jansen/REMI/CONTRIBUTIE\r\n:62F:C261104EUR4565,51\r\n-\r\n"
)
CARD = (
    b"OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CCACCTFROM><ACCTID>4539578763621486</CCACCTFROM>"
    b"<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<TRNAMT>-20.00<NAME>DEBORAH PEMBERTON<MEMO>call 330-555-0188</STMTTRN></BANKTRANLIST>"
    b"</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"
)
CASH = b"!Type:Bank\nD11/04/2026\nT-200.00\nPDeborah Pemberton\nMcell 330-555-0188\nA12 Elm St\nADayton OH 45402\n^\n"

EVERY = (
    ("a.hl7", HL7, HOSPITAL, {
        ("medical-record-number", "448812"), ("us-ssn", "517463983"), ("person-name", "HOLLOWAY, MARTHA J"), ("date-of-birth", "19620314"),
        ("postal-address", "4412 BIRCHWOOD LN, APT 2, BOISE, ID 83702, USA"), ("email-address", "martha.h@example.net"), ("us-ssn", "512-44-7313"),
        ("person-name", "HOLLOWAY, PETER"), ("phone-number", "(208)555-0199"), ("icd10", "E11.9"), ("phone-number", "2085550142"),
    }),
    ("a.837", X12, CLAIM, {
        ("us-npi", "1234567893"), ("us-ein", "341234599"), ("person-name", "PEMBERTON, DEBORAH J"), ("health-insurance-member-id", "W930772324"),
        ("postal-address", "8694 MAPLE AVE, TULSA, OK 74103-0000"), ("date-of-birth", "19740502"), ("us-ssn", "512447313"), ("icd10", "K02.62"), ("icd10", "E11.9"),
    }),
    ("a.edi", EDIFACT, PASSENGERS, {
        ("person-name", "OWENS, ROGER"), ("phone-number", "703 555 1212"), ("person-name", "LINDQVIST, INGRID"), ("date-of-birth", "19800217"), ("passport", "MB140241"),
    }),
    ("a.ach", ACH, PAYROLL, {
        ("person-name", "MATEO ABERNATHY"), ("us-routing-number", "044000037"), ("us-bank-account", "93554181174"), ("person-name", "GRACE SANDOVAL"),
        ("us-routing-number", "041000124"), ("us-bank-account", "27942820722"),
    }),
    ("a.sta", SWIFT, STATEMENT, {
        ("iban", "NL91ABNA0417164300"), ("iban", "DE89370400440532013000"), ("person-name", "Friederike Lindenbaum"), ("iban", "NL44RABO0123456789"),
        ("person-name", "Pieter Jansen"),
    }),
    ("a.ofx", OFX, CARD, {("payment-card", "4539578763621486"), ("person-name", "DEBORAH PEMBERTON"), ("phone-number", "330-555-0188")}),
    ("a.qif", QIF, CASH, {("person-name", "Deborah Pemberton"), ("phone-number", "330-555-0188"), ("postal-address", "12 Elm St, Dayton OH 45402")}),
)  # fmt: skip


def media_type(data: bytes, name: str) -> str:
    return recognise(Item(Locator((name,)), len(data), data=data, file_name=name))


@pytest.mark.parametrize(("name", "wanted", "data", "values"), EVERY, ids=[each[0] for each in EVERY])
def test_what_a_message_says_by_position_is_found(
    name: str, wanted: str, data: bytes, values: set[tuple[str, str]]
) -> None:
    assert media_type(data, name) == wanted
    assert media_type(data, "without-an-ending") == wanted
    found = {
        (match.detector, text.content[match.start : match.end]) for text in texts(data, name) for match in detect(text)
    }
    assert values <= found, values - found


@pytest.mark.parametrize(("name", "wanted", "data", "values"), EVERY, ids=[each[0] for each in EVERY])
def test_a_message_that_breaks_off_is_read_as_far_as_it_goes(
    name: str, wanted: str, data: bytes, values: set[tuple[str, str]]
) -> None:
    for cut in range(0, len(data), 7):
        if data[:cut] and media_type(data[:cut], name) == wanted:
            read(data[:cut], name)
    changed = bytearray(data)
    for at in range(60, len(data), 11):
        changed[at] ^= 0x15
    if media_type(bytes(changed), name) == wanted:
        assert texts(bytes(changed), name)


def test_no_word_of_a_message_is_lost() -> None:
    data = HOSPITAL + b"ZZZ|1|SOMETHING OF THEIR OWN|a^b&c~d|\\T\\and\\F\\bar\r"
    said = texts(data, "a.hl7")[0].content
    assert "SOMETHING OF THEIR OWN" in said and "a b c" in said and "&and|bar" in said
    said = texts(CLAIM + b"XYZ*OF THEIR OWN*a:b~", "a.837")[0].content
    assert "OF THEIR OWN" in said and "a b" in said
    said = texts(PASSENGERS.replace(b"NAD+MS", b"XYZ+it?'s ?+ theirs:b'NAD+MS"), "a.edi")[0].content
    assert "it's + theirs b" in said


def test_a_document_in_a_result_is_a_file_of_its_own() -> None:
    report = b"%PDF-1.4 " + b"x" * 60
    data = HOSPITAL + b"OBX|1|ED|PDF^Report||^application^pdf^Base64^" + base64.b64encode(report) + b"||||||F\r"
    inner = [piece for piece in read(data, "a.hl7") if isinstance(piece, Item)]
    assert [item.read() for item in inner] == [report]


def test_a_segment_without_an_end_takes_no_more_memory() -> None:
    said = texts(HOSPITAL + b"NTE|1||" + b"word " * 4_000_000, "a.hl7")
    assert sum(len(text.content) for text in said) > 15_000_000


@pytest.mark.parametrize(
    "said",
    [
        "ISA is a retirement account in the UK.\n",
        "MSH stands for melanocyte-stimulating hormone.\n",
        "UNA persona vino a la oficina.\n",
        ":20: is the time at which the bus leaves\nand :25: the next\n",
        "101 Dalmatians\n",
        "!Type what you like\n",
        "2026-11-04 10:00 MSH|^~\\&|EPIC|HOSP|LAB was refused\n" * 4,
    ],
)
def test_what_only_begins_like_a_message_is_text(said: str) -> None:
    assert media_type(said.encode(), "note.txt") in (PLAIN, LOG)
