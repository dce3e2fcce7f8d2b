# ruff: noqa: S608 - queries in the files, which nobody runs
"""Excel workbooks of 2007 and later, and what is near to them."""

from __future__ import annotations

import struct

from needles_files import (
    APP,
    CORE,
    CUSTOM,
    Plant,
    compound,
    content_types,
    custom_property,
    file,
    package_stream,
    relations,
    zipped,
)

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def part(root: str, inner: str, attributes: str = "") -> str:
    return f"{HEAD}<{root} {S} {attributes}>{inner}</{root}>"


def column(number: int) -> str:
    return chr(65 + number)


def cells(rows: list[list[str]], hidden: bool = False) -> str:
    return "".join(
        f"<row r='{r}'{' hidden=' + chr(39) + '1' + chr(39) if hidden else ''}>"
        + "".join(f"<c r='{column(c)}{r}' t='inlineStr'><is><t>{value}</t></is></c>" for c, value in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )


def xlsx(
    sheets: dict[str, list[list[str]]] | None = None,
    *,
    raw: dict[str, str] | None = None,
    book: str = "",
    parts: dict[str, str | bytes] | None = None,
    rels: tuple[tuple[str, ...], ...] = (),
    states: dict[str, str] | None = None,
    main: str = MAIN,
) -> bytes:
    """`sheets` by rows, `raw` by the content of <worksheet>."""
    contents = {name: f"<sheetData>{cells(rows)}</sheetData>" for name, rows in (sheets or {}).items()} | (raw or {})
    listed, named, files = "", [], {}
    for number, (name, content) in enumerate(contents.items(), 1):
        state = (states or {}).get(name, "visible")
        listed += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        named.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        files[f"xl/worksheets/sheet{number}.xml"] = part("worksheet", content)
    return zipped(
        {
            "[Content_Types].xml": content_types(main, "xl/workbook.xml"),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": part("workbook", f"<sheets>{listed}</sheets>{book}"),
            "xl/_rels/workbook.xml.rels": relations(*named, *rels),  # type: ignore[arg-type]  # pairs of text, kept as a list
            **files,
            **(parts or {}),
        }
    )


def packed(source: bytes) -> bytes:
    """[MS-OVBA] 2.4.1, without copies: each chunk holds letters only."""
    out = b"\x01"
    for at in range(0, len(source), 3_640):
        piece = source[at : at + 3_640]
        body = b"".join(b"\0" + piece[i : i + 8] for i in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(body) + 2 - 3)) + body
    return out


def vba_project(source: str) -> bytes:
    return compound(
        {
            "VBA/dir": packed(b"\x01\0\x04\0\0\0\x01\0\0\0"),
            "VBA/ThisDocument": b"\x01\x16\x01\0" + bytes(200) + packed(source.encode("cp1252")),
            "VBA/_VBA_PROJECT": b"\xcc\x61" + bytes(20),
            "PROJECT": b'ID="{0}"\r\nDocument=ThisDocument/&H00000000\r\n',
        }
    )


@file("cells.xlsx")
def _(plant: Plant) -> bytes:
    shared = plant("shared string of two runs")
    styles = part(
        "styleSheet",
        f"<numFmts><numFmt numFmtId='164' formatCode='000\\-00\\-0000'/><numFmt numFmtId='165' formatCode='&quot;{plant('words in a number format')}&quot;0'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>",
    )
    row = (
        "<row r='1'><c r='A1' t='s'><v>0</v></c>"
        f"<c r='B1' t='str'><f>\"{plant('text in a formula')}\"&amp;A2</f><v>{plant('result of a formula')}</v></c>"
        f"<c r='C1'><v>{plant('#number')}</v></c><c r='D1' s='2'><v>5</v></c>"
        f"<c r='E1' t='inlineStr'><is><r><t>{plant('inline string')}</t></r></is></c>"
        f"<c r='F1' t='d'><v>2026-01-01</v></c><c r='XFD1' t='str'><v>{plant('last column')}</v></c></row><row r='1048576'><c r='A1048576' t='str'><v>{plant('last row')}</v></c></row>"
    )
    return xlsx(
        raw={"One": f"<sheetData>{row}</sheetData>"},
        parts={
            "xl/sharedStrings.xml": part(
                "sst",
                f"<si><r><t>{shared[:5]}</t></r><r><rPr><b/></rPr><t>{shared[5:]}</t></r><rPh sb='0' eb='1'><t>{plant('reading aid')}</t></rPh></si><si><t>{plant('string that no cell shows')}</t></si>",
            ),
            "xl/styles.xml": styles,
        },
        rels=(("rId90", "sharedStrings", "sharedStrings.xml"), ("rId91", "styles", "styles.xml")),
    )


