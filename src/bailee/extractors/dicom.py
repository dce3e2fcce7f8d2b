"""DICOM: what X-rays, scans and ultrasound pictures say of the patient in their heads, and the pictures themselves.

The head of each file names the patient, his number, birth date, doctors and the reason for the picture. Ultrasound has the
name in the picture too, so that is an item of its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({media_type.DICOM})

_SIZE_LIMIT = 256 << 20
_ELEMENTS = 20_000
_DEEPEST = 8  # sequences inside sequences
_LONGEST = 4_000  # characters of a value
_BINARY = frozenset({"OB", "OW", "OF", "OD", "OL", "OV", "UN", "AT", "UI"})
_PIXELS = 0x7FE00010
_LARGEST = 50_000_000  # pixels


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    try:
        import pydicom
        from pydicom.errors import InvalidDicomError
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    if item.size > _SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    budget.take(item.size)
    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    try:
        dataset = pydicom.dcmread(io.BytesIO(item.read()), force=False)
    except InvalidDicomError:
        raise Unreadable(Reason.DAMAGED) from None
    lost: set[Reason] = set()
    lines = list(dict.fromkeys(_lines(dataset, 0, lost)))
    if lines:
        yield Text.of("\n".join(lines[:_ELEMENTS]), item.locator, Part.BODY)
    if len(lines) > _ELEMENTS:
        lost.add(Reason.TOO_BIG)
    for reason in sorted(lost):
        yield Unread(item.locator, reason)
    try:
        picture = _picture(dataset)
    except Exception:  # noqa: BLE001 - a compressed stream of any making; the head was read all the same
        yield Unread(item.locator.inside("image 1"), Reason.DAMAGED)
        return
    if picture:
        budget.take(len(picture))
        yield Item.nested(item.locator, "image 1", picture)


def _lines(dataset: Any, depth: int, lost: set[Reason]) -> Iterator[str]:
    """`Patient's Name: Jane Doe`, one a value, those of sequences too. Why a value is not among them is added to `lost`."""
    for tag in list(dataset.keys()):
        if tag == _PIXELS:
            continue
        try:
            element = dataset[tag]
            form, value, name = str(element.VR), element.value, str(element.name).strip("[]")
        except Exception:  # noqa: BLE001 - one broken value of a head that has hundreds: the others are read
            lost.add(Reason.DAMAGED)
            continue
        if form == "SQ":
            if depth == _DEEPEST:
                lost.add(Reason.TOO_DEEP)
                continue
            for inner in value or ():
                yield from _lines(inner, depth + 1, lost)
        elif form not in _BINARY:
            several = value if isinstance(value, list | tuple) or type(value).__name__ == "MultiValue" else [value]
            for each in several:
                words = _in_words(form, str(each if each is not None else ""))
                if len(words) > _LONGEST:
                    lost.add(Reason.TOO_BIG)
                if words and tag.group > 2:
                    yield f"{name}: {words[:_LONGEST]}"


def _in_words(form: str, value: str) -> str:
    """
    >>> _in_words("PN", "Doe^Jane^^Dr"), _in_words("DA", "19800229"), _in_words("LO", " MRN 12 ")
    ('Dr Jane Doe', '1980-02-29', 'MRN 12')
    >>> _in_words("PN", "Yamada^Tarou=山田^太郎=やまだ^たろう")
    'Tarou Yamada, 太郎 山田, たろう やまだ'
    """
    value = value.strip("\0 ")
    if form == "PN":  # in Latin letters, as written, as spoken (PS3.5, 6.2.1.1): each of them is a name
        return ", ".join(filter(None, map(_name_in_words, value.split("="))))
    if form == "DA" and re.fullmatch(r"\d{8}", value):
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value


def _name_in_words(group: str) -> str:
    """Family ^ given ^ middle ^ prefix ^ suffix."""
    parts = [part.strip() for part in group.split("^")] + [""] * 5
    return " ".join(filter(None, (parts[3], parts[1], parts[2], parts[0], parts[4])))


def _picture(dataset: Any) -> bytes:
    """The first frame as a file of pictures; nothing where it is of a form that only a viewer of DICOM shows."""
    if _PIXELS not in dataset:
        return b""
    if dataset.file_meta.TransferSyntaxUID.is_compressed:
        from pydicom.encaps import generate_fragments

        return next((fragment for fragment in generate_fragments(dataset.PixelData) if len(fragment) > 100), b"")
    width, height, samples = int(dataset.Columns), int(dataset.Rows), int(dataset.get("SamplesPerPixel", 1))
    if width * height > _LARGEST or int(dataset.BitsAllocated) != 8 or samples not in (1, 3):
        return b""  # grey levels of 12 bits and more: bones, with nothing written in them
    if samples == 3 and int(dataset.get("PlanarConfiguration", 0)):
        return b""
    from PIL import Image

    raw = dataset.PixelData[: width * height * samples]
    buffer = io.BytesIO()
    Image.frombytes("L" if samples == 1 else "RGB", (width, height), raw).save(buffer, "PNG")
    return buffer.getvalue()
