"""The same value in every disguise is found, and its span leads to all of the disguise in the text as it was read."""

import sys
import unicodedata
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

sys.path.insert(0, str(Path(__file__).parents[1] / "extractors"))

import office
import pdfs
import reading

HERE = Locator(("text.txt",))
CARD, SSN, IBAN, PHONE, MAIL = "4539-5787-6362-1486", "374-15-9928", "GB29 NWBK 6016 1331 9268 19", "+44 20 7946 0958", "jane.doe@gmail.com"  # fmt: skip
VALUES = {"payment-card": CARD, "us-ssn": SSN, "iban": IBAN, "phone-number": PHONE, "email-address": MAIL}
NORMAL = {"payment-card": "4539578763621486", "us-ssn": "374159928", "iban": "GB29NWBK60161331926819", "phone-number": "+442079460958", "email-address": MAIL}  # fmt: skip
LEADS = {"payment-card": "card ", "us-ssn": "SSN ", "iban": "IBAN ", "phone-number": "Phone ", "email-address": "Mail "}
EVERY = pytest.mark.parametrize("ident", VALUES)


def disguised(ident, written, before=None, after=" since then\n"):
    """What is found of a value written so, as it stands in the text that was read, and its normal form."""
    before = LEADS[ident] if before is None else before
    original = f"{before}{written}{after}"
    text = Text.of(original, HERE)
    return [
        (original[slice(*text.original_span(match.start, match.end))], match.value)
        for match in detect(text, patterns_only=True)
        if match.detector == ident and match.confidence >= Confidence.LIKELY
    ]


def is_found(ident, written, **around):
    assert disguised(ident, written, **around) == [(written, NORMAL[ident])], ascii(written)


def digits_from(zero, value):
    return "".join(chr(ord(zero) + int(one)) if one.isdigit() else one for one in value)


@EVERY
@pytest.mark.parametrize("zero", "０٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐\U0001d7ce\U0001d7f6")
def test_digits_of_every_script(ident, zero):
    if ident != "email-address":
        is_found(ident, digits_from(zero, VALUES[ident]))


def full_width(value):
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else "\u3000" if one == " " else one for one in value)


@EVERY
def test_full_width_letters_signs_and_blanks(ident):
    is_found(ident, full_width(VALUES[ident]))


def dashes():
    """Class Pd, every sign whose name speaks of a dash, and what UTS #39 (confusables.txt) gives for `-`, `ー` and `—`."""
    named = [
        chr(code)
        for code in range(0x80, 0x20000)
        if unicodedata.category(chr(code)) == "Pd"
        or (
            unicodedata.category(chr(code))[0] in "PS"
            and {"HYPHEN", "DASH", "MINUS", "MACRON", "OVERLINE"}
            & set(unicodedata.name(chr(code), "").replace("-", " ").split())
        )
    ]
    confusable = "‐‑‒–﹘۔⁃˗−➖Ⲻ—―ー─━㇐ꟷᅳㅡ一⼀－ˉ"
    return sorted({*named, *confusable, "\x96", "\x97", "\ufffd"})


def test_every_look_alike_dash():
    assert len(dashes()) > 90
    for dash in dashes():
        for ident in ("payment-card", "us-ssn"):
            is_found(ident, VALUES[ident].replace("-", dash))
        is_found("phone-number", "+44 20 7946 0958".replace(" ", dash))


@EVERY
def test_every_space(ident):
    spaces = [chr(code) for code in range(0x80, 0x3001) if unicodedata.category(chr(code)) == "Zs"] + ["\u2800"]
    for space in spaces:
        if ident == "payment-card":
            is_found(ident, CARD.replace("-", space))
        elif ident != "email-address":
            is_found(ident, VALUES[ident].replace(" ", space), before=LEADS[ident].replace(" ", space))


NOTHING = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202d\u202e\u2066\u2069\u061c\u180e\u2061\ufff9\U000e0031"
)


@EVERY
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_marks_that_show_nothing_anywhere_inside(ident, data):
    value = VALUES[ident]
    written = value[0]
    for one in value[1:]:
        written += data.draw(st.text(alphabet=NOTHING, max_size=2)) + one
    is_found(ident, written)


