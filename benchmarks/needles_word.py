# ruff: noqa: S608 - queries in the files, which nobody runs
"""Word documents of 2007 and later."""

from __future__ import annotations

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

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def part(root: str, inner: str) -> str:
    return f"{HEAD}<w:{root} {W}>{inner}</w:{root}>"


def docx(
    body: str, parts: dict[str, str | bytes] | None = None, rels: tuple[tuple[str, ...], ...] = (), main: str = MAIN
) -> bytes:
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main, "word/document.xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations(*rels),  # type: ignore[arg-type]  # pairs of text, kept as a list
    }
    return zipped(files | (parts or {}))


@file("around-the-body.docx")
def _(plant: Plant) -> bytes:
    notes = {}
    for kind in ("footnote", "endnote"):
        notes[f"word/{kind}s.xml"] = part(f"{kind}s", f'<w:{kind} w:id="2">{p(plant(kind))}</w:{kind}>')
    return docx(
        p(plant("body")) + '<w:p><w:r><w:t>' + (word := plant("word split over runs"))[:4] + "</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>" + word[4:] + "</w:t></w:r></w:p>",
        {
            "word/header1.xml": part("hdr", p(plant("header"))),
            "word/header2.xml": part("hdr", p(plant("first page header"))),
            "word/footer1.xml": part("ftr", p(plant("footer"))),
            "word/comments.xml": part(
                "comments", f'<w:comment w:id="1" w:author="{plant("author of a comment")}" w:initials="xx">{p(plant("comment"))}</w:comment>'
            ),
            **notes,
        },
    )  # fmt: skip


@file("changes.docx")
def _(plant: Plant) -> bytes:
    who = f'w:id="3" w:author="{plant("author of a change")}" w:date="2026-01-01T00:00:00Z"'
    return docx(
        f"<w:p><w:ins {who}><w:r><w:t>{plant('insertion')}</w:t></w:r></w:ins><w:del {who}><w:r><w:delText>{plant('deletion')}</w:delText></w:r></w:del></w:p>"
        f'<w:moveFromRangeStart w:id="7" w:name="move1"/><w:p><w:moveFrom {who}><w:r><w:t>{plant("moved away")}</w:t></w:r></w:moveFrom></w:p>'
        f"<w:p><w:moveTo {who}><w:r><w:t>{plant('moved here')}</w:t></w:r></w:moveTo></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del {who}/></w:trPr><w:tc>{p(plant('cell of a deleted row'))}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:pPr><w:pPrChange {who}><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    )


@file("drawn.docx")
def _(plant: Plant) -> bytes:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p(plant('text box'))}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape alt='{plant('alternative text of an old shape')}'><v:textbox><w:txbxContent>{p(plant('fallback for older programs'))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    art = f"<w:pict><v:shape><v:textpath string='{plant('WordArt')}'/></v:shape></w:pict>"
    diagram = '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="1"><dgm:prSet phldrT="[Text]"/><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{plant('title of a chart')}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:f>Sheet1!A1</c:f>"
        f"<c:strCache><c:pt idx='0'><c:v>{plant('cache of a chart')}</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>{plant('#number in the cache of a chart')}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    return docx(
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr id='1' name='Picture 1' title='{plant('title of a drawing')}' descr='{plant('alternative text of a drawing')}'/>"
        f"<a:graphic><a:graphicData>{box}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:p><w:r>{art}</w:r></w:p><w:p><m:oMath><m:r><m:t>{plant('formula')}</m:t></m:r></m:oMath></w:p>",
        {
            "word/diagrams/data1.xml": HEAD + diagram.format(plant("diagram (SmartArt)")),
            "word/diagrams/drawing1.xml": HEAD + diagram.format(plant("drawing of a diagram")).replace("dgm:dataModel", "dsp:drawing").replace("dgm:", "").replace("dsp:drawing xmlns:dgm", "dsp:drawing xmlns:dsp"),
            "word/charts/chart1.xml": HEAD + chart,
        },
    )  # fmt: skip


