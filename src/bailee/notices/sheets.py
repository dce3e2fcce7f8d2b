"""Sheets of paper to sign by hand: one a person, with a code that finds it again when it is scanned.

    sheets([Sheet("Pat Doe", "E1", "K7QW-…", form)], organisation=…, on=today)     # the PDF
    codes_in(scanned)                                                          # (page, codes) of what a scanner made of it

The code names a request, and neither a person nor a text; the sheet says both in print.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib import resources
from typing import Any

from bailee.errors import CannotRead
from bailee.rendering.recovery_kit import code as squares_of
from bailee.rendering.typesetting import typeset

PREFIX = "BAILEE-SIGN:"
PAGES = 500  # of one file that is read back
_SCALE = 2.2  # some 160 dots an inch


@dataclass(frozen=True, slots=True)
class Form:
    """What stands on everybody's sheet of one language. `labels`: the words around it, by name; those of `[sheet]` in the catalogues
    of letters."""

    title: str
    language: str
    statements: tuple[str, ...]
    means: str
    short: tuple[tuple[str, str], ...]
    labels: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's sheet."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    code: str = field(repr=False)
    form: Form


def sheets(people: Sequence[Sheet], *, organisation: str, on: date) -> bytes:
    """A page for each, as PDF."""
    squares = [squares_of(f"{PREFIX}{each.code}") for each in people]
    if not all(squares):
        raise CannotRead("what draws codes is not installed here", hint='install it: pip install "bailee[server]"')
    forms = list({id(each.form): each.form for each in people}.values())
    numbers = {id(form): number for number, form in enumerate(forms)}
    data = {
        "people": [
            {"name": each.name, "number": each.number, "code": in_fours(each.code), "form": numbers[id(each.form)]}
            for each in people
        ],
        "forms": [asdict(each) for each in forms],
        "organisation": organisation,
        "title": forms[0].title if forms else "",
        "on": on.isoformat(),
    }
    template = resources.files("bailee.rendering") / "templates" / "sheets.typ"
    return typeset(
        template.read_bytes(),
        data,
        what="a sheet cannot be laid out",
        hint="print these people's apart, to find whose it is",
        standards=["a-2b"],
        more={"squares": json.dumps(squares)},
    )


def codes_in(content: bytes) -> list[tuple[int, list[str]]]:
    """(page, codes of ours on it) of a PDF or a picture. CannotRead where it is neither.

    What it reads may be anybody's: call it in a process of its own (`operations.read_sheets`).
    """
    import zxingcpp

    found = []
    for number, picture in enumerate(_pictures(content), 1):
        codes: list[str] = []
        for seen in (picture, *_smoother(picture)):
            read = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
            codes = [each.text.removeprefix(PREFIX) for each in read if each.text.startswith(PREFIX)]
            if codes:
                break
        found.append((number, list(dict.fromkeys(codes))))
    return found


def _smoother(picture: Any) -> Iterator[Any]:
    """The same without the grain of a bad scanner: looked at where nothing was found. A page of a PDF is smooth as it was drawn."""
    if not isinstance(picture, memoryview):
        from PIL import ImageFilter

        yield picture.filter(ImageFilter.MedianFilter(3))


def _pictures(content: bytes) -> Any:
    """Each page in grey."""
    if content[:5] == b"%PDF-":
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            raise CannotRead("this PDF is damaged, or locked by a password") from None
        for index in range(min(len(document), PAGES)):
            bitmap = document[index].render(scale=_SCALE, grayscale=True)
            rows = bytes(bitmap.buffer)
            width = bitmap.width
            if bitmap.stride != width:
                rows = b"".join(rows[start : start + width] for start in range(0, len(rows), bitmap.stride))
            yield memoryview(rows).cast("B", (bitmap.height, width))
        return
    import io

    try:
        from PIL import Image

        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
        if picture.width * picture.height > 60_000_000:
            raise CannotRead("this picture is too large", hint="scan at 200 or 300 dots an inch")
        yield picture.convert("L")
    except ImportError:
        raise CannotRead("pictures cannot be read here", hint='scan to PDF, or pip install "bailee[media]"') from None
    except (OSError, ValueError, SyntaxError):
        raise CannotRead("this is neither a PDF nor a picture", hint="scan to PDF") from None


def in_fours(code: str) -> str:
    """
    >>> in_fours("K7QWN2PLR4ST")
    'K7QW-N2PL-R4ST'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
