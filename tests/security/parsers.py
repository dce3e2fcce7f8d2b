"""Every parser of ours, with good input of its own to begin from and what it may raise: fed with damage by a test and by `make fuzz-parsers`.

A parser is ours where its bytes or letters are walked by code of this repository; what a library reads whole (pdfium, pyarrow, libarchive, libpff,
calamine, Pillow, selectolax …) is fed by `make fuzz`, in worker processes that may die. An extractor may raise anything, for whatever it raises counts as
damaged; it has to end, in time, and with no more text than it was given room for. Whatever reads what a person typed or handed in raises our own errors alone.
"""

from __future__ import annotations

import functools
import importlib
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bailee.errors import Error
from bailee.extractors import extractor_for
from bailee.extractors.interface import Budget
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests"), str(ROOT / "tests" / "extractors")]


ROOM = 8 << 20  # bytes that an extractor may expand a damaged file to
# Modules whose bytes a library reads whole, in a process that may die of it.
OF_LIBRARIES = {
    "archives": "libarchive", "avro": "fastavro", "chm": "libarchive", "columnar": "pyarrow", "dicom": "pydicom",
    "encrypted_office": "msoffcrypto", "encrypted_open_document": "cryptography", "event_log": "evtx", "excel_old": "calamine", "html": "selectolax",
    "images": "Pillow", "media": "PyAV", "office_old": "xberg", "outlook": "xberg", "pdf": "pdfium", "pst": "libpff", "rar_old": "libarchive",
    "seven_zip": "py7zr", "locked": "pyzipper", "access": "xberg",
}  # fmt: skip


@dataclass(frozen=True)
class Parser:
    name: str
    parse: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refuses: tuple[type[BaseException], ...] = (Error,)


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: read(data.decode("utf-8", "replace"))


def _filed(read: Callable[[Path], object], name: str) -> Callable[[bytes], object]:
    """For a parser that takes the path of a file."""
    folder = Path(tempfile.mkdtemp(prefix="bailee-fuzz-"))

    def parse(data: bytes) -> object:
        path = folder / name
        path.write_bytes(data)
        path.chmod(0o600)
        return read(path)

    return parse


@functools.cache
def of_files() -> tuple[Parser, ...]:
    """Extractors, by the files that needles are hidden in, one seed of each form; those of libraries are left out."""
    import needles
    import needles_data

    made = [(each.name, each.data) for each in needles.made([])] + [
        (each.name, each.data) for each, _ in needles_data.made()
    ]
    made += [(path.name, path.read_bytes()) for path in sorted((ROOT / "tests" / "samples" / "old-office").iterdir())]
    seeds: dict[str, dict[str, bytes]] = {}
    for name, data in made:
        if len(data) > 120_000:
            continue
        item = Item(Locator((name,)), len(data), data=data, file_name=name)
        extractor = extractor_for(recognise(item))
        module = getattr(extractor, "__name__", "").rpartition(".")[2]
        if module and module not in OF_LIBRARIES:
            seeds.setdefault(module, {})[name.rpartition(".")[2]] = data
    return tuple(
        Parser(f"extractors/{module}.py", _extracting(module), tuple(seeds[module].values()), (Exception,))
        for module in sorted(seeds)
    ) + tuple(_within_files())


