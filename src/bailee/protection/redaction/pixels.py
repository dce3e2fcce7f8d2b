"""What can be seen in a picture: lines with a value in them, codes, faces. Values are covered, faces made unrecognisable.

A line is covered word by word: where a value begins and ends in a line is known by its share of the letters only, so what
is covered goes on to the next gap between words. The covered picture is read again, until nothing is found in it.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bailee.extractors import faces as counted
from bailee.extractors import ocr, visible_text
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import Work

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 80_000_000  # pixels
ICON = 40  # pixels of the longer side: less shows no word and no face
_SMALLEST = 10
_TRIES = 4
_OTHER_SIZE = 1_200  # pixels of the longer side from which on a second look makes a picture smaller, not larger
_FACE = 0.6  # how sure a face is one; in doubt a wheel is blurred too
_SIDES = (640, 1600)  # pixels to which a picture is reduced: large faces, and small ones
_GAP = 0.22  # of a line's height: as wide a gap stands between words


@dataclass(frozen=True, slots=True)
class Seen:
    """A line and where its words stand, from left to right, as shares of its length."""

    text: str
    box: tuple[tuple[float, float], ...]
    words: tuple[tuple[float, float], ...]
    is_tall: bool


def needed() -> None:
    """RefusedRedaction where this computer cannot read pictures."""
    if visible_text.missing() or _detector() is None:
        raise RefusedRedaction(Why.NO_PIXELS)


def opened(data: bytes) -> Image:
    """A picture, decoded. RefusedRedaction where it is none or too big."""
    from PIL import Image as images
    from PIL import UnidentifiedImageError

    from bailee.extractors.images import _with_heif

    _with_heif()
    images.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = images.open(io.BytesIO(data))
            if image.width * image.height > LARGEST:
                raise RefusedRedaction(Why.TOO_BIG)
            image.load()
    except UnidentifiedImageError:
        raise RefusedRedaction(Why.DAMAGED, "picture") from None
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, OverflowError, TypeError, RuntimeError):
        raise RefusedRedaction(Why.DAMAGED, "picture") from None
    return image


def blank(data: bytes) -> bytes:
    """A picture of the same size and format on which nothing is to be seen."""
    from PIL import Image as images

    try:
        image = opened(data)
    except RefusedRedaction:
        if data[:4] in (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a"):  # a metafile, which cannot be drawn here
            return b""
        raise
    out = io.BytesIO()
    images.new("RGB", image.size, (224, 224, 224)).save(out, image.format or "PNG")
    return out.getvalue()


Corners = list[tuple[float, float]]


def cover(image: Image, work: Work) -> tuple[Image, bool]:
    """The picture without values and faces, and whether something was covered. RefusedRedaction where it cannot be."""
    shown, areas, has_faces = covered(image, work)
    return shown, bool(areas) or has_faces


def covered(image: Image, work: Work) -> tuple[Image, list[Corners], bool]:
    """The same with the areas that were covered, and whether there were faces."""
    if max(image.size) < ICON or min(image.size) < _SMALLEST:
        return image, [], False
    needed()
    if image.mode not in ("RGB", "L", "RGBA", "LA"):
        has_alpha = "transparency" in image.info or image.mode in ("PA", "RGBa", "La")
        image = image.convert("RGBA" if has_alpha else "RGB")
    shown = image
    if boxes := faces_in(image):
        shown = blurred(image, boxes)
        work.counts["faces"] += len(boxes)
    all_areas: list[Corners] = []
    for _ in range(_TRIES):
        areas = areas_of(shown, work) or _looked_again(shown, work)
        if not areas:
            work.readers["OCR"] = None
            return shown, all_areas, bool(boxes)
        shown = painted(shown, areas)
        all_areas += areas
    raise RefusedRedaction(Why.TRACE, "picture")


def _looked_again(image: Image, work: Work) -> list[Corners]:
    """The same at another size: a figure misread in one is mostly read right in the other, and a card's check digit tells."""
    from PIL import Image as images

    scale = 0.7 if max(image.size) > _OTHER_SIZE else 1.4
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    areas = areas_of(image.resize(size, images.Resampling.LANCZOS), work)
    return [[(x / scale, y / scale) for x, y in corners] for corners in areas]


