"""Pictures: what they say of themselves, and the text that can be seen in them (`visible_text`).

Where pictures are not read, one that looks like a page or a screen is said to be read in part only; a photograph without
lines of text is read whole. Faces are not counted here: how many a camera's film shows says what the film is, and of a
picture nobody is told.
"""

from __future__ import annotations

import contextlib
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsFloat

from bailee.extractors import colour_profiles, media_type, visible_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import decoded
from bailee.extractors.picture_gate import flat_share
from bailee.items import Item, Media
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from PIL.Image import Image

READS = frozenset(media_type.IMAGES)

_SIZE_LIMIT = 128 << 20
_PIXEL_LIMIT = 50_000_000  # decoded, 150 MB
_REDUCED = 16_000_000  # pixels of a picture beyond which it is made smaller before it is looked at
_SIDE = 4_000  # to this side
_DECODED = 24_000_000  # pixels that a worker decodes, 100 MB; larger ones only the one that has the memory for it
_MAKER_NOTE = 0x927C
_IPTC_BLOCK = 0x0404  # of Photoshop's
_KNOWN_MAKER = re.compile(r"NIKON|OLYMPUS|CASIO|SONY|FUJIFILM|Canon|DJI", re.I)  # whose notes the library knows
_ORIENTATION = 0x0112
_PAGES = 500
_NOTES = 64 << 20  # bytes of a file that is looked through for what Pillow does not hand out
_PERSONAL = re.compile(
    r"Owner|Name|Serial|Artist|Author|Copyright|Comment|Baby|City|Country|Location|Landmark|Person", re.I
)


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
            image: Image.Image = Image.open(stream)
            width, height = image.size
        except UnidentifiedImageError:
            raise Unreadable(Reason.DAMAGED) from None
        except (OSError, ValueError, SyntaxError, KeyError, IndexError, OverflowError, TypeError, RuntimeError):
            raise Unreadable(Reason.DAMAGED) from None
        broken: list[str] = []  # what a picture says of itself in a form that could not be read
        facts = _facts(image, broken) | _of_the_maker(item, image, broken) | _packet(item, image)
        flat: float | None = None
        pages: list[Extracted] = []
        if image.format == "JPEG" and width * height > _REDUCED:
            image.draft("RGB", (_SIDE, _SIDE))  # decoded at a half, a quarter, an eighth
        if image.width * image.height > _PIXEL_LIMIT:
            pages.append(Unread(item.locator.inside("ocr"), Reason.TOO_BIG))
        elif image.width * image.height > _DECODED and not visible_text.reads_here():
            pages += visible_text.unseen(item.locator.inside("ocr"))
        else:
            try:
                budget.take(image.width * image.height)
                image.load()
                flat = flat_share(image)
                if image.width * image.height > _REDUCED and getattr(image, "n_frames", 1) == 1:
                    image = _smaller(image)
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
        for name in broken:
            yield Unread(item.locator.inside("metadata").inside(name), Reason.DAMAGED)
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
    count = getattr(image, "n_frames", 1) if image.format in ("TIFF", "PSD", "MPO") else 1
    pages = min(count, _PAGES) if image.format == "TIFF" else 1
    for number in range(pages):
        place = locator.inside(f"page {number + 1}") if pages > 1 else locator
        if number:
            image.seek(number)
            if image.width * image.height > _PIXEL_LIMIT:
                yield Unread(place.inside("ocr"), Reason.TOO_BIG)
                continue
            budget.take(image.width * image.height)
        shown = image
        if pages > 1 and image.width * image.height > _REDUCED:
            shown = _smaller(image)
        yield from visible_text.visible_text(_upright(shown), place.inside("ocr"))
    if count > _PAGES:
        yield Unread(locator.inside("ocr"), Reason.TOO_BIG)


def _smaller(image: Image) -> Image:
    """By whole factors: a finer way takes a second copy of the picture."""
    return image.reduce(2 if image.width * image.height <= 4 * _REDUCED else 4)


def _upright(image: Image) -> Image:
    """As a viewer shows it: phones lay their pictures on the side and say so in EXIF."""
    from PIL import ImageOps

    try:
        if image.getexif().get(_ORIENTATION, 1) == 1:
            return image
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, OverflowError, RuntimeError):
        return image


# --- what a picture says of itself


