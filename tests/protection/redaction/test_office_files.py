"""Office files: a value goes from every part, other words and their formatting stay, and the copy opens without repair."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from making import CARD, CORE, MAIL, OTHER_SSN, SSN, W, docx, names, odf, p, part, picture, traces, xlsx, zipped
from python_calamine import CalamineWorkbook

from bailee.protection.redaction import Redacted, RefusedRedaction, Why, Wish
from bailee.protection.redaction.engine import redact_bytes

QUICK = Wish(names="off")
WHO = 'w:id="3" w:author="Jane Roe" w:date="2026-01-01T00:00:00Z"'


def redacted(data: bytes, name: str, wish: Wish = QUICK) -> Redacted:
    return redact_bytes(data, name, wish)


def test_a_value_split_over_runs_goes_as_one_in_the_formatting_of_the_first() -> None:
    body = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>SSN 512-</w:t></w:r><w:proofErr/><w:r><w:t>44-73</w:t></w:r><w:r><w:t>13 as agreed</w:t></w:r></w:p>{p('Other words stay.')}"
    made = redacted(docx(body), "a.docx")
    text = part(made.data, "word/document.xml")
    assert "<w:b/></w:rPr><w:t>SSN █████</w:t>" in text.replace(' xml:space="preserve"', "")
    assert re.sub("<[^>]*>", "", text).strip() == "SSN █████ as agreedOther words stay."
    assert "bailee" in made.readers
    assert len(made.readers) >= 3


def test_every_part_of_a_document_is_looked_through() -> None:
    given = docx(
        p(f"Her SSN is {SSN}.")
        + f"<w:p><w:del {WHO}><w:r><w:delText>was SSN 512 44 </w:delText></w:r><w:r><w:delText>7313</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>"
        + f'<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden {MAIL}</w:t></w:r></w:p>'
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:jane.</w:instrText></w:r><w:r><w:instrText>roe@example.com" </w:instrText></w:r></w:p>'
        + f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="w" id="1" name="Picture 1" descr="scan of {SSN}"/></w:drawing></w:r></w:p>',
        {
            "word/header1.xml": f"<w:hdr {W}>{p('Confidential: ' + MAIL)}</w:hdr>",
            "word/comments.xml": f"<w:comments {W}><w:comment {WHO}>{p('see ' + SSN)}</w:comment></w:comments>",
            "customXml/item1.xml": f"<root xmlns='u'><ssn>512447313</ssn><mail who='{MAIL}'/></root>",
            "docProps/core.xml": CORE.format(f"<dc:creator>Jane Roe</dc:creator><dc:title>About {SSN}</dc:title><dc:subject>pay</dc:subject>"),
            "docProps/custom.xml": f"<Properties xmlns='c' xmlns:vt='v'><property name='Owner'><vt:lpwstr>{MAIL}</vt:lpwstr></property></Properties>",
            "word/charts/chart1.xml": f"<c:chartSpace xmlns:c='c'><c:strCache><c:pt idx='0'><c:v>{MAIL}</c:v></c:pt></c:strCache></c:chartSpace>",
        },
        (("rId9", "hyperlink", "mailto:jane.roe%40example.com"), ("rId8", "header", "header1.xml")),
    )  # fmt: skip
    assert set(traces(given)) >= {SSN, MAIL}
    made = redacted(given, "a.docx").data
    assert not traces(made, (SSN, MAIL, "Jane Roe", "jane.roe%40example.com"))
    assert "kept" in part(made, "word/document.xml")
    assert "Confidential: " in part(made, "word/header1.xml")
    assert names(made) == names(given)
    assert "pay" in part(made, "docProps/core.xml")


def test_a_table_in_a_document_is_read_under_its_heads() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    given = docx(f"<w:tbl>{row('Who', 'SSN')}{row('Ann', '512447313')}{row('Bo', '219204000')}</w:tbl>")
    made = redacted(given, "a.docx").data
    assert not traces(made, (SSN, OTHER_SSN))
    assert "Ann" in part(made, "word/document.xml")


def test_an_embedded_workbook_is_redacted_too() -> None:
    inner = xlsx(f"<row r='1'><c r='A1' t='inlineStr'><is><t>SSN {SSN}</t></is></c></row>")
    given = docx(p("See inside."), {"word/embeddings/book.xlsx": inner}, (("rId5", "package", "embeddings/book.xlsx"),))
    made = redacted(given, "a.docx").data
    assert traces(given)
    assert not traces(made)


def test_what_cannot_be_redacted_inside_and_holds_a_value_refuses_all() -> None:
    given = docx(
        p("x"),
        {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + f"SSN: {SSN}".encode()},
    )
    with pytest.raises(RefusedRedaction) as caught:
        redacted(given, "a.docx")
    assert caught.value.why in (Why.INSIDE, Why.DAMAGED, Why.UNREAD)


def test_settings_of_a_printer_and_fonts_stay() -> None:
    given = docx(p(f"SSN {SSN}"), {"word/printerSettings1.bin": b"\x01\x02\x03" * 90})
    assert "word/printerSettings1.bin" in names(redacted(given, "a.docx").data)


def test_pictures_in_a_document_are_read_and_covered() -> None:
    given = docx(
        p("scan:"),
        {"word/media/image1.png": picture(f"SSN: {SSN}", "Invoice for garden work")},
        (("rId5", "image", "media/image1.png"),),
    )
    made = redacted(given, "a.docx")
    assert dict(made.counts)["social-security-number"] >= 1
    assert "OCR" in made.readers
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.read("word/media/image1.png") != zipfile.ZipFile(io.BytesIO(given)).read("word/media/image1.png")


def test_cells_of_every_kind() -> None:
    rows = (
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Birth date</t></is></c><c r='C1' t='inlineStr'><is><t>E-mail</t></is></c></row>"
        "<row r='2'><c r='A2'><v>512447313</v></c><c r='B2' s='1'><v>29292</v></c><c r='C2' t='str'><f>LOWER(\"JANE.ROE@EXAMPLE.COM\")</f><v>jane.roe@example.com</v></c></row>"
        "<row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3' s='1'><v>30000</v></c><c r='C3'><v>42.5</v></c></row>"
    )
    given = xlsx(
        rows,
        {
            "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>SSN</t></si><si><r><t>219-20</t></r><r><t>-4000</t></r></si><si><t>formerly {SSN}</t></si></sst>',
            "xl/calcChain.xml": '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C2" i="1"/></calcChain>',
            "xl/charts/chart1.xml": "<c:chartSpace xmlns:c='c'><c:numCache><c:pt idx='0'><c:v>29292</c:v></c:pt><c:pt idx='1'><c:v>17</c:v></c:pt></c:numCache></c:chartSpace>",
        },
        rest=f'<headerFooter><oddHeader>&amp;L{MAIL}&amp;R&amp;"Arial"Born of SSN 512-&amp;B44-7313</oddHeader></headerFooter>',
    )  # fmt: skip
    made = redacted(given, "a.xlsx").data
    assert not traces(made, (SSN, OTHER_SSN, MAIL, "29292", "JANE.ROE@EXAMPLE.COM"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert book[0] == ["SSN", "Birth date", "E-mail"]
    assert book[1] == ["█████", "█████", "█████"]
    assert book[2][2] == 42.5
    assert "xl/calcChain.xml" not in names(made)
    assert "calcChain" not in part(made, "[Content_Types].xml") + part(made, "xl/_rels/workbook.xml.rels")
    assert "<c:v>17</c:v>" in part(made, "xl/charts/chart1.xml")


def test_a_name_of_a_sheet_goes_wherever_it_is_named() -> None:
    given = xlsx(
        f"<row r='1'><c r='A1' t='inlineStr'><is><t>{MAIL}</t></is></c><c r='B1'><f>SUM('{MAIL}'!C1:C9)</f><v>7</v></c></row>",
        sheet=MAIL, book=f"<definedNames><definedName name='Pay'>'{MAIL}'!$A$1</definedName></definedNames>",
    )  # fmt: skip
    made = redacted(given, "a.xlsx").data
    assert not traces(made)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names[0]
    assert re.fullmatch(r"Redacted\d+", sheet)
    assert f"'{sheet}'!$A$1" in part(made, "xl/workbook.xml")
    assert f"SUM('{sheet}'!C1:C9)" in part(made, "xl/worksheets/sheet1.xml"), "the formula still finds its sheet"


def test_open_document_text_and_cells() -> None:
    text = odf(
        "text",
        f'<text:p>SSN <text:span>512-44</text:span>-7313<text:s text:c="2"/>stays</text:p><office:annotation><dc:creator>Jane Roe</dc:creator><text:p>{MAIL}</text:p></office:annotation>',
    )
    made = redacted(text, "a.odt").data
    assert not traces(made, (SSN, MAIL, "Jane Roe"))
    assert names(made)[0] == "mimetype"
    assert zipfile.ZipFile(io.BytesIO(made)).infolist()[0].compress_type == zipfile.ZIP_STORED
    assert "stays" in part(made, "content.xml")
    cells = odf(
        "spreadsheet",
        '<table:table table:name="One"><table:table-row><table:table-cell><text:p>SSN</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="512447313" table:formula="of:=512447313"><text:p>512447313</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row></table:table>',
    )
    made = redacted(cells, "a.ods").data
    assert not traces(made)
    assert 'office:value="7"' in part(made, "content.xml")


def test_slides_with_notes() -> None:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    from making import relations, types

    def slide(root: str, *runs: str) -> str:
        return f"<p:{root} {a}><p:cSld><p:spTree><p:sp><p:txBody><a:p>" + "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in runs) + f"</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:{root}>"  # fmt: skip

    given = zipped(
        {
            "[Content_Types].xml": types(**{"ppt/presentation.xml": main}),
            "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {a}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(("rId1", "slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": slide("sld", "Card 4539 5787", " 6362 1486", " of the buyer"),
            "ppt/notesSlides/notesSlide1.xml": slide("notes", f"ask {MAIL}"),
        }
    )
    made = redacted(given, "a.pptx").data
    assert not traces(made, (CARD, MAIL))
    assert "of the buyer" in part(made, "ppt/slides/slide1.xml")


def test_a_digital_signature_is_taken_out_and_said_so() -> None:
    given = docx(p(f"SSN {SSN}"), {"_xmlsignatures/sig1.xml": "<Signature xmlns='s'><X509>abc</X509></Signature>"})
    made = redacted(given, "a.docx")
    assert not any(name.startswith("_xmlsignatures") for name in names(made.data))
    assert any("signature" in note for note in made.notes)


def test_values_in_names_inside_zips_go() -> None:
    given = zipped({f"pay/{SSN}.txt": f"SSN {SSN}", f"to {MAIL}.csv": "a,b\n1,2\n"})
    made = redacted(given, "a.zip").data
    assert not traces(made)
    assert len(names(made)) == 2