def areas_of(image: Image, work: Work) -> list[Corners]:
    """What is to be covered. The lines of a page are read together, as they give each other sense."""
    from bailee.protection.redaction.passages import Passage, Words, views

    lines = lines_of(image, work)
    found: list[Corners] = []
    if lines:
        passages = [Passage([Words(line.text)]) for line in lines]
        by_passage = {id(passage): line for passage, line in zip(passages, lines, strict=True)}
        for view in views(passages):
            for start, end, match in work.spans(view.original):
                for passage, low, high in view.segments(start, end):
                    work.counts[match.category] += 1
                    found.append(_area(by_passage[id(passage)], low, high))
    for line in lines:  # blanks between figures are what OCR gets wrong first
        places = [at for at, letter in enumerate(line.text) if not _is_between_figures(line.text, at)]
        if len(places) == len(line.text):
            continue
        for start, end, match in work.spans("".join(line.text[at] for at in places)):
            work.counts[match.category] += 1
            found.append(_area(line, places[start], places[end - 1] + 1))
    for text, corners in _codes(image):
        if work.spans(text):
            found.append(corners)
    return found


def _is_between_figures(text: str, at: int) -> bool:
    return text[at] == " " and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def lines_of(image: Image, work: Work) -> list[Seen]:
    """Lines of a picture, from the top; the same pixels are read once a file."""
    key = ("lines", image.size, hashlib.blake2b(image.tobytes(), digest_size=16).digest())
    if key not in work.remembered:
        try:
            read = ocr.lines_in(image, lambda: None)
        except ocr.TakesTooLong:
            raise RefusedRedaction(Why.TIMED_OUT, "picture") from None
        seen = [Seen(line.text, tuple(line.box), _words_in(line.strip), line.is_tall) for line in read]
        work.remembered[key] = sorted(seen, key=lambda line: (min(y for _, y in line.box), min(x for x, _ in line.box)))
    found = work.remembered[key]
    return found if isinstance(found, list) else []


