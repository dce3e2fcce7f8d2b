"""QR codes in a picture, as text: contacts on badges and cards, boarding passes, payment forms, second factors.

OpenCV (with the extra `ocr`) finds and reads them in 20 to 200 ms.
"""

from __future__ import annotations

from typing import Any

SIZES = (2_000_000, 200_000)  # pixels in which they are looked for: a large code is found in a small picture only
MOST = 50


def read(pixels: Any) -> list[str]:
    """What the codes of a picture say; nothing where it has none, or OpenCV cannot read them."""
    import cv2

    height, width = pixels.shape[:2]
    for area in SIZES:
        scale = min(1.0, (area / (height * width)) ** 0.5)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
        try:
            _, told, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(small)
        except cv2.error:
            continue
        if found := [text for text in told[:MOST] if text.strip()]:
            return found
    return []
