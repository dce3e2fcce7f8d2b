"""PDF: each page becomes a picture of 200 dpi on which values are covered, with the words that are left laid over it unseen.

What a page does not show is not in the copy: attachments, properties, scripts, earlier versions, text of annotations. With
`keep_layout` text is taken out of the pages as they are, and the copy is checked; where it is not clean, pages become pictures.
"""

from __future__ import annotations

import ctypes
import io
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bailee.extractors.media_type import PDF
from bailee.protection.redaction import pdf_layout, pixels
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.pdf_letters import Letter, letters_of
from bailee.protection.redaction.pdf_writing import Sheet, Word, document
from bailee.protection.redaction.pixels import Corners
from bailee.protection.redaction.work import Work
from bailee.text import Match

if TYPE_CHECKING:
    from PIL.Image import Image

REDACTS = frozenset({PDF})

DPI = 200
_SIDE = 4_500  # pixels
_PAGES = 500


def redact(data: bytes, work: Work) -> bytes:
    import pypdfium2

    try:
        source = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", 0) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise RefusedRedaction(Why.ENCRYPTED if locked else Why.DAMAGED) from None
    try:
        if not 0 < len(source) <= _PAGES:
            raise RefusedRedaction(Why.TOO_BIG if len(source) else Why.DAMAGED)
        try:
            source.init_forms()
        except pypdfium2.PdfiumError:
            work.note("a form in it could not be drawn")
        sheets = [_sheet(source, number, work) for number in range(len(source))]
        if work.wish.keep_layout:
            kept = pdf_layout.redact(data, work)
            if kept is not None:
                work.note(
                    "text taken out of the pages as they are; attachments, marks, bookmarks and properties are left out"
                )
                return kept
            work.note("the layout could not be kept and proven clean")
        work.note(
            "pages are pictures with their words over them; attachments, bookmarks, links and properties are left out"
        )
        return document(sheets)
    finally:
        source.close()


def _sheet(source: Any, number: int, work: Work) -> Sheet:
    import pypdfium2

    try:
        page = source[number]
    except (pypdfium2.PdfiumError, IndexError):
        raise RefusedRedaction(Why.DAMAGED, "page") from None
    try:
        letters = letters_of(page)
        text = "".join(letter.text for letter in letters)
        scale = min(DPI / 72, _SIDE / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        place = _Place(page, picture.width, picture.height)
        spans = work.spans(text)
        for _, _, match in spans:
            work.counts[match.category] += 1
        own = [area for low, high, _ in spans for area in _areas(letters[low:high], place)]
        shown, seen, _ = pixels.covered(pixels.painted(picture, own), work)
        words = _words(letters, spans, place, seen, work)
        words += _read_words(shown, words, work, picture.height)
        return _as_sheet(_labelled(shown, letters, spans, place, work), words, scale)
    finally:
        page.close()


class _Place:
    """From a page's own points to the pixels of its picture, its turn and its crop taken into account."""

    def __init__(self, page: Any, width: int, height: int) -> None:
        from pypdfium2 import raw

        def at(x: float, y: float) -> tuple[int, int]:
            column, row = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, column, row)
            return column.value, row.value

        # three points tell the whole way, which is a turn and a stretch
        self.width, self.height = width, height
        size = 1000.0
        (self.x, self.y), (x1, y1), (x2, y2) = at(0, 0), at(size, 0), at(0, size)
        self.a, self.b = (x1 - self.x) / size, (y1 - self.y) / size
        self.c, self.d = (x2 - self.x) / size, (y2 - self.y) / size

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels."""
        corners = [(box[0], box[1]), (box[2], box[3])]
        points = [(self.x + self.a * x + self.c * y, self.y + self.b * x + self.d * y) for x, y in corners]
        return (
            min(point[0] for point in points),
            min(point[1] for point in points),
            max(point[0] for point in points),
            max(point[1] for point in points),
        )


def _areas(letters: list[Letter], place: _Place) -> list[Corners]:
    """Boxes around letters that stand together, a little larger than they are: what a letter reaches beyond its box is it too."""
    boxes = [place.box(letter.box) for letter in letters if letter.text.strip() and letter.box[2] > letter.box[0]]
    joined: list[list[float]] = []
    for left, top, right, bottom in boxes:
        last = joined[-1] if joined else None
        if last is not None and min(last[3], bottom) - max(last[1], top) > 0.4 * min(last[3] - last[1], bottom - top):
            gap = max(left - last[2], last[0] - right)
            if gap < 1.5 * (bottom - top):
                last[:] = [min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom)]
                continue
        joined.append([left, top, right, bottom])
    out = []
    for left, top, right, bottom in joined:
        more = 0.25 * (bottom - top) + 1
        aside = 0.06 * (bottom - top) + 1
        out.append(
            [
                (left - aside, top - more),
                (right + aside, top - more),
                (right + aside, bottom + more),
                (left - aside, bottom + more),
            ]
        )
    return out


def _words(
    letters: list[Letter], spans: list[tuple[int, int, Match]], place: _Place, seen: list[Corners], work: Work
) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Words of the page and their boxes in pixels; in the place of a value what stands for it."""
    gone: dict[int, tuple[int, Match] | None] = {}
    for low, high, match in spans:
        for index in range(low, high):
            gone[index] = (high, match) if index == low else None
    out: list[tuple[str, tuple[float, float, float, float]]] = []
    word: list[Letter] = []

    def end() -> None:
        if word:
            box = _around([place.box(letter.box) for letter in word])
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if not any(_is_inside(middle, corners) for corners in seen):
                out.append(("".join(letter.text for letter in word), box))
            word.clear()

    for index, letter in enumerate(letters):
        if index in gone:
            end()
            if (begins := gone[index]) is not None:
                high, match = begins
                value = [each for each in letters[index:high] if each.text.strip()]
                first = value[:1] and [each for each in value if abs(each.box[1] - value[0].box[1]) < 3]
                if first:
                    words = work.instead(match, "".join(each.text for each in letters[index:high]))
                    out.append((words, _around([place.box(each.box) for each in first])))
        elif letter.text.isspace():
            end()
        else:
            if word and abs(letter.box[1] - word[-1].box[1]) > 2 * max(1.0, letter.box[3] - letter.box[1]):
                end()
            word.append(letter)
    end()
    return out


