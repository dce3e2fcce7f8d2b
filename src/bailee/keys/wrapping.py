"""Wrapping: AES-256-GCM with a random nonce in front, bound to what the ciphertext is for.

>>> wrapped = wrap(b"k" * 32, b"secret", context("acme", "field"))
>>> unwrap(b"k" * 32, wrapped, context("acme", "field"), "damaged")
b'secret'
>>> unwrap(b"k" * 32, wrapped, context("acme", "log"), "damaged")
Traceback (most recent call last):
bailee.errors.CannotRead: damaged
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence

from bailee.errors import CannotRead

NONCE_BYTES = 12
VERSION = 1


def context(*parts: str) -> bytes:
    """Associated data in which no two lists of parts look alike."""
    return json.dumps(["bailee", VERSION, *parts], ensure_ascii=True).encode()


def wrap(key: bytes, plaintext: bytes, about: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, about)


def unwrap(key: bytes, wrapped: bytes, about: bytes, failure: str) -> bytes:
    """CannotRead, with `failure`, where the key, the context or the ciphertext is another one."""
    return unwrap_any((key,), wrapped, about, failure)[0]


def unwrap_any(keys: Sequence[bytes], wrapped: bytes, about: bytes, failure: str) -> tuple[bytes, int]:
    """The plaintext, and which of the keys opened it: while one is being replaced, both count."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for number, key in enumerate(keys):
        try:
            return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about), number
        except (InvalidTag, ValueError):
            continue
    raise CannotRead(
        failure, hint="restore the store and its folder of keys from the same backup; they belong together"
    )


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()
