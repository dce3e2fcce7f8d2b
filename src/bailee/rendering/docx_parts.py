"""Parts of a DOCX that are the same in each: styles, bullets, how parts hang together."""

from __future__ import annotations

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PLACEHOLDER = "click to write"  # what stands in a field until somebody does
_KINDS = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in _KINDS.items())
    + "</Types>"
)


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    listed = "".join(f'<Relationship Id="{ident}" Type="{sort}" Target="{target}"/>' for ident, sort, target in rows)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
ROOT_RELATIONS = _relations(
    (
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", _PACKAGE, "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
    )
)
RELATIONS = _relations(
    (
        ("rId1", f"{_OFFICE}/styles", "styles.xml"),
        ("rId2", f"{_OFFICE}/numbering", "numbering.xml"),
        ("rId3", f"{_OFFICE}/settings", "settings.xml"),
        ("rId4", f"{_OFFICE}/footnotes", "footnotes.xml"),
        ("rId5", f"{_OFFICE}/header", "header1.xml"),
        ("rId6", f"{_OFFICE}/footer", "footer1.xml"),
    )
)


def with_pictures(relations: str, many: int) -> str:
    """Relations of a document that shows so many pictures."""
    listed = "".join(
        f'<Relationship Id="rIdP{number}" Type="{_OFFICE}/image" Target="media/picture{number}.png"/>'
        for number in range(1, many + 1)
    )
    return relations.replace("</Relationships>", f"{listed}</Relationships>")


SETTINGS = (
    f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    "</w:settings>"
)
NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(ident: str, name: str, about: str, look: str = "", *, based: str = "Normal", sort: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    standard = ' w:default="1"' if ident == "Normal" else ""
    paragraph = f"<w:pPr>{about}</w:pPr>" if about else ""
    text = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:style w:type="{sort}"{standard} w:styleId="{ident}"><w:name w:val="{name}"/>{base}<w:qFormat/>{paragraph}{text}</w:style>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int, *, keep: bool = False) -> str:
    return f'{"<w:keepNext/><w:keepLines/>" if keep else ""}<w:spacing w:before="{before}" w:after="{after}"/>'


_QUIET = '<w:color w:val="414851"/>'
_FONT = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Times New Roman"/>'
STYLES = (
    f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}{_size(20)}"
    '<w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    + _style("Normal", "Normal", "", based="")
    + _style("Title", "Title", _space(0, 60, keep=True), f"<w:b/>{_size(38)}")
    + _style("Subtitle", "Subtitle", _space(0, 240), f"{_QUIET}{_size(21)}")
    + _style("Heading1", "heading 1", _space(320, 120, keep=True) + '<w:outlineLvl w:val="0"/>', f"<w:b/>{_size(27)}")
    + _style("Heading2", "heading 2", _space(260, 80, keep=True) + '<w:outlineLvl w:val="1"/>', f"<w:b/>{_size(22)}")
    + _style("Caption", "caption", _space(160, 60, keep=True), f"{_QUIET}{_size(18)}")
    + _style(
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>',
    )
    + _style("TableHead", "Table Head", _space(40, 40, keep=True), f"<w:b/>{_size(17)}")
    + _style("TableCell", "Table Cell", _space(40, 40), _size(18))
    + _style("Small", "Small", _space(100, 20), f"{_QUIET}{_size(17)}")
    + _style("Boxed", "Boxed", _space(100, 100))
    + _style("Stacked", "Stacked", _space(30, 30))
    + _style("Filled", "Filled", _space(20, 60))
    + _style("Nothing", "Nothing", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
    + _style(
        "Draft",
        "Draft",
        '<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="4" w:color="744600"/><w:left w:val="dashed" w:sz="6" w:space="4" w:color="744600"/>'
        '<w:bottom w:val="dashed" w:sz="6" w:space="4" w:color="744600"/><w:right w:val="dashed" w:sz="6" w:space="4" w:color="744600"/></w:pBdr>'
        + _space(60, 240),
        '<w:b/><w:color w:val="744600"/>',
    )
    + _style(
        "Aside",
        "Aside",
        '<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="4" w:color="6B5AA3"/><w:left w:val="dashed" w:sz="6" w:space="4" w:color="6B5AA3"/>'
        '<w:bottom w:val="dashed" w:sz="6" w:space="4" w:color="6B5AA3"/><w:right w:val="dashed" w:sz="6" w:space="4" w:color="6B5AA3"/></w:pBdr>'
        + _space(60, 240),
        "",
    )
    + _style("Header", "header", '<w:spacing w:after="0"/>', f"{_QUIET}{_size(17)}")
    + _style("Footer", "footer", '<w:spacing w:after="0"/>', f"{_QUIET}{_size(16)}")
    + _style("FootnoteText", "footnote text", _space(0, 20), _size(16))
    + _style(
        "FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>', based="", sort="character"
    )
    + _style("PlaceholderText", "Placeholder Text", "", '<w:color w:val="7A828B"/>', based="", sort="character")
    + "</w:styles>"
)
