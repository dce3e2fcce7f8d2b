"""Good files of every format, and damage to them that gets past checksums into the readers.

Bits that are flipped in a zip are caught by its check sum before any reader sees them. So containers are opened, a part
is damaged, and all is packed again as a program would.
"""

from __future__ import annotations

import base64
import bz2
import functools
import gzip
import io
import lzma
import random
import re
import sqlite3
import struct
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extractors"))  # builders of single formats live there

import messages
import office
import pdfs

OLD_OFFICE = Path(__file__).parent / "samples" / "old-office"
SSN = "Social Security number: 512-44-7313"


@functools.cache
def good_files() -> dict[str, bytes]:
    """By name; one of each format at least, a few kilobytes each."""
    files = {
        "letter.docx": office.docx(), "pay.xlsx": office.xlsx(), "talk.pptx": office.pptx(), "letter.odt": office.odt(),
        "pay.ods": office.ods(), "talk.odp": office.odp(), "form.pdf": pdfs.full(), "mail.eml": _mail(), "mails.mbox": _mailbox(),
        "page.html": f"<html><body><!-- {SSN} --><table><tr><td>name<td>ssn<tr><td>Ann<td>512-44-7313</table><p hidden>{SSN}".encode(),
        "data.json": b'[{"name": "Ann", "ssn": "512-44-7313", "c": [1, 2, {"d": null}]}]', "rows.jsonl": b'{"ssn": "512-44-7313"}\n' * 20,
        "data.xml": f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'x'>]><a b='c'><ssn>512-44-7313</ssn><!-- {SSN} --><![CDATA[g]]>&e;</a>".encode(),
        "data.yaml": b"---\nname: Ann\nssn: 512-44-7313\nlist: [1, 2]\n", "pay.csv": b'name,ssn\n"Ann, B",512-44-7313\n' * 20,
        "wide.txt": f"\ufeff{SSN}\n".encode("utf-16-le") * 10, "note.txt": f"{SSN}\n".encode() * 20,
        "contact.vcf": b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\nBDAY:19800102\nTEL:+1 212 555 0100\nEND:VCARD\n",
        "data.sqlite": _database(), "bundle.zip": office.zipped({"a.txt": SSN, "b/pay.csv": "name,ssn\nAnn,512-44-7313\n"}), "bundle.tar": _tar(),
        "note.txt.gz": gzip.compress(SSN.encode()), "note.txt.bz2": bz2.compress(SSN.encode()), "note.txt.xz": lzma.compress(SSN.encode()),
        "bundle.tar.gz": gzip.compress(_tar()),
    }  # fmt: skip
    files |= {path.name: path.read_bytes() for path in sorted(OLD_OFFICE.iterdir()) if path.suffix != ".md"}
    files |= messages.MESSAGES
    files |= _media()
    return files


def _mail() -> bytes:
    from email.message import EmailMessage

    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "forwarded", "Ann Berg <ann@example.org>", "Bob <bob@example.org>"
    inner.set_content(SSN)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        "pay — März",
        "Ann Berg <ann@example.org>",
        "bob@example.org, c@example.org",
    )
    mail.set_content(SSN)
    mail.add_alternative(f"<html><body>{SSN}</body></html>", subtype="html")
    mail.add_attachment(office.docx(), maintype="application", subtype="octet-stream", filename="letter.docx")
    mail.add_attachment(inner)
    return bytes(mail)


def _mailbox() -> bytes:
    return b"".join(b"From ann@example.org Thu Jan  1 00:00:00 2026\n" + _mail() + b"\n" for _ in range(3))


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        database = sqlite3.connect(path)
        database.execute("CREATE TABLE staff (name TEXT, ssn TEXT, photo BLOB)")
        database.executemany(
            "INSERT INTO staff VALUES (?, ?, ?)", [(f"Ann {n}", "512-44-7313", b"\1" * 50) for n in range(200)]
        )
        database.execute("CREATE INDEX by_name ON staff (name)")
        database.commit()
        database.close()
        return path.read_bytes()


def _tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "b" * 120 + "/c.txt"):
            told = tarfile.TarInfo(name)
            told.size = len(SSN)
            archive.addfile(told, io.BytesIO(SSN.encode()))
    return buffer.getvalue()


def _media() -> dict[str, bytes]:
    """Pictures, films and sound, as far as this installation can make them: damaged ones need not be made elsewhere."""
    from bailee.demo.company import make_company

    with tempfile.TemporaryDirectory() as folder:
        make_company(Path(folder), seed=3)
        wanted: dict[str, bytes] = {}
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in (".png", ".mp4", ".mkv", ".avi") and path.stat().st_size < 400_000:
                wanted.setdefault(f"media{path.suffix}", path.read_bytes())
    try:
        from PIL import Image
    except ImportError:
        return wanted
    for form in ("JPEG", "GIF", "TIFF", "BMP", "WEBP"):
        buffer = io.BytesIO()
        Image.linear_gradient("L").save(buffer, form)
        wanted[f"picture.{form.lower()}"] = buffer.getvalue()
    return wanted


