"""Values that lines, cells and boxes cut are found as one, and rows of figures that are none stay none."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

sys.path.insert(0, str(Path(__file__).parents[1] / "extractors"))

import office
import reading

HERE = Locator(("text.txt",))


def found(text, least=Confidence.LIKELY):
    text = Text.of(text, HERE) if isinstance(text, str) else text
    matches = detect(text, patterns_only=True)
    return [
        (match.detector, match.value, text.content[match.start : match.end])
        for match in matches
        if match.confidence >= least
    ]


def values(text, least=Confidence.LIKELY):
    return [(ident, value) for ident, value, _ in found(text, least)]


SSN, CARD, IBAN = ("us-ssn", "219456788"), ("payment-card", "5498878581177505"), ("iban", "NL91ABNA0417164300")


@pytest.mark.parametrize(
    ("content", "span"),
    [
        ("SSN\t219\t45\t6788\tTopeka", "219\t45\t6788"),
        ("Social Security No. | 219 | 45 | 6788 |", "219 | 45 | 6788"),
        ('"ssn";"219";"45";"6788"', '219";"45";"6788'),
        ("SS#: [2][1][9]-[4][5]-[6][7][8][8]", "2][1][9]-[4][5]-[6][7][8][8"),
        ("Soc Sec Number  |2|1|9|4|5|6|7|8|8|  Date |0|1|", "2|1|9|4|5|6|7|8|8"),
        ("SSN 2 1 9 4 5 6 7 8 8", "2 1 9 4 5 6 7 8 8"),
        ("Social Security Number\n219\n45\n6788\nCity", "219\n45\n6788"),
        ("ssn is 219 45\n6788, as filed", "219 45\n6788"),
        ("SSN: 219-45\n> -6788", "219-45\n> -6788"),
        ("SSN: 219-45-6\n788", "219-45-6\n788"),
        ("SSN 219_45_6788", "219_45_6788"),
        ("SSN 219/45/6788", "219/45/6788"),
    ],
)
def test_a_number_with_its_label_in_cells_boxes_and_over_lines(content, span):
    assert found(content) == [(*SSN, span)]


@pytest.mark.parametrize(
    ("content", "span"),
    [
        ("Kindly bill our Mastercard 5498 8785\n8117 7505 (exp 03/28).", "5498 8785\n8117 7505"),
        ("card 5498-\r\n8785-8117-7505", "5498-\r\n8785-8117-7505"),
        ("> paid with the visa card 5498 8785 8117\n> 7505", "5498 8785 8117\n> 7505"),
        ("Credit card no. 549887\n8581177505", "549887\n8581177505"),
        ("Card,5498,8785,8117,7505,03/28", "5498,8785,8117,7505"),
        ("Card no. | 5 | 4 | 9 | 8 | 8 | 7 | 8 | 5 | 8 | 1 | 1 | 7 | 7 | 5 | 0 | 5 |", "5 | 4 | 9 | 8 | 8 | 7 | 8 | 5 | 8 | 1 | 1 | 7 | 7 | 5 | 0 | 5"),
        ("5498878581177505|03|28|731", "5498878581177505"),
        ("Card 5498_8785_8117_7505", "5498_8785_8117_7505"),
    ],
)  # fmt: skip
def test_a_card_beside_its_name_in_cells_and_over_lines(content, span):
    assert [row for row in found(content) if row[0] == "payment-card"] == [(*CARD, span)]


@pytest.mark.parametrize(
    "span",
    [
        "NL91\tABNA\t0417\t1643\t00",
        "NL91 | ABNA | 0417 | 1643 | 00",
        "NL91;ABNA;0417;1643;00",
        "NL91ABNA04\n17164300",
        "NL91 ABNA\n0417\n1643 00",
    ],
)
def test_an_account_in_cells_and_over_lines(span):
    assert found(f"IBAN {span}") == [(*IBAN, span)]


@pytest.mark.parametrize(
    "content",
    [
        "Please pay 5498 8785\n8117 7505 by Friday",  # no word of cards
        "visa 4417 2020\n2021 2022 2023",
        "5498 8785\n8117 7505\n1234 5678 cards a week",
        "Card sales\t5498\t8785\t8117\t7506",  # the check digit is wrong
        "SSN count 219\t45\t678",
        "SSN\n\n\nPage 219\n45 of 6788 lines",
        "SSN 2 1 9 4 5 6 7 8 8 0",
        "SSN 000\t45\t6788",
        "Part 219\t45\t6788",
        "IBAN NL92\tABNA\t0417\t1643\t00",
        "IBAN required\n219\t45\t6788",
    ],
)
def test_rows_of_figures_are_none(content):
    assert values(content) == []


ROWS = [("Ann", "219", "45", "6788"), ("Bo", "230", "11", "4021"), ("Cy", "415", "09", "8834")]
HEADS = [("Name", "SSN", "", ""), ("Name", "SSN1", "SSN2", "SSN3"), ("Name", "SSN", "SSN", "SSN"), ("Name", "Soc Sec (1)", "Soc Sec (2)", "Soc Sec (3)")]  # fmt: skip


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("mark", ["cells", "\t", ",", ";"])
def test_several_columns_under_one_head_are_one_number(heads, mark):
    table = [heads, *ROWS]
    text = Text.table(table, HERE) if mark == "cells" else "\n".join(map(mark.join, table)) + "\n"
    assert values(text) == [("us-ssn", "".join(row[1:])) for row in ROWS]


def test_a_merged_head_over_cards_and_over_other_figures():
    cards = "Name\tCard number\t\t\t\nAnn\t5498\t8785\t8117\t7505\nBo\t4539\t5787\t6362\t1486\n"
    assert values(cards) == [CARD, ("payment-card", "4539578763621486")]
    assert values("Name\tSSN errors\t\t\nAnn\t21\t45\t678\nBo\t23\t11\t402\n") == []
    assert values("Name\tYear\t\t\nAnn\t219\t45\t6788\nBo\t230\t11\t4021\n") == []


def test_cells_of_a_table_in_a_word_document():
    def cell(content):
        return f"<w:tc><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:tc>"

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in (("SSN", "219", "45", "6788"), ("Name", "Ann", "", "")))  # fmt: skip
    document = office.zipped({
        "[Content_Types].xml": office.types("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "word/document.xml": f"<w:document {office.W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>",
    })  # fmt: skip
    assert SSN in [one for text in reading.texts(document) for one in values(text)]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*"0123456789", "SSN", "IBAN", "card no", "\n", "\t", "|", "-", " ", "AB"]), max_size=60)
)
def test_nothing_is_cut_out_that_is_not_in_the_text(parts):
    content = "SSN " + "".join(parts)
    for match in detect(Text.of(content, HERE), patterns_only=True):
        assert 0 <= match.start < match.end <= len(content)
        assert set(match.value) - set(content) == set()
