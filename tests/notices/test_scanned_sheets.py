"""A sheet that was signed and scanned is found again by its code, also askew, upside down, coarse, grey and grainy."""

from __future__ import annotations

import io
import random
from datetime import date

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter

from bailee.notices.sheets import Form, Sheet, codes_in, sheets

CODE = "K7QWN2PLR4ST"
LABELS = dict.fromkeys(
    ("version", "before", "after", "code", "whole", "name", "date", "signature", "witness", "declines", "back"), "x "
)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    form = Form("Notice", "en", ("I have read it.",), "Signing says that you were told.", (), LABELS)
    made = sheets([Sheet("王小明", "E1", CODE, form)], organisation="Harbour Dental", on=date(2026, 12, 1))
    return pdfium.PdfDocument(made)[0].render(scale=150 / 72, grayscale=True).to_pil().convert("L")


def grainy(picture: Image.Image, share: float) -> Image.Image:
    """With so many of its dots black or white by chance."""
    dots, chance = bytearray(picture.tobytes()), random.Random(7)
    for _ in range(int(len(dots) * share)):
        dots[chance.randrange(len(dots))] = chance.choice((0, 255))
    return Image.frombytes("L", picture.size, bytes(dots))


@pytest.mark.parametrize("askew", [0, 4, -9, 45, 90, 180, 270])
@pytest.mark.parametrize("share", [0, 0.05])
def test_a_scan_of_150_dots_an_inch_is_matched_back(page: Image.Image, askew: int, share: float) -> None:
    seen = grainy(page.rotate(askew, expand=True, fillcolor=255), share).filter(ImageFilter.GaussianBlur(0.5))
    out = io.BytesIO()
    seen.save(out, "JPEG", quality=40)
    assert codes_in(out.getvalue()) == [(1, [CODE])]


def test_what_lies_beside_the_sheet_is_no_code_of_ours(page: Image.Image) -> None:
    out = io.BytesIO()
    Image.new("L", page.size, 200).save(out, "PNG")
    assert codes_in(out.getvalue()) == [(1, [])]