@file("hidden.xlsx")
def _(plant: Plant) -> bytes:
    return xlsx(
        {
            "Shown": [["x"]],
            "Hidden": [[plant("hidden sheet")]],
            "Very": [[plant("very hidden sheet")]],
            plant("name of a sheet"): [["x"]],
        },
        raw={
            "Rows": f"<cols><col min='3' max='3' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='inlineStr'><is><t>{plant('hidden row')}</t></is></c></row>"
            f"<row r='2'><c r='C2' t='inlineStr'><is><t>{plant('hidden column')}</t></is></c></row><row r='3' outlineLevel='2' collapsed='1'><c r='A3' t='inlineStr'><is><t>{plant('folded row')}</t></is></c></row></sheetData>"
        },
        states={"Hidden": "hidden", "Very": "veryHidden"},
    )


@file("beside-cells.xlsx")
def _(plant: Plant) -> bytes:
    content = (
        f"<sheetPr codeName='x'/><sheetData>{cells([['a']])}</sheetData><protectedRanges><protectedRange name='{plant('protected range')}' sqref='A1'/></protectedRanges><scenarios><scenario name='{plant('scenario')}' user='{plant('user of a scenario')}' comment='{plant('comment of a scenario')}'><inputCells r='A1' val='{plant('value of a scenario')}'/></scenario></scenarios>"
        f"<autoFilter ref='A1:A9'><filterColumn colId='0'><filters><filter val='{plant('filter')}'/></filters></filterColumn></autoFilter>"
        f"<conditionalFormatting sqref='A1'><cfRule type='containsText' operator='containsText' text='{plant('text of a conditional format')}'><formula>NOT(ISERROR(SEARCH(\"{plant('formula of a conditional format')}\",A1)))</formula></cfRule></conditionalFormatting>"
        f"<dataValidations><dataValidation type='list' promptTitle='{plant('title of a hint')}' prompt='{plant('hint')}' error='{plant('error of a validation')}'><formula1>\"{plant('list of a validation')},b\"</formula1></dataValidation></dataValidations>"
        f"<hyperlinks><hyperlink ref='A1' r:id='rId1' tooltip='{plant('hint of a link')}' display='{plant('shown text of a link')}' location='{plant('place of a link')}'/></hyperlinks>"
        f'<headerFooter><oddHeader>&amp;L&amp;"Arial"&amp;8{plant("header of a sheet")}</oddHeader><evenFooter>&amp;C{plant("footer of even pages")}</evenFooter><firstHeader>{plant("header of the first page")}</firstHeader></headerFooter>'
        f'<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>"{plant("newer conditional format")}"</xm:f></x14:cfRule></x14:conditionalFormatting></x14:conditionalFormattings>'
        f"<x14:dataValidations><x14:dataValidation prompt='{plant('hint of a newer validation')}'><x14:formula1><xm:f>\"{plant('newer validation')},c\"</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    return xlsx(
        raw={"S": content},
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("rId1", "hyperlink", f"mailto:{plant('target of a link')}@example.org", "External")
            )
        },
        book=f"<definedNames><definedName name='{plant('defined name')}' comment='{plant('comment of a defined name')}'>\"{plant('constant of a defined name')}\"</definedName></definedNames>",
    )


@file("comments.xlsx")
def _(plant: Plant) -> bytes:
    t = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp>'
        f"<xdr:nvSpPr><xdr:cNvPr id='2' name='{plant('name of a shape')}' descr='{plant('alternative text of a shape')}'/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{plant('text box')}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    return xlsx(
        {"S": [["x"]]},
        parts={
            "xl/comments1.xml": part("comments", f"<authors><author>{plant('author of a comment')}</author></authors><commentList><comment ref='A1' authorId='0'><text><r><t>{plant('comment')}</t></r></text></comment></commentList>"),
            "xl/threadedComments/threadedComment1.xml": f'{HEAD}<ThreadedComments xmlns="{t}"><threadedComment ref="A1" personId="p"><text>{plant("threaded comment")}</text></threadedComment></ThreadedComments>',
            "xl/persons/person.xml": f'{HEAD}<personList xmlns="{t}"><person displayName="{plant("person")}" id="p" userId="{plant("account of a person")}" providerId="AD"/></personList>',
            "xl/drawings/drawing1.xml": HEAD + drawing,
            "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape><v:textbox><div style="text-align:left"><font size="1">{plant("old drawing")}</font></div><br></v:textbox><x:ClientData ObjectType="Drop"><x:FmlaRange>{plant("range of an old control")}</x:FmlaRange></x:ClientData></v:shape></xml>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("rId1", "comments", "../comments1.xml"), ("rId2", "threadedComment", "../threadedComments/threadedComment1.xml"), ("rId3", "drawing", "../drawings/drawing1.xml")),
        },
    )  # fmt: skip


