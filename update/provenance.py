"""Where a release comes from: a statement in the form of in-toto (SLSA provenance 1), in a signed envelope (DSSE), which tools of others read.

It names each file by its digest, the commit and the lock that it was made from, how it was built and when. `update/release.py` writes it beside SHA256SUMS,
signed by the same key, and looks at it when a release is verified. It claims level 1 of SLSA, no more: the builder is whoever has the key, on a machine of hers.

    https://slsa.dev/spec/v1.0/provenance    https://github.com/secure-systems-lab/dsse
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

REPOSITORY = "https://github.com/bailee/bailee"
TYPE, STATEMENT, PREDICATE = (
    "application/vnd.in-toto+json",
    "https://in-toto.io/Statement/v1",
    "https://slsa.dev/provenance/v1",
)


def statement(files: Mapping[str, str], commit: str, epoch: str, lock: str, began: datetime) -> dict[str, Any]:
    """What was made (names and SHA-256), of what, how and when. `lock`: SHA-256 of requirements.lock in that commit."""
    return {
        "_type": STATEMENT,
        "subject": [{"name": name, "digest": {"sha256": files[name]}} for name in sorted(files)],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": f"{REPOSITORY}/blob/main/docs/release.md",
                "externalParameters": {"repository": REPOSITORY, "commit": commit},
                "internalParameters": {
                    "SOURCE_DATE_EPOCH": epoch,
                    "python": platform.python_version(),
                    "hatchling": importlib.metadata.version("hatchling"),
                },
                "resolvedDependencies": [
                    {"uri": f"git+{REPOSITORY}@{commit}", "digest": {"gitCommit": commit}},
                    {"uri": "requirements.lock", "digest": {"sha256": lock}},
                ],
            },
            "runDetails": {
                "builder": {"id": f"{REPOSITORY}/blob/main/update/release.py"},
                "metadata": {"startedOn": _moment(began), "finishedOn": _moment(datetime.now(UTC))},
            },
        },
    }


def envelope(
    told: Mapping[str, Any], sign: Callable[[bytes], bytes], public: Ed25519PublicKey | EllipticCurvePublicKey
) -> bytes:
    """The statement, signed: one line of JSON."""
    body = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    signature = {"keyid": key_ident(public), "sig": base64.b64encode(sign(encoded(body))).decode()}
    whole = {"payloadType": TYPE, "payload": base64.b64encode(body).decode(), "signatures": [signature]}
    return json.dumps(whole, separators=(",", ":")).encode() + b"\n"


def encoded(body: bytes) -> bytes:
    """What is signed: lengths before contents, so that nothing of one reads as the other (DSSE v1, PAE).

    >>> encoded(b"hello")
    b'DSSEv1 28 application/vnd.in-toto+json 5 hello'
    """
    return b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE.encode(), len(body), body)


def faults(file: Path, files: Mapping[str, str], is_signed: Callable[[bytes, bytes], bool]) -> list[str]:
    """What is wrong with the statement beside a release; nothing where it is signed and names exactly these files."""
    if not file.is_file():
        return [f"{file.name} is missing"]
    try:
        whole = json.loads(file.read_bytes())
        body = base64.b64decode(whole["payload"], validate=True)
        signatures = [base64.b64decode(each["sig"], validate=True) for each in whole["signatures"]]
        if whole["payloadType"] != TYPE or not any(is_signed(each, encoded(body)) for each in signatures):
            return [f"{file.name} was not signed by this key, or was changed"]
        told = json.loads(body)
        named = {each["name"]: each["digest"]["sha256"] for each in told["subject"]}
    except (ValueError, KeyError, TypeError, binascii.Error):
        return [f"{file.name} is no signed statement"]
    if (told.get("_type"), told.get("predicateType")) != (STATEMENT, PREDICATE):
        return [f"{file.name} says something else"]
    return [] if named == dict(files) else [f"{file.name} is about other files"]


def key_ident(public: Ed25519PublicKey | EllipticCurvePublicKey) -> str:
    """SHA-256 of the public key (DER), for whoever has several."""
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
