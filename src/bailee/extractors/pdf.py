"""PDF: text of pages, form fields, annotations, links, attachments, properties, and strings that no page shows.

Text comes from PDFium. Beside it the file's own objects are looked through, for what PDFium does not hand out (descriptions
of pictures, values of fields without a page, properties of somebody's own) and for streams that are broken, which PDFium
passes over in silence, or that grow beyond reason, on which it hangs. A page that is a picture is read as any picture is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from bailee.extractors import xml_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import PDF
from bailee.extractors.pdf_loops import without_loops
from bailee.extractors.pdf_marks import Marks, flattened, outline, string, tidy
from bailee.extractors.pdf_mending import mended
from bailee.extractors.pdf_objects import Objects
from bailee.extractors.pdf_revisions import earlier, lines_of
from bailee.extractors.pdf_tables import Layout, Table, continues, layout
from bailee.extractors.rows import texts_of
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({PDF})

SEARCHED = 128 << 20  # bytes of a file whose objects are looked through
PAGES = 20_000
FAILURES = 30  # pages in a row that cannot be opened: the count was a lie
OCR_DPI = 200  # at which a page is made a picture, and
OCR_SIDE = 3_000  # pixels at most
_PICTURE_SHARE = 0.15  # of a page's area that is picture
_FEW = 100  # characters: a page number, a fax's head line
_LARGE = 0.04  # of a page's area, for a picture on it to be looked at by itself
_THIN = 30  # points: a rule, a banner
_OVER = 30  # characters over a picture: a scan whose text was read before
_AT_ONCE = 8  # pictures of one page


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    import pypdfium2

    whole = item.size <= SEARCHED
    data = item.read() if whole or item.path is None else b""
    objects = Objects(data, budget.bytes_left) if data else None
    if objects is not None and objects.is_bomb:
        raise Unreadable(Reason.TOO_BIG)
    if data and (whole_again := without_loops(data)) is not None:
        data = whole_again
        if objects is not None:
            objects.is_damaged = True
    try:
        document = _opened(data or item.path, None) or budget.unlocked(lambda word: _opened(data or item.path, word))
        if not len(document):
            document.close()
            raise pypdfium2.PdfiumError("no page")
    except pypdfium2.PdfiumError:
        document = _mended(data, budget)
        if objects is not None:
            objects.is_damaged = True
    try:
        yield from _Reader(document, item.locator, budget, objects, earlier(data)).all()
    finally:
        document.close()


def _mended(data: bytes, budget: Budget) -> Any:
    """What is left of a file that was cut short. Unreadable where that is no page."""
    import pypdfium2

    whole = mended(data, budget.bytes_left)
    try:
        document = pypdfium2.PdfDocument(whole) if whole is not None else None
    except pypdfium2.PdfiumError:
        document = None
    if document is None:
        raise Unreadable(Reason.DAMAGED)
    return document


def _opened(source: Any, password: str | None) -> Any:
    """The document; None where it wants another password. PdfiumError where it is none."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == pypdfium2.raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            return None
        raise


