"""What closes a file by itself, wherever its bytes go: sealed with age, a password of a ZIP, of an office file, of a PDF.

Weak ways of locking are said and count as none: ZipCrypto falls to known text, 40-bit RC4 to an afternoon.

>>> Lock.PASSWORD.closes, Lock.WEAK.closes
(True, False)
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from bailee.protection.files import AGE_STARTS, SEALED_ENDING

_LOOKED = 64  # bytes of its beginning that say what a file may be
_TAIL = 2_048
_HEAD = 16_384
_AES = 99  # the method of a member that WinZip's AES encrypts (APPNOTE 7.3, extra field 0x9901)
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_COAT = 32 << 20  # bytes of a locked office file that are looked at
_PROGRAMS_OWN = ("VelvetSweatshop", "/01Hannes Ruescher/01")  # with which Excel and PowerPoint open by themselves
_ENCRYPT = re.compile(rb"/Encrypt[\s/<\d]")


class Lock(StrEnum):
    """What closes one file."""

    NONE = "none"
    SEALED = "sealed"  # age: keys of this organisation, or another's
    PASSWORD = "password"  # noqa: S105 - the word for a lock, and no password
    WEAK = "weak-password"  # it is there, and soon broken
    PDF = "pdf-lock"  # of a PDF: it may forbid no more than printing

    @property
    def closes(self) -> bool:
        return self in (Lock.SEALED, Lock.PASSWORD)


def lock_of(path: Path) -> Lock | None:
    """Of a file, or of the sealed copy that stands in its place since it was last seen; None where it cannot be read.

    Of nearly every file this costs one read of 64 bytes: only what begins as something that can be locked is looked into.
    """
    if not os.path.lexists(path):
        path = path.with_name(path.name + SEALED_ENDING)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            seen = os.fstat(stream.fileno())
            if not stat.S_ISREG(seen.st_mode):
                return None
            return _lock(stream, stream.read(_LOOKED), seen.st_size)
    except OSError:
        return None


def _lock(stream: BinaryIO, begins: bytes, size: int) -> Lock | None:
    if begins.startswith(AGE_STARTS):
        return Lock.SEALED
    if begins.startswith(b"PK\x03\x04") and begins[6:7] and begins[6] & 1:
        return _of_zip(stream)
    if begins.startswith(_COMPOUND):
        return _of_office(stream)
    if begins.startswith(b"%PDF-"):
        return _of_pdf(stream, size)
    return Lock.NONE


def _of_zip(stream: BinaryIO) -> Lock | None:
    """Locked where every member is: one that lies open is read by anybody."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if not members or not all(each.flag_bits & 1 for each in members):
        return Lock.NONE
    return Lock.PASSWORD if all(each.compress_type == _AES for each in members) else Lock.WEAK


def _of_office(stream: BinaryIO) -> Lock:
    """A new office file that is encrypted lies in an old one's coat, as a stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4).

    Of an old one with a password (RC4 of 40 bits, or less) it is not to be seen from outside that it has one.
    """
    stream.seek(0)
    coat = stream.read(_COAT)
    if "EncryptedPackage".encode("utf-16-le") not in coat:
        return Lock.NONE
    return Lock.WEAK if _opens_by_itself(coat) else Lock.PASSWORD


def _opens_by_itself(coat: bytes) -> bool:
    """Whether the program opens it with its own word, as it does a file that is only kept from changes; so where nobody can tell."""
    try:
        import msoffcrypto
    except ImportError:
        return True
    for word in _PROGRAMS_OWN:
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(coat))
            file.load_key(password=word, verify_password=True)
        except msoffcrypto.exceptions.InvalidKeyError:
            continue
        except Exception:  # noqa: BLE001 - the library looks for streams that a damaged file has not
            return True
        return True
    return False


def _of_pdf(stream: BinaryIO, size: int) -> Lock:
    """Said, and not counted: most of these locks forbid printing and open without a password, and no parser is run here."""
    stream.seek(max(size - _TAIL, 0))
    tail = stream.read(_TAIL)
    stream.seek(0)
    is_locked = _ENCRYPT.search(tail) is not None or _ENCRYPT.search(stream.read(_HEAD)) is not None
    return Lock.PDF if is_locked else Lock.NONE
