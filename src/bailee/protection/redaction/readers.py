"""Readers of other people's making, and of the standard library: all text that each gives of a copy.

What is listed for a media type shares no code with what wrote the copy. One that is not installed is passed over, and the
record of the copy names who did read it.

>>> sorted(name for name, _ in READERS["text/html"])
['html.parser', 'selectolax', 'xberg']
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from bailee.extractors import data_types
from bailee.extractors import media_type as media
from bailee.extractors.document_types import EXCEL_XML, FLAT_ODF, WORD_XML
from bailee.extractors.recognition import recognise
from bailee.extractors.references import unescaped
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator

Read = Callable[[bytes], Iterator[str]]


def _decoded(data: bytes) -> Iterator[str]:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            yield data.decode(encoding, "replace")
            return
    yield data.decode("utf-8", "replace")
    if data.count(0) > 3:
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")


def _csv(data: bytes) -> Iterator[str]:
    csv.field_size_limit(1 << 30)
    for text in _decoded(data):
        for mark in ",;\t|":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
                yield "   \n     ".join(row)


def _json(data: bytes) -> Iterator[str]:
    text = next(_decoded(data))
    try:
        values = [json.loads(text)]
    except ValueError:
        values = []
        for line in text.splitlines():
            try:
                values.append(json.loads(line))
            except ValueError:
                continue
    stack: list[Any] = values
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            stack += value
        else:
            yield str(value)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.said.append(data)


def _html_parser(data: bytes) -> Iterator[str]:
    for text in _decoded(data):
        parser = _Parser()
        parser.feed(text)
        parser.close()
        yield "".join(parser.texts)
        yield from parser.said


_MOST_TAGS = 100_000


def _selectolax(data: bytes) -> Iterator[str]:
    from selectolax.lexbor import LexborHTMLParser

    if data.count(b"<") > _MOST_TAGS:
        raise ValueError  # it takes minutes where they lie in one another
    for text in _decoded(data):
        tree = LexborHTMLParser(text)
        if tree.root is None:
            continue
        yield tree.root.text(deep=True, separator="")
        yield tree.root.text(deep=True, separator=" ")
        for node in tree.root.traverse(include_text=False):
            for value in node.attributes.values():
                if value:
                    yield value


def _xml_parts(data: bytes) -> Iterator[str]:
    """Each part of a package as the standard library parses it: its text as it runs, and its attributes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            yield info.filename
            if info.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
                yield from _xml(archive.read(info))


def _xml(data: bytes) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - written by us a moment ago, in a process that is shut in
    except ElementTree.ParseError:
        yield unescaped(re.sub(r"<[^<>]*>", "", data.decode("utf-8", "replace")))
        return
    yield "".join(root.itertext())
    for element in root.iter():
        if element.text and element.text.strip():
            yield element.text
        yield from element.attrib.values()


