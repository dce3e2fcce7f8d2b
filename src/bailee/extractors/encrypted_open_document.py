"""OpenDocument behind a password (.odt, .ods, .odp of LibreOffice and OpenOffice): each part decrypted with a password that is known.

What comes out is a package without locks in memory, read in the place of the first. By OpenDocument 1.2 part 3, section 4: the
password's hash, PBKDF2, AES in blocks, and inside of that the packed part. What LibreOffice 24.8 writes by default (Argon2) and
the Blowfish of before 2011 are said to be encrypted.
"""

from __future__ import annotations

import binascii
import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

_MANIFEST = "META-INF/manifest.xml"
_ENTRY = re.compile(
    r"<manifest:file-entry\b(?P<attributes>[^>]*?)(?:/>|>(?P<inside>.*?)</manifest:file-entry>)", re.DOTALL
)
_ENCRYPTION = re.compile(r"<manifest:encryption-data\b.*?</manifest:encryption-data>", re.DOTALL)
_ROUNDS = 2_000_000  # of PBKDF2; LibreOffice makes a hundred thousand


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is locked."""

    vector: bytes
    salt: bytes
    rounds: int
    size: int
    start: str  # how the password is hashed first
    sum_of: str
    sum: bytes


def opened(item: Item, budget: Budget) -> Item:
    """The same document without locks. Unreadable as encrypted where no password fits or the way of locking is another."""
    if not budget.passwords:
        raise Unreadable(Reason.ENCRYPTED)
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    try:
        with zipfile.ZipFile(io.BytesIO(item.read())) as package:
            manifest = package.read(_MANIFEST).decode("utf-8", "replace")
            locks = _locks(manifest)
            if not locks:
                raise Unreadable(Reason.ENCRYPTED)
            name = "content.xml" if "content.xml" in locks else next(iter(locks))
            word = budget.unlocked(
                lambda word: word if _part(package.read(name), locks[name], word) is not None else None
            )
            data = _rewritten(package, manifest, locks, word, budget)
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError, OSError, EOFError, zlib.error, NotImplementedError):
        raise Unreadable(Reason.DAMAGED) from None
    return Item(item.locator, len(data), data=data, file_name=item.file_name)


def _rewritten(package: zipfile.ZipFile, manifest: str, locks: dict[str, _Lock], word: str, budget: Budget) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as plain:
        for info in package.infolist():
            if info.is_dir() or info.file_size > MEMBER_LIMIT:
                continue
            content = package.read(info)
            if info.filename in locks:
                content = _part(content, locks[info.filename], word) or b""
            elif info.filename == _MANIFEST:
                content = _ENCRYPTION.sub("", manifest).encode()
            budget.take(len(content))
            plain.writestr(info.filename, content)
    return output.getvalue()


def _locks(manifest: str) -> dict[str, _Lock]:
    found: dict[str, _Lock] = {}
    for entry in _ENTRY.finditer(manifest):
        inside = entry["inside"] or ""
        name = _attribute(entry["attributes"], "full-path")
        if not name or "encryption-data" not in inside:
            continue
        if (
            not _attribute(inside, "algorithm-name").endswith("aes256-cbc")
            or _attribute(inside, "key-derivation-name") != "PBKDF2"
        ):
            return {}
        start = re.search(r"<manifest:start-key-generation\b[^>]*", inside)
        found[name.replace("&amp;", "&")] = _Lock(
            binascii.a2b_base64(_attribute(inside, "initialisation-vector")),
            binascii.a2b_base64(_attribute(inside, "salt")),
            int(_attribute(inside, "iteration-count") or 1024),
            int(_attribute(inside, "key-size") or 32),
            "sha256" if start and "sha256" in start[0] else "sha1",
            _attribute(inside, "checksum-type").rpartition("#")[2].lower(),
            binascii.a2b_base64(_attribute(inside, "checksum")),
        )
    return found


def _attribute(text: str, name: str) -> str:
    found = re.search(rf"manifest:{name}=[\"']([^\"']*)", text)
    return found[1] if found else ""


def _part(content: bytes, lock: _Lock, word: str) -> bytes | None:
    """A part as it was; None where the password does not fit."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not content or len(content) % 16 or not 0 < lock.rounds <= _ROUNDS or lock.size not in (16, 24, 32):
        return None
    start = hashlib.new(lock.start, word.encode(), usedforsecurity=False).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.rounds, lock.size)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
    plain = decryptor.update(content) + decryptor.finalize()
    if not 1 <= plain[-1] <= 16:
        return None
    plain = plain[: -plain[-1]]
    if (
        lock.sum
        and hashlib.new("sha256" if "256" in lock.sum_of else "sha1", plain[:1024], usedforsecurity=False).digest()
        != lock.sum
    ):
        return None
    try:
        return zlib.decompressobj(-15).decompress(plain, MEMBER_LIMIT)
    except zlib.error:
        return None
