"""What is nothing but locked: age files, OpenPGP messages, KeePass, LUKS, BitLocker, stores of keys. An age file is opened with an
identity or a passphrase that is known; of the others it is said that they are encrypted.

>>> from bailee.vocabulary import Locator
>>> list(extract(Item.nested(Locator(("a.kdbx",)), "a.kdbx", bytes.fromhex("03d9a29a67fb4bb5")), Budget()))
Traceback (most recent call last):
bailee.extractors.interface.Unreadable: encrypted
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import AGE, LOCKED
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

_WORK = 18  # what age takes: 2^18 blocks are 256 MiB; more does not fit into a worker
READS = frozenset({AGE, LOCKED})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if not budget.passwords or not item.read(64).lstrip().startswith((b"age-encryption", b"-----BEGIN AGE")):
        raise Unreadable(Reason.ENCRYPTED)
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    opened = _opened(item.read(), budget)
    budget.take(len(opened))
    name = item.name.rsplit("/", 1)[-1].removesuffix(".age")
    yield Item.nested(item.locator, "content", opened, file_name=name)


def _opened(data: bytes, budget: Budget) -> bytes:
    import pyrage

    data = _bare(data)
    if identities := [identity for line in budget.passwords.identities if (identity := _identity(line))]:
        try:
            return bytes(pyrage.decrypt(data, identities))
        except pyrage.DecryptError:
            pass

    def attempt(word: str) -> bytes | None:
        try:
            return bytes(pyrage.passphrase.decrypt(data, word))
        except pyrage.DecryptError:
            return None

    asked = re.search(rb"\n-> scrypt \S+ (\d{1,2})\n", data[:4096])
    if asked is None:
        raise Unreadable(Reason.ENCRYPTED)
    if int(asked[1]) > _WORK:
        raise Unreadable(Reason.OUT_OF_MEMORY)
    return budget.unlocked(attempt)


def _identity(line: str) -> object | None:
    import pyrage

    try:
        identity: object = pyrage.x25519.Identity.from_str(line)
    except (pyrage.IdentityError, ValueError):
        return None
    return identity


def _bare(data: bytes) -> bytes:
    """Without the armour of letters."""
    import binascii

    if not data.lstrip().startswith(b"-----BEGIN AGE"):
        return data
    lines = [line.strip() for line in data.split(b"\n") if line.strip() and not line.startswith(b"-----")]
    try:
        return binascii.a2b_base64(b"".join(lines))
    except binascii.Error:
        raise Unreadable(Reason.DAMAGED) from None
