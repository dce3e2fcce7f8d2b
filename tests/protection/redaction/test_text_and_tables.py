"""Text, tables, JSON, HTML, XML: every other byte stays, and a value goes however it is written."""

from __future__ import annotations

import csv
import io
import json

import pytest
from making import CARD, MAIL, NAME, OTHER_SSN, SSN, traces

from bailee.protection.redaction import RefusedRedaction, Why, Wish
from bailee.protection.redaction.engine import redact_bytes

QUICK = Wish(names="off")


def redacted(data: bytes, name: str, wish: Wish = QUICK) -> bytes:
    return redact_bytes(data, name, wish).data


def test_every_other_byte_of_a_text_stays() -> None:
    given = f"Dear all,\r\nSSN {SSN}\tand \x0c {MAIL}\u2028Zoë\r\n".encode()
    assert redacted(given, "a.txt") == "Dear all,\r\nSSN █████\tand \x0c █████\u2028Zoë\r\n".encode()


@pytest.mark.parametrize("spelling", ["512447313", "512 44 7313", "512.44.7313", "512–44–7313"])
def test_a_value_goes_in_every_spelling(spelling: str) -> None:
    made = redacted(f"SSN: {SSN}\nA long way down: nr {spelling} x\n".encode(), "a.txt").decode()
    assert made == "SSN: █████\nA long way down: nr █████ x\n"


def test_an_encoding_without_a_bar_gets_an_x() -> None:
    given = f"Straße, SSN {SSN}, für".encode("cp1252")
    assert redacted(given, "a.txt") == "Straße, SSN xxxxx, für".encode("cp1252")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "utf-16-le"])