@EVERY
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_combining_marks_over_and_under_its_characters(ident, data):
    marks = st.text(alphabet="\u0332\u0336\u0305\ufe0f\u20e3\u1ab0\u064b\u05b0", min_size=0, max_size=2)
    value = VALUES[ident]
    written = "".join(one + data.draw(marks) if one.isalnum() else one for one in value)
    found = disguised(ident, written)
    assert [normal for _, normal in found] == [NORMAL[ident]]
    assert written.startswith(found[0][0])


@pytest.mark.parametrize("ident", ["payment-card", "us-ssn", "phone-number"])
@pytest.mark.parametrize("stray", ["\0", "\ud800", "\udcff"])
def test_a_stray_nul_or_surrogate_between_figures(ident, stray):
    value = VALUES[ident]
    for place in range(1, len(value)):
        if value[place - 1] != " " and value[place] != " ":
            is_found(ident, value[:place] + stray + value[place:])


@EVERY
def test_text_of_two_bytes_a_character_read_as_one(ident):
    original = f"{LEADS[ident]}{VALUES[ident]} since\n".encode("utf-16-le").decode("latin-1")
    text = Text.of(original, HERE)
    matches = [match for match in detect(text, patterns_only=True) if match.detector == ident]
    assert [match.value for match in matches] == [NORMAL[ident]]
    start, end = text.original_span(matches[0].start, matches[0].end)
    assert original[start:end].replace("\0", "") == VALUES[ident]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n> ", "\n    "])
@pytest.mark.parametrize(
    ("ident", "written"),
    [
        ("payment-card", "4539 5787 6362|1486"),
        ("payment-card", "4539 5787|6362 1486"),
        ("payment-card", "4539|5787 6362 1486"),
        ("us-ssn", "374-15-|9928"),
        ("us-ssn", "374-|15-9928"),
        ("iban", "GB29 NWBK 6016|1331 9268 19"),
        ("iban", "GB29 NWBK|6016 1331 9268 19"),
        ("phone-number", "+44 20 7946|0958"),
        ("phone-number", "+44 20|7946 0958"),
    ],
)
def test_numbers_that_the_end_of_a_line_cuts(ident, written, newline):
    is_found(ident, written.replace("|", newline), before="card number " if ident == "payment-card" else None)


def test_lines_of_numbers_are_not_one_number():
    lines = "\n".join(["4539", "5787", "6362", "1486"] * 3)
    assert disguised("payment-card", lines) == []
    assert [normal for _, normal in disguised("phone-number", "+44 20 7946 0958\n0958 units")] == ["+442079460958"]


def runs(value):
    """A value in pieces of one to four characters."""
    cuts = [0, 1, 4, 6, 9, len(value)]
    return [value[low:high] for low, high in pairwise(cuts)]


def html(ident):
    return f"<html><body><p>{LEADS[ident]}{''.join(f'<b>{run}</b>' for run in runs(VALUES[ident]))} since</p></body></html>".encode()


def docx(ident):
    inner = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{run}</w:t></w:r>' for run in [LEADS[ident], *runs(VALUES[ident]), " since"])  # fmt: skip
    return office.zipped({
        "[Content_Types].xml": office.types("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "word/document.xml": f"<w:document {office.W}><w:body><w:p>{inner}</w:p></w:body></w:document>",
    })  # fmt: skip


def pdf(ident):
    pieces = b" ".join(f"({run})".encode() for run in [LEADS[ident], *runs(VALUES[ident]), " since"])
    return pdfs.written([
        b"<< /Type /Catalog /Pages 3 0 R >>",
        b"<< /Title (t) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
        pdfs.stream(b"BT /F1 12 Tf 72 700 Td [" + pieces + b"] TJ ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ])  # fmt: skip


def mail(ident):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "see below"
    message.set_content("see the other part")
    message.add_alternative(html(ident).decode(), subtype="html")
    return message.as_bytes()


@EVERY
@pytest.mark.parametrize("make", [html, docx, pdf, mail])
def test_tags_runs_and_pieces_of_text_are_joined(ident, make):
    found = {match.value for text in reading.texts(make(ident)) for match in detect(text) if match.detector == ident}
    assert found - {"a@example.com", "b@example.com"} == {NORMAL[ident]}
