"""How many faces a film's frame shows: counted, never identified. Nothing of a face is kept, neither its place nor its features.

YuNet (OpenCV's own, 232 KB, beside this file) looks at the picture made small: 20 ms. A face of some 12 pixels in that is
found, one behind a mask or from the side often not, so a count is a least. Without OpenCV (extra `ocr`) nothing is counted.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MODEL = Path(__file__).with_name("face_detection_yunet_2023mar.onnx")
SIDE = 640  # pixels to which a picture is reduced
SURE = 0.75  # of a face; at .6 wheels of motorcycles are some
_LEAST = 40  # pixels of the picture's shorter side


def count(image: Image) -> int | None:
    """Faces in a picture; None where nothing here can count them."""
    counter = _counter()
    if counter is None:
        return None
    if min(image.size) < _LEAST:
        return 0
    import numpy
    from PIL import Image as images

    small = image.convert("RGB")
    small.thumbnail((SIDE, SIDE), images.Resampling.BILINEAR)
    counter.setInputSize(small.size)
    _, found = counter.detect(numpy.ascontiguousarray(numpy.asarray(small)[:, :, ::-1]))
    return 0 if found is None else len(found)


@cache
def _counter() -> Any:
    try:
        import cv2
    except ImportError:
        return None
    if not hasattr(cv2, "FaceDetectorYN"):
        return None
    cv2.setNumThreads(1)
    return cv2.FaceDetectorYN.create(str(MODEL), "", (SIDE, SIDE), SURE, 0.3, 500)
