"""PDF files: set by typst for the many, and written by hand where a form, a note, an attachment or a password is wanted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from bailee.demo.marks import Ink, plain, runs
from bailee.demo.papers import Block, Built, Kinds, Paper, Planted, built


@cache
def _template() -> bytes:
    return resources.files("bailee.demo").joinpath("page.typ").read_bytes()


@cache
def _fonts() -> Any:
    import typst  # costs 40 ms, and only some commands make PDFs

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _block(block: Block) -> dict[str, object]:
    out: dict[str, object] = {"form": block.form}
    if block.form == "lines":
        out["lines"] = [runs(line) for line in block.text.split("\n")]
    elif block.rows:
        out["rows"] = [[runs(cell) for cell in row] for row in block.rows]
    else:
        out["runs"] = runs(block.text)
    return out


def as_pdf(paper: Paper, *, mono: bool = False, serif: bool = True, boxed: bool = True, size: float = 10) -> Built:
    """A page break stands only where the paper has one: letters get smaller until each part fits its page."""
    import pypdfium2
    import typst

    wanted = 1 + sum(block.form == "page" for block in paper.blocks)
    while True:
        inputs = {
            "title": plain(paper.name), "size": size, "mono": mono, "serif": serif, "boxed": boxed, "wide": paper.wide,
            "header": runs(paper.header) if paper.header else [], "footer": runs(paper.footer) if paper.footer else [],
            "blocks": [_block(block) for block in paper.blocks],
        }  # fmt: skip
        data = typst.compile(_template(), format="pdf", sys_inputs={"data": json.dumps(inputs)}, font_paths=_fonts())
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.close()
        if pages == wanted or size < 5:
            break
        size -= 1
    ink, page = Ink(), 1
    for text in (paper.header, paper.footer):
        for number in range(1, wanted + 1):
            ink(text, f"page {number}")
    for block in paper.blocks:
        page += block.form == "page"
        for text in (block.text, *(cell for row in block.rows for cell in row)):
            ink(text, f"page {page}")
    return built(paper, "pdf", data, ink)


@dataclass(slots=True)
class Extras:
    """What a PDF has beside its pages."""

    form: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    attached: Built | None = None
    password: str = ""


def _string(text: str) -> bytes:
    return (
        b"("
        + text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b")"
    )


def handmade_pdf(paper: Paper, extras: Extras) -> Built:
    """One page of lines in Helvetica, with form fields, notes, an attachment, metadata, or a password (then RC4, as in old files)."""
    ink = Ink()
    text: list[str] = []
    for block in paper.blocks:
        if block.rows:
            text += ["   ".join(ink(cell, "page 1") for cell in row) for row in block.rows]
        else:
            text += ink(block.text, "page 1").split("\n")
        text.append("")
    drawn = [b"BT /F1 10 Tf 14 TL 50 740 Td"]
    drawn += [_string(line) + b" Tj T*" for line in text]
    objects: dict[int, tuple[bytes, bytes | None]] = {}  # number: dictionary, stream
    widgets: list[int] = []
    number = 10
    for label, value in extras.form:
        shown = ink(value, "form")
        drawn.append(_string(label) + b" Tj T*")
        y = 740 - 14 * (len(text) + len(widgets)) - 10
        objects[number] = (
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T%s/V%s/DA(/F1 10 Tf 0 g)/Rect[260 %d 540 %d]/F 4>>"
            % (_string(label), _string(shown), y - 2, y + 10),
            None,
        )
        widgets.append(number)
        number += 1
    fields_of_form = list(widgets)
    for index, note in enumerate(extras.notes):
        y = 700 - 40 * index
        objects[number] = (
            b"<</Type/Annot/Subtype/Text/Contents%s/Rect[560 %d 580 %d]>>"
            % (_string(ink(note, "annotations")), y, y + 20),
            None,
        )
        widgets.append(number)
        number += 1
    drawn.append(b"ET")
    catalogue = b"<</Type/Catalog/Pages 2 0 R"
    if extras.form:
        catalogue += b"/AcroForm<</Fields[%s]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 10 Tf 0 g)>>" % b" ".join(
            b"%d 0 R" % n for n in fields_of_form
        )
    planted: Planted = []
    kinds: Kinds = []
    if extras.attached:
        planted, kinds = extras.attached.within("attachment 1")
        objects[7] = (b"<</Type/EmbeddedFile", extras.attached.data)
        objects[8] = (b"<</Type/Filespec/F%s/EF<</F 7 0 R>>>>" % _string(plain(extras.attached.name)), None)
        catalogue += b"/Names<</EmbeddedFiles<</Names[%s 8 0 R]>>>>" % _string(plain(extras.attached.name))
    objects[1] = (catalogue + b">>", None)
    objects[2] = (b"<</Type/Pages/Kids[3 0 R]/Count 1>>", None)
    annotations = b"/Annots[%s]" % b" ".join(b"%d 0 R" % n for n in widgets) if widgets else b""
    objects[3] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%s>>"
        % annotations,
        None,
    )
    objects[4] = (b"<<", b"\n".join(drawn))
    objects[5] = (b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", None)
    info = b"".join(b"/%s%s" % (name.encode(), _string(ink(value, "metadata"))) for name, value in extras.info.items())
    objects[6] = (b"<<%s>>" % info, None)
    made = built(paper, "pdf", _file(objects, extras.password), ink)
    made.planted += planted
    made.kinds += kinds
    return made


def _file(objects: dict[int, tuple[bytes, bytes | None]], password: str) -> bytes:
    ident = hashlib.sha256(repr(sorted(objects)).encode()).digest()[:16]
    lock = _Lock(password, ident) if password else None
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number, (dictionary, stream) in sorted(objects.items()):
        places[number] = len(out)
        if stream is None:
            out += b"%d 0 obj\n%s\nendobj\n" % (number, dictionary)
        else:
            body = lock.sealed(number, stream) if lock else stream
            out += b"%d 0 obj\n%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, len(body), body)
    trailer = b"/Root 1 0 R/ID[<%s><%s>]" % (ident.hex().encode(), ident.hex().encode())
    if lock:
        places[9] = len(out)
        out += b"9 0 obj\n%s\nendobj\n" % lock.dictionary
        trailer += b"/Encrypt 9 0 R"
    else:
        trailer += b"/Info 6 0 R"
    start, last = len(out), max(places)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return out + b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


class _Lock:
    """The standard security handler, revision 3, 128 bits (ISO 32000-1, 7.6.3): weak, and what offices really sent."""

    _PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

    def __init__(self, password: str, ident: bytes) -> None:
        padded = (password.encode("latin-1") + self._PAD)[:32]
        key = padded
        for _ in range(51):
            key = _md5(key)
        owner = padded
        for i in range(20):
            owner = _rc4(bytes(b ^ i for b in key), owner)
        allowed = 0xFFFFF0C0
        self._key = _md5(padded + owner + allowed.to_bytes(4, "little") + ident)
        for _ in range(50):
            self._key = _md5(self._key)
        user = _md5(self._PAD + ident)
        for i in range(20):
            user = _rc4(bytes(b ^ i for b in self._key), user)
        self.dictionary = b"<</Filter/Standard/V 2/R 3/Length 128/O<%s>/U<%s>/P %d>>" % (
            owner.hex().encode(), (user + bytes(16)).hex().encode(), allowed - (1 << 32),
        )  # fmt: skip

    def sealed(self, number: int, data: bytes) -> bytes:
        return _rc4(_md5(self._key + number.to_bytes(3, "little") + b"\0\0"), data)
