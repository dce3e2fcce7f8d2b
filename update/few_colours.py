"""Pictures of pages as the docs keep them: of few colours, and small.

save(page.screenshot(), ROOT / "docs" / "images" / "page.png")
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

MOST = 120 << 10  # bytes of one picture


def save(shot: bytes, out: Path, *, highest: int = 3200, colours: tuple[int, ...] = (256, 160, 96, 64, 24)) -> None:
    """As many colours as there is room for; too large a one is an error, not a surprise in the repository. `highest`: pixels."""
    out.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, highest)))
    for number in colours:
        image.quantize(number, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE).save(out, optimize=True)
        if out.stat().st_size <= MOST:
            return
    raise SystemExit(f"{out.name} has {out.stat().st_size:,} bytes")
