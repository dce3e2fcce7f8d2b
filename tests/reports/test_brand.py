"""Logos and colours of a provider: what prints, and what is refused in words."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from bailee.errors import InvalidInput
from bailee.reports.brand import MOST_BYTES, Brand, accent_of, brand_of, logo_of


def picture(across: int, down: int, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (across, down), "#1a4fb4").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_written_anew_as_a_small_png_without_what_else_was_in_the_file(form: str) -> None:
    made = logo_of(picture(2_000, 500, form) + b"<script>zanzibarquokka</script>")
    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.format, opened.size) == ("PNG", (900, 225))
    assert b"zanzibarquokka" not in made


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf  <?xml version='1.0'?><svg><script>alert(1)</script></svg>",
        b"\x1f\x8b" + zlib.compress(b"<svg/>"),
    ],
)
def test_an_svg_is_refused_with_the_reason(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="cannot be an SVG") as refused:
        logo_of(content)
    assert "PNG" in refused.value.hint


def bomb() -> bytes:
    """A PNG of a few bytes whose head says that it has 40,000 by 40,000 dots."""
    head = (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + head
    start = b"\x89PNG\r\n\x1a\n" + len(head).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    return start + (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (50 << 20), "52.4 MB"),
        (b"x" * (MOST_BYTES + 1), "2.0 MB"),
        (b"", "no PNG or JPEG"),
        (b"MZ\x90\x00 a program", "no PNG or JPEG"),
        (picture(40, 40)[:60], "no PNG or JPEG"),
        (picture(64, 64, "GIF"), "no PNG or JPEG"),
        (picture(600, 10), "too few"),
        (picture(5_000, 4_000), "more than a page can show"),
        (bomb(), "no PNG or JPEG|more than a page can show"),
    ],
)
def test_what_is_no_logo_is_refused_in_words_and_quotes_nothing(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        logo_of(content)
    assert refused.value.hint
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("colour", ["red", "#12345", "#1a4fb4; background: url(x)", "#ffffff", "#ffff00"])
def test_a_colour_is_one_that_can_be_seen_on_paper(colour: str) -> None:
    with pytest.raises(InvalidInput):
        accent_of(colour)


def test_a_clients_own_look_lies_over_its_providers() -> None:
    provider = Brand("Northgate IT", b"png", "#1a4fb4", "Ask us.")
    assert Brand(closing="Ask Pat.").over(provider) == Brand("Northgate IT", b"png", "#1a4fb4", "Ask Pat.")
    assert Brand().over(Brand()).is_empty


def test_words_have_their_limits() -> None:
    with pytest.raises(InvalidInput, match="too long"):
        brand_of("x" * 81, "", "")
    with pytest.raises(InvalidInput, match="control character"):
        brand_of("North\x07gate", "", "")