class _Reader:
    def __init__(
        self, document: Any, locator: Locator, budget: Budget, objects: Objects | None, revisions: list[bytes]
    ) -> None:
        self.document = document
        self.locator = locator
        self.budget = budget
        self.objects = objects
        self.marks = Marks(document)
        self.attachments = 0
        self.seen = self.marks.seen  # strings handed over, so that the look through the objects adds only others
        self.revisions = revisions
        self.lines: set[int] = set()  # of pages, by their hashes, where there were revisions
        self.table: Table | None = None  # the last one, which may go on on the next page, and
        self.names: tuple[str, ...] = ()  # the names of its columns
        self.latest = ""  # text of the page that was read last
        self.shows = False  # whether any page had something on it

    def all(self) -> Iterator[Extracted]:
        import pypdfium2

        try:
            self.document.init_forms()
        except pypdfium2.PdfiumError:
            self.marks.fields.clear()  # a form that cannot be set up: its fields are read from their objects
        yield from self._pages()
        yield from self._attached()
        yield from self._place("form", self.marks.fields, Part.BODY)
        choices = dict.fromkeys(line for line in self.marks.choices if line not in self.seen)
        yield from self._place("form", choices, Part.METADATA)
        yield from self._forms_in_xml()
        yield from self._place("annotations", self.marks.notes, Part.COMMENT)
        yield from self._properties()
        yield from self._revisions()
        # Something is written on pages, and nothing came of it: its letters, or the fonts that they are drawn by, are missing.
        written = self.objects is not None and self.objects.shows_text and self.objects.has_contents
        if self.objects is not None and (self.objects.is_damaged or (written and not self.shows)):
            yield Unread(self.locator, Reason.DAMAGED)

    def _place(self, segment: str, lines: dict[str, None], part: Part) -> Iterator[Extracted]:
        if lines:
            yield Text.of("\n".join(lines), self.locator.inside(segment), part)

    # Pages

    def _pages(self) -> Iterator[Extracted]:
        import pypdfium2

        count = len(self.document)
        if not count:
            raise Unreadable(Reason.DAMAGED)
        failed = 0
        for number in range(1, min(count, PAGES) + 1):
            place = self.locator.inside(f"page {number}")
            try:
                page = self.document[number - 1]
            except (pypdfium2.PdfiumError, IndexError):
                failed += 1
                if failed == FAILURES:
                    if number == FAILURES:
                        raise Unreadable(Reason.DAMAGED) from None
                    yield Unread(self.locator, Reason.DAMAGED)
                    return
                yield Unread(place, Reason.DAMAGED)
                continue
            failed = 0
            try:
                yield from self._page(page, place)
                drawn = self.marks.are_drawn and flattened(page)
            finally:
                page.close()
            if drawn and (text := self._drawn(number)):
                yield Text.of(text, place, Part.COMMENT, len(self.latest))
        if count > PAGES:
            yield Unread(self.locator, Reason.TOO_BIG)

    def _page(self, page: Any, place: Locator) -> Iterator[Extracted]:
        import pypdfium2

        text = ""
        found: Layout | None = None
        pictures: list[_Area] = []
        try:
            words = page.get_textpage()
            try:
                text = tidy(words.get_text_range(errors="replace"))
                found = layout(words, text)
                pictures = _pictures(page, words, len(text.strip()) < _FEW)
            finally:
                words.close()
        except pypdfium2.PdfiumError:
            yield Unread(place, Reason.DAMAGED)
        self.budget.take(len(text))
        self.shows = self.shows or bool(text.strip()) or _holds_anything(page)
        yield from self._laid_out(found, place) if found is not None else self._plain(text, place)
        self.latest = text
        if self.revisions:
            self.lines.update(hash(line.strip()) for line in text.split("\n"))
        for file in self.marks.of_page(page):
            yield from self._file(file)
        for area in pictures:
            yield from self._seen_text(page, place.inside("ocr"), area)

    def _plain(self, text: str, place: Locator) -> Iterator[Text]:
        if text.strip():
            self.table = None
        for start in range(0, len(text), 200_000):
            yield Text.of(text[start : start + 200_000], place, offset=start)

    def _laid_out(self, found: Layout, place: Locator) -> Iterator[Text]:
        """Lines as text, tables as tables; one that goes on from the page before is read under that one's names."""
        offset = 0
        lines: list[str] = []
        for block in [*found.blocks, ""]:
            if isinstance(block, str):
                lines.append(block)
            if lines and (not isinstance(block, str) or block == ""):
                said = "\n".join(lines) + "\n"
                if said.strip():
                    yield Text.of(said, place, offset=offset)
                    offset += len(said)
                lines.clear()
            if not isinstance(block, str):
                names = self.names if continues(block, self.table) and self.names else None
                self.names = names or block.names()
                self.table = block
                for text in texts_of(block.rows, place, headers=names, offset=offset):
                    yield text
                    offset += len(text.content)

    def _seen_text(self, page: Any, place: Locator, area: _Area) -> Iterator[Extracted]:
        """The text in a picture on a page, or in a page that is one: a scan, a fax, a letter's photograph."""
        import pypdfium2

        try:
            from bailee.extractors.visible_text import visible_text

            scale = min(OCR_DPI / 72, OCR_SIDE / max(*page.get_size(), 1.0))
            picture = page.render(scale=scale, crop=area).to_pil()
        except ImportError:
            yield Unread(place, Reason.EXCLUDED)
            return
        except (pypdfium2.PdfiumError, ValueError):
            yield Unread(place, Reason.DAMAGED)
            return
        yield from visible_text(picture, place)

    def _drawn(self, number: int) -> str:
        """What marks draw on a page and its own text does not say; the page is opened anew, since it was changed."""
        import pypdfium2

        try:
            page = self.document[number - 1]
        except (pypdfium2.PdfiumError, IndexError):
            return ""
        try:
            return self.marks.drawn(page, self.latest)
        except pypdfium2.PdfiumError:
            return ""
        finally:
            page.close()

    def _revisions(self) -> Iterator[Extracted]:
        """Lines of pages as they were before the last saves, that no page says now."""
        import pypdfium2

        for number, data in enumerate(self.revisions, 1):
            try:
                document = _opened(data, None)
            except pypdfium2.PdfiumError:
                continue
            if document is None:
                continue
            try:
                for page, lines in lines_of(document):
                    self.budget.take(sum(map(len, lines)))
                    gone = [
                        line for line in dict.fromkeys(lines) if line.strip() and hash(line.strip()) not in self.lines
                    ]
                    self.lines.update(hash(line.strip()) for line in gone)
                    if gone:
                        place = self.locator.inside(f"before save {number}").inside(f"page {page}")
                        yield Text.of("\n".join(gone), place, Part.HIDDEN)
            finally:
                document.close()

    def _forms_in_xml(self) -> Iterator[Extracted]:
        from pypdfium2 import raw

        for index in range(min(max(raw.FPDF_GetXFAPacketCount(self.document), 0), 50)):
            name = ctypes.create_string_buffer(64)
            raw.FPDF_GetXFAPacketName(self.document, index, name, 64)
            if name.value not in (b"datasets", b"template", b""):  # in one piece, it has no name
                continue
            size = ctypes.c_ulong()
            raw.FPDF_GetXFAPacketContent(self.document, index, None, 0, size)
            self.budget.take(size.value)
            buffer = ctypes.create_string_buffer(max(size.value, 1))
            if raw.FPDF_GetXFAPacketContent(self.document, index, buffer, size.value, size):
                packet = Item(self.locator.inside("form"), size.value, data=buffer.raw[: size.value])
                yield from xml_text.extract(packet, self.budget)

    # Files and properties

    def _attached(self) -> Iterator[Extracted]:
        from pypdfium2 import raw

        for index in range(min(max(raw.FPDFDoc_GetAttachmentCount(self.document), 0), 10_000)):
            if file := raw.FPDFDoc_GetAttachment(self.document, index):
                yield from self._file(file)

    def _file(self, file: Any) -> Iterator[Extracted]:
        from pypdfium2 import raw

        self.attachments += 1
        segment = f"attachment {self.attachments}"
        name = string(lambda buffer, size: raw.FPDFAttachment_GetName(file, buffer, size))
        if name:
            self.marks.note(name)
        size = ctypes.c_ulong()
        if not raw.FPDFAttachment_GetFile(file, None, 0, size) or not size.value:
            yield Unread(self.locator.inside(segment), Reason.DAMAGED)
            return
        self.budget.take(size.value)
        buffer = ctypes.create_string_buffer(size.value)
        raw.FPDFAttachment_GetFile(file, buffer, size.value, size)
        yield Item.nested(self.locator, segment, buffer.raw[: size.value], file_name=name)

    def _properties(self) -> Iterator[Extracted]:
        lines: dict[str, None] = {}
        for key, value in self.document.get_metadata_dict(skip_empty=True).items():
            self.seen.add(value)
            lines[f"{key}: {value}"] = None
        for name in self.objects.names if self.objects is not None else ():
            if value := self.document.get_metadata_value(name):
                lines[f"{name}: {value}"] = None
        for title in outline(self.document):
            self.seen.add(title)
            lines[title] = None
        for script in self._scripts():
            self.seen.add(script)
            lines[script] = None
        if self.objects is not None:
            for key, value in self.objects.strings:
                if value not in self.seen:
                    lines[f"{key}: {value}"] = None
        yield from self._place("metadata", lines, Part.METADATA)
        for packet in self.objects.xmp if self.objects is not None else ():
            for piece in xml_text.extract(Item(self.locator.inside("metadata"), len(packet), data=packet), self.budget):
                if isinstance(piece, Text):
                    yield Text(piece.locator, piece.content, piece.origin, None, Part.METADATA, piece.offset)

    def _scripts(self) -> Iterator[str]:
        from pypdfium2 import raw

        for index in range(min(max(raw.FPDFDoc_GetJavaScriptActionCount(self.document), 0), 200)):
            if action := raw.FPDFDoc_GetJavaScriptAction(self.document, index):
                yield string(lambda buffer, size, of=action: raw.FPDFJavaScriptAction_GetScript(of, buffer, size))  # type: ignore[misc]
                raw.FPDFDoc_CloseJavaScriptAction(action)


