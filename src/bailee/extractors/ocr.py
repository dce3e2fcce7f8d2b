"""Text read out of a picture by rapidocr (PP-OCR, its models in the wheel): found, turned upright, recognised line by line.

Lines are found in the picture made smaller, and read from it as it is: the first needs to see shapes only, the second every
pixel. A page that lies on its side or on its head is turned first, so that its lines come in the order in which they are read.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bailee.extractors import codes
from bailee.extractors.misread import mended
from bailee.extractors.page_layout import Piece, Stretch, stretches
from bailee.extractors.picture_gate import flat_share

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 4_000  # pixels of a side at which lines are read
SEARCHED = 1_000_000  # pixels of the picture in which lines are looked for: a page of 840 × 1,190
GLANCED = 300_000  # and of a photograph, which mostly holds none: a third of a second instead of one
PHOTOGRAPH = 0.6  # share of equal neighbours below which it is one
FINER = 2_400_000  # and where letters come out too small in that
SMALL = 11.0  # pixels of a line's height below which they do
SURE = 0.5  # of a line, less is not one
SECONDS = 40.0  # of CPU for one picture: some five hundred lines
_TALL = 1.5  # a line so much higher than wide runs upwards
_TRIED = 3  # lines that tell whether a page stands on its head
_UPRIGHT = 0.85  # how sure they are read if it does not
_LEAST_SIDE = 1_000  # a smaller picture is enlarged: letters of a screen are 12 pixels high


class TakesTooLong(Exception):
    """The picture has more text than one may have; carries what was read of it."""

    def __init__(self, stretches: list[Stretch]) -> None:
        super().__init__()
        self.stretches = stretches


Box = list[tuple[float, float]]  # four corners, from the line's first letter around it


def read_picture(image: Image, alive: Callable[[], None]) -> list[Stretch]:
    """Its text, row by row, tables by themselves; `alive` is called all along. TakesTooLong where it was not read to the end."""
    pixels = _pixels(image)
    coded = [Stretch(tuple((line,) for line in text.splitlines())) for text in codes.read(pixels)]
    until = time.process_time() + SECONDS
    if flat_share(image) < PHOTOGRAPH and not _boxes(pixels, GLANCED)[0]:
        return coded
    pixels, boxes, _ = _laid_straight(pixels, alive)
    pieces: list[Piece] = []
    for box in boxes:
        text, score = _read(_cut(pixels, box))
        if text.strip() and score >= SURE:
            pieces.append(Piece.of(box, mended(text)))
        alive()
        if time.process_time() > until:
            raise TakesTooLong([*stretches(pieces), *coded])
    return [*stretches(pieces), *coded]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a picture: its text, the line by itself (laid straight), and the way from there to the picture's own pixels."""

    text: str
    strip: Any  # blue, green, red
    box: Box  # in the picture's own pixels, from the line's first letter around it
    is_tall: bool


def lines_in(image: Image, alive: Callable[[], None]) -> list[Line]:
    """Each line and where it stands, for whoever covers it. TakesTooLong where there are too many."""
    pixels = _pixels(image)
    scale = pixels.shape[1] / image.width
    until = time.process_time() + 3 * SECONDS
    turned, boxes, turns = _laid_straight(pixels, alive)
    found: list[Line] = []
    for box in boxes:
        strip = _cut(turned, box)
        text, score = _read(strip)
        if text.strip() and score >= SURE:
            found.append(Line(text, strip, _turned_back(box, pixels.shape[:2], turns, scale), _is_tall(box)))
        alive()
        if time.process_time() > until:
            raise TakesTooLong([])
    return found


def _turned_back(box: Box, size: tuple[int, int], turns: int, scale: float) -> Box:
    """A box in the picture that was turned by quarters, as it lies in the picture itself."""
    height, width = size
    corners = []
    for x, y in box:
        if turns >= 2:  # it was stood on its head last
            inner_height, inner_width = (width, height) if turns == 3 else (height, width)
            x, y = inner_width - x, inner_height - y
        if turns in (1, 3):
            x, y = width - y, x
        corners.append((x / scale, y / scale))
    return corners


