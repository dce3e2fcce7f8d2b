"""Pictures: what they say of themselves is read; text in them is read, or said not to be."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from collections.abc import Iterator

import pytest
from reading import read, reasons, texts

from bailee.extractors import faces, ocr, visible_text
from bailee.extractors.interface import Unread
from bailee.extractors.misread import mended
from bailee.extractors.page_layout import Stretch
from bailee.items import Media
from bailee.vocabulary import Reason

PIL = pytest.importorskip("PIL")
from PIL import Image, ImageDraw, ImageFilter, PngImagePlugin  # noqa: E402 - after the path that finds them


def page(lines: int = 12, size: tuple[int, int] = (900, 700)) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    drawing = ImageDraw.Draw(picture)
    for line in range(lines):
        drawing.text((40, 40 + 40 * line), f"Employee {line}: SSN 512-44-7313", fill="black", font_size=20)
    return picture


def photograph(size: tuple[int, int] = (900, 700)) -> Image.Image:
    rng = random.Random(1)
    small = Image.frombytes("RGB", (30, 24), rng.randbytes(30 * 24 * 3)).resize(size, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).filter(ImageFilter.BoxBlur(1)).convert("RGB")
    return Image.blend(small, grain, 0.15)


def saved(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def media(data: bytes) -> Media:
    (found,) = (piece for piece in read(data, "a.png") if isinstance(piece, Media))
    return found


def test_metadata_of_a_photograph_is_read_in_words() -> None:
    picture = photograph((64, 64))
    exif = picture.getexif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Canon", "Canon EOS 40D", "Ann Roe"
    exif[0x9C9D] = "Zoë Müller\0".encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 13.2), 3: "W", 4: (11.0, 34.0, 30.0)})
    data = saved(picture, "JPEG", exif=exif, comment=b"badge 7")
    (text,) = texts(data, "a.jpg")
    wanted = ["Artist: Ann Roe", "XPAuthor: Zoë Müller", "GPS position: 48.137000, -11.575000", "comment: badge 7"]
    assert [line for line in wanted if line not in text.content] == []
    assert (media(data).made_by, media(data).made_at) == ("Canon EOS 40D", "2026-01-02T03:04:05")


def test_text_chunks_of_a_png_are_read() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", "SSN 512-44-7313")
    chunks.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta><dc:creator><rdf:li>Ann Roe</rdf:li></dc:creator></x:xmpmeta>")
    (text,) = texts(saved(photograph((64, 64)), pnginfo=chunks), "a.png")
    assert "SSN 512-44-7313" in text.content and "dc:creator: Ann Roe" in text.content


def test_screens_are_flat_and_photographs_are_not() -> None:
    assert (media(saved(page())).flat_share or 0) > 0.9 > 0.2 > (media(saved(photograph())).flat_share or 0)


def test_nobody_looks_for_faces_in_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[object] = []
    monkeypatch.setattr(faces, "count", looked_at.append)
    assert media(saved(photograph(), "PNG")).faces is None
    assert looked_at == []


def test_an_unread_page_is_said_and_a_photograph_is_whole() -> None:
    assert reasons(saved(page()), "a.png") == {Reason.EXCLUDED}
    assert reasons(saved(page().rotate(2, fillcolor="white")), "a.png") == {Reason.EXCLUDED}
    assert reasons(saved(photograph()), "a.png") == set()
    assert reasons(saved(Image.new("RGB", (500, 500), "navy")), "a.png") == set()


def test_a_page_of_a_fax_counts_wherever_it_stands() -> None:
    data = saved(Image.new("1", (900, 700), 1), "TIFF", save_all=True, append_images=[page().convert("1")])
    assert reasons(data, "a.tif") == {Reason.EXCLUDED}


@pytest.fixture
def reading() -> Iterator[None]:
    """This process reads text out of pictures, as the worker of a scan that does it."""
    pytest.importorskip("rapidocr")
    visible_text.begin("full")
    yield
    visible_text.begin("off")


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_is_read_however_the_page_lies(turn: int) -> None:
    picture = page(4, (700, 240)).rotate(turn, expand=True)
    (found,) = [text for text in texts(saved(picture), "a.png") if text.locator.segments[-1] == "ocr"]
    assert [line.count("512-44-7313") for line in found.content.splitlines()] == [1, 1, 1, 1]


@pytest.mark.usefixtures("reading")
def test_a_photograph_of_a_page_is_turned_as_the_phone_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone upright: rows of the file run downwards
    data = saved(page(4, (700, 240)).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)
    assert texts(data, "a.jpg")[-1].content.count("512-44-7313") == 4


@pytest.mark.usefixtures("reading")
def test_each_page_of_a_fax_has_its_own_place_and_the_same_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    monkeypatch.setattr(ocr, "read_picture", lambda image, alive: times.append(1) or [Stretch((("SSN 512-44-7313",),))])
    pages = [page().convert("1"), page(9).convert("1"), page().convert("1")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    places = [text.locator.segments[1:] for text in texts(data, "a.tif") if text.locator.segments[-1] == "ocr"]
    assert (places, len(times)) == ([(f"page {number}", "ocr") for number in (1, 2, 3)], 2)


def test_a_picture_of_four_gigapixels_is_not_decoded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    assert reasons(data, "a.png") == {Reason.TOO_BIG} and media(data).width == 65_000


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP", "HEIF"])
def test_broken_pictures_end_with_a_reason(form: str) -> None:
    pytest.importorskip("pillow_heif").register_heif_opener()
    data = saved(photograph((120, 90)), form)
    rng = random.Random(form)
    assert reasons(data[: len(data) // 2], "a") <= {Reason.DAMAGED, Reason.EXCLUDED}
    for _ in range(20):
        broken = bytearray(data)
        for _ in range(5):
            broken[rng.randrange(20, len(broken))] = rng.randrange(256)
        assert reasons(bytes(broken), "a") <= {Reason.DAMAGED, Reason.EXCLUDED, Reason.TOO_BIG, Reason.UNKNOWN_FORMAT}


def test_the_owner_that_a_camera_keeps_in_its_makers_notes_is_read() -> None:
    pytest.importorskip("exifread")

    def photo(offset: int) -> bytes:
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Canon", "Canon EOS 40D"
        owner = b"Katherine Sandoval\0"
        note = struct.pack(">HHHIII", 1, 0x0009, 2, len(owner), offset, 0) + owner
        exif.get_ifd(0x8769)[0x927C] = note
        return saved(photograph((64, 64)), "JPEG", exif=exif)

    first = photo(0)
    data = photo(first.index(b"Katherine") - first.index(b"Exif\0\0") - 6)  # offsets count from the head of the TIFF
    assert "Katherine Sandoval" in texts(data, "a.jpg")[0].content


def test_notes_of_a_maker_and_captions_that_cannot_be_read_are_said() -> None:
    pytest.importorskip("exifread")
    exif = Image.Exif()
    exif[0x010F] = "NIKON CORPORATION"
    exif.get_ifd(0x8769)[0x927C] = b"Nikon\0\2\x10\0\0MM\0\0" + bytes(range(40))  # its mark, 42, is not there
    assert unread(saved(photograph((64, 64)), "JPEG", exif=exif)) == {("metadata", "maker's notes")}
    exif[0x010F] = "Some other maker"  # of whose notes nobody knows the form
    assert unread(saved(photograph((64, 64)), "JPEG", exif=exif)) == set()

    broken = b"\x1c\x02\x78\x00\x05Ann R" + b"\x1d\x02\x50\x00\x03Roe"  # a caption, then no marker of a record
    resource = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(broken)) + broken
    plain = saved(photograph((64, 64)), "JPEG")
    data = plain[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + plain[2:]
    assert unread(data) == {("metadata", "IPTC")}


def unread(data: bytes) -> set[tuple[str, ...]]:
    return {
        piece.locator.segments[1:]
        for piece in read(data, "a.jpg")
        if isinstance(piece, Unread) and piece.reason is Reason.DAMAGED
    }


def test_a_packet_of_metadata_is_read_wherever_it_stands() -> None:
    packet = b"<x:xmpmeta><rdf:Description dc:creator='Ann Roe'/></x:xmpmeta>"
    data = saved(photograph((64, 64)), "JPEG2000")
    assert (
        "dc:creator: Ann Roe"
        in texts(data + struct.pack(">I4s", len(packet) + 8, b"uuid") + packet, "a.jp2")[0].content
    )


def cyclic_tiff() -> bytes:
    data = bytearray(saved(Image.new("1", (64, 64), 1), "TIFF"))
    directory = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[directory : directory + 2])[0]
    data[directory + 2 + 12 * count : directory + 6 + 12 * count] = struct.pack("<I", directory)
    return bytes(data)


def long_gif(frames: int) -> bytes:
    one = saved(Image.new("P", (8, 8)), "GIF")
    head = one[: 13 + 3 * 2 ** (1 + (one[10] & 7))] if one[10] & 0x80 else one[:13]
    return head + one[len(head) : -1] * frames + b";"


@pytest.mark.parametrize(
    "data", [cyclic_tiff(), long_gif(100_000), b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0\x08\0\0\0"]
)
def test_endless_and_empty_pictures_end_at_once(data: bytes) -> None:
    before = time.process_time()
    assert reasons(data, "a") <= {Reason.DAMAGED, Reason.TOO_BIG}
    assert time.process_time() - before < 3


@pytest.mark.usefixtures("reading")
def test_a_table_in_a_picture_keeps_its_heads() -> None:
    picture = Image.new("RGB", (900, 300), "white")
    drawing = ImageDraw.Draw(picture)
    rows = [
        ("Name", "Account", "Routing number"),
        ("Ann Roe", "48210077", "021000021"),
        ("Bo Lind", "55120046", "011401533"),
    ]
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            drawing.text((40 + 300 * across, 40 + 70 * down), cell, fill="black", font_size=28)
    (table,) = [text for text in texts(saved(picture), "a.png") if text.locator.segments[-1] == "ocr"]
    assert table.cells is not None
    assert table.cells.header_at(table.content.index("011401533")) == "Routing number"


# What a maker of codes made of `TEL:+12125550143 ann.roe@fairmont-dental.com`, a row a number.
QR = (
    "1fdd4017f 105e0bd41 175f1d55d 174e0215d 1751edb5d 104945641 1fd55557f 287400 13f76a697 1a3c6739c 1f637da75 a2b5b294 "
    "1177ddf6d 12981a6ab 2ff988bc 1392626fd f5b4305b 1816a79d3 14e26321d fa50c8c6 1442e1989 17395563f 1775f827f 142f98164 "
    "1d6afb7f8 1274312 1fdc77f50 105021116 175eadbfa 175389125 174c9dd37 10473403f 1fd6d83e0"
)


@pytest.mark.usefixtures("reading")
def test_what_a_code_on_a_badge_says_is_text() -> None:
    badge = Image.new("L", (450, 450), "white")
    for down, row in enumerate(QR.split()):
        for across in range(33):
            if int(row, 16) >> (32 - across) & 1:
                badge.paste(0, (60 + 10 * across, 60 + 10 * down, 70 + 10 * across, 70 + 10 * down))
    assert "ann.roe@fairmont-dental.com" in "".join(text.content for text in texts(saved(badge), "a.png"))


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("Card number 4417 776317066904 Email ann@example.org", "4417 7763 1706 6904 Email"),
        ("Cardnumber4681241586834499Email ann@example.org", "Cardnumber 4681241586834499 Email"),
        ("Amex 3714 496353 98431", "Amex 3714 496353 98431"),
        ("Invoice 4417 776317066905 of May", "4417 776317066905 of"),  # its check digit is wrong
    ],
)
def test_blanks_of_a_card_that_were_not_seen_are_put_back(read_as: str, meant: str) -> None:
    assert meant in mended(read_as)


@pytest.mark.parametrize(("form", "name"), [("PCX", "fax.pcx"), ("TGA", "scan.tga"), ("PPM", "page.ppm")])
def test_a_page_of_an_old_scanner_is_a_picture(form: str, name: str) -> None:
    (found,) = (piece for piece in read(saved(page(), form), name) if isinstance(piece, Media))
    assert (found.form, found.width, found.height) == ("image", 900, 700)


def test_words_that_only_begin_like_a_picture_are_text() -> None:
    assert "P5 is the code" in "\n".join(text.content for text in texts(b"P5 is the code of the dock.\n", "note"))


def test_whoever_made_a_colour_profile_is_read() -> None:
    profile = b"\0" * 128 + b"\0\0\0\1" + b"cprt\0\0\0\x90\0\0\0\x10" + b"text\0\0\0\0Ann Roe\0"
    words = "\n".join(text.content for text in texts(saved(photograph(), "JPEG", icc_profile=profile), "a.jpg"))
    assert "ICC cprt: Ann Roe" in words
