"""Pictures: lines with a value covered, faces made unrecognisable, everything that the file says beside its pixels left out.

The picture is drawn anew in its own format, upright as a viewer shows it. HEIC, AVIF, PSD and JPEG 2000 become PNG or JPEG.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from bailee.extractors import media_type as media
from bailee.protection.redaction import pixels
from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import Work

if TYPE_CHECKING:
    from PIL.Image import Image

REDACTS = frozenset(media.IMAGES)

_FRAMES = 400
_FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "PNG": ("PNG", {"optimize": False}),
    "JPEG": ("JPEG", {"quality": 92, "subsampling": 0}),
    "MPO": ("JPEG", {"quality": 92, "subsampling": 0}),
    "GIF": ("GIF", {}),
    "TIFF": ("TIFF", {"compression": "tiff_lzw"}),
    "BMP": ("BMP", {}),
    "WEBP": ("WEBP", {"quality": 92}),
    "ICO": ("ICO", {}),
}
_ENDINGS = {"JPEG": (".jpg", media.JPEG), "PNG": (".png", media.PNG)}


def redact(data: bytes, work: Work) -> bytes:
    image = pixels.opened(data)
    kind = image.format or ""
    if max(image.size) < pixels.ICON and getattr(image, "n_frames", 1) == 1 and not _says(image):
        return data  # an icon that says nothing of itself
    count = min(getattr(image, "n_frames", 1), _FRAMES + 1) if kind in ("TIFF", "GIF", "WEBP", "PNG") else 1
    if count > _FRAMES:
        raise RefusedRedaction(Why.TOO_BIG)
    frames: list[Image] = []
    changed = False
    for number in range(count):
        if number:
            try:
                image.seek(number)
            except (EOFError, OSError):
                raise RefusedRedaction(Why.DAMAGED, "picture") from None
        shown, covered = pixels.cover(_bare(image), work)
        changed = changed or covered
        frames.append(shown)
    top = work.depth == _top_depth()
    if not changed and not top and not _says(image):
        return data
    if _says(image):
        work.note("what pictures say of themselves (EXIF, XMP) left out")
    return _written(frames, kind, image, work, is_top=top)


def _top_depth() -> int:
    from bailee.protection.redaction.work import DEPTH

    return DEPTH


def _says(image: Image) -> bool:
    """Whether a file has words beside its pixels."""
    quiet = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "transparency", "gamma", "srgb", "loop", "duration", "background",
             "version", "extension", "compression", "aspect", "interlace", "chromaticity", "adobe", "adobe_transform", "resolution", "timestamp",
             "default_image", "disposal", "blend", "bbox", "sizes"}  # fmt: skip
    return any(str(name).lower() not in quiet for name in image.info) or bool(image.getexif())


def _bare(image: Image) -> Image:
    """One frame as a viewer shows it, its pixels alone."""
    from PIL import ImageOps

    frame = ImageOps.exif_transpose(image) or image
    wanted = (
        frame.mode if frame.mode in ("RGB", "L", "RGBA", "LA") else "RGBA" if "transparency" in frame.info else "RGB"
    )
    if frame.mode in ("I;16", "I", "F"):
        wanted = "L"
        frame = frame.point(lambda level: level / 256) if frame.mode == "I;16" else frame
    bare = frame.convert(wanted)
    bare.info.clear()
    return bare


def _written(frames: list[Image], kind: str, image: Image, work: Work, *, is_top: bool) -> bytes:
    wanted, options = _FORMATS.get(kind, ("PNG" if frames[0].mode in ("RGBA", "LA") else "JPEG", _FORMATS["JPEG"][1]))
    if wanted == "PNG":
        options = {}
    if kind not in _FORMATS or kind == "MPO":
        if is_top:
            work.ending, work.made_type = _ENDINGS[wanted]
        elif kind != "MPO":
            raise RefusedRedaction(Why.INSIDE, "picture")  # its name in the document would say what it is not
    if wanted in ("JPEG", "BMP"):
        frames = [frame.convert("RGB") if frame.mode not in ("RGB", "L") else frame for frame in frames]
    for frame in frames:
        frame.info.clear()
    extra: dict[str, Any] = {}
    if len(frames) > 1:
        extra = {"save_all": True, "append_images": frames[1:]}
        if kind in ("GIF", "WEBP", "PNG"):
            extra |= {"duration": image.info.get("duration", 100), "loop": image.info.get("loop", 0)}
    elif kind == "TIFF" and "dpi" in image.info:
        extra = {"dpi": image.info["dpi"]}
    out = io.BytesIO()
    try:
        frames[0].save(out, wanted, **options, **extra)
    except (OSError, ValueError, KeyError, TypeError):
        raise RefusedRedaction(Why.DAMAGED, "picture") from None
    return out.getvalue()