def _read_words(
    shown: Image, words: list[tuple[str, tuple[float, float, float, float]]], work: Work, height: int
) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Words that only the picture has: a scan, a stamp."""
    out = []
    for line in pixels.lines_of(shown, work) if min(shown.size) >= pixels.ICON else ():
        box = _around([(x, y, x, y) for x, y in line.box])
        over = [
            each
            for _, each in words
            if each[0] < box[2] and each[2] > box[0] and each[1] < (box[1] + box[3]) / 2 < each[3]
        ]
        if over or line.is_tall:
            continue
        at = 0.0
        count = max(len(line.text), 1)
        for _, group in groupby(line.text, key=str.isspace):
            piece = "".join(group)
            start, at = at, at + len(piece) / count
            if piece.strip():
                out.append(
                    (piece, (box[0] + (box[2] - box[0]) * start, box[1], box[0] + (box[2] - box[0]) * at, box[3]))
                )
    return out


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _is_inside(point: tuple[float, float], corners: Corners) -> bool:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys)


def _labelled(
    shown: Image, letters: list[Letter], spans: list[tuple[int, int, Match]], place: _Place, work: Work
) -> Image:
    """What stands for a value is written on its bar, where it is asked for more than a bar."""
    if work.wish.redaction is None or not spans:
        return shown
    from PIL import ImageDraw, ImageFont

    out = shown.copy()
    draw = ImageDraw.Draw(out)
    for low, high, match in spans:
        for corners in _areas(letters[low:high], place)[:1]:
            words = work.instead(match, "".join(each.text for each in letters[low:high])).strip("[]")
            wide, high_ = corners[1][0] - corners[0][0], corners[2][1] - corners[0][1]
            font = ImageFont.load_default(max(6, min(high_ * 0.6, 1.7 * wide / max(len(words), 1))))
            if words.isascii():
                draw.text(((corners[0][0] + corners[1][0]) / 2, (corners[0][1] + corners[2][1]) / 2), words, fill=(255, 255, 255), font=font, anchor="mm")  # fmt: skip
    return out


def _as_sheet(shown: Image, words: list[tuple[str, tuple[float, float, float, float]]], scale: float) -> Sheet:
    from PIL import ImageChops

    red, green, blue = shown.split()
    is_grey = (
        ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(green, blue).getbbox() is None
    )
    picture = shown.convert("L") if is_grey else shown
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    placed = [
        Word(text, left / scale, (shown.height - bottom) / scale, (right - left) / scale, (bottom - top) / scale)
        for text, (left, top, right, bottom) in words
    ]
    return Sheet(
        shown.width / scale, shown.height / scale, out.getvalue(), shown.width, shown.height,
        "DeviceGray" if is_grey else "DeviceRGB", placed,
    )  # fmt: skip