@file("forms.docx")
def _(plant: Plant) -> bytes:
    items = (
        f"<w:listItem w:displayText='{plant('shown item of a list')}' w:value='{plant('value of an item of a list')}'/>"
    )
    old = (
        f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='{plant('name of a form field')}'/><w:helpText w:type='text' w:val='{plant('help of a form field')}'/>"
        f"<w:statusText w:val='{plant('status text of a form field')}'/><w:textInput><w:default w:val='{plant('default of a form field')}'/></w:textInput>"
        f"<w:ddList><w:listEntry w:val='{plant('entry of an old list')}'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{plant('result of a form field')}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    return docx(
        f"<w:sdt><w:sdtPr><w:alias w:val='{plant('title of a content control')}'/><w:tag w:val='{plant('tag of a content control')}'/><w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{p(plant('content control'))}</w:sdtContent></w:sdt><w:p>{old}</w:p>"
        f"<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath='/x' w:storeItemID='y'/><w:placeholder><w:docPart w:val='abc'/></w:placeholder><w:date w:fullDate='2026-01-01T00:00:00Z'/></w:sdtPr><w:sdtContent><w:r><w:t>{plant('content control in a line')}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:customXml w:element='{'person'}' w:uri='urn:x'><w:customXmlPr><w:attr w:name='ssn' w:val='{plant('attribute of custom XML in the body')}'/></w:customXmlPr>{p(plant('custom XML in the body'))}</w:customXml>"
        f"<w:p><w:smartTag w:element='PersonName'><w:smartTagPr><w:attr w:name='ProductID' w:val='{plant('property of a smart tag')}'/></w:smartTagPr><w:r><w:t>{plant('smart tag')}</w:t></w:r></w:smartTag></w:p>"
    )


@file("fields.docx")
def _(plant: Plant) -> bytes:
    def field(code: str, shown: str = "x") -> str:
        half = len(code) // 2
        return (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
            f"<w:r><w:instrText xml:space='preserve'>{code[:half]}</w:instrText></w:r><w:r><w:instrText>{code[half:]}</w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        )

    return docx(
        field(f'HYPERLINK "mailto:{plant("target in a field")}@example.org" \\o "{plant("hint in a field")}"')
        + field(f" XE &quot;{plant('entry of the index')}&quot; ")
        + field(f"MERGEFIELD {plant('merge field')} ", "«x»")
        + field(f"DOCVARIABLE {plant('name of a document variable in a field')}")
        + f"<w:p><w:fldSimple w:instr=' AUTHOR {plant('simple field')} '><w:r><w:t>{plant('result of a simple field')}</w:t></w:r></w:fldSimple></w:p>"
        + f"<w:p><w:hyperlink r:id='rId9' w:tooltip='{plant('hint of a link')}'><w:r><w:t>here</w:t></w:r></w:hyperlink><w:bookmarkStart w:id='1' w:name='{plant('bookmark')}'/></w:p>",
        rels=(("rId9", "hyperlink", f"https://example.org/?id={plant('target of a link')}", "External"),),
    )


@file("hidden.docx")
def _(plant: Plant) -> bytes:
    def run(properties: str, text: str) -> str:
        return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"

    return docx(
        run("<w:vanish/>", plant("hidden text"))
        + run("<w:webHidden/>", plant("text hidden on the web"))
        + run('<w:color w:val="FFFFFF"/>', plant("white text"))
        + run('<w:sz w:val="2"/>', plant("text of one point"))
        + run("<w:specVanish/>", plant("text of a style separator"))
        + f"<w:p><w:r><w:ruby><w:rt><w:r><w:t>{plant('ruby')}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{plant('base of ruby')}</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
        + f"<w:tbl><w:tblPr><w:tblCaption w:val='{plant('title of a table')}'/><w:tblDescription w:val='{plant('description of a table')}'/></w:tblPr><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p(plant('table'))}<w:tbl><w:tr><w:tc>{p(plant('table in a table'))}</w:tc></w:tr></w:tbl>{p('')}</w:tc></w:tr></w:tbl>"
    )


@file("properties.docx")
def _(plant: Plant) -> bytes:
    return docx(
        p("x"),
        {
            "docProps/core.xml": CORE.format(
                f"<dc:creator>{plant('author')}</dc:creator><dc:description>{plant('description')}</dc:description><cp:lastModifiedBy>{plant('last saved by')}</cp:lastModifiedBy><cp:keywords>{plant('keywords')}</cp:keywords><dc:title>{plant('title')}</dc:title><dc:subject>{plant('subject')}</dc:subject><cp:category>{plant('category')}</cp:category><cp:contentStatus>{plant('status')}</cp:contentStatus>"
            ),
            "docProps/app.xml": APP.format(
                f"<Company>{plant('company')}</Company><Manager>{plant('manager')}</Manager><Template>{plant('template')}</Template><HyperlinkBase>{plant('base of links')}</HyperlinkBase>"
            ),
            "docProps/custom.xml": CUSTOM.format(custom_property(plant("name of a custom property"), plant("custom property"))),
            "word/settings.xml": part(
                "settings",
                f"<w:docVars><w:docVar w:name='{plant('name of a document variable')}' w:val='{plant('document variable')}'/></w:docVars><w:mailMerge><w:connectString w:val='Data Source={plant('source of a mail merge')}'/><w:query w:val='SELECT * FROM {plant('query of a mail merge')}'/></w:mailMerge>"
                f"<w:attachedTemplate r:id='rId1'/><w:documentProtection w:edit='forms'/>",
            ),
            "word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", f"file:///C:/Users/{plant('attached template')}/Normal.dotm", "External")),
            "word/people.xml": f'{HEAD}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{plant("person")}"><w15:presenceInfo w15:providerId="AD" w15:userId="S::{plant("account of a person")}@example.org::1"/></w15:person></w15:people>',
            "customXml/item1.xml": f"<staff><person ssn='{plant('attribute of a custom part')}'>{plant('custom part')}</person></staff>",
            "word/webSettings.xml": part("webSettings", ""),
            "word/styles.xml": part("styles", "<w:style w:styleId='x'><w:name w:val='x'/></w:style>"),
            "word/recipientData.xml": part("recipients", f"<w:recipientData><w:uniqueTag w:val='x'/></w:recipientData>{p(plant('recipients'))}"),
        },
    )  # fmt: skip


