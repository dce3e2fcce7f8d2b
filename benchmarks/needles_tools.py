"""Needle files written by libraries that many programs write theirs with, for an interpreter of their own.

python -m venv tools && tools/bin/pip install openpyxl xlsxwriter xlwt python-docx python-pptx reportlab pikepdf odfpy ebooklib numbers-parser
python benchmarks/needles.py --python tools/bin/python
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

from needles_files import needle, number

PLANTED: dict[str, dict[str, str]] = {}
MAKERS: dict[str, Callable[[Path, Callable[[str], str]], None]] = {}


def by(name: str) -> Callable[[Callable[[Path, Callable[[str], str]], None]], None]:
    def registered(make: Callable[[Path, Callable[[str], str]], None]) -> None:
        MAKERS[name] = make

    return registered


@by("of-openpyxl.xlsx")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table

    book = Workbook()
    sheet = book.active
    sheet.append(["name", "ssn"])
    sheet.append([plant("cell"), int(plant("#number"))])
    sheet["B2"].number_format = "000\\-00\\-0000"
    PLANTED[path.name]["number"] = "{}-{}-{}".format(*(lambda n: (n[:3], n[3:5], n[5:]))(PLANTED[path.name]["number"]))
    sheet["A2"].comment = Comment(plant("comment"), plant("author of a comment"))
    sheet["A3"].hyperlink = f"https://example.org/{plant('target of a link')}"
    sheet["D1"] = f'=CONCATENATE("{plant("text in a formula")}", A2)'
    sheet.row_dimensions[4].hidden = True
    sheet["A4"] = plant("hidden row")
    sheet.column_dimensions["H"].hidden = True
    sheet["H1"] = plant("hidden column")
    sheet.oddHeader.center.text = plant("header of a sheet")
    check = DataValidation(type="list", formula1=f'"{plant("list of a validation")},b"')
    check.prompt = plant("hint")
    sheet.add_data_validation(check)
    check.add("A9")
    sheet.add_table(Table(displayName=plant("name of a table"), ref="A1:B2"))
    hidden = book.create_sheet(plant("name of a hidden sheet"))
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = plant("hidden sheet")
    chart = BarChart()
    chart.title = plant("title of a chart")
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "E5")
    book.defined_names["x"] = DefinedName("x", attr_text=f'"{plant("constant of a name")}"')
    book.properties.creator = plant("author")
    book.properties.keywords = plant("keywords")
    book.save(path)


@by("of-xlsxwriter.xlsx")
def _(path: Path, plant: Callable[[str], str]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("One")
    bold = book.add_format({"bold": True})
    word = plant("rich string")
    sheet.write_rich_string("A1", bold, word[:4], word[4:])
    sheet.write_comment("A1", plant("comment"), {"author": plant("author of a comment")})
    sheet.insert_textbox("C3", plant("text box"), {"description": plant("alternative text")})
    sheet.write_url("A2", f"mailto:{plant('target of a link')}@example.org", string="x", tip=plant("hint of a link"))
    sheet.set_footer(f"&C{plant('footer of a sheet')}")
    sheet.conditional_format("A1:A9", {"type": "text", "criteria": "containing", "value": plant("conditional format")})
    sheet.data_validation(
        "B1",
        {
            "validate": "list",
            "source": [plant("list of a validation"), "b"],
            "input_title": "t",
            "input_message": plant("hint"),
        },
    )
    sheet.add_table("F1:G3", {"columns": [{"header": plant("column of a table")}, {"header": "b"}]})
    book.define_name("zq_x", f'="{plant("constant of a name")}"')
    book.set_properties({"author": plant("author"), "comments": plant("remarks"), "manager": plant("manager")})
    book.set_custom_property("Case", plant("custom property"))
    sheet.add_sparkline("H1", {"range": "One!A1:A2"})
    book.close()


@by("of-xlwt.xls")
def _(path: Path, plant: Callable[[str], str]) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("One")
    sheet.write(0, 0, plant("cell"))
    sheet.write(1, 0, int(plant("#number")))
    sheet.write(2, 0, xlwt.Formula(f'"{plant("text in a formula")}" & A1'))
    sheet.write(3, 0, xlwt.Formula(f'HYPERLINK("https://example.org/{plant("target of a link")}"; "x")'))
    sheet.header_str = plant("header of a sheet").encode()
    sheet.row(4).hidden = True
    sheet.write(4, 0, plant("hidden row"))
    other = book.add_sheet(plant("name of a hidden sheet"))
    other.visibility = 2
    other.write(0, 0, "caf\u00e9 \u0416 " + plant("hidden sheet"))
    book.save(str(path))


@by("of-python-docx.docx")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from docx import Document

    document = Document()
    document.add_heading(plant("heading"))
    paragraph = document.add_paragraph(plant("body"))
    word = plant("word in two runs")
    paragraph.add_run(word[:5]).bold = True
    paragraph.add_run(word[5:])
    hidden = paragraph.add_run(plant("hidden text"))
    hidden.font.hidden = True
    table = document.add_table(2, 2)
    table.cell(1, 1).text = plant("table")
    section = document.sections[0]
    section.header.paragraphs[0].text = plant("header")
    section.footer.paragraphs[0].text = plant("footer")
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = plant("header of the first page")
    document.add_comment(hidden, text=plant("comment"), author=plant("author of a comment"))
    document.core_properties.author = plant("author")
    document.core_properties.comments = plant("remarks")
    document.save(path)


@by("of-python-pptx.pptx")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = plant("title of a slide")
    box = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1))
    box.name = plant("name of a shape")
    run = box.text_frame.paragraphs[0].add_run()
    run.text = plant("text box")
    run.hyperlink.address = f"https://example.org/{plant('target of a link')}"
    slide.notes_slide.notes_text_frame.text = plant("notes")
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(3), Inches(2)).table
    table.cell(1, 1).text = plant("table")
    data = CategoryChartData()
    data.categories = [plant("category of a chart"), "b"]
    data.add_series(plant("series of a chart"), (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(3), Inches(2), data)
    hidden = deck.slides.add_slide(deck.slide_layouts[6])
    hidden._element.set("show", "0")
    hidden.shapes.add_textbox(0, 0, 9, 9).text_frame.text = plant("hidden slide")
    deck.core_properties.author = plant("author")
    deck.save(path)


@by("of-reportlab.pdf")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("", ownerPassword="x", canCopy=0))
    page.setTitle(plant("title"))
    page.setAuthor(plant("author"))
    page.drawString(72, 700, plant("page of a restricted file"))
    text = page.beginText(72, 650)
    text.setTextRenderMode(3)
    text.textLine(plant("invisible text"))
    page.drawText(text)
    page.acroForm.textfield(
        name=plant("name of a field"), tooltip=plant("label of a field"), value=plant("value of a field"), x=72, y=500
    )
    page.acroForm.choice(name="c", value="a", options=["a", plant("option of a list")], x=72, y=400)
    page.linkURL(f"mailto:{plant('target of a link')}@example.org", (0, 0, 99, 99))
    page.bookmarkPage("k")
    page.addOutlineEntry(plant("bookmark"), "k")
    page.textAnnotation(plant("note"), Rect=(0, 0, 9, 9))
    page.save()


@by("of-pikepdf.pdf")
def _(path: Path, plant: Callable[[str], str]) -> None:
    import pikepdf
    from reportlab.pdfgen import canvas

    raw = io.BytesIO()
    page = canvas.Canvas(raw)
    page.drawString(72, 700, plant("page"))
    page.save()
    pdf = pikepdf.open(io.BytesIO(raw.getvalue()))
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(
        pdf, plant("attachment").encode(), filename="note.txt", description=plant("description of an attachment")
    )
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [plant("XMP")]
        metadata["pdf:Keywords"] = plant("keywords in XMP")
    pdf.docinfo["/Case"] = plant("property of its own")
    pdf.save(
        path,
        encryption=pikepdf.Encryption(owner="x", user="", R=6),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    del (
        PLANTED[path.name]["property of its own"],
        PLANTED[path.name]["description of an attachment"],
    )  # locked, in streams of objects


@by("of-odfpy.odt")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from odf import dc, meta, office, style, text
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=plant("title")))
    document.meta.addElement(meta.UserDefined(name="Case", text=plant("custom property")))
    paragraph = text.P(text=plant("body"))
    note = text.Note(noteclass="footnote")
    body = text.NoteBody()
    body.addElement(text.P(text=plant("footnote")))
    note.addElement(body)
    paragraph.addElement(note)
    remark = office.Annotation()
    remark.addElement(text.P(text=plant("comment")))
    paragraph.addElement(remark)
    document.text.addElement(paragraph)
    layout = style.PageLayout(name="L")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname="L")
    header = style.Header()
    header.addElement(text.P(text=plant("header")))
    master.addElement(header)
    document.masterstyles.addElement(master)
    document.save(str(path))


@by("of-odfpy.ods")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from odf import table, text
    from odf.opendocument import OpenDocumentSpreadsheet

    document = OpenDocumentSpreadsheet()
    for name, shown in (("One", plant("cell")), (plant("name of a sheet"), plant("cell of another sheet"))):
        sheet = table.Table(name=name)
        row = table.TableRow()
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(text=shown))
        row.addElement(cell)
        row.addElement(
            table.TableCell(valuetype="float", value=plant(f"#number on {len(document.spreadsheet.childNodes)}"))
        )
        sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    document.save(str(path))


@by("of-ebooklib.epub")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_title(plant("title"))
    book.add_author(plant("author"))
    chapter = epub.EpubHtml(title=plant("title of a chapter"), file_name="a.xhtml")
    chapter.content = f"<p>{plant('chapter')}</p>"
    book.add_item(chapter)
    book.toc = (chapter,)
    book.spine = ["nav", chapter]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(path, book)


@by("of-numbers-parser.numbers")
def _(path: Path, plant: Callable[[str], str]) -> None:
    from numbers_parser import Document

    document = Document(sheet_name=plant("name of a sheet"), table_name=plant("name of a table"))
    table = document.sheets[0].tables[0]
    table.write(0, 0, "name")
    table.write(1, 0, plant("cell"))
    table.write(1, 1, int(plant("#number")))
    document.save(path)


def main() -> None:
    folder = Path(sys.argv[1])
    for name, make in MAKERS.items():
        planted = PLANTED[name] = {}

        def plant(place: str, name: str = name, planted: dict[str, str] = planted) -> str:
            word = number(name, place) if place.startswith("#") else needle(name, place)
            planted[place.lstrip("#")] = word
            return word

        make(folder / name, plant)
    (folder / "needles.json").write_text(json.dumps(PLANTED), "utf-8")


if __name__ == "__main__":
    main()