def mutated(name: str, chance: random.Random) -> bytes:
    """The good file of that name with some damage, inside its containers as often as outside."""
    return _inside(name, good_files()[name], chance, depth=0)


def _inside(name: str, data: bytes, chance: random.Random, depth: int) -> bytes:
    opened = next((opener for magic, opener in _OPENERS if data.startswith(magic)), None)
    if opened is not None and depth < 3 and chance.random() < 0.8:
        try:
            return opened(data, lambda part: _inside(name, part, chance, depth + 1), chance)
        except (zipfile.BadZipFile, OSError, EOFError, lzma.LZMAError, tarfile.TarError, zlib.error, ValueError):
            pass
    if b"\nContent-Transfer-Encoding: base64" in data and chance.random() < 0.5:
        return _mail_part(data, chance)
    return damaged(data, chance)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One to eight of: other bytes, other numbers, a piece lost, doubled, moved; now and then the rest is cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if len(out) < 4:
            break
        at = chance.randrange(len(out))
        reach = min(chance.choice((1, 2, 4, 16, 200)), len(out) - at)
        way = chance.randrange(8)
        if way == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            out[at : at + reach] = chance.randbytes(reach)
        elif way == 2:
            out[at : at + reach] = chance.choice((b"\0", b"\xff", b"\x7f", b"<", b"(")) * reach
        elif way == 3:
            out[at : at + 4] = struct.pack(
                chance.choice("<>") + "I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 24))
            )
        elif way == 4:
            del out[at : at + reach]
        elif way == 5:
            out[at:at] = out[at : at + reach] * chance.choice((1, 2, 300))
        elif way == 6:
            numbers = list(re.finditer(rb"\d+", out[at : at + 300]))
            if numbers:
                number = chance.choice(numbers)
                out[at + number.start() : at + number.end()] = chance.choice((b"0", b"-1", b"4294967296", b"9" * 30))
        else:
            to = chance.randrange(len(out))
            piece = out[at : at + reach]
            del out[at : at + reach]
            out[to:to] = piece
    if chance.random() < 0.15:
        del out[chance.randrange(len(out) + 1) :]
    return bytes(out)


Change = Callable[[bytes], bytes]


def _zip(data: bytes, change: Change, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bad:
        names = good.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2, 5)))))
        for name in names:
            content = good.read(name)
            bad.writestr(name, change(content) if name in chosen else content)
    return buffer.getvalue()


def _pdf(data: bytes, change: Change, chance: random.Random) -> bytes:
    """Damage inside one deflated stream, or one of the objects; the table of places is left to be repaired."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not streams:
        raise ValueError
    chosen = chance.choice(streams)
    content = zlib.compress(damaged(zlib.decompress(chosen[1]), chance))
    return data[: chosen.start(1)] + content + data[chosen.end(1) :]


def _png(data: bytes, change: Change, chance: random.Random) -> bytes:
    """Damage in one chunk, with its check sum made right."""
    chunks, at = [], 8
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    chosen = chance.randrange(len(chunks))
    out = data[:8]
    for number, (kind, content) in enumerate(chunks):
        content = damaged(content, chance) if number == chosen else content
        out += struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return out


def _mail_part(data: bytes, chance: random.Random) -> bytes:
    """Damage inside one attachment, and inside its containers."""
    parts = list(re.finditer(rb"base64\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)", data))
    if not parts:
        return damaged(data, chance)
    chosen = chance.choice(parts)
    try:
        content = base64.b64decode(chosen[1])
    except ValueError:
        return damaged(data, chance)
    return data[: chosen.start(1)] + base64.encodebytes(_inside("", content, chance, 1)) + b"\n" + data[chosen.end(1) :]


_OPENERS: tuple[tuple[bytes, Callable[[bytes, Change, random.Random], bytes]], ...] = (
    (b"PK\x03\x04", _zip),
    (b"\x1f\x8b", lambda data, change, _: gzip.compress(change(gzip.decompress(data)))),
    (b"BZh", lambda data, change, _: bz2.compress(change(bz2.decompress(data)))),
    (b"\xfd7zXZ", lambda data, change, _: lzma.compress(change(lzma.decompress(data)))),
    (b"%PDF", _pdf),
    (b"\x89PNG", _png),
)
