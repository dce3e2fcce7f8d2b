"""Whether a picture may hold text, by a cheap look: what it lets through costs seconds, what it holds back is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_SAMPLE = 1_600  # side of the square whose pixels are compared with their neighbours
_SMALLEST = 48  # pixels; less is an icon


def holds_text(image: Image) -> bool:
    """Whether a picture looks like it holds lines of text: strips in which busy rows and quiet rows take turns.

    A guess by design, and one that had rather ask for a reading too many: letters are thin strong edges in bands with
    still gaps between, on one ground; leaves, faces and walls are not.
    """
    from PIL import Image as images

    if min(image.size) < _SMALLEST:
        return False
    grey = _grey(image)
    scale = 1_000 / max(grey.size)
    if scale < 1:
        grey = grey.resize(
            (max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), images.Resampling.BOX
        )
    flat = flat_share(image)
    return _has_lines(grey, flat) or _has_lines(grey.transpose(images.Transpose.ROTATE_90), flat)


def _has_lines(grey: Image, flat: float) -> bool:
    """Whether lines of text run from left to right."""
    from PIL import Image as images
    from PIL import ImageChops

    width, height = grey.size
    edges = ImageChops.difference(grey.crop((1, 0, width, height)), grey.crop((0, 0, width - 1, height)))
    strong = edges.point([255 if level > 40 else 0 for level in range(256)])
    strips = max(1, min(8, width // 60))
    share = list(strong.resize((strips, height), images.Resampling.BOX).tobytes())
    lines = sorted((_bands(share[strip::strips]) for strip in range(strips)), reverse=True)
    if flat < 0.3:  # grain and leaves make bands by chance; a photographed page has them side by side
        return sum(1 for count in lines if count >= 3) >= 3
    return sum(lines) >= 3


def _bands(rows: list[int]) -> int:
    """Stretches of 3 to 45 busy rows between quiet ones, in a column of edge shares (0-255)."""
    count = length = 0
    quiet = 2
    for share in [*rows, 0, 0]:
        if share >= 8:
            length = length + 1 if quiet < 2 or length else 1
            quiet = 0
        else:
            quiet += 1
            if quiet == 2:
                count += 3 <= length <= 45
                length = 0
    return count


def flat_share(image: Image) -> float:
    """Share (0-1) of pixels equal to their right neighbour: screens are flat, photographs are not."""
    from PIL import ImageChops

    left, top = max(0, (image.width - _SAMPLE) // 2), max(0, (image.height - _SAMPLE) // 2)
    part = _grey(image.crop((left, top, min(image.width, left + _SAMPLE), min(image.height, top + _SAMPLE))))
    if part.width < 2:
        return 0.0
    difference = ImageChops.difference(
        part.crop((1, 0, part.width, part.height)), part.crop((0, 0, part.width - 1, part.height))
    )
    return float(difference.histogram()[0]) / (difference.width * difference.height)


def _grey(image: Image) -> Image:
    """In grey levels, on white where it is transparent."""
    from PIL import Image as images

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        colours = image.convert("RGBA")
        ground = images.new("RGBA", colours.size, "white")
        return images.alpha_composite(ground, colours).convert("L")
    return image.convert("L")