def _words_in(strip: Any) -> tuple[tuple[float, float], ...]:
    """Stretches of a line between gaps as wide as those between words, as shares of its length."""
    import cv2
    import numpy

    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if numpy.count_nonzero(ink) > ink.size / 2:
        ink = 255 - ink  # letters are the lesser part
    rows = ink[height // 8 : max(height - height // 8, height // 8 + 1)]
    filled = numpy.count_nonzero(rows, axis=0) > max(1, rows.shape[0] // 30)
    gap = max(2, round(_GAP * height))
    words: list[tuple[float, float]] = []
    start, last = -1, -gap - 1
    for column in range(width):
        if not filled[column]:
            continue
        if column - last > gap:
            if start >= 0:
                words.append((start / width, (last + 1) / width))
            start = column
        last = column
    if start >= 0:
        words.append((start / width, (last + 1) / width))
    return tuple(words)


def _area(line: Seen, low: int, high: int) -> list[tuple[float, float]]:
    """Corners of what is covered for these letters of a line."""
    count = max(len(line.text), 1)
    one = 1 / count
    begin, end = low * one, high * one
    if line.is_tall or not line.words:
        begin, end = 0.0, 1.0
    else:
        margin = 1.5 * one
        taken = [word for word in line.words if word[1] > begin + margin / 2 and word[0] < end - margin / 2]
        expected = len(line.text[low:high].split())
        if len(taken) < expected:  # gaps were not seen: more is covered
            taken = [word for word in line.words if word[1] > begin - margin and word[0] < end + margin]
        begin = min([begin, *(word[0] for word in taken)]) - one / 2
        end = max([end, *(word[1] for word in taken)]) + one / 2
    begin, end = max(begin, -0.01), min(end, 1.01)
    first, second, third, fourth = line.box
    slack = 0.12  # of the height: the boxes around lines are tight

    def along(left: tuple[float, float], right: tuple[float, float], share: float) -> tuple[float, float]:
        return left[0] + (right[0] - left[0]) * share, left[1] + (right[1] - left[1]) * share

    corners = [
        along(first, second, begin),
        along(first, second, end),
        along(fourth, third, end),
        along(fourth, third, begin),
    ]
    top, bottom = corners[:2], [corners[3], corners[2]]
    raised = [along(below, above, 1 + slack) for above, below in zip(top, bottom, strict=True)]
    lowered = [along(above, below, 1 + slack) for above, below in zip(top, bottom, strict=True)]
    return [raised[0], raised[1], lowered[1], lowered[0]]


def painted(image: Image, areas: list[Corners]) -> Image:
    from PIL import ImageDraw

    out = image.copy()
    draw = ImageDraw.Draw(out)
    fill: Any = {"L": 0, "LA": (0, 255), "RGBA": (0, 0, 0, 255)}.get(out.mode, (0, 0, 0))
    for corners in areas:
        draw.polygon([(x, y) for x, y in corners], fill=fill)
    return out


def _codes(image: Image) -> list[tuple[str, Corners]]:
    """Codes of lines and squares, and where they stand."""
    if find_spec("zxingcpp") is not None:
        import zxingcpp

        found = []
        for code in zxingcpp.read_barcodes(image.convert("L")):
            place = code.position
            corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
            found.append((code.text, [(float(corner.x), float(corner.y)) for corner in corners]))
        return found
    import cv2
    import numpy

    pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    try:
        _, texts, points, _ = cv2.QRCodeDetector().detectAndDecodeMulti(pixels)
    except cv2.error:
        return []
    squares = points if points is not None else ()
    return [
        (text, [(float(x), float(y)) for x, y in square])
        for text, square in zip(texts or (), squares, strict=False)
        if text
    ]


# --- faces

Area = tuple[int, int, int, int]  # left, top, right, bottom


def faces_in(image: Image, sides: tuple[int, ...] = _SIDES) -> list[Area]:
    """Where faces are, with what stands around them: hair and chin tell a person too."""
    import numpy

    pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    return faces_in_pixels(pixels, sides)


def faces_in_pixels(pixels: Any, sides: tuple[int, ...] = _SIDES, sure: float = _FACE) -> list[Area]:
    import cv2

    detector = _detector()
    if detector is None:
        raise RefusedRedaction(Why.NO_PIXELS)
    height, width = pixels.shape[:2]
    if min(height, width) < _SMALLEST:
        return []
    found: list[Area] = []
    for side in sides:
        scale = min(1.0, side / max(height, width))
        if side != sides[0] and scale == 1.0 and max(height, width) <= sides[0]:
            continue
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
        detector.setInputSize((small.shape[1], small.shape[0]))
        _, rows = detector.detect(small)
        for row in rows if rows is not None else ():
            if float(row[-1]) < sure:
                continue
            left, top, wide, high = (float(each) / scale for each in row[:4])
            found.append(
                (
                    max(0, int(left - 0.2 * wide)),
                    max(0, int(top - 0.25 * high)),
                    min(width, int(left + 1.2 * wide) + 1),
                    min(height, int(top + 1.2 * high) + 1),
                )
            )
    return _merged(found)


def _merged(areas: list[Area]) -> list[Area]:
    out: list[Area] = []
    for area in sorted(areas, key=lambda each: -(each[2] - each[0]) * (each[3] - each[1])):
        inside = any(
            max(area[0], each[0]) < min(area[2], each[2])
            and max(area[1], each[1]) < min(area[3], each[3])
            and (min(area[2], each[2]) - max(area[0], each[0])) * (min(area[3], each[3]) - max(area[1], each[1]))
            > 0.8 * (area[2] - area[0]) * (area[3] - area[1])
            for each in out
        )
        if not inside and area[2] > area[0] and area[3] > area[1]:
            out.append(area)
    return out


def blurred(image: Image, areas: list[Area]) -> Image:
    """Faces as eight by eight squares, softened: what was there cannot be brought back from sixty-four colours."""
    from PIL import Image as images
    from PIL import ImageFilter

    out = image.copy()
    for area in areas:
        part = out.crop(area)
        coarse = part.resize((6, 6), images.Resampling.BOX).resize(part.size, images.Resampling.BILINEAR)
        out.paste(coarse.filter(ImageFilter.GaussianBlur(max(part.size) / 16)), area[:2])
    return out


@cache
def _detector() -> Any:
    try:
        import cv2
    except ImportError:
        return None
    if not hasattr(cv2, "FaceDetectorYN"):
        return None
    cv2.setNumThreads(1)
    return cv2.FaceDetectorYN.create(str(counted.MODEL), "", (640, 640), _FACE, 0.3, 500)
