"""Requests of an agent, signed by its device's key: HTTP Message Signatures (RFC 9421) over method, path, the digest of the body
(RFC 9530) and its place in the agent's chain.

>>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
>>> key = Ed25519PrivateKey.generate()
>>> link = Link(7, own="b" * 22, before="a" * 22)
>>> heads = sign(key, "/agent/v1/poll", b"{}", keyid="3.agent-1f", created=1_790_000_000, link=link)
>>> signed = parse(heads, "/agent/v1/poll", b"{}")
>>> signed.keyid, signed.link == link, signed.is_by(public_of(key))
('3.agent-1f', True, True)
>>> parse(heads, "/agent/v1/push", b"{}").is_by(public_of(key))
False

Each request names itself (`own`) and the one before it. Two that run under one key part ways at once: the second to come
names a predecessor that is not the newest any more. `counter` only grows, so none is taken twice; a request whose answer was
lost comes again with a higher one, and names itself as before.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

COVERED = '("@method" "@path" "content-digest" "bailee-agent-chain")'
ENROLMENT = b"bailee enrolment v1\n"  # before what a device signs when it enrols: nobody takes that for something else
TOLERANCE = 300  # seconds that a request may be old, or ahead
_INPUT = re.compile(
    r"sig1="
    + re.escape(COVERED)
    + r';created=(\d{1,12});keyid="(\d{1,18}\.[a-z0-9-]{1,60})";alg="ed25519";tag="bailee-agent"'
)
_SIGNATURE = re.compile(r"sig1=:([A-Za-z0-9+/]{86}==):")
_CHAIN = re.compile(r'counter=(\d{1,15}), own="([\w-]{22})", before="([\w-]{22})?"', re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """A request's place in its agent's chain."""

    counter: int
    own: str
    before: str

    def written(self) -> str:
        return f'counter={self.counter}, own="{self.own}", before="{self.before}"'


def new_name() -> str:
    """What a request names itself: 128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a request says of itself. Nothing of it counts until `is_by` said so."""

    keyid: str
    created: int  # seconds since the epoch, by the server's clock as the agent knows it
    link: Link
    base: bytes
    signature: bytes

    @property
    def organisation(self) -> int:
        return int(self.keyid.partition(".")[0])

    @property
    def agent(self) -> str:
        return self.keyid.partition(".")[2]

    def is_by(self, public: bytes) -> bool:
        """Whether that key signed it."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, self.base)
        except (InvalidSignature, ValueError):
            return False
        return True


def sign(key: Ed25519PrivateKey, path: str, body: bytes, *, keyid: str, created: int, link: Link) -> dict[str, str]:
    """The heads of a signed POST."""
    digest, chain = digest_of(body), link.written()
    params = f'{COVERED};created={created};keyid="{keyid}";alg="ed25519";tag="bailee-agent"'
    signature = key.sign(_base(path, digest, chain, params))
    return {
        "Content-Digest": digest,
        "Bailee-Agent-Chain": chain,
        "Signature-Input": f"sig1={params}",
        "Signature": f"sig1=:{b64encode(signature).decode()}:",
    }


def parse(heads: Mapping[str, str], path: str, body: bytes) -> Signed:
    """What a POST says of itself. InvalidInput where a head is missing or written otherwise, or the body is another one."""
    told = {name.lower(): value for name, value in heads.items()}
    asked, signature = (
        _INPUT.fullmatch(told.get("signature-input", "")),
        _SIGNATURE.fullmatch(told.get("signature", "")),
    )
    chain = _CHAIN.fullmatch(told.get("bailee-agent-chain", ""))
    if asked is None or signature is None or chain is None:
        raise InvalidInput("this request is not signed as agents sign theirs")
    if told.get("content-digest") != digest_of(body):
        raise InvalidInput("the body of this request is not the one that was signed")
    params = told["signature-input"].removeprefix("sig1=")
    return Signed(
        asked[2],
        int(asked[1]),
        Link(int(chain[1]), chain[2], chain[3] or ""),
        _base(path, told["content-digest"], told["bailee-agent-chain"], params),
        b64decode(signature[1]),
    )


def public_of(key: Ed25519PrivateKey) -> bytes:
    """Its public part, 32 bytes."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def is_weak(public: bytes) -> bool:
    """Whether a public key has one of the few values (points of small order) under which anybody's signature is good.

    >>> is_weak(bytes(32)), is_weak(b"\\x01" + bytes(31)), is_weak(bytes(range(32)))
    (True, True, False)
    """
    return public[:31] + bytes([public[31] & 0x7F]) in _WEAK


# As libsodium lists them, the sign aside: 0, 1, two of order 8, and p-1, p, p+1.
_WEAK = frozenset(
    {
        bytes(32),
        b"\x01" + bytes(31),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        *(bytes([low]) + b"\xff" * 30 + b"\x7f" for low in (0xEC, 0xED, 0xEE)),
    }
)


def digest_of(body: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"


def _base(path: str, digest: str, chain: str, params: str) -> bytes:
    """RFC 9421, 2.5. Every request of an agent is a POST."""
    return (
        f'"@method": POST\n"@path": {path}\n"content-digest": {digest}\n"bailee-agent-chain": {chain}\n'
        f'"@signature-params": {params}'
    ).encode()