def _within_files() -> Iterator[Parser]:
    """What lies inside files whose rest a library reads: texts of RTF, packed streams, macros."""
    from bailee.extractors import hypertext, iwork, macros, mapi, rtf, visio_old, zip_salvage

    rich = (ROOT / "tests" / "samples" / "old-office" / "comment.rtf").read_bytes()
    packed = b"\x01\x0a\xb0\x00" + b"Attribute VB" + bytes(range(40))
    yield Parser("extractors/rtf.py", rtf.readable_rtf, (rich,), (Exception,))
    yield Parser(
        "extractors/hypertext.py", _text(hypertext.readable_text), (b"<p>a<b>c</b>&amp;<!-- x --><table><tr><td>d",)
    )
    yield Parser(
        "extractors/iwork.py (packed)",
        lambda data: iwork.decompressed(data, ROOM),
        (b"\0\x05\0\0\x03\x08abc",),
        (Exception,),
    )
    yield Parser("extractors/macros.py (packed)", macros.expanded, (packed,), (Exception,))
    yield Parser("extractors/mapi.py (packed)", lambda data: mapi.unpacked(data, ROOM), (_packed_rtf(),), (Exception,))
    yield Parser(
        "extractors/visio_old.py (packed)",
        lambda data: visio_old.unpacked(data, ROOM),
        (b"\xffabcdefgh\x0f\0\x10abcd",),
        (Exception,),
    )
    whole = _zipped()
    yield Parser(
        "extractors/zip_salvage.py",
        lambda data: list(zip_salvage.salvaged(Item(Locator(("a",)), len(data), data=data), Budget(bytes_left=ROOM))),
        (whole, whole[:-30]),
        (Exception,),
    )


def _packed_rtf() -> bytes:
    import struct

    told = b"\0{\\rtf1\\ansi hello}"
    return struct.pack("<IIII", len(told) + 12, 20, 0x75465A4C, 0) + told


def _zipped() -> bytes:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", "Social Security number: 512-44-7313\n" * 20)
        made.writestr("b/c.txt", "hello")
    return buffer.getvalue()


def _extracting(module: str) -> Callable[[bytes], object]:
    read = importlib.import_module(f"bailee.extractors.{module}").extract

    def parse(data: bytes) -> int:
        budget = Budget(bytes_left=ROOM, members_left=1_000)
        size = 0
        for piece in read(Item(Locator(("a",)), len(data), data=data, file_name="a"), budget):
            size += len(piece.content) if isinstance(piece, Text) else 1
            if size > 4 * ROOM:
                raise AssertionError("more text than there was room for")
        return size

    return parse


@functools.cache
def of_people() -> tuple[Parser, ...]:
    """What a person types or hands in, what another program sends, and what we wrote ourselves and read again."""
    return tuple(_of_people())