_WIDEST = (
    20_000_000  # cells of the rectangle around a sheet's own; that reader lays out all of it, and ends its process
)
_PLACED = re.compile(rb"<(?:\w+:)?c [^>]*?r=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


def lies_wide(data: bytes) -> bool:
    """Whether a workbook has cells so far apart that a reader which lays them into a rectangle would die of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if not re.search(r"sheets?/[^/]+\.xml$|^content\.xml$", info.filename, re.IGNORECASE):
                continue
            part = archive.read(info)
            repeated = [
                int(count) for count in re.findall(rb"number-(?:rows|columns)-repeated=[\"'](\d{1,9})[\"']", part)
            ]
            if max(repeated, default=0) > 2_000_000:
                return True
            rows, columns = [1], [1]
            for letters, row in _PLACED.findall(part):
                rows.append(int(row))
                columns.append(len(letters) * 26)
            if (max(rows) - min(rows) + 1) * max(columns) * 26 > _WIDEST and max(columns) > 52:
                return True
    return False


def _calamine(data: bytes) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    if lies_wide(data):
        raise ValueError
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).iter_rows():
            for cell in row:
                if cell not in ("", None):
                    yield str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


_SHEETS = media.EXCEL | {media.ODS, media.OTS}
_MOST_XBERG = 8 << 20  # bytes; it takes minutes over some that are larger


def _xberg(media_type: str) -> Read:
    def read(data: bytes) -> Iterator[str]:
        import xberg  # noqa: F401 - an ImportError says that it is not installed

        from bailee.extractors.office_old import through_library

        if len(data) > _MOST_XBERG or (media_type in _SHEETS and lies_wide(data)):
            raise ValueError
        for piece in through_library(Item(Locator(("file",)), len(data), data=data), media_type):
            if isinstance(piece, Text):
                yield piece.content

    return read


def _mail(data: bytes) -> Iterator[str]:
    yield from _message(email.message_from_bytes(data, policy=email.policy.default))


def _message(message: Any) -> Iterator[str]:
    for name, value in message.items():
        yield f"{name}: {value}"
    for part in message.walk():
        for name, value in part.items():
            yield f"{name}: {value}"
        if part.is_multipart():
            continue
        body = part.get_payload(decode=True) or b""
        yield (
            body.decode(part.get_content_charset() or "utf-8", "replace") if _known(part.get_content_charset()) else ""
        )
        yield body.decode("latin-1")


def _known(charset: str | None) -> bool:
    import codecs

    try:
        codecs.lookup(charset or "utf-8")
    except LookupError:
        return False
    return True


def _split_mbox(data: bytes) -> Iterator[str]:
    """Mails between the lines that separate them."""
    for raw in re.split(rb"(?m)^From [^\n]*\n", data):
        if raw.strip():
            yield from _mail(raw)


def _pdfium(data: bytes) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            words = page.get_textpage()
            yield words.get_text_range(errors="replace")
            yield words.get_text_bounded()
            words.close()
            page.close()
        yield from document.get_metadata_dict(skip_empty=True).values()
    finally:
        document.close()


def _unpacked(stream: Any) -> bytes:
    """A stream's bytes; as they lie there where they are packed as a picture."""
    try:
        return bytes(stream.data)
    except NotImplementedError:
        return bytes(stream.encoded_data)


def _pyhanko(data: bytes) -> Iterator[str]:
    """Every object of a PDF, its streams unpacked, by a library that only looks at structure."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    references = {
        each
        for number in range(reader.xrefs.total_revisions)
        for each in reader.xrefs.explicit_refs_in_revision(number)
    }
    for reference in references:
        found: Any = reader.get_object(reference)  # type: ignore[no-untyped-call]  # pyHanko says no types here
        stack: list[Any] = [found]
        while stack:
            value = stack.pop()
            if isinstance(value, generic.StreamObject):
                yield _unpacked(value).decode("latin-1")
            if isinstance(value, generic.DictionaryObject):
                stack += [
                    value.raw_get(key) for key in value if not isinstance(value.raw_get(key), generic.IndirectObject)
                ]
            elif isinstance(value, generic.ArrayObject):
                stack += [each for each in value if not isinstance(each, generic.IndirectObject)]
            elif isinstance(value, str):
                yield value
            elif isinstance(value, bytes):
                yield value.decode("latin-1")


def _pillow(data: bytes) -> Iterator[str]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        for name, value in image.info.items():
            yield f"{name}: {value!r}"
        for tag, value in image.getexif().items():
            yield f"{tag}: {value!r}"


def _exifread(data: bytes) -> Iterator[str]:
    import exifread

    for name, value in exifread.process_file(io.BytesIO(data), details=False).items():
        yield f"{name}: {value}"


def _av(data: bytes) -> Iterator[str]:
    import av

    with av.open(io.BytesIO(data)) as container:
        yield from container.metadata.values()
        for stream in container.streams:
            yield from stream.metadata.values()


def _embedded(data: bytes) -> Iterator[str]:
    """Files in a zip, in a document, in a mail: each by the readers of its own format."""
    for name, inner in _files_in(data):
        yield name
        item = Item(Locator(("file",)), len(inner), data=inner, file_name=name)
        for reader, read in READERS.get(recognise(item), ()):
            if reader == "xberg":
                continue
            yield from _whatever(read, inner)


def _whatever(read: Read, data: bytes) -> list[str]:
    """What a reader gives; others read the file too, and it is looked at byte by byte."""
    try:
        return list(read(data))
    except Exception:  # noqa: BLE001 - a library may raise anything
        return []


def _files_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.filename.lower().endswith((".xml", ".rels", "/")):
                    yield info.filename, archive.read(info)
        return
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and not part.get_content_type().startswith("text/"):
            yield str(part.get_filename() or "attachment"), body


_OTHER_TEXT = (
    data_types.SQL, data_types.LDIF, data_types.REGISTRY, data_types.FIELD_LOG, data_types.LINK, data_types.HL7, data_types.X12, data_types.EDIFACT,
    data_types.SWIFT, data_types.OFX, data_types.QIF,
)  # fmt: skip
READERS: dict[str, list[tuple[str, Read]]] = {}
for _types, _readers in (
    ({media.CSV, media.TSV}, [("csv", _csv), ("text", _decoded)]),
    ({media.JSON, media.JSON_LINES}, [("json", _json), ("text", _decoded)]),
    ({media.HTML}, [("html.parser", _html_parser), ("selectolax", _selectolax), ("xberg", _xberg(media.HTML))]),
    ({media.XML, media.SVG, FLAT_ODF, WORD_XML, EXCEL_XML}, [("ElementTree", _xml), ("text", _decoded)]),
    (media.WORD | media.POWERPOINT, [("ElementTree", _xml_parts)]),
    (media.EXCEL, [("ElementTree", _xml_parts), ("calamine", _calamine)]),
    (media.OPEN_DOCUMENT, [("ElementTree", _xml_parts)]),
    ({media.ODS, media.OTS}, [("calamine", _calamine)]),
    ({media.PDF}, [("pdfium", _pdfium), ("pyHanko", _pyhanko), ("xberg", _xberg(media.PDF))]),
    ({media.MAIL}, [("email", _mail), ("text", _decoded), ("attachments", _embedded)]),
    ({media.ZIP}, [("members", _embedded)]),
    ({media.MBOX}, [("email", _split_mbox), ("text", _decoded)]),
    (media.IMAGES, [("Pillow", _pillow), ("exifread", _exifread)]),
    (media.VIDEO, [("PyAV", _av)]),
    ({media.PLAIN, media.LOG, media.YAML, media.VCARD, media.CALENDAR, *_OTHER_TEXT}, [("text", _decoded), ("HTML as text", _html_parser)]),
    (media.WORD | media.POWERPOINT | media.EXCEL | media.OPEN_DOCUMENT, []),
):  # fmt: skip
    for _type in _types:
        READERS.setdefault(_type, []).extend(_readers)
for _type in media.WORD | media.POWERPOINT | media.EXCEL | media.OPEN_DOCUMENT:
    READERS[_type] += [("embedded", _embedded), ("xberg", _xberg(_type))]