@file("caches.xlsx")
def _(plant: Plant) -> bytes:
    return xlsx(
        {"S": [["x"]]},
        parts={
            "xl/pivotCache/pivotCacheDefinition1.xml": part("pivotCacheDefinition", f"<cacheSource><worksheetSource ref='A1:B9' sheet='{plant('source of a pivot table')}'/></cacheSource><cacheFields><cacheField name='{plant('field of a pivot cache')}'><sharedItems><s v='{plant('item of a pivot cache')}'/><n v='{plant('#number of a pivot cache')}'/></sharedItems></cacheField></cacheFields>", f'refreshedBy="{plant("who refreshed a pivot table")}"'),
            "xl/pivotCache/pivotCacheRecords1.xml": part("pivotCacheRecords", f"<r><s v='{plant('record of a pivot cache')}'/><n v='{plant('#number in a record of a pivot cache')}'/><x v='0'/></r>"),
            "xl/pivotTables/pivotTable1.xml": part("pivotTableDefinition", f"<pivotFields><pivotField name='{plant('field of a pivot table')}'/></pivotFields><dataFields><dataField name='{plant('data field of a pivot table')}'/></dataFields>", f'name="{plant("name of a pivot table")}" dataCaption="{plant("caption of a pivot table")}"'),
            "xl/externalLinks/externalLink1.xml": part("externalLink", f"<externalBook r:id='rId1'><sheetNames><sheetName val='{plant('sheet of an external link')}'/></sheetNames><definedNames><definedName name='{plant('name of an external link')}'/></definedNames><sheetDataSet><sheetData sheetId='0'><row r='1'><cell r='A1' t='str'><v>{plant('cache of an external link')}</v></cell></row></sheetData></sheetDataSet></externalBook>"),
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations(("rId1", "externalLinkPath", f"file:///C:/{plant('target of an external link')}.xlsx", "External")),
            "xl/connections.xml": part("connections", f"<connection id='1' name='{plant('name of a connection')}' description='{plant('description of a connection')}'><dbPr connection='Provider=SQL;User ID={plant('connection')};' command='SELECT * FROM {plant('query of a connection')}'/></connection><connection id='2'><textPr sourceFile='C:\\{plant('text file of a connection')}'/><parameters><parameter name='{plant('parameter of a query')}' string='{plant('value of a parameter')}'/></parameters></connection><connection id='3'><webPr url='https://example.org/{plant('address of a web query')}' post='{plant('data of a web query')}'/></connection>"),
            "xl/queryTables/queryTable1.xml": part("queryTable", f"<queryTableRefresh><queryTableFields><queryTableField name='{plant('field of a query')}'/></queryTableFields></queryTableRefresh>", f'name="{plant("name of a query")}"'),
            "xl/slicerCaches/slicerCache1.xml": f'{HEAD}<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="x" sourceName="{plant("source of a slicer")}"><data><olap><levels><level uniqueName="{plant("level of a slicer")}"><ranges><range><i n="{plant("item of a slicer")}" c="{plant("caption of an item of a slicer")}"/></range></ranges></level></levels></olap></data></slicerCacheDefinition>',
            "xl/slicers/slicer1.xml": f'{HEAD}<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="x" caption="{plant("caption of a slicer")}"/></slicers>',
            "xl/tables/table1.xml": part("table", f"<autoFilter ref='A1:A2'><filterColumn colId='0'><customFilters><customFilter val='{plant('filter of a table')}'/></customFilters></filterColumn></autoFilter><tableColumns><tableColumn id='1' name='{plant('column of a table')}' totalsRowLabel='{plant('label of totals')}'><calculatedColumnFormula>\"{plant('formula of a column')}\"</calculatedColumnFormula></tableColumn></tableColumns>", f'displayName="{plant("name of a table")}" comment="{plant("comment of a table")}" altText="x"'),
            "xl/charts/chart1.xml": f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:strCache><c:pt idx="0"><c:v>{plant("cache of a chart")}</c:v></c:pt></c:strCache><c:numCache><c:formatCode>"{plant("words in a number format of a chart")}"0</c:formatCode></c:numCache></c:chartSpace>',
            "xl/chartsheets/sheet1.xml": part("chartsheet", f"<headerFooter><oddHeader>{plant('header of a chart sheet')}</oddHeader></headerFooter>"),
            "xl/revisions/revisionLog1.xml": part("revisions", f"<rcc rId='1' sId='1'><oc r='A1' t='inlineStr'><is><t>{plant('old cell in a shared workbook')}</t></is></oc><nc r='A1' t='inlineStr'><is><t>{plant('new cell in a shared workbook')}</t></is></nc></rcc>"),
            "xl/revisions/userNames.xml": part("users", f"<userInfo guid='x' name='{plant('user of a shared workbook')}' id='1'/>"),
            "xl/metadata.xml": part("metadata", f"<metadataStrings><s v='{plant('string of metadata')}'/></metadataStrings>"),
            "xl/xmlMaps.xml": part("MapInfo", f"<Schema ID='s'><xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema'><xsd:element name='row'/></xsd:schema></Schema><Map ID='1' Name='{plant('name of a map')}'><DataBinding FileBinding='true' DataBindingLoadMode='1'/></Map>"),
            "xl/richData/rdrichvalue.xml": f'{HEAD}<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"><rv s="0"><v>{plant("rich value")}</v></rv></rvData>',
            "xl/ctrlProps/ctrlProp1.xml": f'{HEAD}<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="List"><itemLst><item val="{plant("item of a control")}"/></itemLst></formControlPr>',
            "xl/model/x.txt": plant("file of another sort"),
        },
        book=f"<customWorkbookViews><customWorkbookView name='{plant('name of a view')}'/></customWorkbookViews><fileSharing userName='{plant('who reserved the workbook')}'/>",
    )  # fmt: skip


