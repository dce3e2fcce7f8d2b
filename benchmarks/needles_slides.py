"""PowerPoint presentations of 2007 and later, Visio drawings, XPS."""

from __future__ import annotations

from needles_files import CORE, Plant, compound, content_types, file, package_stream, relations, zipped

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def shape(text: str, attributes: str = "", name: str = "Title 1") -> str:
    return f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='{name}' {attributes}/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def part(root: str, inner: str, attributes: str = "") -> str:
    return f"{HEAD}<p:{root} {P} {attributes}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:{root}>"


@file("deck.pptx")
def _(plant: Plant) -> bytes:
    graph = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>{plant('table')}</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    grouped = f"<p:grpSp>{shape(plant('grouped shape'), 'hidden=' + chr(39) + '1' + chr(39))}</p:grpSp>"
    link = f"<p:sp><p:nvSpPr><p:cNvPr id='5' name='x' descr='{plant('alternative text')}' title='{plant('title of a shape')}'><a:hlinkClick r:id='rId7' tooltip='{plant('hint of a link')}'/></p:cNvPr></p:nvSpPr></p:sp>"
    slides = {
        "ppt/slides/slide1.xml": part("sld", shape(plant("slide")) + graph + grouped + link + f"<mc:AlternateContent><mc:Choice Requires='p14'>{shape(plant('newer form'))}</mc:Choice><mc:Fallback>{shape(plant('older form'))}</mc:Fallback></mc:AlternateContent>"),
        "ppt/slides/slide2.xml": part("sld", shape(plant("hidden slide")), 'show="0"'),
        "ppt/slides/slide3.xml": part("sld", shape(plant("slide that is not in the list"))),
        "ppt/slides/_rels/slide1.xml.rels": relations(("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"), ("rId2", "comments", "../comments/comment1.xml"), ("rId7", "hyperlink", f"https://example.org/{plant('target of a link')}", "External")),
    }  # fmt: skip
    return zipped(
        {
            "[Content_Types].xml": content_types(MAIN, "ppt/presentation.xml"),
            "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"{HEAD}<p:presentation {P}><p:sldIdLst><p:sldId id='256' r:id='rId1'/><p:sldId id='257' r:id='rId2'/></p:sldIdLst><p:custShowLst><p:custShow name='{plant('custom show')}' id='0'/></p:custShowLst><p:extLst><p:ext><p14:sectionLst><p14:section name='{plant('section')}' id='x'/></p14:sectionLst></p:ext></p:extLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide2.xml")),
            **slides,
            "ppt/notesSlides/notesSlide1.xml": part("notes", shape(plant("notes"))),
            "ppt/notesMasters/notesMaster1.xml": part("notesMaster", shape(plant("master of notes"))),
            "ppt/handoutMasters/handoutMaster1.xml": part("handoutMaster", shape(plant("master of handouts"))),
            "ppt/slideMasters/slideMaster1.xml": part("sldMaster", shape(plant("master"))),
            "ppt/slideLayouts/slideLayout1.xml": part("sldLayout", shape(plant("layout"))),
            "ppt/comments/comment1.xml": f"{HEAD}<p:cmLst {P}><p:cm authorId='0'><p:text>{plant('comment')}</p:text></p:cm></p:cmLst>",
            "ppt/comments/modernComment_1.xml": f'{HEAD}<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p188:cm id="1"><p188:replyLst><p188:reply><p188:txBody><a:p><a:r><a:t>{plant("reply to a comment")}</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst></p188:cm></p188:cmLst>',
            "ppt/commentAuthors.xml": f"{HEAD}<p:cmAuthorLst {P}><p:cmAuthor id='0' name='{plant('author of a comment')}' initials='x'/></p:cmAuthorLst>",
            "ppt/authors.xml": f'{HEAD}<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"><p188:author id="x" name="{plant("author of a newer comment")}" userId="{plant("account of an author")}" providerId="AD"/></p188:authorLst>',
            "ppt/tags/tag1.xml": f"{HEAD}<p:tagLst {P}><p:tag name='CASE' val='{plant('tag')}'/></p:tagLst>",
            "ppt/diagrams/data1.xml": f'{HEAD}<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:pt><dgm:t><a:p><a:r><a:t>{plant("diagram (SmartArt)")}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>',
            "ppt/charts/chart1.xml": f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:strCache><c:pt idx="0"><c:v>{plant("cache of a chart")}</c:v></c:pt></c:strCache></c:chartSpace>',
            "ppt/embeddings/oleObject1.bin": compound({"\x01Ole10Native": package_stream("memo.txt", plant("packed file").encode())}),
            "docProps/core.xml": CORE.format(f"<dc:title>{plant('title')}</dc:title>"),
        }
    )  # fmt: skip


