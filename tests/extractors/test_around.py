"""What stands around a document in its file is read where it is text, and counted where it is not; viewers show none of it."""

from __future__ import annotations

import io
import random
import zipfile

import office
import pdfs
import pytest
from PIL import Image
from reading import read, texts

from bailee.extractors.interface import Unread
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.scanner.limits import Limits
from bailee.scanner.reading import places_of
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

NOTE = b"Keep to yourself: Maria Ortega, 519-22-4410"
JUNK = b"\x81" + random.Random(3).randbytes(898) + b"\x9d"


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(buffer, form)
    return buffer.getvalue()


DOCUMENTS = {
    "jpg": picture("JPEG"), "png": picture("PNG"), "gif": picture("GIF"), "webp": picture("WEBP"), "bmp": picture("BMP"), "pdf": pdfs.full(), "docx": office.docx(), "xlsx": office.xlsx(),
    "odt": office.odt(), "zip": office.zipped({"a.txt": "hello"}),
}  # fmt: skip


def places(data: bytes, name: str) -> dict[str, str]:
    """Every place in it, and what stands there, or why it was not read."""
    item = Item(Locator((name,)), len(data), data=data, file_name=name)
    return {
        " / ".join(place.locator.segments[1:]): place.content if isinstance(place, Text) else place.reason.value
        for place in places_of(item, Limits(ocr="off"))
    }


@pytest.mark.parametrize("form", DOCUMENTS)
def test_text_after_the_end_is_read(form: str) -> None:
    alone, longer = places(DOCUMENTS[form], f"a.{form}"), places(DOCUMENTS[form] + b"\n" + NOTE, f"a.{form}")
    assert longer == alone | {"text after it": NOTE.decode()}


@pytest.mark.parametrize("form", DOCUMENTS)
def test_bytes_after_the_end_are_counted(form: str) -> None:
    alone, longer = places(DOCUMENTS[form], f"a.{form}"), places(DOCUMENTS[form] + JUNK, f"a.{form}")
    assert longer == alone | {f"{len(JUNK)} bytes after it": "unknown-format"}


@pytest.mark.parametrize("compression", [None, "group4", "tiff_lzw"])
def test_text_after_a_fax_of_two_pages_is_read(compression: str | None) -> None:
    buffer, mode = io.BytesIO(), "1" if compression == "group4" else "L"
    pages = [Image.effect_noise((64, 48), 40).convert(mode) for _ in range(2)]
    pages[0].save(buffer, "TIFF", compression=compression, save_all=True, append_images=pages[1:])
    alone, longer = places(buffer.getvalue(), "a.tif"), places(buffer.getvalue() + b"\n" + NOTE, "a.tif")
    assert longer == alone | {"text after it": NOTE.decode()}
    assert places(buffer.getvalue() + JUNK, "a.tif") == alone  # what cameras keep, to which only they lead


@pytest.mark.parametrize("form", ["pdf", "docx", "odt", "zip"])
@pytest.mark.parametrize(("front", "place"), [(NOTE * 3, "text before it"), (JUNK, "900 bytes before it")])
def test_what_stands_before_a_document_hides_neither(form: str, front: bytes, place: str) -> None:
    alone, longer = places(DOCUMENTS[form], f"a.{form}"), places(front + b"\n" + DOCUMENTS[form], f"a.{form}")
    assert place in longer and (front is JUNK or "519-22-4410" in longer[place])
    words = "\n".join(longer.values())
    assert all(content in words for content in alone.values())


def test_a_long_text_before_a_pdf_is_read_and_the_pdf_too() -> None:
    found = places(b"Memo of the day\n" * 300 + NOTE + b"\n" + DOCUMENTS["pdf"], "memo")
    assert "519-22-4410" in found["text before it"] and any("page 1" in place for place in found)


def test_a_page_before_a_pdf_is_read_as_a_page() -> None:
    found = places(b"<html><body><p>519-<b>22</b>-4410</p></body></html>\n" + DOCUMENTS["pdf"], "a.pdf")
    assert any("519-22-4410" in words for words in found.values())


@pytest.mark.parametrize(
    "tail",
    [
        b"\0" * 5_000,
        b"\r\n\r\n",
        b"\xff" * 40,
        picture("JPEG"),
        b"\0\0\0\x18ftypmp42" + JUNK,
        JUNK + b"SEFT",
        b" \n\x1a",
    ],
)
def test_padding_and_second_pictures_are_part_of_a_picture(tail: bytes) -> None:
    assert places(DOCUMENTS["jpg"] + tail, "a.jpg") == places(DOCUMENTS["jpg"], "a.jpg")


def test_an_archive_behind_a_picture_is_not_counted_twice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("in.txt", NOTE)
    for between in (b"", NOTE + b"\n"):
        pieces = read(DOCUMENTS["png"] + between + buffer.getvalue(), "a.png")
        named = [piece.locator.segments[-1] for piece in pieces if isinstance(piece, Item | Unread)]
        assert named == ["archive behind it", *(["text after it"] if between else [])]


def test_a_text_about_a_format_is_a_text() -> None:
    about = b"A PDF begins so:\n%PDF-1.7\nand ends with a line of its own.\nNothing more is needed.\n"
    assert [text.content for text in texts(about * 40)] == [about.decode() * 40]


@pytest.mark.parametrize("form", DOCUMENTS)
def test_a_document_that_is_cut_or_bent_is_never_a_reason_to_fail(form: str) -> None:
    data = DOCUMENTS[form]
    chance = random.Random(form)
    for _ in range(15):
        bent = bytearray(data[: chance.randrange(20, len(data))])
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        item = Item.nested(Locator(()), "x", bytes(bent))
        assert isinstance(recognise(item), str)
        from bailee.extractors.around import outside

        assert all(piece.reason is Reason.UNKNOWN_FORMAT for piece in outside(item) if isinstance(piece, Unread))


@pytest.mark.parametrize("front", [b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n", b"\0\0", b"x", b"HTTP header "])
def test_marks_and_short_words_before_a_pdf_change_nothing_in_it(front: bytes) -> None:
    found = places(front + DOCUMENTS["pdf"], "a.pdf")
    assert places(DOCUMENTS["pdf"], "a.pdf").items() <= found.items()