def _laid_straight(pixels: Any, alive: Callable[[], None]) -> tuple[Any, list[Box], int]:
    """The picture with its lines from left to right, their boxes, and by what it was turned: 1 a quarter, 2 a half, 3 both."""
    alive()
    boxes = _found(pixels)
    alive()
    turns = 0
    if not boxes:
        return pixels, [], turns
    if sum(_height(box) for box in boxes if _is_tall(box)) > sum(_width(box) for box in boxes if not _is_tall(box)):
        pixels = _turned(pixels, 1)
        boxes = _found(pixels) or []
        turns = 1
        alive()
    if _stands_on_its_head(pixels, boxes):
        height, width = pixels.shape[:2]
        pixels = _turned(pixels, 2)
        boxes = [[(width - x, height - y) for x, y in (*box[2:], *box[:2])] for box in boxes]
        turns += 2
    alive()
    return pixels, boxes, turns


def _pixels(image: Image) -> Any:
    """As the engine takes them: blue, green, red; on white where it is transparent."""
    import numpy
    from PIL import Image as images

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        colours = image.convert("RGBA")
        image = images.alpha_composite(images.new("RGBA", colours.size, "white"), colours)
    picture = image.convert("RGB")
    longest = max(picture.size)
    scale = min(LONGEST / longest, 1.0) if longest > _LEAST_SIDE else min(2.0, 2 * _LEAST_SIDE / longest)
    if scale != 1:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, images.Resampling.LANCZOS if scale < 1 else images.Resampling.BICUBIC)
    return numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1])


def _found(pixels: Any) -> list[Box]:
    """Boxes around lines; looked for a second time, and closer, where letters are small."""
    boxes, scale = _boxes(pixels, SEARCHED)
    if boxes and scale < 1:
        heights = sorted(min(_height(box), _width(box)) for box in boxes)
        if heights[len(heights) // 2] * scale < SMALL:
            boxes, _ = _boxes(pixels, FINER)
    return boxes


def _boxes(pixels: Any, area: int) -> tuple[list[Box], float]:
    import cv2

    height, width = pixels.shape[:2]
    scale = min(1.0, (area / (height * width)) ** 0.5)
    small = pixels
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    result = _engine()(small, use_det=True, use_cls=False, use_rec=False)
    found = result.boxes if getattr(result, "boxes", None) is not None else []
    return [[(float(x) / scale, float(y) / scale) for x, y in box] for box in found], scale


def _stands_on_its_head(pixels: Any, boxes: list[Box]) -> bool:
    longest = sorted((box for box in boxes if not _is_tall(box)), key=_width, reverse=True)[:_TRIED]
    if not longest:
        return False
    cuts = [_cut(pixels, box) for box in longest]
    upright = sum(_read(cut)[1] for cut in cuts) / len(cuts)
    if upright >= _UPRIGHT:
        return False
    return sum(_read(_turned(cut, 2))[1] for cut in cuts) / len(cuts) > upright + 0.1


def _read(line: Any) -> tuple[str, float]:
    """Text of a line, and how sure it is (0-1)."""
    result = _engine()(line, use_det=False, use_cls=False, use_rec=True)
    if not getattr(result, "txts", None):
        return "", 0.0
    return str(result.txts[0]), float(result.scores[0])


def _cut(pixels: Any, box: Box) -> Any:
    """A line by itself, straightened; one that runs upwards is laid down."""
    import cv2
    import numpy

    width, height = max(1, round(_width(box))), max(1, round(_height(box)))
    corners = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=numpy.float32)
    change = cv2.getPerspectiveTransform(numpy.array(box, dtype=numpy.float32), corners)
    line = cv2.warpPerspective(pixels, change, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)
    return _turned(line, 1) if height >= _TALL * width else line


def _turned(pixels: Any, quarters: int) -> Any:
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(pixels, quarters))


def _width(box: Box) -> float:
    return max(_distance(box[0], box[1]), _distance(box[3], box[2]))


def _height(box: Box) -> float:
    return max(_distance(box[0], box[3]), _distance(box[1], box[2]))


def _is_tall(box: Box) -> bool:
    return _height(box) >= _TALL * _width(box)


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


@cache
def _engine() -> Any:
    """One a process, made when the first picture needs it: it takes half a second and 100 MB."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_preprocess_img": False,  # sizes are chosen above
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            "Rec.rec_batch_num": 1,  # six at once take twice the memory
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST,
        }
    )