@file("inside.docx")
def _(plant: Plant) -> bytes:
    from needles_sheets import xlsx

    inner = docx(p(plant("document in a document")))
    return docx(
        p("x") + "<w:altChunk r:id='rId20'/>",
        {
            "word/afchunk.mht": "MIME-Version: 1.0\r\nFrom: a@example.org\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>" + plant("alternative part as a web archive") + "</p>",
            "word/afchunk2.html": f"<html><body>{plant('alternative part as HTML')}</body></html>",
            "word/afchunk3.rtf": "{\\rtf1 " + plant("alternative part as RTF") + "}",
            "word/afchunk4.txt": plant("alternative part as text"),
            "word/embeddings/Microsoft_Word1.docx": inner,
            "word/embeddings/Microsoft_Excel1.xlsx": xlsx({"Data": [[plant("workbook in a document")]]}),
            "word/embeddings/oleObject1.bin": compound({"\x01Ole10Native": package_stream(plant("name of a packed file") + ".txt", plant("packed file").encode())}),
            "word/embeddings/oleObject2.bin": compound({"CONTENTS": b"%PDF-" + b"x" * 30, "\x01CompObj": bytes(40)}) if False else compound({"Package": docx(p(plant("document in an object")))}),
            "word/glossary/document.xml": part("glossaryDocument", f"<w:docParts><w:docPart><w:docPartPr><w:name w:val='{plant('name of a building block')}'/></w:docPartPr><w:docPartBody>{p(plant('building block'))}</w:docPartBody></w:docPart></w:docParts>"),
            "word/activeX/activeX1.xml": f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"><ax:ocxPr ax:name="Caption" ax:value="{plant("control (ActiveX)")}"/></ax:ocx>',
            "word/commentsExtended.xml": HEAD + '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
        },
        rels=(("rId20", "aFChunk", "afchunk.mht"),),
    )  # fmt: skip


@file("strict.docx")
def _(plant: Plant) -> bytes:
    """ISO strict names, another name of the main part, UTF-16, and a part that no relationship names."""
    body = (
        part("document", f"<w:body>{p(plant('body in UTF-16 under another name'))}</w:body>")
        .replace("UTF-8", "UTF-16")
        .replace("schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main")
    )
    return zipped(
        {
            "[Content_Types].xml": content_types(MAIN, "word/document2.xml"),
            "_rels/.rels": relations(("rId1", "officeDocument", "/word/document2.xml")),
            "word/document2.xml": body.encode("utf-16"),
            "word/header9.xml": part("hdr", p(plant("header that nothing names"))),
            "orphan.xml": f"<x>{plant('part that nothing names')}</x>",
        }
    )


@file("template.dotx")
def _(plant: Plant) -> bytes:
    return docx(p(plant("body of a template")), main=MAIN.replace("document.main", "template.main"))


@file("macros.docm")
def _(plant: Plant) -> bytes:
    from needles_sheets import vba_project

    source = f'Attribute VB_Name = "ThisDocument"\r\nConst P = "{plant("string in a macro")}" \' {plant("comment in a macro")}\r\n'
    return docx(
        p("x"),
        {"word/vbaProject.bin": vba_project(source), "word/vbaData.xml": HEAD + "<x/>"},
        main="application/vnd.ms-word.document.macroEnabled.main+xml",
    )


@file("flat.xml")
def _(plant: Plant) -> bytes:
    inner = part(
        "document",
        f"<w:body>{p(plant('flat Word document'))}<w:p><w:r><w:drawing><wp:docPr descr='{plant('alternative text in a flat document')}'/></w:drawing></w:r></w:p></w:body>",
    ).removeprefix(HEAD)
    return (
        f'{HEAD}<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part></pkg:package>'
    ).encode()


@file("word-2003.xml")
def _(plant: Plant) -> bytes:
    split = plant("Word XML of 2003, split over runs")
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"<o:DocumentProperties><o:Author>{plant('author in Word XML of 2003')}</o:Author></o:DocumentProperties><w:body><w:p><w:r><w:t>{split[:5]}</w:t></w:r><w:r><w:t>{split[5:]}</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()
