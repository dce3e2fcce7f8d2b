"""Fingerprints: a value in normal form under a key, so that equal values compare and none can be read back.

A scanner makes the first one (`fingerprint`), under a key that every scanner of an organisation has. The server makes
another one of it on arrival (`rekeyed`), under a key that never leaves it: what lies in the store is only the second, so
the key of a stolen scanner tells nothing about the store.

>>> from_laptop = from_server = fingerprint(b"s" * 32, "us-ssn", "078051120")
>>> kept = rekeyed((b"r" * 32,), from_laptop)
>>> kept == rekeyed((b"r" * 32,), from_server), kept == from_laptop, len(kept)
(True, False, 32)

Replacing the server's key needs no scan: the new key is put behind the old one, and what is kept goes through it once.

>>> rekeyed((b"r" * 32, b"n" * 32), from_laptop) == rekeyed((b"n" * 32,), kept)
True
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

FINGERPRINT_BYTES = 16  # HMAC-SHA-256 truncated to 128 bits
KEY_BYTES = 32


def fingerprint(key: bytes, purpose: str, value: str) -> str:
    """Keyed fingerprint of a value in normal form, as 32 hex digits.

    A plain hash of an SSN is the SSN: one core tries all 10⁹ in 8 minutes. `purpose` (the detector's ident, or the name of
    a normal form) keeps equal digits of unlike kinds apart.

    >>> fingerprint(b"k" * 32, "us-ssn", "078051120") == fingerprint(b"k" * 32, "us-ein", "078051120")
    False
    """
    message = f"{purpose}\x00{value}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, hashlib.sha256)[:FINGERPRINT_BYTES].hex()


def rekeyed(keys: Sequence[bytes], printed: str) -> str:
    """The fingerprint of a fingerprint, under each key in turn; as long as it was. Empty stays empty."""
    for key in keys:
        printed = hmac.digest(key, printed.encode(), hashlib.sha256).hex()[: len(printed)]
    return printed