@file("template.potx")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": content_types(
                MAIN.replace("presentation.main", "template.main"), "ppt/presentation.xml"
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"{HEAD}<p:presentation {P}/>",
            "ppt/slideMasters/slideMaster1.xml": part("sldMaster", shape(plant("master of a template"))),
        }
    )


@file("drawing.vsdx")
def _(plant: Plant) -> bytes:
    v = 'xmlns="http://schemas.microsoft.com/office/visio/2012/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    text = plant("text of a shape, with a mark inside")
    return zipped(
        {
            "[Content_Types].xml": content_types("application/vnd.ms-visio.drawing.main+xml", "visio/document.xml"),
            "_rels/.rels": relations(("rId1", "document", "visio/document.xml")),
            "visio/document.xml": f"{HEAD}<VisioDocument {v}/>",
            "visio/pages/pages.xml": f"{HEAD}<Pages {v}><Page ID='0' Name='{plant('name of a page')}' NameU='x'/></Pages>",
            "visio/pages/page1.xml": f"{HEAD}<PageContents {v}><Shapes><Shape ID='1' Name='{plant('name of a shape')}'><Section N='Property'><Row N='Owner'><Cell N='Value' V='{plant('data of a shape')}' U='STR'/><Cell N='Label' V='{plant('label of data')}'/></Row></Section><Section N='Hyperlink'><Row N='Row_1'><Cell N='Address' V='https://example.org/{plant('target of a link')}'/></Row></Section><Cell N='Comment' V='{plant('comment on a shape')}'/><Text><cp IX='0'/>{text[:5]}<cp IX='1'/>{text[5:]}</Text></Shape></Shapes></PageContents>",
            "visio/masters/master1.xml": f"{HEAD}<MasterContents {v}><Shapes><Shape ID='1'><Text>{plant('master of shapes')}</Text></Shape></Shapes></MasterContents>",
            "visio/comments.xml": f"{HEAD}<Comments {v}><AuthorList><AuthorEntry ID='1' Name='{plant('author of a comment')}' Initials='x'/></AuthorList><CommentList><CommentEntry AuthorID='1'>{plant('comment')}</CommentEntry></CommentList></Comments>",
            "visio/data/recordsets/recordset1.xml": f"{HEAD}<ADOData>{plant('linked data')}</ADOData>",
        }
    )  # fmt: skip


@file("fixed.xps")
def _(plant: Plant) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": content_types("application/vnd.ms-package.xps-fixeddocument+xml", "Documents/1/FixedDocument.fdoc"),
            "_rels/.rels": relations(("rId1", "fixedrepresentation", "FixedDocSeq.fdseq")),
            "FixedDocSeq.fdseq": "<FixedDocumentSequence/>",
            "Documents/1/Pages/1.fpage": f'<FixedPage xmlns="http://schemas.microsoft.com/xps/2005/06"><Glyphs UnicodeString="{plant("page")}" OriginX="1"/><Path AutomationProperties.Name="{plant("alternative text")}" FixedPage.NavigateUri="mailto:{plant("target of a link")}@example.org"/><Canvas><Glyphs UnicodeString="{{}}{plant("page, escaped")}"/></Canvas></FixedPage>',
            "docProps/core.xml": CORE.format(f"<dc:creator>{plant('author')}</dc:creator>"),
        }
    )  # fmt: skip