def test_wide_text_stays_wide(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    given = (mark + f"Social Security number {SSN}\r\nand more words\r\n").encode(encoding)
    made = redacted(given, "a.txt")
    assert not traces(made)
    assert made == given.decode(encoding).replace(SSN, "█████").encode(encoding)


def test_a_table_keeps_its_dialect() -> None:
    given = f'Name;SSN;Note\r\n"Roe, Jane";{SSN};"says ""hi"""\r\nBo;{OTHER_SSN};"a;b"\r\n'.encode("utf-8-sig")
    made = redacted(given, "a.csv")
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig").splitlines()[2].endswith(';█████;"a;b"')
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert [len(row) for row in rows] == [3, 3, 3]
    assert rows[1][2] == 'says "hi"'
    assert not traces(made, (SSN, OTHER_SSN))


def test_a_short_value_goes_by_the_name_of_its_column() -> None:
    given = f"card,cvv,amount\n{CARD},737,737\n5500 0055 5555 5559,415,12\n".encode()
    rows = redacted(given, "cards.csv").decode().splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["█████", "█████"]
    assert rows[1].endswith(",737"), "the same figures as an amount are no code"


def test_json_stays_laid_out_and_a_number_becomes_a_text() -> None:
    given = '{\n  "ssn": 512447313,\n  "who": {"email": "jane.roe@example.com", "n": 1.50},\n  "list": ["x", null, true]\n}\n'
    made = redacted(given.encode(), "a.json").decode()
    assert made == given.replace("512447313", '"█████"').replace(MAIL, "█████")
    assert json.loads(made)["who"]["n"] == 1.5


def test_lines_of_json_and_keys() -> None:
    given = f'{{"id": 1, "{MAIL}": "a"}}\n{{"id": 2, "note": "ssn \\u0035{SSN[1:]}"}}\n'
    made = redacted(given.encode(), "a.jsonl").decode()
    assert not traces(made.encode())
    assert [json.loads(line)["id"] for line in made.splitlines()] == [1, 2]


def test_html_over_tags_in_attributes_comments_and_scripts() -> None:
    given = (
        f"<!DOCTYPE html><html><head><title>x</title><script>var s = '{SSN}';</script></head><body class=a>"
        f"<p>SSN <b>512-44</b>-<i>7313</i> &amp; so on<!-- ask {MAIL} --></p>"
        f"<a href='mailto:jane.roe%40example.com' title='{MAIL}'>write</a><table><tr><th>SSN</th></tr><tr><td>219204000</td></tr></table>"
        '<img alt="jane.roe&#64;example.com" src="data:text/plain;base64,amFuZS5yb2VAZXhhbXBsZS5jb20="></body></html>'
    ).encode()
    made = redacted(given, "a.html").decode()
    assert not traces(made.encode(), (SSN, MAIL, "219204000", "512-44", "7313", "jane.roe%40example.com", "&#64;"))
    assert "<p>SSN <b>█████</b><i></i> &amp; so on" in made
    assert "<body class=a>" in made
    assert "write</a>" in made


def test_xml_under_the_names_of_its_elements() -> None:
    given = f'<?xml version="1.0" encoding="UTF-8"?>\n<staff><one mail="{MAIL}"><ssn>512447313</ssn><town>Rome</town></one></staff>'
    made = redacted(given.encode(), "a.xml").decode()
    assert not traces(made.encode())
    assert "<town>Rome</town>" in made


def test_what_stands_there_is_as_asked() -> None:
    given = f"SSN {SSN}, mail {MAIL}, again {MAIL.upper()}".encode()
    assert redacted(given, "a.txt", Wish(how="category", names="off")) == (
        b"SSN [social-security-number], mail [email-address], again [email-address]"
    )
    first, second = (
        redacted(given, "a.txt", Wish(how="pseudonym", key=b"k" * 32, names="off"))
        .decode()
        .split("[email-address ")[1:]
    )
    assert first[:12] == second[:12]
    only = redacted(given, "a.txt", Wish(only=frozenset({"email-address"}), names="off")).decode()
    assert SSN in only and MAIL not in only


def test_what_is_of_the_person_stays_and_other_peoples_goes() -> None:
    given = f"SSN {SSN} is mine, SSN {OTHER_SSN} is Bob's; write to {MAIL} or bob@example.org".encode()
    made = redacted(given, "a.txt", Wish(keep=(SSN, MAIL, NAME), names="off")).decode()
    assert SSN in made
    assert MAIL in made
    assert not traces(made.encode(), (OTHER_SSN, "bob@example.org"))


def test_a_file_without_anything_comes_back_as_it_is() -> None:
    given = b"Minutes of the meeting: nothing was decided.\n"
    made = redact_bytes(given, "a.txt", QUICK)
    assert made.data == given
    assert not made.counts


def test_one_trace_and_nothing_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    from bailee.protection.redaction.formats import plain

    def careless(data: bytes, work: object) -> bytes:
        return data.replace(SSN.encode(), b"*" * 11)  # as many scripts do: the other spelling stays

    monkeypatch.setattr(plain, "redact", careless)
    with pytest.raises(RefusedRedaction) as caught:
        redact_bytes(f"SSN: {SSN}\nSSN: 512 44 7313\n".encode(), "a.txt", QUICK)
    assert caught.value.why is Why.TRACE
    assert not traces(repr(caught.value).encode() + caught.value.words.encode())


@pytest.mark.parametrize(
    "hidden", [SSN.encode("utf-16-le"), b"512%2D44%2D7313", b"NTEyLTQ0LTczMTMgc2VjcmV0", b"512447313"]
)
def test_a_trace_in_raw_bytes_is_one(hidden: bytes) -> None:
    from bailee.protection.redaction.values import Values
    from bailee.text import Match
    from bailee.vocabulary import Confidence

    values = Values()
    values.add(SSN, Match(0, 11, "us-ssn", "social-security-number", Confidence.VERIFIED, 0.99, "512447313"))
    assert values.is_in_bytes(b"\x00\xff\x10" * 40 + hidden + b"\x01\x02" * 40)
    assert not values.is_in_bytes(b"\x00\xff\x10" * 40 + b"512447319" + b"\x01\x02" * 40)


HOSPITAL = (
    b"MSH|^~\\&|EPIC|HOSP|LAB|HOSP|20261104103000||ADT^A01|MSG1|P|2.5\r"
    b"PID|1||448812^^^HOSP^MR||HOLLOWAY^MARTHA^J^^MS||19620314|F|||4412 BIRCHWOOD LN^^BOISE^ID^83702^USA||2085550142|||M||ACC7701|512-44-7313\r"
)
CLAIM = (
    b"ISA*00*          *00*          *ZZ*CLINIC01       *ZZ*PAYER01        *261104*1030*^*00501*000000905*0*P*:~"
    b"NM1*IL*1*PEMBERTON*DEBORAH*J***MI*W930772324~N3*8694 MAPLE AVE~N4*TULSA*OK*74103~DMG*D8*19740502*F~REF*SY*512447313~"
)


@pytest.mark.parametrize(
    ("given", "name", "values"),
    [
        (HOSPITAL, "a.hl7", (b"HOLLOWAY", b"MARTHA", b"448812", b"19620314", b"4412", b"2085550142", b"512-44")),
        (CLAIM, "a.837", (b"PEMBERTON", b"DEBORAH", b"W930772324", b"8694", b"19740502", b"512447313")),
    ],
)
def test_what_a_message_says_by_position_goes_and_its_segments_stay(
    given: bytes, name: str, values: tuple[bytes, ...]
) -> None:
    made = redacted(given, name, Wish())
    assert not [value for value in values if value in made]
    end = b"\r" if name == "a.hl7" else b"~"
    assert [line[:3] for line in made.split(end)] == [line[:3] for line in given.split(end)]


def test_a_payment_file_of_fixed_width_is_refused() -> None:
    head = b"101 044000037 3412345672611041030A094101HUNTINGTON NATIONAL    LAKESIDE MACHINE WORKS         \n"
    with pytest.raises(RefusedRedaction) as caught:
        redacted(
            head + b"62204400003793554181174      0000245000EMP1001        MATEO ABERNATHY         0044000030000001\n",
            "a.ach",
        )
    assert caught.value.why is Why.NO_FORMAT