def _facts(image: Image, broken: list[str]) -> dict[str, str]:
    """Everything in words that the file says beside its pixels, by name."""
    found: dict[str, str] = {}
    try:
        found.update(_exif(image))
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, OverflowError, RuntimeError):
        if image.info.get("exif") or image.format == "TIFF":  # Pillow decodes a PNG to look for what is not there
            broken.append("EXIF")
    for name, value in image.info.items():
        if name == "icc_profile" and isinstance(value, bytes):
            found.update(colour_profiles.words(value))
        if name in ("exif", "icc_profile", "photoshop", "jfif", "adobe", "transparency", "gamma", "chromaticity"):
            continue
        text = _in_words(value)
        if text and str(name).lower() in ("xmp", "xml:com.adobe.xmp", "raw profile type xmp"):
            found["XMP"] = _xmp(text)
        elif text and not isinstance(value, int | float | tuple | bool):
            found[str(name)] = text
    for name, value in _iptc(image, broken):
        found[name] = f"{found[name]}; {value}" if name in found else value
    return {name: value for name, value in found.items() if value}


def _of_the_maker(item: Item, image: Image, broken: list[str]) -> dict[str, str]:
    """Names and numbers that cameras keep in notes of their maker's own form: owner, body, lens, baby, place."""
    if item.size > _NOTES or item.read(2) not in (b"\xff\xd8", b"II", b"MM"):
        return {}
    try:
        import exifread

        with item.open() as stream:
            tags = exifread.process_file(stream, details=True, extract_thumbnail=False)
    except Exception:  # noqa: BLE001 - notes of any making, read by a library that trusts their offsets
        if _has_notes(image):
            broken.append("maker's notes")
        return {}
    found = {}
    if (
        _KNOWN_MAKER.match(str(tags.get("Image Make", "")))
        and not any(name.startswith("MakerNote ") for name in tags)
        and ("EXIF MakerNote" in tags or _has_notes(image))
    ):
        broken.append("maker's notes")  # the library keeps to itself that it could not read them
    for name, value in tags.items():
        if name.startswith("MakerNote ") and _PERSONAL.search(name):
            words = _in_words(str(value))
            if re.search(r"\w{3}", words):
                found[name] = words[:400]
    return found


def _has_notes(image: Image) -> bool:
    from PIL import ExifTags

    try:
        return bool(image.getexif().get_ifd(ExifTags.IFD.Exif).get(_MAKER_NOTE))
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, OverflowError, RuntimeError):
        return False  # what it says of itself is told as broken by `_facts`


def _packet(item: Item, image: Image) -> dict[str, str]:
    """An XMP packet that Pillow does not hand out: it stands in the clear in PSD, JPEG 2000, HEIC and AVIF."""
    if item.size > _NOTES or any(str(name).lower().endswith("xmp") for name in image.info):
        return {}
    data = item.read()
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    if start < 0 or not start < end < start + (4 << 20):
        return {}
    return {"XMP": _xmp(data[start : end + 12].decode("utf-8", "replace"))}


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


def _iptc(image: Image, broken: list[str]) -> Iterator[tuple[str, str]]:
    """Captions, by-lines and contacts that agencies and editors write."""
    from PIL import IptcImagePlugin

    names = {5: "title", 25: "keyword", 80: "by-line", 85: "by-line title", 90: "city", 101: "country",
             105: "headline", 110: "credit", 115: "source", 116: "copyright", 118: "contact", 120: "caption",
             122: "caption writer"}  # fmt: skip
    try:
        records = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # it is one that was opened
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, AttributeError):
        records, left = _records(image.info.get("photoshop"))
        if left:
            broken.append("IPTC")
    for (record, number), value in records.items():
        if record == 2 and number in names:
            yield f"IPTC {names[number]}", _in_words(value)


def _records(blocks: object) -> tuple[dict[tuple[int, int], bytes | list[bytes]], bool]:
    """Records of IPTC as far as they go, and whether anything but padding stands behind them.

    >>> _records({0x0404: b"\\x1c\\x02\\x78\\0\\3Ann\\0\\0"}), _records({0x0404: b"\\x1c\\x02\\x78\\0\\x09Ann"})[1]
    (({(2, 120): [b'Ann']}, False), True)
    """
    data = blocks.get(_IPTC_BLOCK) if isinstance(blocks, dict) else None
    lists: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
    if not isinstance(data, bytes):
        return {}, True
    if data[:6] == b"8BIM\x04\x04":  # some writers put the block into itself
        data = data[12:]
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, number, size = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000 or at + 5 + size > len(data):
            break
        lists[record, number].append(data[at + 5 : at + 5 + size])
        at += 5 + size
    return dict(lists), bool(data[at:].strip(b"\0 "))


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
