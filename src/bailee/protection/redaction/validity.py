"""Whether a copy opens as its original does: read strictly, for a program that meets a fault asks whether to repair it.

Zip members by their checksums, every part well-formed XML and declared, every relationship with its target, a workbook loaded by
a reader of others, the pages of a PDF counted. What was at fault in the original already is not held against the copy.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from bailee.extractors import media_type as media
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.readers import lies_wide

_ZIPS = media.OPEN_XML | media.OPEN_DOCUMENT | {media.ZIP, media.EPUB}


def check(made: bytes, media_type: str, source: bytes, name: str) -> None:
    """RefusedRedaction where the copy has a fault that the original has not."""
    if made is source:
        return
    if media_type in _ZIPS:
        faults = _package(made, media_type)
        if faults - _package(source, media_type):
            raise RefusedRedaction(Why.INVALID, sorted(faults - _package(source, media_type))[0].partition(" ")[0])
        if media_type in media.EXCEL | {media.ODS, media.OTS} and _loads(source) and not _loads(made):
            raise RefusedRedaction(Why.INVALID, "workbook")
    elif media_type in (media.JSON,) and _is_json(source) and not _is_json(made):
        raise RefusedRedaction(Why.INVALID, "json")
    elif media_type in (media.CSV, media.TSV) and _shape(made) != _shape(source):
        raise RefusedRedaction(Why.INVALID, "table")
    elif media_type == media.PDF and _pages(made) != _pages(source):
        raise RefusedRedaction(Why.INVALID, "pages")


def _package(data: bytes, media_type: str) -> set[str]:
    faults: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.testzip() is not None:
                faults.add("checksum")
            names = [info.filename for info in archive.infolist()]
            if len(set(names)) != len(names):
                faults.add("twice")
            parts = {}
            for each in names:
                if each.lower().endswith((".xml", ".rels")):
                    try:
                        parts[each] = etree.fromstring(archive.read(each), _parser())
                    except etree.XMLSyntaxError:
                        faults.add(f"xml {each}")
            if media_type in media.OPEN_XML:
                faults |= _open_xml(names, parts)
            elif media_type in media.OPEN_DOCUMENT and "mimetype" in names:
                first = archive.infolist()[0]
                if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
                    faults.add("mimetype")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        faults.add("zip")
    return faults


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _open_xml(names: list[str], parts: dict[str, etree._Element]) -> set[str]:
    """Parts without a type, and relationships to parts that are not there."""
    faults: set[str] = set()
    types = parts.get("[Content_Types].xml")
    if types is None:
        return {"types"}
    known = {each.lower() for each in names}
    endings = {str(each.get("Extension", "")).lower() for each in types if str(each.tag).endswith("Default")}
    named = {str(each.get("PartName", "")).lower().lstrip("/") for each in types if str(each.tag).endswith("Override")}
    for each in known:
        if each.endswith("/") or each == "[content_types].xml":
            continue
        if each not in named and each.rpartition(".")[2] not in endings:
            faults.add(f"type {each}")
    faults |= {f"override {each}" for each in named if each not in known}
    for path, part in parts.items():
        if not path.lower().endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(path))
        for relation in part:
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") == "External" or not target or target.startswith("#"):
                continue
            target = unquote(target.partition("#")[0])
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if full.lower() not in known:
                faults.add(f"target {path} {relation.get('Id')}")
    return faults


def _loads(data: bytes) -> bool:
    from python_calamine import CalamineError, CalamineWorkbook

    if lies_wide(data):
        return False  # not asked: its readers would die of it
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError):
        return False
    return True


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _shape(data: bytes) -> list[int]:
    """How many cells each row has, by the mark that the first line has most of."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    csv.field_size_limit(1 << 30)
    try:
        return [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        return []


def _pages(data: bytes) -> int:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return -1
    try:
        return len(document)
    finally:
        document.close()
