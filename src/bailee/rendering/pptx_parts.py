"""Parts of a PPTX that are the same in each: theme, master, one layout with a title, how parts hang together (ECMA-376)."""

from __future__ import annotations

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.presentationml"
WIDE, HIGH = 12_192_000, 6_858_000  # EMU: 13.33 by 7.5 inches
FONT = "Calibri"


def relations(rows: list[tuple[str, str, str]]) -> str:
    """(ident, last part of the sort, target), …"""
    listed = "".join(
        f'<Relationship Id="{ident}" Type="{sort if sort.startswith("http") else f"{R}/{sort}"}" Target="{target}"/>'
        for ident, sort, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def content_types(slides: int) -> str:
    kinds = {
        "/ppt/presentation.xml": f"{_KIND}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_KIND}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_KIND}.slideLayout+xml",
        "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/ppt/presProps.xml": f"{_KIND}.presProps+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/ppt/slides/slide{at}.xml": f"{_KIND}.slide+xml" for at in range(1, slides + 1)},
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


ROOT = relations(
    [
        ("rId1", "officeDocument", "ppt/presentation.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ]
)


def presentation(slides: int) -> str:
    listed = "".join(f'<p:sldId id="{255 + at}" r:id="rId{at + 10}"/>' for at in range(1, slides + 1))
    return (
        f'<p:presentation {NAMES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="{WIDE}" cy="{HIGH}"/><p:notesSz cx="{HIGH}" cy="{WIDE}"/></p:presentation>'
    )


def presentation_relations(slides: int) -> str:
    return relations(
        [
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rId2", "presProps", "presProps.xml"),
            ("rId3", "theme", "theme/theme1.xml"),
            *((f"rId{at + 10}", "slide", f"slides/slide{at}.xml") for at in range(1, slides + 1)),
        ]
    )


PRESENTATION_PROPERTIES = f"<p:presentationPr {NAMES}/>"

_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
GROUP = _TREE
_TITLE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="571500" y="381000"/><a:ext cx="11049000" cy="660400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    '<p:txBody><a:bodyPr lIns="0" rIns="0" anchor="b"><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>'
)
_LEVELS = "".join(
    f'<a:lvl{level}pPr marL="{(level - 1) * 342900}"><a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{level}pPr>'
    for level in range(1, 10)
)
MASTER = (
    f'<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    f"<p:spTree>{_TREE}{_TITLE}</p:spTree></p:cSld>"
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" '
    'accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
    '<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:defRPr sz="2800" b="1">'
    '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    f"<p:bodyStyle>{_LEVELS}</p:bodyStyle><p:otherStyle>{_LEVELS}</p:otherStyle></p:txStyles></p:sldMaster>"
)
MASTER_RELATIONS = relations(
    [("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("rId2", "theme", "../theme/theme1.xml")]
)
LAYOUT = (
    f'<p:sldLayout {NAMES} type="titleOnly" preserve="1"><p:cSld name="Title only"><p:spTree>{_TREE}{_TITLE}</p:spTree></p:cSld>'
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
)
LAYOUT_RELATIONS = relations([("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")])
SLIDE_LAYOUT = ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")


def theme(accent: str) -> str:
    """Colours are ours; the first accent is the provider's."""
    colours = {
        "dk1": "14181D", "lt1": "FFFFFF", "dk2": "414851", "lt2": "F5F6F7", "accent1": accent, "accent2": "C21D29", "accent3": "AD6500",
        "accent4": "6B5AA3", "accent5": "17804B", "accent6": "4D6D95", "hlink": "1A4FB4", "folHlink": "524280",
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}<a:prstDash val="solid"/></a:ln>'
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="Report"><a:themeElements><a:clrScheme name="Report">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Report"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Report"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
