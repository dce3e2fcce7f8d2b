"""The header of an age v1 file: who may open it, and the same file key wrapped for others without touching what it closes.

    header = Header.read(stream)                          # leaves the stream at the first byte of what is closed
    anew = header.wrapped_for((recipient, …), identities) # the same file key for other readers

A header is text: a line a reader with the file key wrapped for him (X25519, HKDF-SHA-256, ChaCha20-Poly1305), then a code over
all of it under the file key. What follows, a nonce and the closed content, hangs on the file key alone and stays byte for
byte what it was (https://c2sp.org/age). Stanzas of other sorts (grease, which readers skip) are kept as they are, so a header
with as many readers is as long as before.

>>> import io, pyrage
>>> alice, bob = (pyrage.x25519.Identity.generate() for _ in range(2))
>>> closed = pyrage.encrypt(b"hello", [alice.to_public()])
>>> stream = io.BytesIO(closed)
>>> anew = Header.read(stream).wrapped_for([str(bob.to_public())], [str(alice)])
>>> pyrage.decrypt(anew.written() + stream.read(), [bob]), len(anew.written()) + 16 + 5 + 16 == len(closed)
(b'hello', True)
>>> anew.opens(str(alice)), anew.opens(str(bob))
(False, True)
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from bailee.errors import CannotRead, InvalidInput

VERSION = b"age-encryption.org/v1\n"
LARGEST = 64 << 10  # bytes of a header that is read at all
_X25519 = "X25519"
_INFO = b"age-encryption.org/v1/X25519"
_COLUMNS = 64
_FILE_KEY = 16
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # bech32's


@dataclass(frozen=True, slots=True)
class Stanza:
    """One reader: the sort, its arguments, and the file key wrapped for him."""

    words: tuple[str, ...]
    body: bytes = field(repr=False)

    def written(self) -> bytes:
        encoded = _encoded(self.body)
        lines = [encoded[at : at + _COLUMNS] for at in range(0, len(encoded), _COLUMNS)]
        if not lines or len(lines[-1]) == _COLUMNS:
            lines.append("")  # the last line is a short one
        return ("-> " + " ".join(self.words) + "\n" + "".join(f"{line}\n" for line in lines)).encode()

    @property
    def is_x25519(self) -> bool:
        return len(self.words) == 2 and self.words[0] == _X25519


@dataclass(frozen=True, slots=True)
class Header:
    """Readers, and the code over them."""

    stanzas: tuple[Stanza, ...]
    code: bytes = field(repr=False)

    @classmethod
    def read(cls, stream: BinaryIO) -> Header:
        """CannotRead where it is no age file, or one whose header is damaged."""
        taken = 0

        def line() -> str:
            nonlocal taken
            read = _line(stream, LARGEST - taken)
            taken += len(read)
            return read[:-1].decode("ascii", "strict")

        try:
            if _line(stream, len(VERSION)) != VERSION:
                raise ValueError
            stanzas: list[Stanza] = []
            while (first := line()).startswith("-> "):
                body = ""
                while len(part := line()) == _COLUMNS:
                    body += part
                stanzas.append(Stanza(tuple(first[3:].split(" ")), _decoded(body + part)))
            if not first.startswith("--- ") or not stanzas:
                raise ValueError
            return cls(tuple(stanzas), _decoded(first[4:]))
        except (ValueError, binascii.Error):
            raise CannotRead("this is no age file, or its start is damaged", hint="restore it from a backup") from None

    def written(self) -> bytes:
        return self._covered() + b" " + _encoded(self.code).encode() + b"\n"

    def _covered(self) -> bytes:
        return VERSION + b"".join(stanza.written() for stanza in self.stanzas) + b"---"

    def opens(self, identity: str) -> bool:
        """Whether an identity is one of its readers, and the header is as it was written."""
        try:
            self.file_key([identity])
        except CannotRead:
            return False
        return True

    def file_key(self, identities: Sequence[str]) -> bytearray:
        """CannotRead where none of them is a reader, or the header was changed. Overwrite it once it is used (`wiped`)."""
        for identity in identities:
            private = _private(identity)
            for stanza in self.stanzas:
                if stanza.is_x25519 and (key := _unwrapped(stanza, private)) is not None:
                    if not hmac.compare_digest(_code(key, self._covered()), self.code):
                        raise CannotRead("the header of a sealed file was changed", hint="restore it from a backup")
                    return key
        raise CannotRead("none of these keys opens this sealed file", hint="the recovery key of its time may")

    def wrapped_for(self, recipients: Sequence[str], identities: Sequence[str]) -> Header:
        """The same file key for these readers and no others. Whoever had the file key before has it still."""
        key = self.file_key(identities)
        try:
            others = tuple(stanza for stanza in self.stanzas if not stanza.is_x25519)
            anew = replace(self, stanzas=(*(_wrapped(key, each) for each in recipients), *others))
            return replace(anew, code=_code(key, anew._covered()))
        finally:
            wipe(key)


def closes_nothing(header: Header, identities: Sequence[str]) -> bytes:
    """A whole age file with this header and no content: another program shows by it that the header opens.

    >>> import pyrage
    >>> one = pyrage.x25519.Identity.generate()
    >>> closed = pyrage.encrypt(b"hello", [one.to_public()])
    >>> import io
    >>> pyrage.decrypt(closes_nothing(Header.read(io.BytesIO(closed)), [str(one)]), [one])
    b''
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    key = header.file_key(identities)
    try:
        nonce = secrets.token_bytes(16)
        payload = _derived(key, nonce, b"payload")
        return header.written() + nonce + ChaCha20Poly1305(payload).encrypt(bytes(11) + b"\x01", b"", None)
    finally:
        wipe(key)