_Area = tuple[float, float, float, float]  # what is cut off a page at its left, bottom, right and top
_WHOLE: _Area = (0, 0, 0, 0)


def _holds_anything(page: Any) -> bool:
    from pypdfium2 import raw

    return bool(raw.FPDFPage_CountObjects(page) > 0)


def _pictures(page: Any, words: Any, is_bare: bool) -> list[_Area]:
    """Where a page shows pictures that no text lies over: the whole of a scan, one by one, or in strips as scanners write
    them; and each large picture on a page that has text besides, the largest first."""
    from pypdfium2 import raw

    width, height = page.get_size()
    covered = 0.0
    large: list[tuple[float, _Area]] = []
    for number, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, bottom, right, top = thing.get_bounds()
        left, bottom, right, top = max(left, 0), max(bottom, 0), min(right, width), min(top, height)
        size = max(right - left, 0) * max(top - bottom, 0)
        covered += size
        if size > width * height * _LARGE and not is_bare and min(right - left, top - bottom) > _THIN:
            over = words.get_text_bounded(left, bottom, right, top, errors="replace")
            if len(over.strip()) < _OVER:
                large.append((size, (left, bottom, max(width - right, 0), max(height - top, 0))))
        if number > 500:
            break
    if is_bare:
        return [_WHOLE] if covered > width * height * _PICTURE_SHARE else []
    if large and page.get_rotation():
        return [
            _WHOLE
        ]  # what is cut off counts in the page as it is shown, its pictures as it was before it was turned
    return [area for _, area in sorted(large, reverse=True)[:_AT_ONCE]]
