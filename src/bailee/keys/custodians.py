"""Who wraps organisations' keys: the master key in this process, or a device or server that never hands it out.

    class Custodian(Protocol):
        wrap(plaintext, about) -> wrapped          unwrap(wrapped, about) -> plaintext

That is all that the rest asks of a master key: an organisation's key of 32 bytes goes in or comes out, bound to `about` (organisation,
purpose, version). `InMemory` is the one that bailee brings, for the key that `custody` reads from a file, from behind a passphrase, or from
the keychain. An HSM (PKCS #11) or a vault server (transit: encrypt and decrypt with associated data) is another class with these two
methods, given to `MasterKey(custodian=…)`; then no backup holds the master key, for nobody has it.

>>> keeper = InMemory(b"k" * 32)
>>> keeper.unwrap(keeper.wrap(b"secret", b"about acme"), b"about acme")
b'secret'
>>> keeper.unwrap(keeper.wrap(b"secret", b"about acme"), b"about other")
Traceback (most recent call last):
bailee.errors.CannotRead: this key does not open it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import bailee.keys.wrapping as wrapping
from bailee.errors import CannotRead


class Custodian(Protocol):
    """Keeps a master key and works with it. `about` is associated data: what was wrapped for one purpose unwraps for no other."""

    def wrap(self, plaintext: bytes, about: bytes) -> bytes:
        """NotAllowed where it refuses, or cannot be reached."""

    def unwrap(self, wrapped: bytes, about: bytes) -> bytes:
        """CannotRead where it was wrapped by another key, for another purpose, or changed; NotAllowed as above."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """A master key of 32 bytes that this process holds."""

    key: bytes = field(repr=False)

    def wrap(self, plaintext: bytes, about: bytes) -> bytes:
        return wrapping.wrap(self.key, plaintext, about)

    def unwrap(self, wrapped: bytes, about: bytes) -> bytes:
        return wrapping.unwrap(self.key, wrapped, about, "this key does not open it")


def keeper(key: bytes | Custodian) -> Custodian:
    return InMemory(key) if isinstance(key, bytes) else key


def unwrap_by_any(keys: Sequence[bytes | Custodian], wrapped: bytes, about: bytes, failure: str) -> bytes:
    """By whichever of them wrapped it: while one takes the other's place, both count. CannotRead, with `failure`, where none did."""
    for key in keys:
        try:
            return keeper(key).unwrap(wrapped, about)
        except CannotRead:
            continue
    raise CannotRead(
        failure, hint="restore the store and its folder of keys from the same backup; they belong together"
    )
