"""Reports as trees and files: each states what was not read, none prints what is invented as if it were real, each opens again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from bailee.operations.make_report import rendered
from bailee.rendering import Aside, Block, Columns, Document, Drawing, Heading, Letterhead, Paragraph, Table
from bailee.reports import papers, prices
from bailee.reports.found import kept
from bailee.reports.material import SAMPLE, Material, Moved, Period, Turned
from bailee.reports.papers import drawings
from bailee.reports.prices import Price
from bailee.reports.shown import shown
from reports.sample_report import sample

NAME = "=cmd|'/c calc'!A1"
PERIOD = Period(date(2026, 8, 26), date(2026, 11, 25))
STATES = tuple((date(2026, 9, day), {"red": day, "amber": 3, "unknown": 1, "green": 2}) for day in (1, 8, 15))


@pytest.fixture(scope="module")
def material() -> Material:
    report = sample()
    people = {"people": {"low": 41, "high": 60, "reasons": ["some by name alone"]}}
    page = shown(report) | {"found": kept(report), "people": people, "stale": []}
    return Material(
        NAME, PERIOD, datetime(2026, 11, 25, 9, tzinfo=UTC), page, datetime(2026, 11, 25, 9, tzinfo=UTC),
        Letterhead(NAME, "Northgate IT", "", "#1a4fb4", "Ask us."),
        states=STATES, before={"red": 9, "amber": 1, "unknown": 0, "green": 4}, before_on=date(2026, 8, 26),
        turned=(Turned("Payroll, employees", "told", "green", "red", date(2026, 10, 1)), Turned("Names, customers", "held", "red", "green", date(2026, 10, 2))),
        moved=(Moved("payroll", 10, 4, 2, 12),),
        done={"scans": 3, "tasks": 2, "files": 1_284, "files_read": 1_280}, tasks={"to_do": 4, "overdue": 1}, prices=prices.read(),
    )  # fmt: skip


def empty(material: Material) -> Material:
    bare: dict[str, Any] = {
        "total": 0,
        "states": [],
        "groups": [],
        "steps": [],
        "holdings": [],
        "looked": False,
        "people": {},
    }
    return replace(material, page=bare, states=(), before=None, turned=(), moved=(), done={}, coverage=None)


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    return [
        inner for each in blocks for inner in (flat((*each.left, *each.right)) if isinstance(each, Columns) else [each])
    ]


def said(document: Document) -> str:
    return "\n".join(str(each) for each in flat(document.blocks))


@pytest.mark.parametrize("kind", papers.papers())
def test_each_report_states_what_was_not_read(material: Material, kind: str) -> None:
    made = papers.document(kind, material)
    heads = [each.text for each in flat(made.blocks) if isinstance(each, Heading)]
    assert {"What was looked at, and what was not", "What we could not read"} & set(heads)
    assert material.page["coverage_short"] in said(made)


@pytest.mark.parametrize("kind", papers.papers())
def test_a_report_of_an_empty_client_is_an_honest_page(material: Material, kind: str) -> None:
    made = papers.document(kind, empty(material))
    assert "Nothing was looked at yet" in said(made)
    assert not any(isinstance(each, Table | Drawing) for each in flat(made.blocks))
    for form in papers.FORMS:
        assert rendered(made, form)


@pytest.mark.parametrize("form", papers.FORMS)
@pytest.mark.parametrize("kind", papers.papers())
def test_each_report_is_the_same_bytes_in_each_form_and_opens_again(material: Material, kind: str, form: str) -> None:
    made = papers.document(kind, material)
    content = rendered(made, form)
    assert content == rendered(made, form)
    text = read(content, form)
    assert NAME in text.replace("\n", "") if form != "pdf" else "Northgate" in text


def read(content: bytes, form: str) -> str:
    """What another library than ours reads in it."""
    if form == "html":
        return "".join(etree.HTML(content).itertext())
    if form == "pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if form == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return "\n".join(
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        )
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert parts.testzip() is None
    trees = {name: etree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith((".xml", ".rels"))}
    listed = {each.get("PartName") for each in trees["[Content_Types].xml"]} - {None}
    assert listed <= {f"/{name}" for name in parts.namelist()}
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = name.rpartition("_rels/")[0]
            for each in tree:
                assert resolved(folder, each.get("Target")) in parts.namelist(), (name, each.get("Target"))
    texts = [tree for name, tree in trees.items() if name == "word/document.xml" or name.startswith("ppt/slides/slide")]
    return "\n".join("".join(tree.itertext()) for tree in texts)


def resolved(folder: str, target: str) -> str:
    parts = [each for each in folder.split("/") if each]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def test_a_client_whose_name_is_a_formula_is_text_in_a_workbook(material: Material) -> None:
    made = zipfile.ZipFile(io.BytesIO(rendered(papers.document("quarterly-review", material), "xlsx")))
    sheets = [made.read(name) for name in made.namelist() if "worksheets" in name]
    assert any(b"=cmd|" in each for each in sheets)
    assert not any(b"<f>" in each or b"<f " in each for each in sheets)


@pytest.mark.parametrize("form", papers.FORMS)
def test_nothing_of_a_sample_prints_as_if_it_were_real(material: Material, form: str) -> None:
    made = papers.document("quarterly-review", replace(material, unreal=SAMPLE))
    content = rendered(made, form)
    if form == "pdf":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
        assert len(pages) > 1
        assert all("Sample company" in page for page in pages)
    elif form == "pptx":
        parts = zipfile.ZipFile(io.BytesIO(content))
        slides = [parts.read(name) for name in parts.namelist() if name.startswith("ppt/slides/slide")]
        assert all(SAMPLE.encode() in slide for slide in slides)
    elif form == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert all(SAMPLE in str(book.get_sheet_by_name(name).to_python()[:3]) for name in book.sheet_names)
    else:
        assert (
            "Sample company" in read(content, form)
            if form == "html"
            else SAMPLE.encode() in zipfile.ZipFile(io.BytesIO(content)).read("word/header1.xml")
        )


def test_a_slide_holds_what_is_on_it(material: Material) -> None:
    parts = zipfile.ZipFile(io.BytesIO(rendered(papers.document("technical-list", material), "pptx")))
    names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    slides = [name for name in parts.namelist() if name.startswith("ppt/slides/slide")]
    frames = 0
    for name in slides:
        tree = etree.fromstring(parts.read(name))
        idents = [each.get("id") for each in tree.iter("{*}cNvPr")]
        assert len(idents) == len(set(idents))
        for frame in tree.iter("{*}graphicFrame", "{*}pic"):
            at, size = frame.find(".//a:off", names), frame.find(".//a:ext", names)
            assert at is not None and size is not None
            assert int(at.get("y")) + int(size.get("cy")) <= 6_858_000
            frames += 1
    assert slides and frames


def test_the_owners_report_says_what_was_left_out_and_why(material: Material) -> None:
    statement = {"excluded": [{"items": 12, "bytes": 3_000_000, "reason": "the choir's own songs"}]}
    made = papers.document("one-page", replace(material, coverage={"statement": statement}))
    assert any(
        isinstance(block, Paragraph) and "12 files, 3.0 MB: the choir's own songs" in str(block)
        for block in flat(made.blocks)
    )


def test_the_owners_report_is_one_page_that_is_tagged(material: Material) -> None:
    content = rendered(papers.document("one-page", material), "pdf")
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content


def test_a_review_counts_what_turned_and_what_went(material: Material) -> None:
    tables = {
        each.caption: each
        for each in flat(papers.document("quarterly-review", material).blocks)
        if isinstance(each, Table)
    }
    assert tables["Worse: 1"].rows == (("Payroll, employees", "Told", "✓ green", "× red", "1 Oct 2026"),)
    assert tables["Better: 1"].rows == (("Names, customers", "Held", "× red", "✓ green", "2 Oct 2026"),)
    found = next(each for each in tables.values() if each.head[0] == "Kind of data")
    assert found.rows[-1] == ("All", "10", "4", "2", "12")


def test_a_trend_is_named_at_the_end_of_its_lines() -> None:
    drawn = drawings.trend(STATES)
    assert drawn.count("<path") == 4 + 3
    assert "15 red" in drawn
    assert "style" not in drawn
    assert drawings.trend(STATES[:1]) == ""


def test_each_price_names_its_source_and_year_and_what_is_protected_is_counted_out(material: Material) -> None:
    for price in prices.read():
        assert price.source and price.year and price.low <= price.high
    page = dict(material.page)
    page["found"] = {
        **page["found"],
        "exposures": [
            [category, subject, [each | {"encrypted_items": each["items"]} for each in rows]]
            for category, subject, rows in page["found"]["exposures"]
        ],
    }
    closed = papers.document("cost-range", replace(material, page=page))
    before, after = said(papers.document("cost-range", material)), said(closed)
    assert "Every file of it is encrypted at rest" in after
    assert "Every file of it is encrypted at rest" not in before


def test_ones_own_price_is_marked_and_one_without_a_source_is_refused(tmp_path: Any) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(
        '[[price]]\nident = "response"\nname = "Ours"\nlow = 5\nhigh = 6\ncurrency = "USD"\nper = "person"\nyear = "2026"\nsource = "our broker"\n'
    )
    assert Price("response", "Ours", 5, 6, "USD", "person", "2026", "our broker", is_yours=True) in prices.read(own)
    own.write_text(
        '[[price]]\nident = "x"\nname = "Ours"\nlow = 5\nhigh = 6\ncurrency = "USD"\nper = "person"\nyear = "2026"\n'
    )
    with pytest.raises(Exception, match="has no source"):
        prices.read(own)


def test_a_privileged_paper_says_so(material: Material) -> None:
    made = papers.document("obligations-and-strategy", material)
    assert any(isinstance(each, Aside) and each.title == "Privileged:" for each in made.blocks)
    assert any(isinstance(each, Paragraph) for each in made.blocks)
