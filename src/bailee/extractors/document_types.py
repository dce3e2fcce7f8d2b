"""Media types of documents that are told by their first element, or by a member of their zip.

>>> of_xml('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">')
'application/vnd.ms-word.xml'
>>> of_xml("<people>") is None
True
"""

from __future__ import annotations

import re

FLAT_ODF = (
    "application/vnd.oasis.opendocument.flat+xml"  # .fodt, .fods, .fodp: a document of LibreOffice in one XML file
)
WORD_XML = "application/vnd.ms-word.xml"  # of 2003, and the flat form of a newer one
EXCEL_XML = "application/vnd.ms-excel.xml"  # of 2003
HWPX = "application/hwp+zip"

_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]{0,8000})")
_BEFORE = re.compile(r"\s*(?:<\?[^>]{0,2000}\?>\s*|<!--.{0,20000}?-->\s*)*", re.DOTALL)


def of_xml(start: str) -> str | None:
    """What sort of document an XML file is, by its root; None where it is any other."""
    before = _BEFORE.match(start)
    found = _ROOT.match(start, before.end() if before else 0)
    if found is None:
        return None
    name, attributes = found[2], found[3]
    if name == "document" and "opendocument:xmlns:office" in attributes:
        return FLAT_ODF
    if name in ("wordDocument", "package") and ("office/word/2003" in attributes or "2006/xmlPackage" in attributes):
        return WORD_XML
    if name == "Workbook" and "office:spreadsheet" in attributes:
        return EXCEL_XML
    return None
