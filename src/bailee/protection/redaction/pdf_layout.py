"""Text taken out of the pages of a PDF as they are: lines stay where they are, letters stay letters.

A text object with a value in it is made anew of what stands before and behind the value, in its own font, and a bar is drawn
in the value's place. Pages are then taken over into a new file, so that nothing comes along that no page shows. What comes of
it is proven: the words of each page are those that were to be left, no stream has a value, and no picture shows one. Where that
cannot be had, there is no such file, and pages become pictures.
"""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from typing import Any

from bailee.protection.redaction import pixels
from bailee.protection.redaction.pdf_letters import Letter, letters_of
from bailee.protection.redaction.work import Work

_DPI = 200
_SIDE = 4_500


def redact(data: bytes, work: Work) -> bytes | None:
    """The file, or None where that cannot be done or proven."""
    import pypdfium2

    source = pypdfium2.PdfDocument(data)
    try:
        wanted: list[str] = []
        for number in range(len(source)):
            page = source[number]
            try:
                left = _page(source, page, work)
            finally:
                page.close()
            if left is None:
                return None
            wanted.append(left)
        made = _taken_over(source)
    except pypdfium2.PdfiumError:
        return None
    finally:
        source.close()
    return made if _is_proven(made, wanted, work) else None


def _page(source: Any, page: Any, work: Work) -> str | None:
    """Take values out of a page; the letters that are left, blanks aside, or None where an object cannot be taken apart."""
    from pypdfium2 import raw

    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # what marks and forms show becomes part of the page
    for index in reversed(range(max(raw.FPDFPage_GetAnnotCount(page), 0))):
        raw.FPDFPage_RemoveAnnot(page, index)
    letters = letters_of(page)
    spans = work.spans("".join(letter.text for letter in letters))
    gone = {index for low, high, _ in spans for index in range(low, high)}
    if gone and not _rewritten(source, page, letters, gone):
        return None
    if not raw.FPDFPage_GenerateContent(page):
        return None
    return "".join(letter.text for index, letter in enumerate(letters) if index not in gone and letter.text.strip())


def _rewritten(source: Any, page: Any, letters: list[Letter], gone: set[int]) -> bool:
    from pypdfium2 import raw

    own = {_address(raw.FPDFPage_GetObject(page, index)) for index in range(raw.FPDFPage_CountObjects(page))}
    words = page.get_textpage()
    try:
        members: dict[int, list[int]] = defaultdict(list)
        objects: dict[int, Any] = {}
        for index in range(len(letters)):
            found = raw.FPDFText_GetTextObject(words, index)
            if not found:  # a blank or a line's end that PDFium itself put there
                continue
            objects[_address(found)] = found
            members[_address(found)].append(index)
        made: list[Any] = []
        removed: list[Any] = []
        for address, indexes in members.items():
            if gone.isdisjoint(indexes):
                continue
            if address not in own:
                return False  # in a form that other pages may show too
            runs = _runs(indexes, gone)
            for run in runs:
                piece = _piece(source, words, objects[address], letters, run)
                if piece is None:
                    return False
                made.append(piece)
            removed.append(objects[address])
    finally:
        words.close()
    for each in removed:
        if not raw.FPDFPage_RemoveObject(page, each):
            return False
        raw.FPDFPageObj_Destroy(each)
    for each in made:
        raw.FPDFPage_InsertObject(page, each)
    for box in _bars([letters[index] for index in sorted(gone)]):
        left, bottom, right, top = box
        bar = raw.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
        raw.FPDFPageObj_SetFillColor(bar, 0, 0, 0, 255)
        raw.FPDFPath_SetDrawMode(bar, raw.FPDF_FILLMODE_WINDING, False)
        raw.FPDFPage_InsertObject(page, bar)
    return True


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _runs(indexes: list[int], gone: set[int]) -> list[list[int]]:
    """Letters of an object that stay, those that follow one another together."""
    runs: list[list[int]] = [[]]
    for index in indexes:
        if index in gone:
            runs.append([])
        else:
            runs[-1].append(index)
    return [run for run in runs if run]


def _piece(source: Any, words: Any, model: Any, letters: list[Letter], run: list[int]) -> Any:
    """An object of these letters in the font, size and colour of another, where the first of them stood."""
    from pypdfium2 import raw

    size = ctypes.c_float()
    font = raw.FPDFTextObj_GetFont(model)
    if not font or not raw.FPDFTextObj_GetFontSize(model, size):
        return None
    text = "".join(letters[index].text for index in run)
    piece = raw.FPDFPageObj_CreateTextObj(source, font, size.value)
    coded = (text + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(coded)
    if not piece or not raw.FPDFText_SetText(piece, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))):
        return None
    matrix = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFPageObj_GetMatrix(model, matrix) or not raw.FPDFText_GetCharOrigin(words, run[0], x, y):
        return None
    matrix.e, matrix.f = x.value, y.value
    raw.FPDFPageObj_SetMatrix(piece, matrix)
    colour = [ctypes.c_uint() for _ in range(4)]
    if raw.FPDFPageObj_GetFillColor(model, *colour):
        raw.FPDFPageObj_SetFillColor(piece, *(each.value for each in colour))
    raw.FPDFTextObj_SetTextRenderMode(piece, raw.FPDFTextObj_GetTextRenderMode(model))
    return piece


def _bars(letters: list[Letter]) -> list[tuple[float, float, float, float]]:
    joined: list[list[float]] = []
    for letter in letters:
        left, bottom, right, top = letter.box
        if not letter.text.strip() or right <= left:
            continue
        last = joined[-1] if joined else None
        if last is not None and abs(last[1] - bottom) < 0.6 * (top - bottom) and left - last[2] < 2 * (top - bottom):
            last[:] = [min(last[0], left), min(last[1], bottom), max(last[2], right), max(last[3], top)]
        else:
            joined.append([left, bottom, right, top])
    return [(left - 0.5, bottom - 1.5, right + 0.5, top + 1.5) for left, bottom, right, top in joined]


def _taken_over(source: Any) -> bytes:
    import pypdfium2

    target = pypdfium2.PdfDocument.new()
    try:
        target.import_pages(source)
        out = io.BytesIO()
        target.save(out)
        return out.getvalue()
    finally:
        target.close()


def _is_proven(made: bytes, wanted: list[str], work: Work) -> bool:
    import pypdfium2

    from bailee.protection.redaction.reading import streams

    if any(work.values.is_in_bytes(stream) for stream in streams(made)):
        return False
    document = pypdfium2.PdfDocument(made)
    try:
        if len(document) != len(wanted):
            return False
        for number, expected in enumerate(wanted):
            page = document[number]
            try:
                there = "".join(letter.text for letter in letters_of(page) if letter.text.strip())
                if sorted(there) != sorted(expected):
                    return False
                scale = min(_DPI / 72, _SIDE / max(*page.get_size(), 1.0))
                picture = page.render(scale=scale).to_pil().convert("RGB")
                _, areas, faces = pixels.covered(picture, work)
                if areas or faces:
                    return False
            finally:
                page.close()
    finally:
        document.close()
    return True
