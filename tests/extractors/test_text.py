"""Text, tables, JSON, XML and HTML: every encoding, every place, names beside values, and nothing lost to a fault."""

from __future__ import annotations

import io
import json
import time
import tracemalloc

import pytest
from reading import read, reasons, texts, words_by_place

from bailee.extractors import html
from bailee.extractors.encodings import PIECE, pieces
from bailee.extractors.interface import Budget
from bailee.extractors.plain_text import extract
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Locator


def said(data: bytes, name: str = "file") -> str:
    return "\n".join(text.content for text in texts(data, name))


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("utf-8", "Zoë Müller, SSN 512-44-7313"), ("utf-8-sig", "Zoë Müller"), ("utf-16", "Zoë Müller"), ("utf-16-le", "Zoë Müller, SSN 512-44-7313"),
        ("utf-16-be", "Zoë Müller, SSN 512-44-7313"), ("utf-16-le", "Анна Иванова, 12 мая, Москва. Телефон 5551234"), ("utf-32", "Zoë"), ("utf-32-le", "Zoë Müller is here"),
        ("utf-32-be", "Zoë Müller is here"), ("cp1252", "Zoë Müller lives in Århus for €5"), ("latin-1", "Zoë Müller"),
    ],
)  # fmt: skip
def test_text_is_read_in_every_common_encoding(encoding: str, sentence: str) -> None:
    assert sentence in said((sentence + "\r\n").encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("cp1251", "Сотрудник Анна Иванова принята на работу в отдел кадров с окладом. "), ("shift_jis", "従業員の氏名は山田太郎です。電話番号は以下のとおりです。"),
        ("gb18030", "员工姓名张伟，住址北京市朝阳区，电话号码如下所示。"), ("koi8-r", "Сотрудник Анна Иванова принята на работу в отдел кадров. "),
    ],
)  # fmt: skip
def test_old_encodings_of_other_scripts_are_recognised(encoding: str, sentence: str) -> None:
    assert sentence[:6] in said((sentence * 8).encode(encoding))


def test_a_foreign_byte_far_into_a_file_changes_nothing_else() -> None:
    assert said(b"plain\n" * 20_000 + "Zoë".encode("cp1252") + b"\n" + "Zoé".encode()).endswith("Zoë\nZoé")


def test_holes_of_zeros_in_a_log_hide_nothing() -> None:
    assert "Bo 512-44-7313" in said(b"Ann was here\n" + b"\0" * 3000 + b"Bo 512-44-7313\n")


def test_an_empty_file_is_read_and_holds_nothing() -> None:
    assert texts(b"") == []


def test_source_code_is_no_table() -> None:
    code = b"NAMES = (\n" + b"".join(b"    ('name%d', 'ssn', 'x'),\n" % number for number in range(30)) + b")\n"
    assert [text.cells for text in texts(code, "names.py")] == [None]


def test_offsets_lead_back_to_the_text() -> None:
    source = "".join(f"line {number} of Zoë\n" for number in range(60_000))
    found = list(pieces(io.BytesIO(source.encode())))
    assert len(found) > 3 and all(len(piece) <= PIECE and source[at : at + len(piece)] == piece for at, piece in found)
    assert "".join(piece for _, piece in found) == source


def test_a_value_is_never_cut_even_in_one_endless_line() -> None:
    source = "x" * (PIECE - 5) + "512-44-7313" + "y" * PIECE
    found = list(pieces(io.BytesIO(source.encode())))
    assert any("512-44-7313" in piece for _, piece in found)
    assert all(source[at : at + len(piece)] == piece for at, piece in found)


def test_one_line_of_many_megabytes_costs_constant_memory() -> None:
    item = Item(Locator(("long.txt",)), 40 << 20, opener=lambda: io.BytesIO(b"1234567," * (5 << 20)))
    tracemalloc.start()
    count = sum(len(piece.content) for piece in extract(item, Budget()))  # type: ignore[union-attr]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40 << 20 and peak < (40 << 20) + (8 << 20)  # the bytes themselves, and little more


# Tables


@pytest.mark.parametrize("mark", [",", ";", "|", "\t"])
def test_a_cell_is_read_with_the_name_of_its_column(mark: str) -> None:
    rows = [["name", "ssn", "pay"], ["Ann", "512-44-7313", "10"], ["Bo", "", "12"]]
    (table,) = texts("\n".join(mark.join(row) for row in rows).encode(), "pay.csv")
    assert table.cells is not None and table.cells.header_at(table.content.index("512")) == "ssn"


