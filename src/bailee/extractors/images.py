"""Pictures: what they say of themselves, and, where it is switched on, the text that can be seen in them.

Reading text out of pictures costs 1 to 6 CPU seconds each and 330 MB (measured on pages and screenshots, one thread),
so it is off unless `configure` turns it on. While it is off, a picture that looks like a page or a screen is said to be
read in part only; a photograph without lines of text is read.
"""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsFloat

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import decoded
from bailee.items import Item, Media
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from PIL.Image import Image

READS = frozenset(media_type.IMAGES)

_SIZE_LIMIT = 128 << 20
_PIXEL_LIMIT = 50_000_000  # decoded, 150 MB
_SAMPLE = 1_600  # side of the square whose pixels are compared with their neighbours
_SMALLEST = 48  # pixels; less is an icon
_OCR_SIDE = 2_000
_PAGES = 20
_state = {"ocr": False}


def configure(*, ocr: bool) -> None:
    """Whether text is read out of pictures in this process. Needs the extra `ocr`, 700 MB a worker and its time."""
    _state["ocr"] = ocr


def reads_text() -> bool:
    """Whether `configure` turned on that text is read out of pictures."""
    return _state["ocr"]


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of what we answer to ourselves
        yield from _extract(item, budget)


def _extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    _with_heif()
    if item.size > _SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is decoded
    with item.open() as stream:
        try:
            image = Image.open(stream)
            width, height = image.size
        except UnidentifiedImageError:
            raise Unreadable(Reason.DAMAGED) from None
        except (OSError, ValueError, SyntaxError, KeyError, IndexError, OverflowError, TypeError, RuntimeError):
            raise Unreadable(Reason.DAMAGED) from None
        facts = _facts(image)
        flat: float | None = None
        pages: list[Extracted] = []
        if width * height > _PIXEL_LIMIT:
            pages.append(Unread(item.locator.inside("ocr"), Reason.TOO_BIG))
        else:
            try:
                budget.take(width * height)
                image.load()
                flat = flat_share(image)
                pages += _pages(image, item.locator, budget)
            except Unreadable as refusal:
                pages.append(Unread(item.locator.inside("ocr"), refusal.reason))
            except (OSError, ValueError, SyntaxError, KeyError, IndexError, OverflowError, TypeError, RuntimeError):
                pages.append(Unread(item.locator, Reason.DAMAGED))
        yield Media(
            item.locator,
            "image",
            width=width,
            height=height,
            made_by=_made_by(facts),
            made_at=_made_at(facts),
            flat_share=flat,
        )
        lines = [f"{name}: {value}" for name, value in facts.items()]
        if lines:
            yield Text.of("\n".join(lines), item.locator.inside("metadata"), Part.METADATA)
        yield from pages


@cache
def _with_heif() -> None:
    """Pillow reads HEIC and AVIF once pillow-heif is there."""
    try:
        import pillow_heif
    except ImportError:
        return
    pillow_heif.register_heif_opener()


# --- text in the picture


def _pages(image: Image, locator: Locator, budget: Budget) -> Iterator[Extracted]:
    """Text of each page: a fax or a scan is often a TIFF of many. Frames of an animation show the same again."""
    count = getattr(image, "n_frames", 1) if image.format in ("TIFF", "PSD") else 1
    place = locator.inside("ocr")
    found: list[str] = []
    for number in range(min(count, _PAGES)):
        if number:
            image.seek(number)
            budget.take(image.width * image.height)
        if not holds_text(image):
            continue
        if not _state["ocr"]:
            yield Unread(place, Reason.EXCLUDED)
            return
        text = read_picture(image)
        if text is None:
            yield Unread(place, Reason.EXCLUDED)
            return
        found.append(text)
    if any(found):
        yield Text.of("\n\n".join(found), place)
    if count > _PAGES:
        yield Unread(place, Reason.TOO_BIG)


