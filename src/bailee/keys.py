"""Keys: one master key, one key an organisation, and from it one key a purpose. Fingerprints and fields use them.

    master key (file, 0600) → organisation key (random, wrapped) → fingerprint, field, content, seal and file keys

Destroying the wrapped organisation key is the erasure of all that hangs on it.
"""

from __future__ import annotations

import hashlib
import hmac

FINGERPRINT_BYTES = 16  # HMAC-SHA-256 truncated to 128 bits


def fingerprint(key: bytes, purpose: str, value: str) -> str:
    """Keyed fingerprint of a value in normal form, as 32 hex digits.

    A plain hash of an SSN is the SSN: one core tries all 10⁹ in 8 minutes. `purpose` (the detector's ident, or the name of
    a normal form) keeps equal digits of unlike kinds apart.

    >>> fingerprint(b"k" * 32, "us-ssn", "512447313") == fingerprint(b"k" * 32, "us-ein", "512447313")
    False
    """
    message = f"{purpose}\x00{value}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, hashlib.sha256)[:FINGERPRINT_BYTES].hex()