def wipe(secret: bytearray) -> None:
    """Overwrite it in place: Python's `bytes` cannot be, so a file key is never one for longer than a call."""
    secret[:] = bytes(len(secret))


# ---- wrapping -----------------------------------------------------------------------------------------------------------


def _wrapped(file_key: bytearray, recipient: str) -> Stanza:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    public = _bech32(recipient, "age")
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    key = _derived(once.exchange(X25519PublicKey.from_public_bytes(public)), share + public, _INFO)
    return Stanza((_X25519, _encoded(share)), ChaCha20Poly1305(key).encrypt(bytes(12), bytes(file_key), None))


def _unwrapped(stanza: Stanza, private: Any) -> bytearray | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        share = _decoded(stanza.words[1])
        shared = private.exchange(X25519PublicKey.from_public_bytes(share))
        key = _derived(shared, share + private.public_key().public_bytes_raw(), _INFO)
        found = bytearray(ChaCha20Poly1305(key).decrypt(bytes(12), stanza.body, None))
    except (InvalidTag, ValueError):
        return None
    return found if len(found) == _FILE_KEY else None


def _code(file_key: bytearray, covered: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), covered, "sha256")


def _derived(secret: bytes | bytearray, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(secret)


# ---- letters ------------------------------------------------------------------------------------------------------------


def _private(identity: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(_bech32(identity, "age-secret-key-"))


def _bech32(text: str, prefix: str) -> bytes:
    """The 32 bytes of a key. InvalidInput where it is none of that sort, or was typed wrong.

    >>> import pyrage
    >>> identity = pyrage.x25519.Identity.generate()
    >>> len(_bech32(str(identity.to_public()), "age"))
    32
    """
    word = text.strip().lower()
    head, _, letters = word.rpartition("1")
    fault = InvalidInput(
        "this is no age key", hint="a public one begins with age1, a private one with AGE-SECRET-KEY-1"
    )
    if head != prefix or any(letter not in _LETTERS for letter in letters):
        raise fault
    values = [_LETTERS.index(letter) for letter in letters]
    spread = [ord(letter) >> 5 for letter in head] + [0] + [ord(letter) & 31 for letter in head]
    if _checksum([*spread, *values]) != 1:
        raise fault
    number = 0
    for value in values[:-6]:
        number = number << 5 | value
    spare = len(values[:-6]) * 5 - 256
    if not 0 <= spare < 5 or number & ((1 << spare) - 1):
        raise fault
    return (number >> spare).to_bytes(32, "big")


def _checksum(values: Sequence[int]) -> int:
    # BIP 173
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            found ^= generator if top >> at & 1 else 0
    return found


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    if "=" in text:
        raise ValueError
    data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    if _encoded(data) != text:  # one writing for each content, as the format asks
        raise ValueError
    return data


def _line(stream: BinaryIO, most: int) -> bytes:
    """Up to a line's end, byte by byte: nothing of what follows is taken. ValueError where there is none."""
    read = bytearray()
    while len(read) < most:
        byte = stream.read(1)
        read += byte
        if byte == b"\n":
            return bytes(read)
        if not byte:
            break
    raise ValueError