def holds_text(image: Image) -> bool:
    """Whether a picture looks like it holds lines of text: strips in which busy rows and quiet rows take turns.

    A guess by design, and one that had rather ask for a reading too many: letters are thin strong edges in bands with
    still gaps between, on one ground; leaves, faces and walls are not.
    """
    from PIL import Image as images
    from PIL import ImageChops

    if min(image.size) < _SMALLEST:
        return False
    grey = _grey(image)
    scale = 1_000 / max(grey.size)
    if scale < 1:
        grey = grey.resize(
            (max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), images.Resampling.BOX
        )
    width, height = grey.size
    edges = ImageChops.difference(grey.crop((1, 0, width, height)), grey.crop((0, 0, width - 1, height)))
    strong = edges.point([255 if level > 40 else 0 for level in range(256)])
    strips = max(1, min(8, width // 60))
    share = list(strong.resize((strips, height), images.Resampling.BOX).tobytes())
    lines = sorted((_bands(share[strip::strips]) for strip in range(strips)), reverse=True)
    if flat_share(image) < 0.3:  # grain and leaves make bands by chance; a photographed page has them side by side
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


def read_picture(image: Image) -> str | None:
    """The text that can be seen in a picture, line by line; None where no engine is installed."""
    engine = _engine()
    if engine is None:
        return None
    import numpy
    from PIL import Image as images

    picture = image.convert("RGB")
    picture.thumbnail((_OCR_SIDE, _OCR_SIDE), images.Resampling.LANCZOS)
    result = engine(numpy.asarray(picture))
    boxes = result.boxes if result.boxes is not None else []
    lines: list[tuple[float, float, float, str]] = []
    for box, text in zip(boxes, result.txts or (), strict=False):
        heights = [float(point[1]) for point in box]
        lines.append(((min(heights) + max(heights)) / 2, float(box[0][0]), max(heights) - min(heights), text))
    return _in_rows(lines)


def _in_rows(lines: list[tuple[float, float, float, str]]) -> str:
    """Pieces at one height are one line, apart by tabs: a label and its value belong together."""
    rows: list[list[tuple[float, float, float, str]]] = []
    for line in sorted(lines):
        if rows and line[0] - rows[-1][0][0] < 0.5 * max(line[2], 1):
            rows[-1].append(line)
        else:
            rows.append([line])
    return "\n".join("\t".join(piece[3] for piece in sorted(row, key=lambda piece: piece[1])) for row in rows)


@cache
def _engine() -> Any:
    """One a process, made when the first picture needs it: it takes half a second and 100 MB."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            "Rec.rec_batch_num": 1,  # six at once take twice the memory
            "Det.limit_type": "max",
            "Det.limit_side_len": 960,
        }
    )


# --- what a picture says of itself


def flat_share(image: Image) -> float:
    """Share (0-1) of pixels equal to their right neighbour: screens are flat, photographs are not."""
    from PIL import ImageChops

    grey = _grey(image)
    left, top = max(0, (grey.width - _SAMPLE) // 2), max(0, (grey.height - _SAMPLE) // 2)
    part = grey.crop((left, top, min(grey.width, left + _SAMPLE), min(grey.height, top + _SAMPLE)))
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


def _facts(image: Image) -> dict[str, str]:
    """Everything in words that the file says beside its pixels, by name."""
    found: dict[str, str] = {}
    try:
        found.update(_exif(image))
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, OverflowError, RuntimeError):
        found["EXIF"] = "damaged"
    for name, value in image.info.items():
        if name in ("exif", "icc_profile", "photoshop", "jfif", "adobe", "transparency", "gamma", "chromaticity"):
            continue
        text = _in_words(value)
        if text and str(name).lower() in ("xmp", "xml:com.adobe.xmp", "raw profile type xmp"):
            found["XMP"] = _xmp(text)
        elif text and not isinstance(value, int | float | tuple | bool):
            found[str(name)] = text
    for name, value in _iptc(image):
        found[name] = f"{found[name]}; {value}" if name in found else value
    return {name: value for name, value in found.items() if value}


def _exif(image: Image) -> Iterator[tuple[str, str]]:
    from PIL import ExifTags

    exif = image.getexif()
    tables = (
        (exif, ExifTags.TAGS),
        (exif.get_ifd(ExifTags.IFD.Exif), ExifTags.TAGS),
    )
    for table, names in tables:
        for tag, value in table.items():
            name = names.get(tag, f"tag {tag}")
            if tag in (0x8769, 0x8825, 0xA005, 0x927C, 0x014A, 0x0111, 0x0117, 0x02BC, 0x83BB, 0x8649, 0x8773):
                continue  # pointers, maker's notes, tables of strips, and what is read elsewhere
            if name.startswith("XP") and isinstance(value, bytes | tuple):
                text = bytes(value).decode("utf-16-le", "replace").rstrip("\0 ")
            elif name == "UserComment" and isinstance(value, bytes):
                text = _user_comment(value)
            else:
                text = _in_words(value)
            if text:
                yield name, text
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if place:
        latitude, longitude = _degrees(place, 1), _degrees(place, 3)
        if latitude is not None and longitude is not None:
            yield "GPS position", f"{latitude:.6f}, {longitude:.6f}"
        for tag in (0x1B, 0x1C, 0x1D):
            if tag in place:
                yield f"GPS {ExifTags.GPSTAGS[tag]}", _in_words(place[tag])


def _degrees(place: dict[int, Any], tag: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[tag + 1])
        value = degrees + minutes / 60 + seconds / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return -value if str(place.get(tag, "")).upper().startswith(("S", "W")) else value


def _user_comment(value: bytes) -> str:
    code, raw = value[:8], value[8:]
    if code.startswith(b"UNICODE"):
        return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace").strip("\0 ")
    return _in_words(raw if code[:5] in (b"ASCII", b"\0\0\0\0\0") else value)


def _in_words(value: object) -> str:
    if isinstance(value, bytes):
        stripped = value.strip(b"\0 ")
        if not stripped or sum(byte < 9 or 13 < byte < 32 for byte in stripped) > len(stripped) / 20:
            return ""
        return decoded(stripped, None)
    if isinstance(value, str):
        with contextlib.suppress(UnicodeError):  # Pillow takes UTF-8 in EXIF for Latin-1
            value = value.encode("latin-1").decode("utf-8")
        return value.replace("\0", " ").strip()
    if isinstance(value, tuple | list):
        return ", ".join(filter(None, map(_in_words, value[:50])))
    if isinstance(value, int):
        return str(value)
    try:
        return f"{float(value):.4g}" if isinstance(value, SupportsFloat) else ""
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return ""


def _xmp(packet: str) -> str:
    """Values of an XMP packet with the name of their element or attribute; the packet may be damaged."""
    packet = re.sub(r"<\?.*?\?>|xmlns:[\w.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", packet, flags=re.DOTALL)
    found = [f"{name}: {value}" for name, value in re.findall(r"([\w.-]+:[\w.-]+)\s*=\s*[\"']([^\"']+)[\"']", packet)]
    name = ""
    for tag, text in re.findall(r"<([^<>]*)>([^<]*)", packet):
        if not tag.startswith(("/", "rdf:")):
            name = tag.split()[0].rstrip("/") if tag.split() else name
        if text.strip():
            found.append(f"{name}: {text.strip()}")
    return "\n".join(found)


def _iptc(image: Image) -> Iterator[tuple[str, str]]:
    """Captions, by-lines and contacts that agencies and editors write."""
    from PIL import IptcImagePlugin

    names = {5: "title", 25: "keyword", 80: "by-line", 85: "by-line title", 90: "city", 101: "country",
             105: "headline", 110: "credit", 115: "source", 116: "copyright", 118: "contact", 120: "caption",
             122: "caption writer"}  # fmt: skip
    try:
        records = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # it is one that was opened
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, AttributeError):
        return
    for (record, number), value in records.items():
        if record == 2 and number in names:
            yield f"IPTC {names[number]}", _in_words(value)


def _made_by(facts: dict[str, str]) -> str:
    maker, model = facts.get("Make", ""), facts.get("Model", "")
    if maker or model:
        return (model if model.startswith(maker) else f"{maker} {model}").strip()
    return facts.get("Software") or facts.get("CreatorTool") or ""


def _made_at(facts: dict[str, str]) -> str:
    written = facts.get("DateTimeOriginal") or facts.get("DateTimeDigitized") or facts.get("DateTime") or ""
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)", written)
    if found:
        return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}"
    written = facts.get("Creation Time") or facts.get("date:create") or ""
    return written if re.match(r"\d{4}-\d\d-\d\dT", written) else ""