def _of_people() -> Iterator[Parser]:
    from bailee import dates, disks
    from bailee.counsel import decision_file, strategy
    from bailee.deliveries import bounces
    from bailee.detectors import custom
    from bailee.detectors.expressions import syntax
    from bailee.evidence import canonical, checkpoint, proofs, standalone
    from bailee.inventory.exports import dpv, ropa_csv, ropa_json
    from bailee.inventory.reading import Faults
    from bailee.keys import age_header, recovery
    from bailee.monitoring import software
    from bailee.obligations import conditions, facts
    from bailee.protection import ntfs, shares
    from bailee.rosters import tables
    from bailee.scanner import wire
    from bailee.sources import addresses, credentials, exclusions, imap_answers, imap_troubles, lent

    yield Parser("keys/age_header.py", lambda data: age_header.Header.read(io.BytesIO(data)), (_age(),))
    page = "\n".join(recovery.blocks(_identity()))
    yield Parser("keys/recovery.py", _text(lambda text: recovery.typed(text.splitlines())), (page.encode(),))
    note = _note()
    yield Parser("evidence/checkpoint.py", _text(checkpoint.read), (note.encode(),))
    grown = proofs.consistency_text(3, [b"\1" * 32, b"\2" * 32], note)
    keys = [(b"\1" * 32, 0)]
    yield Parser(
        "evidence/standalone.py", _text(lambda text: standalone.growth_faults(note, text, keys)), (grown.encode(),)
    )
    yield Parser(
        "evidence/canonical.py",
        _canonical(canonical.canonical),
        (b'{"a": [1, 2.5, "\\u00e9", null, true], "b": {"c": -0.0}}',),
        (Error, TypeError, ValueError),
    )
    one = b'[[detector]]\nname = "staff-number"\nregex = "S-[0-9]{6}"\ncategory = "personnel-files"\n'
    yield Parser("detectors/custom.py", _text(lambda text: custom.read(text, "a.toml")), (one,))
    yield Parser(
        "detectors/expressions/syntax.py",
        _text(syntax.widths),
        (rb"(?i)\b[A-Z]{2,4}-?(?:\d{3}|x+)(?=\s)",),
        (Error, Exception),
    )
    filled = b'[counsel]\nname = "C. Doe"\n[[item]]\nident = "rule:us-ny-1"\ndecision = "accept"\nwords = """ok"""\n'
    yield Parser(
        "counsel/decision_file.py",
        lambda data: decision_file.read(data, "a.toml", {}),
        (filled, b'{"item": [{"ident": "a", "decision": "accept"}]}'),
    )
    yield Parser(
        "counsel/strategy.py", _text(lambda text: strategy._hours(text, "a.toml")), (strategy.table().encode(),)
    )
    yield Parser("deliveries/bounces.py", bounces.read, (_bounce(),))
    yield Parser(
        "sources/lent.py", _text(lent.read_text), (b'[acme-1a2b]\nplaces = ["/srv/acme", "s3://bucket/acme"]\n',)
    )
    yield Parser(
        "sources/addresses.py",
        _text(addresses.parse),
        (b"postgresql://reader@db.example:5432/crm?sslmode=require", b"imaps://ann%40x@mail.example/INBOX"),
    )
    yield Parser(
        "sources/credentials.py",
        _filed(lambda path: credentials.read(path, {}), "credentials.toml"),
        (b'["s3://bucket"]\nsecret_access_key = "x"\naccess_key = "y"\n',),
    )
    yield Parser(
        "sources/exclusions.py",
        _filed(exclusions.read, "exclude.toml"),
        (b'[[exclude]]\npattern = "*.iso"\nreason = "disk images"\n',),
    )
    answer = b'(UID 7 FLAGS (\\Seen) BODY[HEADER] {3}\r\nabc ENVELOPE ("a" NIL (("x" NIL "y" "z"))))'
    yield Parser(
        "sources/imap_answers.py",
        lambda data: list(imap_answers.parse([data, (data, b"abc"), b")"])),
        (answer,),
        (Error, ValueError, imap_troubles.Hostile),
    )
    yield Parser("protection/ntfs.py", ntfs.parse, (_descriptor(),), (Error, ntfs.Malformed))
    yield Parser(
        "protection/ntfs.py (Samba)",
        ntfs.in_samba,
        (b"\4\0\4\0\0\0\2\0" + b"\0" * 40 + _descriptor(),),
        (Error, ntfs.Malformed),
    )
    smb = b"[global]\nsmb encrypt = required\n[hr]\npath = /srv/hr\nvalid users = @hr, ann\nguest ok = no\n; end\n"
    yield Parser("protection/shares.py (smb.conf)", _text(lambda text: list(shares.samba(text))), (smb,))
    yield Parser(
        "protection/shares.py (exports)",
        _text(lambda text: list(shares.nfs(text))),
        (b"/srv/hr 10.0.0.0/8(ro,sec=krb5p) *(rw,no_root_squash)\n",),
    )
    yield Parser(
        "obligations/conditions.py",
        _text(conditions.parse),
        (b"holds_ssn and (employees_total >= 4 or annual_revenue > 'USD 26625000') and not is_nonprofit",),
        (Error, ValueError),
    )
    yield Parser(
        "obligations/facts.py",
        _filed(facts.read_described, "facts.toml"),
        (b'employees_total = 12\nestablishment_countries = ["US"]\nname = "Acme"\n',),
    )
    for module, seed in ((ropa_csv, _ropa_csv()), (ropa_json, b'{"activities": [{"name": "Pay", "purposes": ["pay"], "categories": ["salary"], "subjects": ["employee"]}]}'),
                         (dpv, b'{"@graph": [{"@type": "dpv:PersonalDataHandling", "dpv:hasPurpose": "pay"}]}')):  # fmt: skip
        name = f"inventory/exports/{module.__name__.rpartition('.')[2]}.py"
        yield Parser(name, _text(lambda text, read=module.read: list(read(text, Faults("a")))), (seed,))  # type: ignore[misc]
    people = b"Name;Email;Start\nAnn Berg;ann@example.org;2020-01-02\nBob;bob@example.org;\n"
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\nEMAIL:ann@example.org\nEND:VCARD\n"
    ldif = b"dn: cn=Ann,dc=x\ncn: Ann Berg\nmail: ann@example.org\njpegPhoto:: AAAA\n\n"
    yield Parser("rosters/tables.py", lambda data: tables.read_tables(data, "staff.csv"), (people, card, ldif))
    yield Parser(
        "monitoring/software.py",
        _text(software.read),
        (b"DisplayName,Publisher,InstallDate\nTeramind Agent,Teramind,20250102\n",),
    )
    yield Parser("scanner/wire.py", wire.decode_item, (_wired(),), (Error, Exception))
    yield Parser(
        "disks.py",
        _text(lambda text: list(disks.read_mounts(text))),
        (b"36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n",),
    )
    yield Parser("dates.py", _text(lambda text: dates.parse(text, "dmy")), (b"31.12.2026", b"Mar 3, 2026"))
    yield Parser("api/cursors.py", _cursor, (b"17.0123456789abcdef",), (Exception,))