@file("properties.xlsm")
def _(plant: Plant) -> bytes:
    return xlsx(
        {"S": [["x"]]},
        parts={
            "docProps/core.xml": CORE.format(f"<dc:creator>{plant('author')}</dc:creator>"),
            "docProps/app.xml": APP.format(f"<Manager>{plant('manager')}</Manager>"),
            "docProps/custom.xml": CUSTOM.format(custom_property("Case", plant("custom property"))),
            "xl/vbaProject.bin": vba_project(f'Attribute VB_Name = "M"\r\nPassword = "{plant("string in a macro")}"\r\n'),
            "xl/embeddings/oleObject1.bin": compound({"\x01Ole10Native": package_stream("note.txt", plant("packed file").encode())}),
            "xl/macrosheets/sheet1.xml": f'{HEAD}<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><f>ALERT("{plant("formula of a macro sheet")}")</f><v>{plant("cell of a macro sheet")}</v></c></row></sheetData></xm:macrosheet>',
            "customXml/item1.xml": f"<Mashup>{plant('custom part')}</Mashup>",
        },
        main="application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )  # fmt: skip


@file("strict.xlsx")
def _(plant: Plant) -> bytes:
    """Names of parts that Excel never writes, and a prefix on every element."""
    sheet = f'{HEAD}<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>{plant("cell under a prefix")}</x:t></x:is></x:c><x:c><x:v>{plant("#number under a prefix")}</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    return zipped(
        {
            "[Content_Types].xml": content_types(MAIN, "xl/workbook.xml"),
            "_rels/.rels": relations(("rId1", "officeDocument", "/xl/workbook.xml")),
            "xl/workbook.xml": f'{HEAD}<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="S" sheetId="1" q:id="rId5"/></x:sheets></x:workbook>',
            "xl/_rels/workbook.xml.rels": relations(("rId5", "worksheet", "/data/one.xml")),
            "data/one.xml": sheet,
        }
    )


@file("sheets-2003.xml")
def _(plant: Plant) -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{plant("name of a sheet, XML of 2003")}"><Table><Row ss:Hidden="1"><Cell ss:HRef="mailto:{plant("link, XML of 2003")}@example.org"><Data ss:Type="String">{plant("cell, XML of 2003")}</Data><Comment ss:Author="{plant("author of a comment, XML of 2003")}"><ss:Data>{plant("comment, XML of 2003")}</ss:Data></Comment></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()
