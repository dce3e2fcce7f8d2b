"""Messages between machines: what they say by position alone is read under its name, and found; broken ones lose nothing."""

from __future__ import annotations

import base64

import pytest
from messages import CARD, CASH, CLAIM, HOSPITAL, PASSENGERS, PAYROLL, STATEMENT
from reading import read, texts

from bailee.detectors.engine import detect
from bailee.extractors.data_types import ACH, EDIFACT, HL7, OFX, QIF, SWIFT, X12
from bailee.extractors.interface import Unread
from bailee.extractors.media_type import LOG, PLAIN
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

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
    said = texts(HOSPITAL.replace(b"^J^^MS|", b"^J^^MS^^^^512447313|"), "a.hl7")[0].content
    assert "512447313" in said
    said = texts(CLAIM + b"XYZ*OF THEIR OWN*a:b~NM1*QC*1*ROE*ANN******x*512447319~", "a.837")[0].content
    assert "OF THEIR OWN" in said and "a b" in said and "512447319" in said
    said = texts(PASSENGERS.replace(b"NAD+MS", b"XYZ+it?'s ?+ theirs:b'NAD+MS"), "a.edi")[0].content
    assert "it's + theirs b" in said


def test_lines_that_only_look_like_a_head_are_read() -> None:
    said = texts(CASH + b"D11/05/2026\nMSSN: 512-44-7313\nPRoe\n^\n", "a.qif")[0].content
    assert "Note: SSN: 512-44-7313" in said
    said = texts(CARD.replace(b"<MEMO>", b"<MEMO>Payment to\nDANIEL ROE\nSSN: 512-44-7313\n"), "a.ofx")[0].content
    assert "DANIEL ROE" in said and "SSN: 512-44-7313" in said
    said = texts(CARD.replace(b"<MEMO>", b"<MEMO>&#" + b"1" * 5_000 + b"; "), "a.ofx")[0].content
    assert "330-555-0188" in said
    said = texts(
        HOSPITAL + b"MSHARED NOTES about Jane Roe: SSN 512447313\r" + HOSPITAL.split(b"\r")[2] + b"\r", "a.hl7"
    )[0].content
    assert "SSN 512447313" in said and said.count("Patient name: HOLLOWAY, MARTHA J") == 2


def test_a_claim_whose_head_is_not_padded_is_cut_where_it_says() -> None:
    head = b"ISA*00*          *00*          *ZZ*SENDER*ZZ*RECEIVER*261104*1030*^*00501*000000905*0*P*:~"
    data = head + CLAIM.partition(b":~\n")[2]
    assert media_type(data, "a.837") == X12
    assert "Subscriber name: PEMBERTON, DEBORAH J" in texts(data, "a.837")[0].content


def test_marks_that_are_letters_part_nothing() -> None:
    said = texts(PASSENGERS.replace(b"OWENS:ROGER", b"OWE???+NS:O?'ROGER"), "a.edi")[0].content
    assert "Name: OWE?+NS, O'ROGER" in said
    said = texts(PASSENGERS + b"NAD+FL+++ROE?'" * 20_000 + b"'", "a.edi")
    assert sum(text.content.count("ROE'") for text in said) == 20_000


def test_many_segments_about_one_come_in_several_texts() -> None:
    said = texts(HOSPITAL + b"NTE|1||SSN 512447313 and what else was written\r" * 20_000, "a.hl7")
    assert max(len(text.content) for text in said) < 400_000
    assert sum(text.content.count("512447313") for text in said) == 20_000


def test_a_document_that_is_too_long_is_said() -> None:
    data = HOSPITAL + b"OBX|1|ED|PDF^Report||^application^pdf^Base64^" + b"JVBERi0x" * 2_000_000 + b"\r"
    assert [piece.reason for piece in read(data, "a.hl7") if isinstance(piece, Unread)] == [Reason.TOO_BIG]


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
