"""A statement, sealed: the hash of its canonical form, signed by the organisation's seal key (ECDSA P-256 over SHA-256).

Whoever is given the file can check it with any tool: canonicalise `statement` by RFC 8785, compare its SHA-256, verify
the signature with `key`. That the key is the organisation's own is told by its log, which holds the hash.

>>> from cryptography.hazmat.primitives.asymmetric import ec
>>> made = seal({"read": 3}, ec.generate_private_key(ec.SECP256R1()))
>>> faults(made)
[]
>>> faults({**made, "statement": {"read": 4}})
['the statement is another one than was sealed']
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bailee.errors import InvalidInput
from bailee.evidence.canonical import canonical, decoded

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ALGORITHM = "ECDSA P-256, SHA-256, over RFC 8785"


def seal(statement: Mapping[str, Any], key: EllipticCurvePrivateKey) -> dict[str, Any]:
    """The statement with its seal: hash, signature and public key as text."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    content = canonical(dict(statement))
    return {
        "statement": dict(statement),
        "seal": {
            "algorithm": ALGORITHM,
            "sha256": hashlib.sha256(content).hexdigest(),
            "signature": base64.b64encode(key.sign(content, ec.ECDSA(SHA256()))).decode(),
            "key": public_key(key),
        },
    }


def public_key(key: EllipticCurvePrivateKey) -> str:
    """SubjectPublicKeyInfo, DER, in base64."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


def faults(sealed: Any, key: str | None = None) -> list[str]:
    """What is wrong with a sealed statement; nothing where it is whole. `key`: the organisation's, where it is known."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        content, told = canonical(sealed["statement"]), sealed["seal"]
        digest, signature, own = told["sha256"], decoded(told["signature"]), told["key"]
        public = load_der_public_key(decoded(own))
    except (KeyError, TypeError, ValueError, binascii.Error, InvalidInput):
        return ["this is no sealed statement"]
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return ["this is no sealed statement"]
    found = []
    if hashlib.sha256(content).hexdigest() != digest:
        found.append("the statement is another one than was sealed")
    try:
        public.verify(signature, content, ec.ECDSA(SHA256()))
    except InvalidSignature:
        if not found:
            found.append("the signature does not belong to this statement")
    if key is not None and own != key:
        found.append("it was sealed with another key than this organisation's")
    return found