def test_lines_above_a_table_and_ragged_rows_are_read() -> None:
    data = b"Payroll of May\nprinted by Ann\n\nname,ssn,pay\nAnn,512-44-7313,10\nBo\nCy,1,2,more,cells\n"
    title, table = texts(data, "pay.csv")
    assert title.content == "Payroll of May\nprinted by Ann\n"
    assert table.cells is not None and table.cells.headers == ("name", "ssn", "pay") and "more\tcells" in table.content


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    data = b"name,note\n" + b'Ann,"open\n' + b"".join(b"P%d,512-44-7313\n" % number for number in range(1_000))
    (table,) = texts(data, "a.csv")
    assert table.content.count("512-44-7313") == 1_000 and table.content.count("\n") == 1_002


def test_names_of_columns_hold_for_all_of_a_long_table() -> None:
    data = b"name,ssn\n" + b"".join(b"Ann %d,512447313\n" % number for number in range(12_000))
    tables = texts(data, "a.csv")
    assert len(tables) == 3 and all(
        table.cells and table.cells.header_at(len(table.content) - 3) == "ssn" for table in tables
    )
    assert tables[1].cells is not None and tables[1].cells.row_at(0) == 5_000


def test_sentences_with_commas_are_no_table() -> None:
    assert [
        text.cells
        for text in texts(b"Dear Ann, how are you, and Bo?\nWell, I hope, as ever, yours\nCy, Di\n", "letter.txt")
    ] == [None]


# JSON


def test_a_value_in_json_is_read_with_its_key() -> None:
    data = json.dumps(
        {
            "office": {"boss": {"ssn": 512447313}},
            "staff": [{"name": "Ann", "card": {"number": "4111"}}, {"name": "Bo"}],
            "tags": ["x", "y"],
        }
    )
    found = texts(data.encode())
    assert "office.boss.ssn: 512447313" in "\n".join(text.content for text in found)
    table = next(text for text in found if text.cells)
    assert table.cells is not None and table.cells.headers == ("name", "card.number")


def test_a_key_that_stands_twice_gives_both_values() -> None:
    assert said(b'{"ssn": "512-44-7313", "ssn": "512-44-7314"}').count("512-44-731") == 2


def test_lines_of_json_are_one_table_and_a_broken_one_is_read_as_text() -> None:
    lines = [json.dumps({"name": f"Ann {number}", "ssn": "512447313"}) for number in range(30)]
    lines.insert(20, '{"name": "broken 512447399')
    found = texts("\n".join(lines).encode(), "a.jsonl")
    assert sum(text.content.count("512447313") for text in found if text.cells) == 30
    assert any("broken 512447399" in text.content for text in found)


def test_a_list_too_long_to_take_whole_is_read_element_by_element() -> None:
    data = b"[" + b",\n".join(b'{"ssn": "512447313", "filler": "%s"}' % (b"x" * 3_000) for _ in range(5_000)) + b"]"
    found = texts(data)
    assert sum(text.content.count("512447313") for text in found) == 5_000 and all(text.cells for text in found)


@pytest.mark.parametrize("data", [b'{"a": ' * 100_000, b"[" * 200_000 + b'"512447313"', b'{"a": {"ssn": "512447313"'])
def test_json_too_deep_or_cut_short_is_read_as_text(data: bytes) -> None:
    assert ("512447313" in said(data, "a.json")) == (b"512447313" in data)


# XML


def test_a_value_in_xml_is_read_with_its_name_and_records_stand_apart() -> None:
    data = b"<?xml version='1.0'?><staff><!-- precomment --><p id='7'><name>Ann</name><ssn>512447313</ssn></p><p><name>Bo</name></p><note>see <b>Zo\xc3\xab</b> soon</note></staff>"
    body, comment = texts(data)
    assert body.content == "p id: 7\nname: Ann\nssn: 512447313\n\nname: Bo\n\nsee Zoë soon\n"
    assert (comment.part, comment.content.strip()) == (Part.COMMENT, "precomment")


def test_the_declared_encoding_of_xml_counts() -> None:
    assert "Łódź" in said("<?xml version='1.0' encoding='iso-8859-2'?><a><b>Łódź</b></a>".encode("iso-8859-2"))