def _canonical(write: Callable[[Any], bytes]) -> Callable[[bytes], object]:
    import json

    def parse(data: bytes) -> object:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return None
        written = write(value)
        assert write(json.loads(written)) == written
        return written

    return parse


def _cursor(data: bytes) -> object:
    from bailee.api import cursors
    from bailee.api.problems import Problem

    query = SimpleNamespace(cursor=data.decode("utf-8", "replace"))
    call = SimpleNamespace(query=query)
    before, cursors._signed = cursors._signed, lambda call, position: "0" * 32  # type: ignore[assignment]
    try:
        return cursors.position_of(call)  # type: ignore[arg-type]
    except Problem:
        return None
    finally:
        cursors._signed = before


def _identity() -> str:
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def _age() -> bytes:
    import pyrage

    return bytes(pyrage.encrypt(b"hello", [pyrage.x25519.Identity.generate().to_public() for _ in range(2)]))


def _note() -> str:
    import base64

    told = base64.b64encode(b"\1" * 32).decode()
    return f"bailee.example/log\n7\n{told}\n\n— bailee.example/log {base64.b64encode(b'1234' + b'x' * 64).decode()}\n"


def _bounce() -> bytes:
    return (
        b"From: mailer-daemon@x.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\nMIME-Version: 1.0\n\n"
        b"--b\nContent-Type: text/plain\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\n"
        b"Final-Recipient: rfc822; ann@y.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b\n"
        b"Content-Type: message/rfc822\n\nMessage-ID: <a@b>\nSubject: x\n\nhello\n--b--\n"
    )


def _descriptor() -> bytes:
    import struct

    sid = struct.pack("<BB6sII", 1, 2, b"\0\0\0\0\0\5", 32, 544)
    ace = struct.pack("<BBHI", 0, 0, 8 + len(sid), 0x1F01FF) + sid
    acl = struct.pack("<BBHHH", 2, 0, 8 + 2 * len(ace), 2, 0) + ace * 2
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 20 + len(sid), 0, 20 + 2 * len(sid)) + sid * 2 + acl


def _ropa_csv() -> bytes:
    return b"name,purposes,categories,subjects,basis,retention\nPay,pay people,salary; bank-account,employee,contract,P7Y\n"


def _wired() -> bytes:
    from bailee.scanner import wire

    return wire.encode_item(Item(Locator(("a", "b")), 3, data=b"abc", file_name="b"))
