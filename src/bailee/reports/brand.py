"""White label: the name, logo, colour and words of whoever makes a report; a client may have its own.

A logo is decoded and written anew as PNG, so that nothing but its dots goes on: no script, no metadata, no second file
behind it. What is refused is refused in words.

>>> accent_of("#1A4FB4"), accent_of("")
('#1a4fb4', '')
>>> logo_of(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
Traceback (most recent call last):
bailee.errors.InvalidInput: a logo cannot be an SVG: such a file may hold programs that run where it is opened
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
LEAST = 24  # pixels, each way
_WIDE, _HIGH = 900, 300  # what is kept of it
_COLOUR = re.compile(r"#[0-9a-f]{6}")
LONGEST = 400  # letters of the closing words


@dataclass(frozen=True, slots=True)
class Brand:
    """How reports look and what they say. Empty fields say nothing."""

    name: str = ""
    logo: bytes = field(default=b"", repr=False)  # PNG
    accent: str = ""  # #rrggbb
    closing: str = ""  # at the end of each report: whom to ask, and where

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.logo or self.accent or self.closing)

    def over(self, other: Brand) -> Brand:
        """This one, and of another what this one leaves open: a client's own over its provider's.

        >>> Brand(accent="#102030").over(Brand("Northgate IT", accent="#000000"))
        Brand(name='Northgate IT', accent='#102030', closing='')
        """
        return Brand(
            self.name or other.name,
            self.logo or other.logo,
            self.accent or other.accent,
            self.closing or other.closing,
        )


def brand_of(name: str, accent: str, closing: str, logo: bytes = b"") -> Brand:
    """A brand of what somebody typed. InvalidInput says which part is wrong. `logo` is what `logo_of` gave."""
    name, closing = " ".join(name.split()), closing.strip()
    if len(name) > 80:
        raise InvalidInput("the name is too long for the head of a page", hint="80 letters at most")
    if len(closing) > LONGEST:
        raise InvalidInput("the closing words are too long", hint=f"{LONGEST} letters at most")
    if re.search("[\x00-\x08\x0b-\x1f]", name + closing):
        raise InvalidInput("a control character cannot be printed", hint="type the words anew")
    return Brand(name, logo, accent_of(accent), closing)


def accent_of(text: str) -> str:
    """A colour as #rrggbb. InvalidInput for what is none, or too pale to be seen on paper (3 to 1, WCAG 1.4.11)."""
    wanted = text.strip().lower()
    if not wanted:
        return ""
    if not _COLOUR.fullmatch(wanted):
        raise InvalidInput("this is no colour", hint="write it as #1a4fb4: a hash and six digits or letters a to f")
    if contrast_on_white(wanted) < 3:
        raise InvalidInput("this colour is too pale to be seen on white paper", hint="choose a darker one")
    return wanted


def contrast_on_white(colour: str) -> float:
    """How far a colour stands out from white (WCAG 2.1, relative luminance).

    >>> round(contrast_on_white("#000000")), round(contrast_on_white("#ffff00"), 1)
    (21, 1.1)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def logo_of(content: bytes) -> bytes:
    """A picture that somebody gave, as a PNG of at most 900 by 300 dots. InvalidInput says why one is refused."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(
            f"the logo has {len(content) / 1e6:.1f} MB, and may have {MOST_BYTES // 1_000_000}",
            hint="save it smaller: 600 dots across are plenty for a page",
        )
    if _is_svg(content):
        raise InvalidInput(
            "a logo cannot be an SVG: such a file may hold programs that run where it is opened",
            hint="save it as PNG, 600 dots across",
        )
    from PIL import Image as images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of what unfolds to more than it should
            with images.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
                across, down = opened.size
                if across * down <= MOST_PIXELS and min(across, down) >= LEAST:
                    return _written_anew(opened.convert("RGBA"))
    except Exception:  # noqa: BLE001 - the library raises anything on a broken picture, and quotes it
        raise InvalidInput("this is no PNG or JPEG picture", hint="save the logo as PNG and choose that file") from None
    if min(across, down) < LEAST:
        raise InvalidInput(
            f"the logo has {across} by {down} dots, too few to print", hint=f"{LEAST} dots each way at least"
        )
    raise InvalidInput(
        f"the logo has {across:,} by {down:,} dots, more than a page can show", hint="save it 600 dots across"
    )


def _is_svg(content: bytes) -> bool:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in head or content[:2] == b"\x1f\x8b"


def _written_anew(picture: Image.Image) -> bytes:
    from PIL import Image as images

    picture.thumbnail((_WIDE, _HIGH), images.Resampling.LANCZOS)
    bare = images.new("RGBA", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