def test_entities_are_neither_fetched_nor_grown() -> None:
    outside = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><b>&x;</b><c>here</c></a>"
    assert said(outside) == "c: here\n\n"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(12))
    bomb = f"<?xml version='1.0'?><!DOCTYPE a [{laughs}]><a>&l11;</a>".encode()
    assert reasons(bomb) and len(said(bomb)) < 20_000_000


def test_xml_of_any_depth_is_read() -> None:
    assert "a: 512447313" in said(b"<?xml version='1.0'?>" + b"<a>" * 200_000 + b"512447313" + b"</a>" * 200_000)


def test_xml_is_read_beyond_a_fault() -> None:
    assert "512447313" in said(b"<?xml version='1.0'?><a><b>x</c><ssn>512447313</ssn></a>")


# HTML


PAGE = """<!doctype html><html><head><title>pretitle</title><meta name="author" content="premeta"><script>var x = "prescript";</script></head><body>
<p>SSN <b>512</b>-44-7313</p><p style="display:none">prehidden</p><div hidden>prehiddentoo</div><!-- precomment -->
<a href="mailto:pre%6cink@example.org">x</a><img alt="prealt" src="data:text/plain;base64,cHJlZW1iZWRkZWQgcHJlZW1iZWRkZWQgcHJlZW1iZWRkZWQgcHJlZW1iZWRkZWQgcHJlZW1iZWRkZWQg"><input name="card" value="previsible"><input type="hidden" name="pin" value="presecret">
<template><b>pretemplate</b></template><noscript>prenoscript</noscript><textarea>prearea</textarea><div data-person="predata">y</div>
<table><tr><th>name</th><th>ssn</th></tr><tr><td>Ann</td><td>512447313</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("text", "pretitle 512-44-7313 previsible prenoscript prearea 512447313"), ("hidden", "prehidden prehiddentoo prescript presecret pretemplate"),
        ("attributes", "mailto:prelink@example.org prealt premeta predata"), ("comments", "precomment"),
    ],
)  # fmt: skip
def test_each_place_of_a_page_is_read(segment: str, words: str) -> None:
    found = words_by_place(PAGE.encode())[segment]
    assert [word for word in words.split() if word not in found] == []


def test_remarks_before_and_after_a_page_count_as_those_in_it() -> None:
    page = b"<!-- prefirst --><?php $owner = 'preprogram'; ?><!doctype html><html><body>shown</body></html><!-- prelast -->"
    assert words_by_place(page)["comments"].split("\n")[:3] == ["prefirst", "php $owner = 'preprogram';", "prelast"]


def test_a_declaration_and_a_comment_do_not_make_a_page_of_a_document() -> None:
    document = (
        b'<?xml version="1.0"?><!-- preremark --><!DOCTYPE a [<!ENTITY who "preentity">]><a>&who;<b>preelement</b></a>'
    )
    assert [word for word in ("preremark", "preentity", "preelement") if word not in said(document)] == []


def test_a_table_of_data_in_a_page_keeps_its_columns() -> None:
    table = next(text for text in texts(PAGE.encode()) if text.cells)
    assert table.cells is not None and table.cells.header_at(table.content.index("512447313")) == "ssn"


def test_a_file_written_into_a_page_is_an_item() -> None:
    assert [item.data for item in read(PAGE.encode()) if isinstance(item, Item)] == [b"preembedded " * 5]


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "blockquote"])
def test_elements_nested_without_end_are_read_in_no_time(tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 200_000}SSN 512-44-7313 <i title='pretitle'>".encode()
    found = words_by_place(page)
    assert "512-44-7313" in found["text"] and "pretitle" in found["attributes"]


def test_the_encoding_that_a_page_declares_counts() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Анна</body></html>'
    assert "Анна" in said(page.encode("cp1251"))


def test_a_tag_of_a_hundred_thousand_attributes_is_read() -> None:
    source = b"<p " + b" ".join(b"a%d='of Ann Roe'" % number for number in range(100_000)) + b">word</p>"
    words = words_by_place(source, "a.html")
    assert words["text"].strip() == "word" and "a99999: of Ann Roe" in words["attributes"]


@pytest.mark.parametrize("piece", ['<a "', "<a b ", "<a", "<a/"])
def test_tags_that_never_end_cost_what_other_text_does(piece: str) -> None:
    began = time.process_time()
    assert html._depth(piece * 200_000) == 0
    assert time.process_time() - began < 5
