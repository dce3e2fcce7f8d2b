"""A checkpoint: size and root of the log, signed (C2SP tlog-checkpoint in a C2SP signed note, Ed25519).

Whoever keeps one, on paper or in a mail, can tell later whether the log of that day is still the start of today's.

>>> from bailee.keys import MasterKey, OrganisationKeys
>>> keys, _ = OrganisationKeys.create(MasterKey.random(), "acme")
>>> note = sign("bailee/1", 3, b"r" * 32, keys.sign, keys.verify_key)
>>> print(note.splitlines()[0], note.splitlines()[1])
bailee/1 3
>>> opened(note, keys.verify_key).size
3
>>> opened(note.replace("\\n3\\n", "\\n4\\n"), keys.verify_key)
Traceback (most recent call last):
bailee.errors.BrokenEvidence: the signature does not belong to this checkpoint
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bailee.errors import BrokenEvidence
from bailee.evidence.canonical import decoded
from bailee.evidence.merkle import HASH_BYTES

_ED25519 = b"\x01"
_MAXIMUM = 100_000  # characters; a checkpoint has some 200
_BATCH = "batch "  # an extension line: so many records were appended at once, and the sizes between have no checkpoint


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes
    batch: int = 1  # records that this checkpoint signs at once


@lru_cache(maxsize=64)
def key_ident(name: str, verify_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + verify_key).digest()[:4]


def sign(
    origin: str, size: int, root: bytes, signer: Callable[[bytes], bytes], verify_key: bytes, batch: int = 1
) -> str:
    together = f"{_BATCH}{batch}\n" if batch > 1 else ""
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n{together}"
    signature = base64.b64encode(key_ident(origin, verify_key) + signer(body.encode())).decode()
    return f"{body}\n— {origin} {signature}\n"


def read(note: str) -> tuple[Head, str, list[tuple[str, bytes]]]:
    """Head, signed text and (name, key ident + signature) lines of a note, unverified. BrokenEvidence where it is none."""
    broken = BrokenEvidence("this is no signed checkpoint", hint="`bailee evidence checkpoint` prints one")
    text, separator, tail = note.rpartition("\n\n") if isinstance(note, str) else ("", "", "")
    lines = text.split("\n")
    if not separator or len(note) > _MAXIMUM or len(lines) < 3 or not tail.endswith("\n"):
        raise broken
    origin, size, encoded = lines[:3]
    signatures: list[tuple[str, bytes]] = []
    try:
        root = decoded(encoded)
        for line in tail[:-1].split("\n"):
            dash, name, signature = line.split(" ")
            if dash != "—":
                raise broken
            signatures.append((name, decoded(signature)))
        together = [_number(line.removeprefix(_BATCH)) for line in lines[3:] if line.startswith(_BATCH)]
        head = Head(origin, _number(size), root, together[0] if together else 1)
    except (ValueError, binascii.Error):
        raise broken from None
    if not origin or len(root) != HASH_BYTES or len(together) > 1 or not 0 < head.batch <= max(head.size, 1):
        raise broken
    return head, text + "\n", signatures


def _number(text: str) -> int:
    """A whole number without leading zeros. ValueError for any other spelling."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and str(int(text)) == text):
        raise ValueError(text)
    return int(text)


Retired = Sequence[
    tuple[bytes, int]
]  # public keys of before, and the size of the log up to which each signed; oldest first


def opened(note: str, verify_key: bytes, retired: Retired = ()) -> Head:
    """What a checkpoint says, its signature checked. BrokenEvidence where it is damaged or signed by another key.

    Each key counts in its time: a checkpoint of size 7 by the one that signed then, and by no other.
    """
    return _opened(note, verify_key, tuple(retired))


@lru_cache(maxsize=256)  # the newest one is opened for each proof that is given
def _opened(note: str, verify_key: bytes, retired: tuple[tuple[bytes, int], ...]) -> Head:
    head, text, signatures = read(note)
    verify_key = next((key for key, until in retired if head.size <= until), verify_key)
    ours = [s[4:] for name, s in signatures if name == head.origin and s[:4] == key_ident(name, verify_key)]
    if not ours:
        raise BrokenEvidence("this checkpoint was signed by another key than the log's")
    public, wrong = _public(verify_key)
    try:
        for signature in ours:
            public.verify(signature, text.encode())
    except (wrong, ValueError):
        raise BrokenEvidence("the signature does not belong to this checkpoint") from None
    return head


@lru_cache(maxsize=64)
def _public(verify_key: bytes) -> tuple[Any, type[Exception]]:
    """The key, and what it raises for a signature that is none of its own: looked up once, for thousands of checkpoints."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(verify_key), InvalidSignature
