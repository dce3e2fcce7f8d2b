"""Office documents for tests, each with a word of its own in every place where text hides. All of it is made here."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts: the same bytes whenever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            form = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, form)
    return buffer.getvalue()


def types(main: str) -> str:
    return f'<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="{main}.main+xml"/></Types>'


def relations(*rows: tuple[str, str, str], outside: str = "") -> str:
    inner = "".join(
        f'<Relationship Id="{ident}" Type="{RELATION}/{kind}" Target="{target}"/>' for ident, kind, target in rows
    )
    if outside:
        inner += f'<Relationship Id="out" Type="{RELATION}/hyperlink" Target="{outside}" TargetMode="External"/>'
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def core(word: str) -> str:
    return f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{word}</dc:creator></cp:coreProperties>'


def custom(name: str, word: str) -> str:
    return f'<Properties xmlns:vt="v"><property name="{name}"><vt:lpwstr>{word}</vt:lpwstr></property></Properties>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def ole_package(name: str, content: bytes) -> bytes:
    """The stream of a file dropped into a document ([MS-OLEDS] 2.3.6)."""
    label = name.encode() + b"\0"
    body = (
        b"\2\0"
        + label
        + b"C:\\"
        + label
        + b"\0\0\3\0"
        + struct.pack("<I", len(label))
        + label
        + struct.pack("<I", len(content))
        + content
    )
    return struct.pack("<I", len(body)) + body


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def docx() -> bytes:
    body = f"""
      <w:p><w:r><w:t>pre</w:t></w:r><w:r><w:t>body</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc>{paragraph("name")}</w:tc><w:tc>{paragraph("ssn")}</w:tc></w:tr>
        <w:tr><w:tc>{paragraph("Ann")}</w:tc><w:tc>{paragraph("precell")}</w:tc></w:tr></w:tbl>
      <w:p><w:r><w:t>was </w:t></w:r><w:del><w:r><w:delText>predeleted</w:delText></w:r></w:del><w:ins><w:r><w:t>preinserted</w:t></w:r></w:ins></w:p>
      <w:p><w:moveFrom><w:r><w:t>premoved</w:t></w:r></w:moveFrom></w:p>
      <w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{paragraph("prebox")}</w:txbxContent></wps:txbx></mc:Choice>
        <mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph("prebox")}{paragraph("prefallback")}</w:txbxContent></v:textbox></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r></w:p>
      <w:sdt><w:sdtPr><w:alias w:val="prealias"/></w:sdtPr><w:sdtContent>{paragraph("precontrol")}</w:sdtContent></w:sdt>
      <w:p><w:r><w:instrText>HYPERLINK "mailto:prefield@example.org"</w:instrText></w:r></w:p>
      <w:p><w:r><w:drawing><wp:docPr id="1" name="Picture 1" descr="prealt"/><wp:posOffset>512447313</wp:posOffset></w:drawing></w:r></w:p>
      <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>prevanished</w:t></w:r></w:p>"""
    return zipped({
        "[Content_Types].xml": types(DOCX),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(outside="mailto:prelink@example.org"),
        "word/header1.xml": f"<w:hdr {W}>{paragraph('preheader')}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {W}>{paragraph('prefooter')}</w:ftr>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:author="preauthor">{paragraph("precomment")}</w:comment></w:comments>',
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{paragraph('prefootnote')}</w:footnote></w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {W}><w:endnote>{paragraph('preendnote')}</w:endnote></w:endnotes>",
        "word/settings.xml": f'<w:settings {W}><w:docVars><w:docVar w:name="x" w:val="prevariable"/></w:docVars></w:settings>',
        "word/charts/chart1.xml": '<c:chart xmlns:c="c"><c:strCache><c:pt><c:v>prechart</c:v></c:pt></c:strCache></c:chart>',
        "word/embeddings/note.txt": b"preembedded",
        "customXml/item1.xml": '<root secret="preattribute"><ssn>precustom</ssn></root>',
        "docProps/core.xml": core("preproperty"),
        "docProps/custom.xml": custom("Employee", "preown"),
    })  # fmt: skip


def xlsx() -> bytes:
    sheet = f"""<worksheet {S} {R}><sheetData>
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>ssn</t></is></c><c r="D1" t="str"><v>zip</v></c></row>
      <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" s="1"><v>512447313</v></c><c r="D2" s="2"><v>2134</v></c></row>
      <row r="3"><c r="A3" t="str"><f>CONCATENATE("preformula",A1)</f><v>precached</v></c><c r="C3"><v>512447314</v></c><c r="D3" s="3"><v>45000</v></c></row>
      <row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>prehiddenrow</t></is></c></row>
      </sheetData><dataValidations><dataValidation prompt="preprompt"><formula1>"prechoice,b"</formula1></dataValidation></dataValidations>
      <headerFooter><oddHeader>&amp;Lpresheetheader</oddHeader></headerFooter></worksheet>"""
    return zipped({
        "[Content_Types].xml": types(XLSX),
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="Pay" sheetId="1" r:id="a"/><sheet name="prename" sheetId="2" state="veryHidden" r:id="b"/></sheets><definedNames><definedName name="predefined">Pay!$A$1</definedName></definedNames></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("a", "worksheet", "worksheets/sheet1.xml"), ("b", "worksheet", "worksheets/sheet2.xml"), ("c", "sharedStrings", "sharedStrings.xml"), ("d", "styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("a", "comments", "../comments1.xml"), outside="mailto:prelink@example.org"),
        "xl/worksheets/sheet2.xml": f'<worksheet {S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>prehiddensheet</t></is></c></row></sheetData></worksheet>',
        "xl/sharedStrings.xml": f"<sst {S}><si><t>name</t></si><si><r><t>pre</t></r><r><t>shared</t></r></si><si><t>preunused</t></si></sst>",
        "xl/styles.xml": f'<styleSheet {S}><numFmts><numFmt numFmtId="164" formatCode="000\\-00\\-0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/comments1.xml": f"<comments {S}><authors><author>preauthor</author></authors><commentList><comment><text><r><t>pre</t></r><r><t>comment</t></r></text></comment></commentList></comments>",
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition {S}><cacheFields><cacheField name="x"><sharedItems><s v="prepivot"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
        "xl/charts/chart1.xml": '<c:chart xmlns:c="c"><c:numCache><c:pt><c:v>prechart</c:v></c:pt></c:numCache></c:chart>',
        "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>prebox</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>',
        "xl/externalLinks/externalLink1.xml": f'<externalLink {S}><cell r="A1" t="str"><v>preexternal</v></cell></externalLink>',
        "xl/connections.xml": f'<connections {S}><connection><dbPr connection="preconnection"/></connection></connections>',
        "docProps/core.xml": core("preproperty"),
        "docProps/custom.xml": custom("Client", "preown"),
    })  # fmt: skip


def pptx() -> bytes:
    def slide(text: str, extra: str = "", root: str = "") -> str:
        return f'<p:sld {P} {root}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="x" descr="{extra}"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>'

    return zipped({
        "[Content_Types].xml": types(PPTX),
        "ppt/presentation.xml": f'<p:presentation {P} {R}><p:sldIdLst><p:sldId id="1" r:id="b"/><p:sldId id="2" r:id="a"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")),
        "ppt/slides/slide1.xml": slide("prehidden", root='show="0"'),
        "ppt/slides/slide2.xml": slide("prefirst", "prealt"),
        "ppt/slides/_rels/slide2.xml.rels": relations(("a", "notesSlide", "../notesSlides/notesSlide1.xml"), ("b", "comments", "../comments/comment1.xml")),
        "ppt/notesSlides/notesSlide1.xml": slide("prenote"),
        "ppt/comments/comment1.xml": f"<p:cmLst {P}><p:cm><p:text>precomment</p:text></p:cm></p:cmLst>",
        "ppt/slideMasters/slideMaster1.xml": slide("premaster"),
        "ppt/tags/tag1.xml": f'<p:tagLst {P}><p:tag name="x" val="pretag"/></p:tagLst>',
        "ppt/diagrams/data1.xml": '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><a:p><a:r><a:t>prediagram</a:t></a:r></a:p></dgm:dataModel>',
        "ppt/embeddings/book.xlsx": xlsx(),
        "docProps/core.xml": core("preproperty"),
    })  # fmt: skip


ODF = 'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:draw="d" xmlns:dc="dc" xmlns:style="s" xmlns:form="f" xmlns:presentation="p" xmlns:svg="svg" xmlns:xlink="x" xmlns:meta="m"'


def _odf(kind: str, content: str, **parts: str | bytes) -> bytes:
    return zipped({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {ODF}>{content}</office:document-content>",
        "meta.xml": f'<office:document-meta {ODF}><dc:creator>preproperty</dc:creator><meta:user-defined meta:name="Client">preown</meta:user-defined></office:document-meta>',
        "META-INF/manifest.xml": "<manifest/>",
        **parts,
    })  # fmt: skip


def odt() -> bytes:
    content = """<office:automatic-styles/><office:body><office:text>
      <text:tracked-changes><text:changed-region><text:deletion><dc:creator>x</dc:creator><text:p>predeleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <form:text form:name="ssn" form:current-value="prefield"/>
      <text:p>pre<text:span>body</text:span><text:s text:c="2"/>x<office:annotation><dc:creator>preauthor</dc:creator><text:p>precomment</text:p></office:annotation></text:p>
      <text:p><draw:frame><draw:text-box><text:p>prebox</text:p></draw:text-box><svg:title>prealt</svg:title></draw:frame></text:p>
      <text:p><text:a xlink:href="mailto:prelink@example.org">x</text:a><text:hidden-text text:string-value="prehidden"/><text:note><text:note-body><text:p>prefootnote</text:p></text:note-body></text:note></text:p>
      <table:table><table:table-row><table:table-cell><text:p>name</text:p></table:table-cell><table:table-cell><text:p>ssn</text:p></table:table-cell></table:table-row>
      <table:table-row><table:table-cell><text:p>Ann</text:p></table:table-cell><table:table-cell><text:p>precell</text:p></table:table-cell></table:table-row></table:table>
      </office:text></office:body>"""
    styles = f"<office:document-styles {ODF}><style:header><text:p>preheader</text:p></style:header><style:footer><text:p>prefooter</text:p></style:footer></office:document-styles>"
    inner = (
        f"<office:document-content {ODF}><office:body><text:p>prechart</text:p></office:body></office:document-content>"
    )
    return _odf("text", content, **{"styles.xml": styles, "Object 1/content.xml": inner, "Object 2": b"preembedded"})


def ods() -> bytes:
    content = """<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
      <office:body><office:spreadsheet>
      <table:table table:name="Pay"><table:table-row><table:table-cell><text:p>name</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>ssn</text:p></table:table-cell></table:table-row>
      <table:table-row><table:table-cell><text:p>precell</text:p><office:annotation><text:p>precomment</text:p></office:annotation></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="512447313"><text:p>5.12E+08</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
      <table:table-row table:visibility="collapse"><table:table-cell table:formula="of:=&quot;preformula&quot;"><text:p>prehiddenrow</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
      <table:table table:name="prename" table:style-name="ta2"><table:table-row><table:table-cell><text:p>prehiddensheet</text:p></table:table-cell></table:table-row></table:table>
      </office:spreadsheet></office:body>"""
    return _odf("spreadsheet", content)


def odp() -> bytes:
    content = """<office:body><office:presentation><draw:page draw:name="a"><draw:frame><draw:text-box><text:p>prefirst</text:p></draw:text-box></draw:frame>
      <presentation:notes><draw:frame><draw:text-box><text:p>prenote</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
      <draw:page><text:p>presecond</text:p></draw:page></office:presentation></office:body>"""
    return _odf("presentation", content)
